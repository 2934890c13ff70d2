"""Programs that run at a school, by Python 3.8 or later and nothing else.

``check_my_copy`` stands at the top of every copy. The others stand beside it in an update.
"""

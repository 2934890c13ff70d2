"""Addresses outside the library: where they stand, whether they still answer, what to write down.

1. ``addresses``  every entry of a data file that has an address, with the pages that show it
2. ``asking``     asks each address, politely
3. ``answers``    what came back means: a state, a reason, a new address
4. ``writing``    puts it into the data file, and changes nothing else there
5. ``report``     what was found, page by page, for the person who mends it
"""

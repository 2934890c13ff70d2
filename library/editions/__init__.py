"""Editions: what was published, what became of it, and what a new edition is called.

1. ``ledger``    every id and address that was ever published, and the ledger after the next one
2. ``gone``      what answers at old addresses: tombstones, and pages that lead on
3. ``checks``    nothing published is lost, and no id or address is given to something else
4. ``kinds``     patch, minor or major: what the number says, and what changed
5. ``news``      what changed in an edition, in plain words by role; ``changelog`` writes it down
"""

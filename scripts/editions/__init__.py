"""Cutting an edition: what refuses it, what it writes, and the branch that holds all of them."""

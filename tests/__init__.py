"""A package, so that no other distribution's tests are found in its place."""

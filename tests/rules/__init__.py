"""A package, so that `tests/` is on the path: what reads and judges a text for a test is shared by several."""

"""A package, so that `tests/` is on the path: audits made by hand, and how their reports are read, are shared."""

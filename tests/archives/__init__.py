"""A package, so that `tests/` is on the path: `support` lies beside it."""

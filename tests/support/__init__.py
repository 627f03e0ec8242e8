"""Servers and files that tests need: a real web archive, a facade over it, a small archive in the process itself."""

"""Asking archives over the network: each request in its turn, within the limits of its archive and of the run.

`asker` makes one request and reads refusals, `courtesy` is the pace and the patience that one archive is owed,
`courtesies` gives it for each host, `tally` shares it between runs, `budget` is what a run may spend.
"""

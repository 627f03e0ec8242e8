"""The kinds of archives that are asked over the network.

- `wayback`, with `playback` and `cdx`, of which `waybackpy_queries` knows the questions
- `memento`, with `gate`, `time_map` and, where there is no TimeMap, `stepping`; and `memgator`
- `index_server`, with `index_rows`

Several use `mementos` (playing back a capture at its address), `links` (link-format), `places` (addresses of captures),
`reach` (how far a listing goes that was cut short), `ends` (whether it was torn off), `proof` (whether there is an
archive at all) and `following` (redirects of the services themselves).
"""

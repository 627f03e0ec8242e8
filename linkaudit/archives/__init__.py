"""Web archives: which capture of a page answers for the date at which it was cited.

- `interface` says what an archive is to the rest; `holdings` what every kind of archive offers to the search
- `search` finds the capture that answers: `choose` picks it, `candidates` is what is known so far, `screening` tells
  pages from what was captured in their place
- the kinds: `wayback` with `playback` and `cdx`; `memento` with `gate`, `mementos`, `time_map`, `stepping` and
  `following`; `memgator`; `index_server` with `index_rows`; the folder `local`; `links` and `places` read what several
  of them write
- `services` opens what the settings name; `asking` makes one request in its turn, `courtesies`, `courtesy`, `tally` and
  `budget` keep to the limits; `lookup` asks several archives for many pages, `inquiry` is all that a run asks, and
  `notes` says what became of it; `examination` looks into one archive to see that it can be asked
- `save` and its kind have captures made
"""

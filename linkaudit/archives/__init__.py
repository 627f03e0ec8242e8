"""Web archives: which capture of a page answers for the date at which it was cited.

- `interface` says what an archive is to the rest; `holdings` what every kind of archive offers to the search
- `search` finds the capture that answers: `choose` picks it, `candidates` is what is known so far, `screening` tells
  pages from what was captured in their place
- the kinds of archives: the folders `local` and `remote`; `asking` is how those are asked, `notation` how all write
- `services` opens what the settings name; `lookup` asks several archives for many pages, `inquiry` is all that a run
  asks, and `notes` says what became of it; `examination` looks into one archive to see that it can be asked
- `saving` has captures made
"""

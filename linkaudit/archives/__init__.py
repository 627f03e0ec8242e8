"""Web archives: which capture of a page answers for the date at which it was cited.

`interface` says what an archive is, `wayback` asks one with the Wayback Machine's URL shapes, `playback` and `cdx`
read what its two parts answer, `choose` picks the capture, `courtesy` keeps to the archive's limits, `lookup` asks
several archives for many pages.
"""

"""A web of our own on loopback whose truth is known: sites that behave as sites of the real web do.

- `behaviour`: what a site is cited for, and the verdict that a person with a browser would give
- `answers`, `pages`, `prose`: what servers say; `serving`: real sockets, virtual hosts, TLS, forbidden doors
- `visiting`: look at all of it in one run, and count how often the verdict was right
- the other modules hold the behaviours, one family each; `families` lists them

The pages are written after those of the real web, in our own words: markers of vendors stand where vendors put them.
"""

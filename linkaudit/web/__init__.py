"""The live web: which URLs may be asked, how they are asked, what the answers mean.

- `checker` and what it works with: `job` and `chain` (one look under way), `ladder` (which try follows which), `sites`
  (what the pages of a site say about each other), `reading`, `sighting`, `outbox` and `connectivity` (what is certain
  enough to be reported)
- `guard`, `target`, `unasked`: what may be asked at all
- `pacing`, `turns`, `pauses`, `retrying`, `manners`, `robots`, `clock`: whose turn it is, and how each host is treated
- `client`, with `reception`, `exchange` and `causes`: one request, its answer or the true cause of its failure
- the folder `transport`, with `resolver`, `decoding` and `loop`: how a request is carried there, and the answer back
- `verdict`, with `soft404`, `walls` and the folder `judging`: from what was seen to a verdict, purely
- the folder `places`: whether a page has the place to which a fragment leads
"""

"""The live web: which URLs may be asked, how they are asked, what the answers mean.

- `guard`, `target`, `unasked`: what may be asked at all
- `client`, `resolver`, `decoding`, `causes`, `exchange`: one request, its answer or the true cause of its failure
- `pacing`, `retrying`, `clock`: whose turn it is
- `checker`, `chain`, `reading`, `connectivity`, `sighting`: from URLs to observations
- `verdict`, `soft404`, `walls`: from what was seen to a verdict

Only `client` loads an HTTP library; everything else can be imported at little cost.
"""

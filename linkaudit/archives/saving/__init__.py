"""Captures made on request: by an archive that saves pages, or in a collection of one's own.

`service` opens the archive that saves, `saver` has pages captured and looks each capture up, in the way of `with_keys`
(by the rules of `page_now`) or of `keyless`. `kept` writes a WARC of what a `recording` client has seen.
"""

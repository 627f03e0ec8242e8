"""Local collections: WARC, WACZ, CDX and CDXJ, and folders of them, read directly, without a server.

`keys` folds addresses as indexes do, `sources` reads parts of files, `sorted_lines` finds lines in what is sorted,
`rows` reads the lines of indexes, `indexes` opens an index of any kind, `table` is one made in memory where there is
none, `warc_pass` goes through a WARC for it, `records` plays a capture back, `members` finds what a folder or a WACZ
holds, `collection` is all that together as an archive. Nothing is written, and no index need be built beforehand.
"""

from linkaudit.archives.local.collection import Local, open_local

__all__ = ["Local", "open_local"]

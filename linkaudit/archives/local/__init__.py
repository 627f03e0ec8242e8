"""Local collections: WARC, WACZ, CDX and CDXJ, and folders of them, read directly, without a server.

From the outside inwards: `collection` is the archive, `opening` makes what is found askable, `members` finds what a
folder or a WACZ holds; `indexes` and `zipnum` look into indexes of any kind, of which `forms` tells the form, `rows`
reads the lines, and `keys` knows how addresses are filed; `sorted_lines` bisects, `table` sorts in memory what is not
sorted, `sources` reads parts of files. `warc_pass` goes through a WARC without an index, `records` plays a capture
back, both by `warc_stream`. Nothing is written, and no index need be built beforehand.
"""

from linkaudit.archives.local.collection import Local, open_local

__all__ = ["Local", "open_local"]

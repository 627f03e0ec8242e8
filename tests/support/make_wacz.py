"""WACZ packages in the layout of py-wacz: a packed index with a list of its parts, archives, a list of pages."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINES_PER_PART = 3


def write_wacz(
    path: Path,
    lines: Sequence[str],
    archives: Sequence[Path],
    *,
    listed: bool = True,
    packing: int = zipfile.ZIP_STORED,
) -> None:
    """Write a package with an index of these lines; without `listed` there is no list of its parts."""
    index, listing = packed_index(lines)
    members = {"indexes/index.cdx.gz": index}
    if listed:
        members["indexes/index.idx"] = listing
    members |= {f"archive/{each.name}": each.read_bytes() for each in archives}
    members["pages/pages.jsonl"] = b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n'
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": _hash(data), "bytes": len(data)}
        for name, data in members.items()
    ]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
    members["datapackage.json"] = json.dumps(package).encode()
    with zipfile.ZipFile(path, "w", packing) as wacz:
        for name, data in members.items():
            wacz.writestr(name, data)


def packed_index(lines: Sequence[str]) -> tuple[bytes, bytes]:
    """Pack sorted lines, a few to a part; give the index and the list of its parts."""
    index, listing = b"", '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    for start in range(0, len(lines), LINES_PER_PART):
        part = lines[start : start + LINES_PER_PART]
        packed = gzip.compress("".join(f"{line}\n" for line in part).encode())
        key, stamp, _ = part[0].split(" ", 2)
        place = {"offset": len(index), "length": len(packed), "digest": _hash(packed), "filename": "index.cdx.gz"}
        listing += f"{key} {stamp} {json.dumps(place)}\n"
        index += packed
    return index, listing.encode()


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"

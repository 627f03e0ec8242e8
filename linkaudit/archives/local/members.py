"""What a path holds: the indexes and the WARCs of a folder, of a WACZ, or the one file that it is."""

from __future__ import annotations

import os
import zipfile
import zlib
from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.archives.local.forms import form_of
from linkaudit.archives.local.sources import DEFLATE, GZIP, GZIP_MAGIC, BrokenError, FilePart, Source, Unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WARCS = (".warc", ".warc.gz")
LISTS = (".idx",)
INDEXES = (".cdxj", ".cdx", ".cdxj.gz", ".cdx.gz")
WACZS = (".wacz",)
_NOT_READ = (".arc", ".arc.gz", ".warc.zst")
_WARC_BEGINS = b"WARC/"
_ZIP_BEGINS = b"PK\x03\x04"
_LOCAL_HEADER = 30
_NAME_LENGTH = 26
"""Where a local header has the lengths of what stands between it and the data (APPNOTE.TXT, 4.3.7)."""
_ENCRYPTED = 1
_UTF_8 = 0x800
_DEFLATED = zipfile.ZIP_DEFLATED


class Container(Struct):
    """A folder, a package or a single file: what belongs together."""

    name: str
    """How notes call it."""
    indexes: dict[str, Source] = field(default_factory=dict)
    """By their names within it."""
    lists: dict[str, Source] = field(default_factory=dict)
    """Lists of the parts of packed indexes."""
    warcs: dict[str, Source] = field(default_factory=dict)
    packed: dict[str, Source] = field(default_factory=dict)
    """What may be parts of packed indexes, as it is."""
    problems: list[str] = field(default_factory=list)
    """What could not be looked at."""
    _names: dict[str, list[str]] = field(default_factory=dict)

    def warc(self, filename: str) -> Source | None:
        """Find the WARC that an index names, which may have been moved since: by its path, else by its name."""
        if filename in self.warcs:
            return self.warcs[filename]
        if not self._names:
            for name in self.warcs:
                self._names.setdefault(last_part(name), []).append(name)
        named = self._names.get(last_part(filename), [])
        ending = [name for name in named if name.endswith(f"/{filename}")]
        return self.warcs[(ending or named)[0]] if named else None

    def part(self, beside: str, filename: str) -> str | None:
        """Find a part of an index, which stands beside the list that names it; its suffix may be left out."""
        folder = beside.rpartition("/")[0]
        names = (f"{folder}/{filename}{suffix}".lstrip("/") for suffix in ("", ".gz", *INDEXES))
        return next((name for name in names if name in self.packed), None)


def containers(path: Path) -> list[Container]:
    """Find what a path holds. Raises OSError, and BrokenError if it is no collection."""
    if path.is_dir():
        return list(_in_folder(path))
    with path.open("rb") as file:
        head = file.read(1 << 12)
    try:
        return [_in_file(path, head)]
    except BrokenError as error:
        named = path.name.lower().endswith((*WARCS, *INDEXES, *LISTS, *WACZS))
        if not named and not head.startswith(_ZIP_BEGINS):
            raise
        # It is damaged, as a part of a folder may be: the rest can be asked, and what it had is unknown.
        return [Container(path.name, problems=[f"{path.name}: {error}"])]


def _in_file(path: Path, head: bytes) -> Container:
    """Find what a file holds that begins with `head`. Raises OSError, and BrokenError if it is no collection."""
    container = Container(path.name)
    lowered = path.name.lower()
    if head.startswith(_ZIP_BEGINS) or lowered.endswith(WACZS):
        return _package(path, path.name)
    if lowered.endswith(WARCS) or (not lowered.endswith((*INDEXES, *LISTS)) and _is_warc(head)):
        if not _is_warc(head):
            msg = "no WARC"
            raise BrokenError(msg)
        container.warcs[path.name] = FilePart(path)
        return container
    # The WARCs of an index stand beside it, and so do the parts of one that is packed, or the list of them.
    container.warcs = _beside(path)
    container.packed = {each.name: FilePart(each) for each in path.parent.iterdir() if _may_be_part(each)}
    suffix = _suffix(lowered)
    listed = path.with_name(path.name[: -len(suffix)] + LISTS[0]) if suffix else path
    if lowered.endswith(LISTS) or (head.startswith(GZIP_MAGIC) and listed != path and listed.is_file()):
        container.lists[listed.name] = FilePart(listed)
    if not lowered.endswith(LISTS):
        index = _unpacked(FilePart(path))
        form_of(index)
        container.indexes[path.name] = index
    return container


def _unpacked(source: Source) -> Source:
    return Unpacked(source) if source.read(0, len(GZIP_MAGIC)) == GZIP_MAGIC else source


def _may_be_part(path: Path) -> bool:
    return path.name.lower().endswith(".gz") and path.is_file()


def _suffix(name: str) -> str:
    return next((each for each in INDEXES if name.endswith(each)), "")


def _is_warc(head: bytes) -> bool:
    if head.startswith(GZIP_MAGIC):
        try:
            head = zlib.decompressobj(GZIP).decompress(head, len(_WARC_BEGINS))
        except zlib.error:
            return False
    return head.startswith(_WARC_BEGINS)


def _beside(index: Path) -> dict[str, Source]:
    """Find the WARCs of an index: beside it, in `archive` beside it or beside its folder, as pywb has them."""
    folders = (index.parent, index.parent / "archive", index.parent.parent / "archive")
    found: dict[str, Source] = {}
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.lower().endswith(WARCS) and path.is_file():
                found.setdefault(path.name, FilePart(path))
    return found


def _in_folder(root: Path) -> Iterator[Container]:
    """Go through a folder and those in it."""
    own = Container(root.name)
    packages: list[tuple[Path, str]] = []

    def unlisted(error: OSError) -> None:
        own.problems.append(f"{error.filename}: {error.strerror}")

    for folder, folders, files in os.walk(root, onerror=unlisted):
        folders.sort()
        for file in sorted(files):
            path = root.__class__(folder) / file
            name = path.relative_to(root).as_posix()
            try:
                if name.lower().endswith(WACZS):
                    packages.append((path, name))
                else:
                    _take(own, name, path)
            except OSError as error:
                own.problems.append(f"{name}: {error.strerror}")
    yield own
    for path, name in packages:
        try:
            yield _package(path, name)
        except (BrokenError, OSError) as error:
            own.problems.append(f"{name}: {error}")


def _take(container: Container, name: str, path: Path) -> None:
    """Take a file of a folder for what its name says. Raises OSError."""
    lowered = name.lower()
    if not lowered.endswith((*WARCS, *INDEXES, *LISTS, *_NOT_READ, ".gz")) or not path.is_file():
        return
    if lowered.endswith(_NOT_READ):
        container.problems.append(f"{name}: this format is not read")
        return
    if lowered.endswith(WARCS):
        container.warcs[name] = FilePart(path)
        return
    if lowered.endswith(".gz"):
        container.packed[name] = FilePart(path)
    if lowered.endswith(LISTS):
        container.lists[name] = FilePart(path)
    if lowered.endswith(INDEXES):
        container.indexes[name] = _unpacked(FilePart(path))


def _package(path: Path, name: str) -> Container:
    """Find what a WACZ holds (https://specs.webrecorder.net/wacz/1.1.1). Raises BrokenError and OSError."""
    container = Container(name)
    try:
        with zipfile.ZipFile(path) as package:
            members = [each for each in package.infolist() if not each.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        msg = f"no package that can be read: {error}"
        raise BrokenError(msg) from error
    for member in members:
        lowered = member.filename.lower()
        kinds = ((WARCS, container.warcs), (INDEXES, container.indexes), (LISTS, container.lists))
        into = next((found for suffixes, found in kinds if lowered.endswith(suffixes)), None)
        if into is None:
            continue
        try:
            into[member.filename] = source = _member(path, member)
            if into is container.lists:
                _check(source, member)
            if lowered.endswith(".gz") and source.read(0, len(GZIP_MAGIC)) != GZIP_MAGIC:
                msg = "it is not where the package says"
                raise BrokenError(msg)  # noqa: TRY301 - it is one of the things that may be wrong with a member
        except (BrokenError, OSError) as error:
            into.pop(member.filename, None)
            container.problems.append(f"{name}!/{member.filename}: {error}")
    container.packed = dict(container.indexes)
    container.indexes = {each: _unpacked(source) for each, source in container.indexes.items()}
    return container


def _member(path: Path, member: zipfile.ZipInfo) -> Source:
    """Open a member of a package where it stands in the file. Raises BrokenError and OSError."""
    if member.flag_bits & _ENCRYPTED or member.compress_type not in (zipfile.ZIP_STORED, _DEFLATED):
        msg = "encrypted, or packed in a way that is not read"
        raise BrokenError(msg)
    header = FilePart(path).read(member.header_offset, _LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(_ZIP_BEGINS):
        msg = "it is not where the package says"
        raise BrokenError(msg)
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (_NAME_LENGTH, _NAME_LENGTH + 2))
    start = member.header_offset + _LOCAL_HEADER + name + extra
    named = FilePart(path).read(member.header_offset + _LOCAL_HEADER, name)
    encoding = "utf-8" if member.flag_bits & _UTF_8 else "cp437"
    if named != member.orig_filename.encode(encoding) or start + member.compress_size > path.stat().st_size:
        msg = "it is not where the package says"
        raise BrokenError(msg)
    packed = FilePart(path, start, member.compress_size)
    return Unpacked(packed, DEFLATE) if member.compress_type == _DEFLATED else packed


def _check(source: Source, member: zipfile.ZipInfo) -> None:
    """Make sure that a member is what was packed: a wrong list of parts leads astray. Raises BrokenError."""
    found = 0
    for piece in source.stream():
        found = zlib.crc32(piece, found)
    if found != member.CRC:
        msg = "damaged: it is not what was packed"
        raise BrokenError(msg)


def last_part(name: str) -> str:
    """Give the name of a file without its folders."""
    return name.replace("\\", "/").rpartition("/")[2]

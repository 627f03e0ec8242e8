"""Writing what commands print: to standard output, to a file, to a folder of reports; whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from linkaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


def wants_colour(stream: TextIO | None = None) -> bool:
    """Tell whether colours are wanted: NO_COLOR and FORCE_COLOR decide, else whether this is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return (stream or sys.stdout).isatty()


def write(text: str, file: Path | None) -> None:
    """Write a report to standard output, or whole to a file, which is opened only now that there is something to write.

    Raises UsageError if it cannot be written.
    """
    with writing(file) as out:
        if text:
            out(text.removesuffix("\n"))


@contextmanager
def writing(file: Path | None, *, live: bool = False, silent: bool = False) -> Iterator[Callable[[str], None]]:
    """Give a function that writes lines: to standard output, or to a file that appears when all is written.

    `live` shows each line on standard output at once, `silent` none of them. Raises UsageError if it cannot be written.
    """
    if file is None:
        yield (lambda _: None) if silent else partial(print, flush=live)
        sys.stdout.flush()
        return
    try:
        if file.exists() and not file.is_file():
            with file.open("w", encoding="utf-8") as stream:
                yield lambda line: print(line, file=stream)
            return
        with _whole(file) as stream:
            yield lambda line: print(line, file=stream)
    except OSError as error:
        msg = f"cannot write {file}: {error.strerror or error}"
        raise UsageError(msg) from error


def write_whole(file: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never a part. Raises OSError."""
    write_pieces(file, (text,))


def write_pieces(file: Path, pieces: Iterable[str]) -> None:
    """Do so with a text that comes piece by piece."""
    with _whole(file) as stream:
        stream.writelines(pieces)


@contextmanager
def _whole(file: Path) -> Iterator[TextIO]:
    """Open a file that takes its name only when all is written. Raises OSError."""
    import tempfile  # noqa: PLC0415 - only where a file is written

    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files that only their owner may read; a report is for whoever may read the folder.
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_folder(folder: Path, files: Mapping[str, Iterable[str]]) -> None:
    """Write a folder of reports, each piece by piece: it appears under its name when everything in it is written.

    A folder of the same name, of the same run before it was interrupted, is replaced. Raises UsageError.
    """
    import shutil  # noqa: PLC0415 - only where reports are written
    import tempfile  # noqa: PLC0415

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.partial-"))
        try:
            for name, pieces in files.items():
                write_pieces(partial / name, pieces)
            partial.chmod(0o777 & ~_umask())
            if folder.exists():
                shutil.rmtree(folder)
            partial.rename(folder)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    except OSError as error:
        msg = f"cannot write the reports to {folder}: {error.strerror or error}"
        raise UsageError(msg) from error


def _umask() -> int:
    """Learn the mask of new files; there is no way to read it but to set it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

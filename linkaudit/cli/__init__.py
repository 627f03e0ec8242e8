"""The command line: the only part that prints or exits. Each command is a module, loaded when called."""

from __future__ import annotations

import io
import os
import sys

from linkaudit.cli.exits import Exit
from linkaudit.cli.given import say
from linkaudit.errors import BusyError, LinkauditError


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit. Errors that a user can mend are one line, without a traceback."""
    _prepare_streams()
    code = _run(arguments)
    try:
        sys.stdout.flush()
    except OSError as error:
        # Nothing more can be written, not even by the interpreter at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not (isinstance(error, BrokenPipeError) or code == Exit.ERROR):
            code = _failed(error)
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    """Run the command line, and say what went wrong; gives the exit code."""
    from linkaudit.cli.scanning import plain_scan  # noqa: PLC0415 - what is loaded is part of what may fail

    try:
        code = plain_scan(sys.argv[1:] if arguments is None else arguments)
        if code is not None:
            return code
        from linkaudit.cli.commands import execute  # noqa: PLC0415 - what a commit hook does without

        return execute(arguments)
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        return Exit.OK
    except BusyError as error:
        say(str(error))
        return Exit.TRY_LATER
    except (LinkauditError, OSError) as error:
        return _failed(error)
    except Exception as error:
        # An error of our own must not end with 1, which means findings.
        if os.environ.get("LINKAUDIT_TRACEBACK"):
            raise
        return _failed(error, f"internal error: {type(error).__name__}: ")


def _failed(error: Exception, kind: str = "") -> int:
    hint = " (LINKAUDIT_TRACEBACK=1 shows where)" if kind else ""
    say(f"{kind}{error}{hint}")
    return Exit.ERROR


def _prepare_streams() -> None:
    """Read and write UTF-8 whatever the locale; what is no UTF-8 passes through as it came; what is closed is empty."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for the whole run
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")

"""`python -m linkaudit`, and the command `linkaudit`."""

from __future__ import annotations

import gc
import sys

# Nearly everything that is made while modules are loaded stays; looking for garbage among it is a waste.
_THRESHOLDS = (50_000, 20, 20)


def main() -> None:
    """Run the command line."""
    gc.set_threshold(*_THRESHOLDS)
    try:
        _load_msgspec()
        from linkaudit.cli import run  # noqa: PLC0415 - `import linkaudit.__main__` alone costs nothing

        run()
    except KeyboardInterrupt:
        # While modules are still being loaded nothing else is there to say it.
        sys.stderr.write("linkaudit: interrupted\n")
        sys.exit(75)
    finally:
        # The interpreter looks for garbage once more when it ends: a fifth of the time of a short run, for nothing.
        gc.freeze()


def _load_msgspec() -> None:
    """Load msgspec without typing_extensions.

    Since Python 3.11 it needs nothing of that, but takes it where it is installed: an eighth of the time of a commit
    hook. Whoever asks for it later gets it.
    """
    if "typing_extensions" not in sys.modules:
        # This is how Python marks what cannot be imported.
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        import msgspec  # noqa: F401, PLC0415

        del sys.modules["typing_extensions"]


if __name__ == "__main__":
    main()

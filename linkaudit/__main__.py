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
        from linkaudit.cli import run  # noqa: PLC0415 - `import linkaudit.__main__` alone costs nothing

        run()
    except KeyboardInterrupt:
        # While modules are still being loaded nothing else is there to say it.
        sys.stderr.write("linkaudit: interrupted\n")
        sys.exit(75)
    finally:
        # The interpreter looks for garbage once more when it ends: a fifth of the time of a short run, for nothing.
        gc.freeze()


if __name__ == "__main__":
    main()

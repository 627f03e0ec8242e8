"""`python -m linkaudit`, and the command `linkaudit`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    import gc  # noqa: PLC0415

    # Looking for garbage among modules that are being loaded takes a tenth of the time of a short run.
    gc.set_threshold(50_000, 20, 20)
    from linkaudit.cli import run  # noqa: PLC0415 - `import linkaudit.__main__` alone costs nothing

    run()


if __name__ == "__main__":
    main()

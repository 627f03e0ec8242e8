"""`python -m linkaudit`, and the command `linkaudit`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from linkaudit.cli import run  # noqa: PLC0415 - `import linkaudit.__main__` alone costs nothing

    run()


if __name__ == "__main__":
    main()

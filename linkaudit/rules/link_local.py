"""Rules on addresses in place of names, and on names that mean something in one place only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Role, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.hosts import is_made_up, is_public_address, local, targets
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

_SOURCES = (Role.ORIGINAL, Role.CANONICAL, Role.SOURCE)
# A path from the root of a machine (RFC 8089); `file:notes.org` is how some editors write a relative path.
_FILE = Pattern(r"(?i)file:(?:[/\\]|[a-z][:|])")
# Resolvers whose names are their addresses, by which their operators publish them.
_RESOLVERS = {
    "1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220",
    "[2606:4700:4700::1111]", "[2606:4700:4700::1001]", "[2001:4860:4860::8888]", "[2001:4860:4860::8844]",
    "[2620:fe::fe]",
}  # fmt: skip
# Numbers that nobody was given for a page: they show the pattern of an address.
_PATTERN = Pattern(r"(?:1\.2\.3\.4|4\.3\.2\.1|5\.6\.7\.8|11\.22\.33\.44|12\.34\.56\.78|(\d{1,3})(?:\.\1){3})")


@rule(Severity.ERROR)
def link_local(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that works on one machine or in one network only.

    ## What it finds
    `localhost`, private and link-local addresses, names under `.local`, `.internal`, `.lan`, `.corp`, single names, and
    `file:` URLs, also inside the address of a capture. In text with code around it, where such addresses are part of
    instructions, and where the name is made up to show a pattern, it is only worth knowing; where the link is no source
    of the document, a warning.

    ## Why it matters
    No reader elsewhere can follow it, and no archive has it. Such a link is never asked for by an audit.

    ## Example
    ```markdown
    Original url: http://192.168.0.12/scans/ferry.html
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/ferry.html
    ```
    """
    for reference, what, made_up in _locals(document):
        source = not made_up and (reference.role in _SOURCES or context.clipping(document.path))
        mild = made_up or _is_instruction(document)
        yield Remark(
            f"{what} can be reached from one machine or network only",
            reference.location,
            urls.canonical(reference.url),
            (as_written(reference),),
            severity=Severity.ERROR if source else Severity.INFO if mild else Severity.WARNING,
        )


def _locals(document: Document) -> Iterator[tuple[Reference, str, bool]]:
    """Go through the local URLs: what makes each one, and whether it only shows a pattern."""
    for reference in document.references:
        if reference.url[:5].lower() == "file:" and _FILE.match(reference.url):
            yield reference, "a file: URL", False
    for reference, _, name in targets(document):
        what = local(name)
        if what:
            yield reference, what, is_made_up(name)


@rule(Severity.WARNING)
def link_ip_literal(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to a numeric address instead of a name.

    ## What it finds
    A host that is a public IP address. Addresses for documentation, those that only show a pattern (`1.2.3.4`) and
    public resolvers, whose names are their addresses, are left alone; private ones are for `link-local`. Beside code,
    as in instructions, it is only worth knowing.

    ## Why it matters
    A number says nothing of who publishes the page. It belongs to a machine rather than to a site: when the site moves,
    the number leads to somebody else. Archives keep such pages under an address that nobody looks for.

    ## Example
    ```markdown
    See [the tables](http://151.101.2.137/tides).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tides). Of a network for documentation: <http://192.0.2.7/tides>.
    ```
    """
    del context
    for reference, _, name in targets(document):
        if is_public_address(name) and name not in _RESOLVERS and not _PATTERN.fullmatch(name):
            yield Remark(
                f"{name} is the number of a machine, not the name of a site",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("address", name)),
                severity=Severity.INFO if _is_instruction(document) else None,
            )


def _is_instruction(document: Document) -> bool:
    """Tell whether there is code in a document, so that addresses in it may be part of instructions."""
    return any(sign in document.text for sign in ("`", "<code", "    $ "))

"""The rule on what a URL says of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.credentials import folded, is_stand_in
from linkaudit.citations.parameters import stretches
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.carrying import Carrying, carrying
from linkaudit.rules.interface import Context, Remark, as_written, rule, value
from linkaudit.rules.removal import removal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkaudit.citations.parameters import Parameter
    from linkaudit.models import Document

# RFC 5321: 64 characters before the sign, labels of 63. Behind a slash or a colon it is the user of a server, behind
# another `@` a name in a network, behind a dollar sign a number of a message.
_ADDRESS = Pattern(
    r"(?i)(?<![\w.+@/:%$-])(?P<local>[a-z0-9_][\w.+'-]{0,63})(?:@|%40)"
    r"(?P<domain>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![\w@-])"
)
_VERSION = Pattern(r"\d+\.\d")
_IDENTIFIER = Pattern(r"[\w-]{8,}")


@rule(Severity.WARNING)
def link_pii(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that gives a person away.

    ## What it finds
    Mail addresses in the parameters of a URL, such as `email=` or the `data=` of links that a mail server has
    rewritten, and the numbers by which list-manage.com and urldefense.proofpoint.com know the recipient. Addresses of
    an office (`info@`) or of a list (`@lists.gazette.example`), made-up ones, calendars, names on other networks, and
    addresses that the writer chose, as in a search or in a form to write to somebody, are left alone. Every report
    shows them masked.

    ## Why it matters
    It says who got the mail, and gives the address to everybody who collects them. Often it also lets a stranger end a
    subscription or read on in somebody's name.

    ## Example
    ```markdown
    [Agenda](https://council.example/agenda?id=12&email=ada.holm%40gazette.example)
    ```

    ## Instead
    ```markdown
    [Agenda](https://council.example/agenda?id=12)
    ```
    """
    del context
    for each in carrying(document):
        found = [one for one in each.parameters if _names_person(one, each)]
        if found:
            names = ", ".join(dict.fromkeys(parameter.name for parameter in found))
            own = [parameter for parameter in found if parameter.before]
            places = stretches(each.reference.url, own) if not urls.archive_url(each.reference.url) else []
            yield Remark(
                f"the URL says who a person is: {names}",
                each.reference.location,
                urls.canonical(each.reference.url),
                (as_written(each.reference), value("parameters", names)),
                fixes=removal(each.reference, places, "take out what names the person", safe=False),
            )


def _names_person(parameter: Parameter, each: Carrying) -> bool:
    """Tell whether a parameter holds somebody's mail address, or the number of a recipient."""
    text = parameter.value
    if ("@" in text or "%40" in text) and folded(parameter.name) not in data.load("credentials")["mailboxes"]["chosen"]:
        return any(_is_personal(found["local"], found["domain"]) for found in _ADDRESS.finditer(text))
    return parameter.key in _recipient_names() and _is_recipient(parameter, urls.host(each.reference.url))


@data.derived
def _recipient_names() -> frozenset[str]:
    """Gather what recipients are called somewhere: hardly any parameter is called so."""
    return frozenset(name for names in data.load("credentials")["recipients"].values() for name in names)


def _is_recipient(parameter: Parameter, host: str) -> bool:
    """Tell whether a parameter is the number by which a service knows who received a mail."""
    recipients: Mapping[str, list[str]] = data.load("credentials")["recipients"]
    names = next((recipients[name] for name in _hosts(host) if name in recipients), ())
    number = any(sign.isdigit() for sign in parameter.value) and _IDENTIFIER.fullmatch(parameter.value) is not None
    return parameter.key in names and number and not is_stand_in(parameter.value)


def _hosts(host: str) -> Iterator[str]:
    """Go from a host to the domains above it."""
    while host:
        yield host
        host = host.partition(".")[2]


def _is_personal(local: str, domain: str) -> bool:
    """Tell whether a mail address is that of a person."""
    known = data.load("credentials")["mailboxes"]
    local, domain = local.lower().strip("'"), domain.lower()
    if local.partition("+")[0] in known["roles"] or local in known["placeholders"] or _VERSION.match(domain):
        return False
    if domain.startswith(tuple(f"{name}." for name in known["lists"])):
        return False
    if any(domain == each or domain.endswith(f".{each}") for each in known["domains"]):
        return False
    return domain.endswith(".example") or urls.top_level_domain_exists(domain)

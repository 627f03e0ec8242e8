"""Rules on what a URL gives away: credentials, and the session of one visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import credentials, urls
from linkaudit.citations.parameters import stretches
from linkaudit.citations.signed import signed, token_end
from linkaudit.data import load
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.carrying import Carrying, carrying
from linkaudit.rules.hosts import is_for_documentation
from linkaudit.rules.interface import Context, Remark, as_written, rule, value, web_references
from linkaudit.rules.removal import removal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from linkaudit.citations.parameters import Parameter
    from linkaudit.models import Document, Reference

_SAYS = {
    Severity.ERROR: "gives a credential away",
    Severity.WARNING: "may give a credential away",
    Severity.INFO: "holds a credential that has expired",
}
_PASSWORDS = {"password", "passwd", "userpassword"}
_PASSWORD = Pattern(r"(?=.*\d)(?=.*[A-Za-z]).{8,}")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: keys that last, keys for a time.
_AWS_KEY = Pattern(r"A[KS]IA[A-Z0-9]{16}/\d{8}/.+")
# Azure's service SAS: add, create, write, delete, and more that changes what is stored.
_WRITING = set("acwdxyu")
_BADGE = Pattern(r"(?i)\.svg$|badge|/status")
_DIGEST = Pattern(r"(?i)[0-9a-f]{32}|[0-9a-f]{40}")
# Different characters that a digest, or the number of a session, has at least; the length from which letters alone are
# no word.
_SIGNS_OF_DIGEST = 8
_SIGNS_OF_NUMBER = 4
_SURELY_RANDOM = 24
_SESSION = Pattern(r"[\w.!~@:*+-]{8,}")
# Sessions in the path: ASP.NET (`/(S(24 letters and digits))/`, also beside others), ASP.NET 1.1 (`/(24 …)/`).
_SESSION_IN_PATH = Pattern(
    r"/\((?:(?:[A-Z]\([^()/]{1,200}\)){0,4}S\([a-z0-5]{24}\)(?:[A-Z]\([^()/]{1,200}\)){0,4}"
    r"|(?=[a-z]*\d)[a-z0-5]{24})\)(?=/)"
)


@rule(Severity.ERROR, of_day=True)
def link_secret(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that gives a credential away.

    ## What it finds
    Tokens, keys and passwords in the parameters of a URL: `access_token`, `client_secret`, `X-Amz-Security-Token`,
    `X-Amz-Credential`, signatures that allow to write, and tokens that are known by their form. Values that may be
    one, as in `token=` and `api_key=`, are a warning, and credentials that have expired are only worth knowing.
    Stand-ins such as `YOUR_TOKEN`, short values and words, and tokens that are public on purpose, as in the addresses
    of badges, are left alone. Every report shows the values masked.

    ## Why it matters
    Whoever reads the document can act in the name of its writer. It is not undone by taking the link out, since copies
    and the history of the document keep it: the credential must be revoked where it was issued.

    ## Example
    ```markdown
    [Tables](https://records.gazette.example/tides.csv?access_token=q7Zr2mXw9Kd4TbV8nLs3)
    ```

    ## Instead
    ```markdown
    [Tables](https://records.gazette.example/tides.csv?access_token=YOUR_TOKEN)
    ```

    ## References
    - [Bearer tokens should not be passed in page URLs](https://www.rfc-editor.org/rfc/rfc6750#section-5.3)
    """
    for each in carrying(document):
        found = [(grade, one) for one in each.parameters if (grade := _grade(one, each, context.as_of))]
        if found and not _is_only_shown(each.reference.url):
            names = ", ".join(dict.fromkeys(parameter.name for _, parameter in found))
            gravest = min((grade for grade, _ in found), key=lambda grade: grade.rank)
            yield Remark(
                f"the URL {_SAYS[gravest]}: {names}",
                each.reference.location,
                urls.canonical(each.reference.url),
                (
                    as_written(each.reference),
                    value("parameters", ", ".join(f"{one.name} ({len(one.value)} characters)" for _, one in found)),
                ),
                severity=gravest,
            )


def _is_only_shown(url: str) -> bool:
    """Tell whether a URL opens nothing of anybody's: at a host for documentation, or on the reader's own machine."""
    name = urls.host(url)
    return "." not in name or name.endswith(".localhost") or is_for_documentation(name)


def _grade(parameter: Parameter, each: Carrying, day: date) -> Severity | None:
    """Tell how certainly the value of a parameter is a credential that opens something; None if it is none."""
    given, name = parameter.value, credentials.folded(parameter.name)
    if len(given) < len("password") or credentials.is_public(parameter, each.reference.url):
        return None
    if credentials.has_known_form(given):
        return Severity.ERROR
    if name in credentials.named("secrets"):
        return _of_secret(parameter, name, each, day)
    if (name == "xamzcredential" and _AWS_KEY.fullmatch(given)) or (name == "sig" and _may_write(each)):
        return _while_signed(each, day)
    if name in credentials.named("tokens") and not _is_picture(each.reference) and credentials.is_random(given):
        return Severity.WARNING
    return None


def _of_secret(parameter: Parameter, name: str, each: Carrying, day: date) -> Severity | None:
    """Judge the value of a parameter that is called a secret."""
    if name == "xamzsecuritytoken" and len(set(parameter.value)) > 1:
        return _while_signed(each, day)
    if credentials.is_random(parameter.value):
        ends = token_end(parameter.value)
        return Severity.INFO if ends and ends.date() < day else Severity.ERROR
    if name in _PASSWORDS and _PASSWORD.fullmatch(parameter.value) and not credentials.is_stand_in(parameter.value):
        return Severity.WARNING
    return None


def _while_signed(each: Carrying, day: date) -> Severity | None:
    """Judge a credential of a signed URL: it opens nothing after its end. What is not signed is an example."""
    found = signed(each.parameters, urls.host(each.reference.url))
    if found is None:
        return None
    return Severity.INFO if found.ends.date() < day else Severity.ERROR


def _may_write(each: Carrying) -> bool:
    """Tell whether a signature of Azure allows more than to read."""
    return any(parameter.key == "sp" and set(parameter.value) & _WRITING for parameter in each.parameters)


def _is_picture(reference: Reference) -> bool:
    """Tell whether a page loads a picture from there, which shows its token to everybody on purpose."""
    return (
        reference.kind is Kind.IMAGE
        or reference.element.startswith("img")
        or _BADGE.search(urls.path(reference.url)) is not None
    )


@rule(Severity.WARNING)
def link_session(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that belongs to one visit of one reader.

    ## What it finds
    The name of a session in the query or the path: `;jsessionid=`, `PHPSESSID=`, `CFTOKEN=`, `sid=` with a digest, and
    ASP.NET's `/(S(…))/`. Short values and stand-ins are left alone, and so are copies in an archive.

    ## Why it matters
    A session is soon over. Behind it the address often gives an error or another page, and while it lasts
    it may let the reader into the writer's visit. The same page gets as many addresses as it has had visits.

    ## Example
    ```markdown
    [Catalogue](https://harbour.example/catalogue;jsessionid=0A1F9C2D4E5B6A7988C1D2E3F4A5B6C7?item=4)
    ```

    ## Instead
    ```markdown
    [Catalogue](https://harbour.example/catalogue?item=4)
    ```

    ## References
    - [OWASP: session management](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    del context
    for each in carrying(document):
        found = [one for one in each.parameters if one.before and _is_session(one, each.reference.url)]
        if found and not _is_only_shown(each.reference.url) and not urls.archive_url(each.reference.url):
            names = ", ".join(dict.fromkeys(parameter.name for parameter in found))
            yield _of_visit(each.reference, names, stretches(each.reference.url, found))
    for reference in web_references(document):
        if ")/" in reference.url:
            place = _SESSION_IN_PATH.search(reference.url)
            if place and place.start() > len("https://") and not urls.archive_url(reference.url):
                yield _of_visit(reference, "a part of the path", [place.span()])


def _of_visit(reference: Reference, names: str, places: list[tuple[int, int]]) -> Remark:
    return Remark(
        f"the URL belongs to one visit: {names}",
        reference.location,
        urls.canonical(reference.url),
        (as_written(reference), value("session", names)),
        fixes=removal(reference, places, "take out the session", safe=False),
    )


def _is_session(parameter: Parameter, url: str) -> bool:
    """Tell whether a parameter names a session: by its name, or by its name and the form of its value."""
    name = credentials.folded(parameter.name)
    known = load("credentials")["sessions"]
    if name in known["certain"] or name.startswith("aspsessionid"):
        return _is_number_of_session(parameter.value)
    if name not in known["likely"] or not _DIGEST.fullmatch(parameter.value):
        return False
    # Forums call it only `s`; elsewhere that is the size or the digest of a picture.
    varied = len(set(parameter.value)) >= _SIGNS_OF_DIGEST
    return varied and (name != "s" or urls.path(url).endswith((".php", "/")))


def _is_number_of_session(text: str) -> bool:
    """Tell whether a value is one that a server makes up, rather than a word in its place."""
    varied = any(sign.isdigit() for sign in text) or len(text) >= _SURELY_RANDOM
    return (
        varied
        and len(set(text)) >= _SIGNS_OF_NUMBER
        and _SESSION.fullmatch(text) is not None
        and not credentials.is_stand_in(text)
    )

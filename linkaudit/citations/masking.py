"""Secrets in what is reported: a report is passed on; the credentials and the people in its URLs are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit import data
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK = "\u2022\u2022\u2022"

# What stands before the last `@` of an authority, as browsers have it; also behind a scheme that is mistyped.
_SEPARATOR = r"(?:[a-z][a-z0-9+.-]{0,30}[:;]{1,2}[/\\]{1,4}|[a-z]?t?tps?[/\\]{2,4}|(?:https?|ftp):)"
_USERINFO = Pattern(rf"(?i)({_SEPARATOR})[^\s/?#\\]{{0,4096}}@")
_USERINFO_WITH_SPACES = Pattern(r"(?i)\A([a-z][a-z0-9+.-]*:/{1,4})[^/?#\\]*@")
_ENCODED_USERINFO = Pattern(
    r"(?i)(%(?:25)*3A(?:%(?:25)*2F|/){2})(?:[^\s%/?#&\"<>]|%(?!(?:25)*(?:2F|3F|23|26))[0-9A-F]{2}){0,1024}(%(?:25)*40)"
)
# A parameter of a URL, and one of a URL within a URL, encoded any number of times. The value is read on its own, since
# it may hold others.
_PARAMETER = Pattern(r"[?&;#](?P<name>[^\s?&;#=/\"<>]{1,80})=")
_VALUE = Pattern(r"[^&;#\s\"<>]+")
_SESSION = Pattern(r"(?i)(?:(?!%(?:25)*(?:3F|26|3B|23))[^?/&;#\s\"<>])+")
_ENCODED_PARAMETER = Pattern(
    r"(?i)%(?:25)*(?:3F|26|3B|23)(?P<name>(?:[\w.-]|%(?:25)*(?:5F|2D|5B|5D)){1,80}?)%(?:25)*3D"
)
_ENCODED_VALUE = Pattern(r"(?i)(?:(?!%(?:25)*(?:26|23))[^&;#\s\"<>])+")
# Parameters that open something for whoever holds them, and those that do if their value is long: a signature may be
# called like the digest of a file, a session like the size of a picture.
_SECRET = Pattern(
    r"(?:[\w.-]*[._-])?(?:\w*(?:token|secret|password|passwd|signature|credential)|"
    r"(?:access|api|auth|id|refresh|secret|session|private|subscription|client|l)?(?:key|pwd|sig|jwt)|"
    r"\w*accesskeyid|passcode|hdntl|hdnts|hdnea|__token__|j?w?sessionid|php_?sess(?:ion)?id|aspsessionid\w*|asp\.net_sessionid|cftoken|zenid|"
    r"oscsid|ci_session|xtcsid|mosessid|bv_?sessionid)"
)
_SECRET_IF_LONG = Pattern(
    r"(?:[\w.-]*[._-])?(?:hmac|sign|hash|md5|hm|oh|policy|auth|auth_?key|sid|s|sess(?:ion|id)?|session_?id|user_?session|"
    r"psid|sesskey|code|ticket)"
)
_LONG = Pattern(r"(?=[^0-9]*[0-9]|[^A-Z]*[A-Z])[\w.~+/=%!*|-]{16,}")
_ENOUGH = 64
# Sessions in the path, as ASP.NET has them (`/(S(…))/`), and tokens that are known by their form.
_IN_BRACKETS = r"[A-Z]\([^()/\s]{1,200}\)"
_SESSION_IN_PATH = Pattern(
    rf"(?i)(?<=/\()(?:(?:{_IN_BRACKETS}){{0,4}}S\([a-z0-9]{{24}}\)(?:{_IN_BRACKETS}){{0,4}}|[a-z0-9]{{24}})(?=\))"
)
_FORMS = data.pattern(
    lambda: (
        rf"(?<![A-Za-z0-9])(?:{'|'.join(data.load('credentials')['forms'])}|eyJ[\w-]{{10,}}\.eyJ[\w-]{{10,}}(?:\.[\w-]+)?)"
    )
)
# What stands behind the first parameter of a URL, and the mail addresses in it, however they are escaped; one may be
# cut off where a text was shortened.
_TAIL = Pattern(
    r"[?&;#][^\s?&;#=/\"<>]{1,80}=[^\s\"<>]+|%(?:25)*(?:3F|26)[^\s\"<>]*?%(?:25)*3D[^\s\"<>]+", re.IGNORECASE
)
_SIGNS_OF_ADDRESSES = ("@", "40", "#64", "commat")
_AT = r"(?:\\?@|%(?:25)*40|&(?:amp;)?(?:#64|#x40|commat);)"
_ADDRESS = Pattern(
    rf"(?i)(?:(?<=%[0-9a-f][0-9a-f])|(?<![\w.+/%-]))(?:[\w.+'-]|\\_|%(?:25)*(?:2B|2D|2E|5F|27)){{1,64}}?{_AT}"
    r"(?:[\w-]{1,63}(?:\.|%(?:25)*2E)){1,8}[\w-]{1,24}\u2026?|"
    rf"(?<![\w.+/%-])[\w.+'-]{{1,64}}{_AT}[\w.-]{{0,64}}\u2026"
)
# Recipients of mail, as the services that rewrite its links number them.
_RECIPIENTS = data.pattern(
    lambda: "(?i)((?:" + "|".join(
        rf"{re.escape(host)}(?:/[^\s?#]*)?\?(?:[^\s#]*?&(?:amp;)?)?(?:{'|'.join(names)})="
        for host, names in data.load("credentials")["recipients"].items()
    ) + r"))[\w.%~=-]+"
)  # fmt: skip
_HOSTS_OF_RECIPIENTS = ("urldefense", "list-manage", "mailchi")


def masked(text: str) -> str:
    """Hide the credentials, sessions and mail addresses of the URLs in a text, or of the URL that it is."""
    if "@" in text:
        text = _USERINFO.sub(rf"\1{MASK}@", _USERINFO_WITH_SPACES.sub(rf"\1{MASK}@", text))
    if "=" in text:
        text = _without(text, _PARAMETER, _VALUE)
        if any(host in text for host in _HOSTS_OF_RECIPIENTS):
            text = _RECIPIENTS.sub(rf"\g<1>{MASK}", text)
    if "%" in text:
        text = _without(_ENCODED_USERINFO.sub(rf"\1{MASK}\2", text), _ENCODED_PARAMETER, _ENCODED_VALUE)
    if "/(" in text:
        text = _SESSION_IN_PATH.sub(MASK, text)
    if "=" in text or "eyJ" in text:
        text = _FORMS.sub(MASK, text)
    return _TAIL.sub(_without_addresses, text) if any(sign in text for sign in _SIGNS_OF_ADDRESSES) else text


def _without(text: str, parameter: Pattern, value: Pattern) -> str:
    """Put the mask in the place of each value that is a secret by its name, or by its name and its form."""
    return "".join(_pieces(text, parameter, value))


def _pieces(text: str, parameter: Pattern, value: Pattern) -> Iterator[str]:
    position = 0
    while found := parameter.search(text, position):
        yield text[position : found.end()]
        position = found.end()
        # Decoded as a server does, and without the back-slashes of TeX and Markdown.
        name = unquote(unquote(found["name"])).replace("\\", "").lower()
        if _SECRET.fullmatch(name) or (
            _SECRET_IF_LONG.fullmatch(name) and _LONG.match(text, position, position + _ENOUGH)
        ):
            given = (_SESSION if "sess" in name else value).match(text, position)
            if given:
                yield MASK
                position = given.end()
    yield text[position:]


def _without_addresses(tail: re.Match[str]) -> str:
    return _ADDRESS.sub(MASK, tail[0])

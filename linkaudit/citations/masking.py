"""Secrets in what is reported: a report is passed on, the credentials and tokens in its URLs are not."""

from __future__ import annotations

from linkaudit.patterns import Pattern

MASK = "\u2022\u2022\u2022"

# What stands before the last `@` of an authority, as browsers have it; also behind a scheme that is mistyped.
_SEPARATOR = r"(?:[a-z][a-z0-9+.-]{0,30}[:;]{1,2}[/\\]{1,4}|[a-z]?t?tps?[/\\]{2,4}|(?:https?|ftp):)"
_USERINFO = Pattern(rf"(?i)({_SEPARATOR})[^\s/?#\\]{{0,4096}}@")
_USERINFO_WITH_SPACES = Pattern(r"(?i)\A([a-z][a-z0-9+.-]*:/{1,4})[^/?#\\]*@")
# Query parameters that open something for whoever holds them.
_SECRETS = Pattern(
    r"(?i)(?<=[?&;#])((?:[a-z0-9]+[._-])*(?:access|api|auth|id|refresh|secret|session)?"
    r"(?:token|key|secret|password|passwd|pwd|signature|sig|credential|jwt))=[^&;#\s\"<>]+"
)


def masked(text: str) -> str:
    """Hide the credentials and tokens of the URLs in a text, or of the URL that it is."""
    if "@" in text:
        text = _USERINFO.sub(rf"\1{MASK}@", _USERINFO_WITH_SPACES.sub(rf"\1{MASK}@", text))
    return _SECRETS.sub(rf"\1={MASK}", text) if "=" in text else text

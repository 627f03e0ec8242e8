"""Secrets in what is reported: a report is passed on, the credentials and tokens in its URLs are not."""

from __future__ import annotations

from linkaudit.patterns import Pattern

MASK = "\u2022\u2022\u2022"

# What stands before the last `@` of an authority, as browsers have it; also behind a scheme that is mistyped.
_SEPARATOR = r"(?:[a-z][a-z0-9+.-]{0,30}[:;]{1,2}[/\\]{1,4}|[a-z]?t?tps?[/\\]{2,4}|(?:https?|ftp):)"
_USERINFO = Pattern(rf"(?i)({_SEPARATOR})[^\s/?#\\]{{0,4096}}@")
_USERINFO_WITH_SPACES = Pattern(r"(?i)\A([a-z][a-z0-9+.-]*:/{1,4})[^/?#\\]*@")
# Query parameters that open something for whoever holds them.
_NAME = (
    r"(?:[a-z0-9]+[._-])*(?:access|api|auth|id|refresh|secret|session)?"
    r"(?:token|key|secret|password|passwd|pwd|signature|sig|credential|jwt)"
)
_SECRETS = Pattern(rf"(?i)(?<=[?&;#])({_NAME})=[^&;#\s\"<>]+")
# The same in a URL that is percent-encoded, as a parameter of another.
_INNER_USERINFO = Pattern(
    r"(?i)(%3A(?:%2F|/){2})(?:[^\s%/?#&\"<>]|%(?!2F|3F|23)[0-9A-F]{2}){0,4096}%40",
)
_INNER_SECRETS = Pattern(
    rf"(?i)((?:%3F|%26|%23){_NAME})%3D[^&;#\s\"<>%]*(?:%(?!26|23)[0-9A-F]{{2}}[^&;#\s\"<>%]*)*",
)


def masked(text: str) -> str:
    """Hide the credentials and tokens of the URLs in a text, or of the URL that it is."""
    if "@" in text:
        text = _USERINFO.sub(rf"\1{MASK}@", _USERINFO_WITH_SPACES.sub(rf"\1{MASK}@", text))
    if "%3" in text:
        text = _INNER_SECRETS.sub(rf"\1%3D{MASK}", _INNER_USERINFO.sub(rf"\1{MASK}%40", text))
    return _SECRETS.sub(rf"\1={MASK}", text) if "=" in text else text

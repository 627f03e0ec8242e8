"""URLs that somebody folded: where one is broken at the end of a line, what stands of it on the next.

Nothing in a plain text says so. A break is believed where the first part cannot be all of it (`?id=`), or where the
line is as full as the lines around it and what follows reads like the inside of a URL and like nothing else. A title
below a URL, a list of addresses, a sentence that goes on: all of that is more frequent than a broken URL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re

# The rest of a line behind a URL, its end, and the beginning of the next: marks of quoted mail or of comments, and
# the first word.
_BREAK = Pattern(
    r"[ \t]*+(?:\r\n?|\n)(?P<margin>[ \t]*+(?:(?:>|#|//|;|%)[ \t]*+){0,8})(?P<word>[\w%/?&=#~+.-]\S{0,1000})(?!\S)"
)
_MARGIN = Pattern(r"[ \t]*+(?:(?:>|#|//|;|%)[ \t]*+){0,8}")
_ALONE = Pattern(r"[ \t]*+(?:[\r\n]|\Z)")
_CLOSING = ".,;:)>]}\"'"
_LINE_ENDS = "\r\n"
# What no part of a URL looks like: another address, a host or path of its own, a key with its value, a mark of a list.
_NO_PART = Pattern(
    r"""(?ix) .*:// | www\. | mailto: | [^\s/]*@ | .*[:;,]$ | [.\w-]+:$ | [\W_]+$ | [\#/~+.-]+\s
    | \d{1,3}[.)]?$ | [\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|io|test|example|de|uk|fr|co)(?:[/:?\#]|$)"""
)
_DATE_OR_NUMBER = Pattern(r"[\d.,:/+-]+(?:[ap]m|[TZ][\d:.]*Z?|th|st|nd|rd|%|[kKMG]i?B?)?")
_KEY_AND_VALUE = Pattern(r"[\w.-]+=")
_WORDS = Pattern(r"[^\W\d_]+(?:['\u2019/-][^\W\d_]+)?[.,;:!?]*")
_EXTENSION = (
    r"(?:s?html?|php\d?|aspx?|jsp|cgi|pdf|ps|txt|rst|md|xml|json|csv|png|jpe?g|gif|svg|zip|t?gz|bz2|xz|tar|docx?|pptx?)"
)
_FILE = Pattern(rf"(?i)(?:.*\.)?{_EXTENSION}(?:[?\#/].*)?")
_INSIDE = Pattern(
    rf"""(?ix) .*%[0-9a-f]{{2}} | .*[?&][\w.%\[\]-]+= | [^/]+/.*[/\d_=.] | .*\.{_EXTENSION}(?:[?\#].*)?$
    | [^_]+_[^_]+ | (?:[^-]+-){{2,}}[^-] | (?=.*[a-z]-?\d|\d-?[a-z])(?=.*[-/=]) | [?&]\w"""
)
# What cannot be the end of a URL.
_DANGLING = Pattern(r"[=&+]$|%[0-9A-Fa-f]?$")
_HEXADECIMAL = Pattern(r"[0-9A-Fa-f]")
_NEARBY = 1500
_MOST_LINES = 5
# Nobody folds text to fewer characters than this, and few programs to more.
_NARROWEST, _WIDEST = 50, 130
# RFC 2045, section 6.7: a line of quoted-printable has at most 76 characters, an equals sign at a soft break included.
_SOFT_BREAK_WITHIN = range(70, 77)
_FEWEST_WORDS = 4


class Part(Struct, frozen=True):
    """A part of a URL: where it stands."""

    start: int
    end: int


def parts_of(text: str, begin: int, end: int, stop: int) -> list[Part]:
    """Find the parts of the URL of which `text[begin:end]` stands on its first line, to the end of that line.

    Each reaches up to white space, so that punctuation may stand at the end of the last. Empty if it is not broken.
    """
    parts = [Part(begin, end)]
    while len(parts) < _MOST_LINES:
        found = _BREAK.match(text, parts[-1].end, stop)
        if found is None or _NO_PART.match(found["word"]):
            break
        line = _line_start(text, parts[-1].start)
        soft = _is_soft(text, line, parts[-1].end)
        url = "".join(text[part.start : part.end] for part in parts)
        alone = _ALONE.match(text, found.end()) is not None
        following = _Break(text, line, parts[-1].end, url, found["word"].rstrip(_CLOSING), alone)
        if not soft and not (_aligned(text, line, begin, found) and following.believed()):
            break
        if soft:
            parts[-1] = Part(parts[-1].start, parts[-1].end - 1)
        parts.append(Part(*found.span("word")))
    return parts if len(parts) > 1 else []


def _is_soft(text: str, line: int, end: int) -> bool:
    """Tell whether a line ends with the soft break of quoted-printable mail, as one of its neighbours does, too."""
    if text[end - 1] != "=" or end - line not in _SOFT_BREAK_WITHIN:
        return False
    around = _lines_around(text, line, end)
    return any(each.endswith("=") and len(each) in _SOFT_BREAK_WITHIN for each in around)


class _Break(Struct, frozen=True):
    """The end of a line in what may be one URL."""

    text: str
    line: int
    """Where the line begins."""
    end: int
    """Where it ends."""
    url: str
    """What stands of the URL up to there."""
    word: str
    """What stands on the next line, without closing punctuation."""
    alone: bool
    """Whether nothing else stands there."""

    @property
    def inside(self) -> bool:
        """Whether the word reads like the inside of a URL."""
        return _INSIDE.match(self.word) is not None

    @property
    def length(self) -> int:
        """How long the line is."""
        return self.end - self.line

    def believed(self) -> bool:
        """Weigh what stands on both sides of the break."""
        last = self.url[-1]
        if not self.word or (_KEY_AND_VALUE.match(self.word) and "?" not in self.url):
            return False
        if _DANGLING.search(self.url):
            return self._completes()
        if last == "?":
            return "=" in self.word
        if _DATE_OR_NUMBER.fullmatch(self.word) and not (last in "-_" and self.word.isdigit()):
            return False
        return self._goes_on(last)

    def _completes(self) -> bool:
        """Tell whether the word completes a URL that cannot end where its line does."""
        if "%" in self.url[-2:] and not _HEXADECIMAL.match(self.word):
            return False
        return self.inside or (self.alone and (self.length >= _NARROWEST or not _WORDS.fullmatch(self.word)))

    def _goes_on(self, last: str) -> bool:
        """Tell whether a URL that might be all of it goes on with the word."""
        if last in "-_":
            begins = self.word[0].islower() or self.word[0].isdigit()
            return (self.inside and self.alone) or ((self.inside or begins) and self._is_full(last))
        if not self.inside and last != ".":
            return False
        if last == "/":
            return self.word[0] != "/" and (self.alone or self._is_strange()) and self._is_full(last)
        if last == ".":
            return self.alone and _FILE.fullmatch(self.word) is not None and self._is_full(last)
        return self.alone and ((self.word[0] in "?&" and "=" in self.word) or self._is_cut())

    def _is_strange(self) -> bool:
        """Tell whether the word can hardly be anything but the inside of a URL, even with words behind it."""
        word = self.word
        return word.count("/") > 1 or "%" in word or "?" in word or _FILE.fullmatch(word) is not None

    def _is_full(self, sign: str) -> bool:
        """Tell whether the line had no room for what follows up to the next such sign, as the text around is folded."""
        cut = self.word.find(sign)
        wanted = self.length + (len(self.word) if cut < 0 else cut + 1)
        widths = [len(each) for each in self._around() if len(each.split()) >= _FEWEST_WORDS]
        folded = [width for width in widths if _NARROWEST <= width <= _WIDEST]
        own_words = len(self.text[self.line : self.end].split()) >= _FEWEST_WORDS
        return wanted >= _NARROWEST and bool(folded or own_words) and wanted > max(folded, default=0)

    def _is_cut(self) -> bool:
        """Tell whether the line is cut at exactly the width of those around it, in the midst of a word."""
        around = [len(each) for each in self._around()]
        complete = _FILE.fullmatch(self.url.rsplit("/", 1)[-1]) is not None
        fits = max(around, default=0) <= self.length and any(width > self.length - 3 for width in around)
        return self.length >= _NARROWEST and fits and not complete and not self.word[0].isupper()

    def _around(self) -> list[str]:
        return _lines_around(self.text, self.line, self.end)


def _aligned(text: str, line: int, first: int, found: re.Match[str]) -> bool:
    """Tell whether two lines have the same marks before them, and the second is not further out than the first."""
    margin = _MARGIN.match(text, line)
    before, behind = margin[0] if margin else "", found["margin"]
    if before.replace("\t", "").replace(" ", "") != behind.replace("\t", "").replace(" ", ""):
        return False
    column = first - _line_start(text, first)
    return len(before) <= len(behind) <= max(column, len(before))


def _lines_around(text: str, line: int, end: int) -> list[str]:
    """Give the lines before and behind the one that begins at `line` and goes to `end`, whole ones only."""
    before = text[max(0, line - _NEARBY) : line].splitlines()[1 if line > _NEARBY else 0 :]
    behind = text[end : end + _NEARBY].splitlines()[1:]
    return before + (behind[:-1] if len(text) > end + _NEARBY else behind)


def _line_start(text: str, offset: int) -> int:
    nearby = max(0, offset - _NEARBY)
    return max(nearby, *(text.rfind(sign, nearby, offset) + 1 for sign in _LINE_ENDS))

"""Lines and brackets that credit an outlet without a verb: datelines, bylines, credits of pictures, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.words import alternatives
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.citations.outlet_names import Mention

_REACH = 120
# Letters behind a name that show the script of the text, and those of the shortest sentence before one.
_NEAR = 20
_UNSPACED = Pattern(r"[\u2e80-\U0010ffff]")
_UPPER = r"[A-Z\u00c0-\u00de\u0130\u0391-\u03a9\u0410-\u042f\u0404\u0406\u0407]"
_WORD = rf"(?:{_UPPER}[\w.'\u2019/-]*|(?:de|del|la|le|am|an|der|sur|of|the|upon)\b)"
_PLACE = rf"{_WORD}(?:[ \t]+{_WORD}){{0,5}}"
_DAY = r"(?:(?:\d{1,2}\.?\s+\w+\.?|\w+\.?\s+\d{1,2})(?:,?\s+\d{4})?)"
# `BEIRUT`, `BERGEN, Norway`, `MOSCOW, July 12.`; what stands before the agency in a dateline.
_LEAD = rf"\A[\s*_#>]*(?:{_PLACE}(?:,[ \t]*{_PLACE})?(?:[,.][ \t]*{_DAY})?[.,:]?[ \t]*)"
_OPENING = r"[(\[/\uff08\uff3b\u3010]"
_CLOSING = r"[)\]/\uff09\uff3d\u3011]"
_IN_BRACKETS = Pattern(rf"{_LEAD}?{_OPENING}[ \t]*(?:[\w .\u00c0-\uffff-]{{1,25}}[/=,]\s?)?\Z")
_CLOSED = Pattern(
    rf"[^()\n]{{0,25}}?{_CLOSING}[ \t]*(?P<dash>[.:]?[ \t]*[-\u2013\u2014=]{{1,2}}|[.:])?[ \t]*(?P<next>.)?"
)
# `МОСКВА, 12 июля — РИА Новости.`, `Москва. 12 июля. INTERFAX.RU -`
_BEHIND_DASH = Pattern(rf"\A[\s*_#>]*{_PLACE}[,.][ \t]*{_DAY}\.?[ \t]*(?:[-\u2013\u2014][ \t]*)?\Z")
_AGENCY_END = Pattern(r"\.[ \t]|,[ \t]|[ \t]*[-\u2013\u2014][ \t]")
_EAST_ASIAN_LEAD = Pattern(r"\A\s*(?:[\u4e00-\u9fff]{2,8})?[\uff08(\uff3b\u3010\[][^\uff09)\u3011\n]{0,16}\Z")
_EAST_ASIAN_END = Pattern(r"[^\uff09)\u3011\n]{0,14}[\uff09)\uff3d\u3011\]]")
_STARTS_SENTENCE = Pattern(rf"{_UPPER}|[\"'“„«‘\u2e80-\U0010ffff\u0590-\u06ff\d]")
_NAME_END = Pattern(
    r"[ \t]*(?:(?:Staff|News|staff|agencies|Agencies)[ \t]*)?"
    r"(?:[,|•·(/\u2013\u2014-][^\n]{0,60}|in[ \t][A-Z][^\n.,]{1,40})?(?:\n|\Z)"
)
_PEOPLE = rf"(?:(?:{_UPPER}[\w.'\u2019-]*|and|und|y|et|e|&|in|for|para|für|pour)(?:,?[ \t]+|,[ \t]*|[ \t]*\|[ \t]*))"
_DATE_BESIDE = Pattern(r"[^\S\n]*+\n?[^\S\n]*+[•|·]\s{0,3}(?=[^\n]{0,60}\d{4}[^\n]{0,40}(?:\n|\Z))")
# How the Guardian and others write the byline of an agency's text: `Reuters in Oslo`.
_IN_PLACE = Pattern(rf"[ \t]+in[ \t]+{_PLACE}[ \t]*(?:\n|\Z)")
_LINE_END = Pattern(r"[ \t]*[.)\]\u3002\uff09\u201d\"]*[ \t]*(?:\n|\Z)")
_PERSON_BEHIND = Pattern(rf"/[ \t]?{_UPPER}[\w'\u2019-]+[ \t]+(?:{_UPPER}[\w.'\u2019-]*[ \t]*){{1,2}}")
_BRACKET_END = Pattern(r"[ \t]*(?:[)\]\uff09\u3011]|[,;/|][^()\n]{0,60}[)\]])")
_BRACKET = Pattern(r"[(\[\uff08\u3010][^()\[\]\n\uff08\uff09]{0,90}\Z")
_BRACKETS = ("(", "[", "\uff08")
_CLOSED_END = Pattern(r"[ \t]*[)\]\uff09][ \t]*[.\u3002]?[ \t]*(?:\n|\Z)")
_ALONE = Pattern(r"[ \t]*[(\[\uff08](?:[^()\n]{0,40}[,;/][ \t]*)?\Z")
_SENTENCE_BEFORE = Pattern(r"[.!?\u3002\uff01\u201d\"\u00bb:][ \t\n]*\Z")
_PICTURE_CREDIT = Pattern(r"(?i)(?:\s*/\s*|[ \t]+)(?:photos?|images?|foto|wire|pool)\b")


def _pictures() -> str:
    words = alternatives(data.load("credits")["pictures"])
    mark = r"[ \t]*[:\uff1a=/|][ \t]*"
    by = r"[ \t]+(?:by|von|de|di|credit|courtesy of|provided by)[ \t]*:?[ \t]*"
    nothing = r"(?<=[\u00a9.)])[ \t]*|(?<=[\u2e80-\uffff])"
    who = r"(?:[^\n:/|,()]{1,40}(?:[ \t]*[/|,(\u2013-][ \t]*|[ \t]+(?:for|f\u00fcr|via)[ \t]+)){0,2}"
    return rf"(?i)(?<!\w){words}(?:{mark}|{by}|{nothing}){who}\Z"


def _sources() -> str:
    lists = data.load("credits")
    words, kinds = alternatives(lists["sources"]), alternatives((*lists["articles"], *lists["kinds"]))
    others = r"(?:[^\n:;]{1,40}[,/;][ \t]*){0,3}"
    return rf"(?i)(?<!\w){words}[ \t]*[:\uff1a=][ \t*_]*(?:{kinds}[ \t]+)?{others}[\"\u201c\u201e\u00ab]?\Z"


def _bylines() -> str:
    words = alternatives(data.load("credits")["bylines"])
    return rf"\A[^\S\n]*[*_>]*(?i:{words})[ \t]*[:.]?[ \t]*(?:[Tt]he[ \t]+)?{_PEOPLE}{{0,12}}(?:[Tt]he[ \t]+)?\Z"


def _together() -> str:
    words = alternatives(data.load("credits")["together"])
    begin = r"(?:\A|[(\[\n;.,\uff08]|[.!?]\s)\s*(?:[^.()\n]{1,40}[ \t]+)?"
    others = r"(?:[^.()\n]{1,40}(?:,|;|and|und|et)[ \t]+)?"
    return rf"(?i){begin}{words}[ \t]+(?:the[ \t]+|l['\u2019])?{others}\Z"


_PICTURES = data.pattern(_pictures)
_SOURCES = data.pattern(_sources)
_BYLINES = data.pattern(_bylines)
_TOGETHER = data.pattern(_together)


def is_dateline(text: str, mention: Mention) -> bool:
    """Tell whether a name is that of the agency in a line that its texts begin with: `BEIRUT (Reuters) - The`."""
    line = _line_before(text, mention.start)
    if len(line) > _REACH:
        return False
    bracketed = _EAST_ASIAN_LEAD.match(line) and _EAST_ASIAN_END.match(text, mention.end)
    if bracketed and _UNSPACED.search(line + text[mention.end : mention.end + _NEAR]):
        return True
    if _BEHIND_DASH.match(line) and _AGENCY_END.match(text, mention.end):
        return not mention.outlet.common
    closed = _CLOSED.match(text, mention.end) if _IN_BRACKETS.match(line) else None
    if not closed:
        return False
    begins = closed["next"] is None or _STARTS_SENTENCE.match(closed["next"]) is not None
    placed = line.strip("(*_ \t/[") != ""
    return begins and (closed["dash"] is not None or (placed and line.strip()[:1].isupper() and "," in line))


def is_beside_date(text: str, mention: Mention) -> bool:
    """Tell whether a name stands on a line of its own with a date or a place: `Reuters • July 12, 2018`."""
    if _line_before(text, mention.start).strip():
        return False
    in_place = mention.outlet.agency and _IN_PLACE.match(text, mention.end)
    return bool(in_place or _DATE_BESIDE.match(text, mention.end))


def is_in_credit_line(text: str, mention: Mention) -> bool:
    """Tell whether a name stands in a byline, the credit of a picture, a line of sources, or alone in brackets."""
    line = _line_before(text, mention.start)[-_REACH:]
    start, end = mention.start, mention.end
    if _BYLINES.match(line) and _NAME_END.match(text, end):
        return not mention.outlet.common
    if _DASH_ONLY.match(line) and _LINE_END.match(text, end):
        return not mention.outlet.common
    if _PICTURES.search(line) or (_SOURCES.search(line) and not _means_word(text, mention)):
        return True
    if _TOGETHER.search(line) and (_LINE_END.match(text, end) or _BRACKET_END.match(text, end)):
        return True
    return _gave_picture(text, mention, line) or (
        not _is_abbreviation(text, start, end) and _ends_text(text, mention, line)
    )


def _means_word(text: str, mention: Mention) -> bool:
    return (
        mention.outlet.common
        and not _LINE_END.match(text, mention.end)
        and text[mention.end : mention.end + 1] not in ",;"
    )


def _gave_picture(text: str, mention: Mention, line: str) -> bool:
    """Tell whether a name stands in the credit of a picture without the word: `Ada Holm/AP`, `AP Photo/Ada Holm`."""
    end = mention.end
    if line.endswith("/") and (_BRACKET_END.match(text, end) or _LINE_END.match(text, end)):
        opened = _BRACKET.search(line)
        return opened is not None or _after_person(line)
    if mention.outlet.agency and _CAPTION_BY.search(line) and _LINE_END.match(text, end):
        return True
    found = _PICTURE_CREDIT.match(text, end)
    behind = found.end() if found else end
    person = _PERSON_BEHIND.match(text, behind)
    return person is not None and bool(_LINE_END.match(text, person.end()) or _BRACKET_END.match(text, person.end()))


_PERSON_BEFORE = Pattern(rf"(?:\A|[.!?(:|,]\s*){_UPPER}[\w.'\u2019-]+(?:[ \t]+{_UPPER}[\w.'\u2019-]+){{1,2}}[ \t]*/\Z")
_CAPTION_BY = Pattern(rf"[.!?][ \t]+{_UPPER}[\w.'\u2019-]+(?:[ \t]+{_UPPER}[\w.'\u2019-]+){{1,2}},[ \t]*\Z")
_DASH_ONLY = Pattern(r"\A[\s>*_]*[\u2013\u2014][ \t]*\Z")


def _after_person(line: str) -> bool:
    return _PERSON_BEFORE.search(line) is not None


def _ends_text(text: str, mention: Mention, line: str) -> bool:
    """Tell whether a name stands alone in brackets at the end of a sentence, or alone behind the last one."""
    end = mention.end
    if _ALONE.search(line) and _BRACKET_END.match(text, end):
        if not mention.outlet.common:
            return mention.outlet.agency or not text[mention.start : end].isupper()
        return mention.outlet.agency and line.rstrip()[-1:] in _BRACKETS and _CLOSED_END.match(text, end) is not None
    return (
        mention.outlet.agency
        and _SENTENCE_BEFORE.search(line) is not None
        and not text[end:].strip(" \t.)")
        and len(text) > len(line) // 2 + (end - mention.start)
        and len(line) > _NEAR
    )


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Tell whether a name in brackets is short for the words before it: `access point (AP)`."""
    name = text[start:end]
    if not name.isupper() or not text[:start].rstrip().endswith(("(", "\uff08")):
        return False
    words = text[max(0, start - 80) : start].rstrip("( \t\uff08").replace("-", " ").split()
    initials = "".join(word[0] for word in words if word[0].isalpha())[-12:].upper()
    return initials.endswith(name) or any(name[0] == word[0].upper() for word in words[-len(name) :][:1])


def _line_before(text: str, index: int) -> str:
    start = text.rfind("\n", max(0, index - 2 * _REACH), index) + 1 or max(0, index - 2 * _REACH)
    return text[start:index]

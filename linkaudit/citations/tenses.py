"""Whether a text speaks of a day as past or as still to come: by the words around it (`data/spoken_days.toml`)."""

from __future__ import annotations

import re
from enum import StrEnum, unique

from linkaudit import data
from linkaudit.citations.weekdays import EASTERN
from linkaudit.patterns import Pattern

# How far the words that tell the tense of a day may stand from it, in characters: about a line.
_BEFORE, _BEHIND = 90, 70
# A day that begins its sentence has no more than these characters before it: `"On`, `Am`.
_AT_BEGINNING = 8
# A sentence of running text; less is a heading, an item of a menu, a label, unless it ends as a sentence does.
_SENTENCE, _SENTENCE_EASTERN = 40, 15
_FEWEST_WORDS, _SHORTEST_EASTERN = 3, 8
_WORD = Pattern(r"[^\W\d_]+")
_FULL_STOPS = tuple(".!?;。！？；")
# A line that is not filled, and so ends what it says.
_SHORT_LINE = 50
# A sentence of the keeper or the site, whose year is not that of the text: `© 2024 Gazette`, `Retrieved 3 May 2019`.
_NOT_OF_TEXT = Pattern(
    r"(?i)©|\(c\)|\bcopyright\b|\brights reserved\b|\b(?:retrieved|accessed|archived|updated|saved|clipped|downloaded|"
    r"printed|copied|transcribed|scanned|digiti[sz]ed|viewed|consulté|abgerufen|gespeichert|kopiert|enregistré|"
    r"consultado|guardado|copiado|salvato|дата обращения|сохранено|скопировано)\b"
)
_ENDS = Pattern(r"[.!?;](?=[\s\"'\u201d\u2019)\]]*\s[\s\"'\u201c\u2018(\[]*[^\W\d_a-zа-я])|[。！？；]|\n(?=\n)")


@unique
class Tense(StrEnum):
    """How a text speaks of a day."""

    PAST = "past"
    """As past, or as the day of writing."""
    FUTURE = "future"


def is_told(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a year stands in a sentence of the text, rather than in a heading or a note of its keeper."""
    begin, behind = _sentence(text, start, end)
    if _NOT_OF_TEXT.search(text, begin, behind):
        return False
    eastern = language in EASTERN
    if behind - begin >= (_SENTENCE_EASTERN if eastern else _SENTENCE):
        return True
    if not text[begin : behind + 1].rstrip("\"'\u201d\u2019) \n").endswith(_FULL_STOPS):
        return False
    return behind - begin >= _SHORTEST_EASTERN if eastern else len(_WORD.findall(text, begin, behind)) >= _FEWEST_WORDS


def tense_of(text: str, start: int, end: int, language: str) -> Tense | None:
    """Tell whether a day is past or to come; None if it is no single one."""
    begin, behind = _sentence(text, start, end)
    before, after = text[begin:start], text[end:behind]
    for kind, tense in (("unplaced", None), ("future", Tense.FUTURE), ("past", Tense.PAST)):
        if _beside(kind, language, "before").search(before) or _beside(kind, language, "behind").match(after):
            return tense
    if _counted(language).match(after):
        return None
    told = max(_signs(language).finditer(before, max(0, len(before) - _BEFORE)), key=_start, default=None)
    if told is None and len(before.strip()) <= _AT_BEGINNING:
        told = _signs(language).search(after, 0, min(len(after), _BEHIND))
    if told and told["life"]:
        return None
    return Tense.FUTURE if told and told["future"] else Tense.PAST


def _start(found: re.Match[str]) -> int:
    return found.start()


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the bounds of the sentence around a stretch of text, as far as they can be told."""
    begin = max(0, start - 4 * _BEFORE)
    for found in _ENDS.finditer(text, begin, start):
        begin = found.end()
    line = text.rfind("\n", begin, start)
    if line >= 0 and line - max(text.rfind("\n", 0, line) + 1, begin) < _SHORT_LINE:
        begin = line + 1
    found_end = _ENDS.search(text, end, min(len(text), end + 4 * _BEHIND))
    behind = found_end.start() if found_end else min(len(text), end + 4 * _BEHIND)
    line = text.find("\n", end, behind)
    if line >= 0 and line - (text.rfind("\n", 0, end) + 1) < _SHORT_LINE:
        behind = line
    return begin, behind


@data.derived
def _beside(kind: str, language: str, side: str) -> Pattern:
    """Make a pattern of the words of a kind directly before or behind a day."""
    words = _alternatives(kind, language)
    if language in EASTERN:
        return Pattern(rf"(?:{words})\Z" if side == "before" else rf"(?:{words})(?!)")
    between = r"(?:\s+(?:the|den|dem|el|le|il|o|a|na|on|в|во|у|w|we|ve|την|το|weekend|week's))?[\s,]+"
    if side == "before":
        return Pattern(rf"(?i)(?<!\w)(?:{words}){between}\Z")
    # English has them before the day; `Wednesday by`, `Monday from` say nothing.
    return Pattern(r"(?!)" if language == "en" else rf"(?i)\s+(?:{words})(?!\w)")


@data.derived
def _counted(language: str) -> Pattern:
    """Make a pattern of the words behind a day of the week that is one of many: `Tuesday of each month`."""
    words = _alternatives("counted", language)
    return Pattern(rf"(?:{words})" if language in EASTERN else rf"(?i),?\s+(?:{words})(?!\w)")


@data.derived
def _signs(language: str) -> Pattern:
    """Make a pattern of the words that tell what is still to come from what was done."""
    life, future, told = (_alternatives(kind, language) for kind in ("life", "to_come", "told"))
    edge, close = ("", "") if language in EASTERN else (r"(?<!\w)", r"(?!\w)")
    return Pattern(rf"(?i){edge}(?:(?P<life>{life})|(?P<future>{future})|(?P<told>{told})){close}")


def _alternatives(kind: str, language: str) -> str:
    words = sorted(data.load("spoken_days")[kind][language], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)

"""Whether the words around the name of an outlet credit it: `told the German news agency dpa`, `, Reuters reported`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.words import alternatives
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.citations.outlet_names import Mention

# Letters before and behind a name that are looked at: the longest cue with what an outlet may be called.
_REACH = 120
_QUOTES = "\"'“”„‟‘’‚«»‹›《》「」『』〈〉*_[("
_UNSPACED = Pattern(r"[\u2e80-\U0010ffff]")
_APOSTROPHES = ("'", "\u2019")
# A name that goes on: `The Guardian Council`, `the Express Ferry`.
_GOES_ON = Pattern(r"[ \t]+(?:[A-Z\u00c0-\u00de\u0410-\u042f][\w'\u2019-]*|[A-Z]\.)")
_NAMED_BEFORE = Pattern(r"(?:\b(?:Mrs?|Ms|Dr|Mayor|Sir|Lord|[A-Z][a-z]+)\.?)[ \t]+\Z")
# `Australia's ABC`: a country says that what it has is an outlet.
_OF_COUNTRY = Pattern(r"(?<!\w)[A-Z][\w.-]{2,20}['\u2019]s?\s+\Z")
_ORDERED = Pattern(r"[ \t]+(?:to|that (?:it|they) (?:must|has to|should))\b")
_VERB_OF_ALL = Pattern(r"(?i)\b(?:our|your|my|its|their|each|every|an?|this|no)\s+\Z")
# Behind a name that is a word of the language, too, only what can be a statement makes the verb one of reporting.
_STATES = Pattern(
    r"(?i)\s*(?:[.,;:!?\"”»“]|\Z|(?:that|on|in|(?:mon|tues|wednes|thurs|fri|satur|sun)day|it(?=[.,])|last|this|yesterday|today|how|why|about|at|earlier|first|dass|über|am|im|que"
    r"|che|dat|att|at|że|что|що|wie|the story|the news|er|sie|es|von)\b)"
)
_FUNCTION_WORD = Pattern(
    r"(?i)(?:['\u2019]s)?\s*(?:[.,;:!?()\"“”»«—–-]|\Z|\n|(?:that|on|in|at|when|he|she|it|they|we|who|last|this|by|from|war|ist|sei"
    r"|hat|sind|wird|am|dass|que|es|est|était|avait|a|ha|era|è|fue|había|het|is|had|var|har|hade|to|the|there|about|and|und|et|y|e|show|shows|showed|found|finds|said|says|reveal\w*|suggest\w*|indicate\w*)\b)"
)


def _words(*keys: str) -> str:
    lists = data.load("credits")
    return alternatives([word for key in keys for word in lists[key]])


def _before() -> str:
    article = rf"(?:{_words('articles')}(?:\s+|(?<=['\u2019])))"
    owner = r"(?:[\w.-]{2,20}['\u2019]s?\s+|[\w-]{2,20}-(?:based|owned|run|backed|controlled|language)\s+)"
    people = r"(?:[A-Z][\w-]{2,15}(?:n|sh|se|s|i|ch|k|sche[nrs]?|o|a|e)\s+)"
    kind = (
        rf"(?:(?:[\w'\u2019.-]{{1,20}}\s+){{0,3}}?{_words('kinds')}"
        rf"(?:\s+|(?<=['\u2019])|,\s*)(?:[a-z\u00df-\u04ff]+\s+)?(?:{article})?)"
    )
    report = rf"(?:(?:[\w'\u2019-]{{1,20}}\s+){{0,3}}?{_words('reports')}\s+{_words('of')}(?:\s+|(?<=['\u2019])))"
    return (
        rf"(?:(?<!\w)|(?=\W))(?i:{_words('before_name', 'both_sides')})"
        r"(?:\s*[:,]\s*|\s+|(?<=['\u2019(-])|(?<=[\u0644\u0628\u05dc\u05d1]))"
        rf"(?i:{article})?(?i:{report})?(?i:{article})?(?:{owner}|{people})?(?i:{kind})?[{_QUOTES}]{{0,2}}\Z"
    )


def _after() -> str:
    aside = r",\s[^,.;\n]{2,70},"
    kind = rf"(?:[,\s]+(?:[\w-]+\s)?{_words('kinds')}(?:['\u2019]s)?)"
    name = r"(?:\s+[A-Z][\w.'\u2019-]{1,20}){0,3}"
    return (
        rf"\A[{_QUOTES}]{{0,2}}(?:-[\w]{{3,20}})?(?:['\u2019](?:s|\w{{1,3}}\b)?)?(?:\s*\([^()\n]{{1,30}}\))?"
        rf"(?:(?i:{kind}){name}|(?<=['\u2019]s){name})?(?i:{aside})?(?:\s+(?:that|which|who))?(?:\s+(?i:{_words('auxiliaries')}))*"
        rf"\s+(?P<verb>(?i:{_words('after_name', 'both_sides')}))(?!\w)"
    )


def _noun() -> str:
    return (
        rf"\A(?:['\u2019]s?)?\s+(?:[a-z]+\s+)?(?i:{_words('reports')})(?!\w)(?=\s*[,.:;\u2014]|\s+(?:said|says|found|finds|"
        r"shows|showed|claim\w*|reveal\w*|suggest\w*|alleg\w*|that|quot\w+|cit\w+|published|on|about|into|from|named|zufolge|"
        r"describ\w+|detail\w+|argu\w+|not(?:es|ed)|accus\w+|estimat\w+|identif\w+)\b)"
    )


_BEFORE = data.pattern(_before)
_AFTER = data.pattern(_after)
_NOUN = data.pattern(_noun)
_NOUN_LEAD = Pattern(r"(?i)(?:\b(?:an?|another|new|recent|separate|joint|previous|the)\s+|['\u2019]s\s+)\Z")
_BEARER = data.pattern(lambda: rf"[ \t]+{alternatives(data.load('credits')['bearers'])}(?!\w)")
_KIND_BESIDE = data.pattern(lambda: rf"(?i)(?<!\w){_words('kinds')}\s*[{_QUOTES}]?\Z")
_KIND_BEHIND = data.pattern(lambda: rf"(?i)\A[{_QUOTES}]?\s*-?{_words('kinds')}(?!\w)")
# A verb that stands at some distance, the subject between them: `hatte das „Handelsblatt“ darüber berichtet`.
_FRAME = Pattern(r"(?i)\b(?:hat|hatte|haben|hatten)\s+(?:der|die|das)?\s*[\"„“«»]?\Z")
_FRAMED = Pattern(r"[\"“”«»]?[^.,;:\n]{0,50}\s(?:berichtet|gemeldet|geschrieben|enthüllt|veröffentlicht)\b")
_TO_WHOM = Pattern(r"(?i)(?:\A|[.:;,\"“”»«\n]\s*)(?:dem|der|den)\s+[\"„»]?\Z")
_FAR_CUES = data.pattern(lambda: alternatives(data.load("credits")["after_name_far"]))
# What parts a clause from the next one, and how long one is before its verb.
_CLAUSE_END = Pattern(r"[，。；！？：、“”\"'（）|\n]|[,.;!?:]\s|——")
_CLAUSE = 30
# A Japanese or Korean subject parted from its verb at the sentence's end: `…紙は、…と報じた`, `…는 …라고 보도했다`.
_FAR_SUBJECT = Pattern(
    r"[》」』]?(?:(?:新聞|通信|テレビ|紙|電子版)?(?:は、?|が)[^。\n]{1,80}と(?:報じ|伝え|書い|指摘し|述べ)"
    r"|\s?(?:통신|신문|방송|뉴스)?(?:[은는이가]|과의 인터뷰|에)\s[^.。\n]{1,80}(?:보도|전했|밝혔|말했|설명했|폭로))"
)
_TO_ASIAN = Pattern(r"(?:[对對向在]|接受|告诉|告訴|据|據|根据|根據|引述|援引|通过)[《「『]?(?:\w{2,6}的?)?[《「『]?\Z")
_ASIAN_SAYING = Pattern(r"[》」』]?[^。，\n]{0,12}(?:表示|说|說|称|稱|透露|采访|採訪|专访|報導|报道|報道|消息|指出)")
_ASIAN_VERB = Pattern(r"[》」』]?(?:称|稱|说|說|指|认为|認為|引述|援引|透露|写道|寫道|披露|刊登|刊发|评论)")
_TELLING = Pattern(r"(?:告诉|告訴)[《「『]?\Z")


def is_credited(text: str, mention: Mention) -> bool:
    """Tell whether a name is credited by the words around it."""
    start, end, common = mention.start, mention.end, mention.outlet.common
    if _bears_the_name(text, mention):
        return False
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    if _UNSPACED.search(before[-12:] + text[start:end] + after[:12]) and _is_credited_unspaced(text, mention, before):
        return True
    if _has_source_before(before) and not _ORDERED.match(after):
        return not common or _sure(before, after)
    if _is_reported_after(text, mention, before, after):
        return True
    if (after[:1] in _APOSTROPHES or _NOUN_LEAD.search(before)) and _NOUN.search(after):
        return True
    return (_FRAME.search(before) is not None and _FRAMED.match(after) is not None) or (
        _TO_WHOM.search(before) is not None and after.lstrip('“”"«').startswith((" sagte", " sagt"))
    )


def _has_source_before(before: str) -> bool:
    return _BEFORE.search(before) is not None


def _sure(before: str, after: str) -> bool:
    """Tell whether a name that is a word, too, can only be that of an outlet behind a cue."""
    quoted = before[-1:] in tuple("\"“„«‘'»(") and after[:1] in tuple("\"”“»’'«)")
    kind = _KIND_BESIDE.search(before) or _KIND_BEHIND.search(after)
    return bool(quoted or kind or _FUNCTION_WORD.match(after) or _NOUN.search(after))


def _is_reported_after(text: str, mention: Mention, before: str, after: str) -> bool:
    """Tell whether a verb of reporting follows a name: `Iran's ISNA news agency quoted`."""
    found = _AFTER.search(after)
    if not found or _VERB_OF_ALL.search(before):
        return False
    if found["verb"] == "sagte":
        return _TO_WHOM.search(before) is not None
    if not mention.outlet.common:
        return True
    quoted = before[-1:] in tuple("\"“„«‘'»") or _KIND_BEHIND.search(after) or _KIND_BESIDE.search(before)
    quoted = quoted or _OF_COUNTRY.search(before)
    states = _STATES.match(after, found.end("verb"))
    return bool(quoted) or (states is not None and text[mention.start : mention.end] != "the")


def _bears_the_name(text: str, mention: Mention) -> bool:
    """Tell whether the name is part of a longer one, of a company, a prize, a person."""
    if _BEARER.match(text, mention.end):
        return True
    if _GOES_ON.match(text, mention.end):
        return mention.outlet.common and not _KIND_BEHIND.search(text[mention.end : mention.end + 30])
    person = mention.outlet.name == "Bloomberg" and text[mention.start : mention.end] == "Bloomberg"
    return person and _NAMED_BEFORE.search(text, max(0, mention.start - 20), mention.start) is not None


def _is_credited_unspaced(text: str, mention: Mention, before: str) -> bool:
    """Tell whether a name is credited in a script that sets no spaces between words."""
    end = mention.end
    if _FAR_SUBJECT.match(text, end) or _ASIAN_VERB.match(text, end):
        return True
    if _TELLING.search(before):
        return True
    if _TO_ASIAN.search(before) and _ASIAN_SAYING.match(text, end):
        return True
    stop = _CLAUSE_END.search(text, end, end + _CLAUSE)
    reach = stop.start() if stop else end + _CLAUSE
    return _FAR_CUES.search(text, end, min(len(text), reach)) is not None

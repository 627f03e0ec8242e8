"""Who is credited in running text."""

from __future__ import annotations

import pytest
from documents.reading import within

from citations.citing import BODY, cited
from linkaudit.citations.attribution import credits_of, is_agency_line, may_credit
from linkaudit.citations.credit_links import is_linked
from linkaudit.citations.outlet_names import names_in


def credited(text: str, name: str = "markdown") -> list[str]:
    return [credit.outlet for credit in credits_of(cited(text, name))]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The pier was closed, according to Reuters.", "Reuters"),
        ("The pier was closed, according to the Associated Press.", "Associated Press"),
        ("The pier is closed, Reuters reported on Tuesday.", "Reuters"),
        ("The pier is closed, Reuters has reported.", "Reuters"),
        ("Iran's ISNA news agency quoted the minister as saying so.", "ISNA"),
        ("The pier is closed, ISNA's correspondent reports.", "ISNA"),
        ("The pier is closed, Reuters\u2019 correspondent reports.", "Reuters"),
        ("The pier is closed, the BBC reports in its evening news.", "BBC"),
        ("The closing, reported by Reuters, came late.", "Reuters"),
        ("The minister was quoted by Reuters.", "Reuters"),
        ("Der Pier ist geschlossen, meldet Reuters.", "Reuters"),
        ("Reuters meldet, der Pier sei geschlossen.", "Reuters"),
        ("The minister told Bloomberg that the pier was closed.", "Bloomberg"),
        ("In an interview with The New York Times he said so.", "The New York Times"),
        ("The pier was closed, as first reported by\nthe Washington Post.", "The Washington Post"),
        ("Citing Xinhua, the board closed the pier.", "Xinhua"),
        ("Wie dpa meldet, ist der Pier geschlossen.", "dpa"),
        ("Laut Reuters ist der Pier geschlossen.", "Reuters"),
        ("Selon l'étude, fermée; selon Reuters aussi.", "Reuters"),
        ("Según EFE, el muelle está cerrado.", "EFE"),
        ("Как сообщает ТАСС, пирс закрыт.", "TASS"),
        ("据新华社报道，码头已关闭。", "Xinhua"),
        ("By Reuters", "Reuters"),
        ("By The Associated Press\n12 July 2018", "Associated Press"),
        ("BEIRUT (Reuters) - The pier was closed.", "Reuters"),
        ("NEW YORK, July 12, 2018 (AP) \u2014 The pier was closed.", "Associated Press"),
        ("Reuters • July 12, 2018", "Reuters"),
        ("Reuters\n| 12 July 2018", "Reuters"),
        ("The pier on Tuesday. Photo: Reuters", "Reuters"),
        ("Image credit: Getty Images", "Getty Images"),
        ("The pier on Tuesday (Ada Holm/AP)", "Associated Press"),
        ("The minister on the pier. [Herald](#)", "Herald"),
        ("The minister on the pier. [The Herald]()", "The Herald"),
        ("The CNA news agency reported that the pier was closed.", "CNA"),
        ("The minister told the Port News news agency so.", "Port News"),
    ],
)
def test_credits(text: str, outlet: str) -> None:
    assert credited(f"Title\n\n{text}{BODY}") == [outlet]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters is an agency with many offices.",
        "The building of the Associated Press stands at the pier.",
        "The pier was closed, according to the harbour board.",
        "The pier was closed, according to the mayor, who reads the news.",
        "State media reported that the pier was closed.",
        "The state news agency reported that the pier was closed.",
        "Officials told a news agency so.",
        "The CNA news agency has an office here.",
        "The Reutersberg report was quoted, according to Reutersmann.",
        "According to maps, APart from that.",
        "By the pier stands Reuters' office, and by and by it rained.",
        "BEIRUT (the capital) - The pier was closed.",
        "Anything • July 12, 2018",
        "Photo: Ada Holm",
        "The minister on the pier [Herald](#)",
        "The minister on the pier. [Herald](#) More.",
        "The minister on the pier. [see the herald](#)",
        "The minister on the pier. [The Great Old Harbour Herald](#)",
        "The minister on the pier. [Herald](https://h.example/)",
        "[Herald](#)",
        f"The minister on the pier, {'and so on, ' * 20}today. [Herald](#)",
    ],
)
def test_what_is_no_credit(text: str) -> None:
    assert credited(f"Title\n\n{text}{BODY}") == []


def test_an_outlet_is_credited_once_in_a_paragraph() -> None:
    text = "Reuters reported it. According to Reuters, and AP reported it too.\n\nReuters reports more."
    assert credited(text) == ["Reuters", "Associated Press", "Reuters"]


def test_a_credit_says_where_it_stands() -> None:
    document = cited(
        f"Title\n\nThe pier of the harbour was closed on Tuesday, *Reuters* reported, and stayed so.{BODY}"
    )
    (credit,) = credits_of(document)
    assert document.text[credit.location.start : credit.location.end] == "Reuters"
    assert credit.quote == "harbour was closed on Tuesday, Reuters reported, and stayed so."
    assert credit.domains == ("reuters.com",)
    assert credit.block is document.blocks[1]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Reuters reported it.", False),
        ("[Reuters](https://h.example/x) reported it.", True),
        ("Reuters reported it. https://h.example/x", True),
        ("Reuters reported it. [more](#) [path](/x)", False),
        ("Reuters reported it.\n\nSee https://www.reuters.com/x.", True),
        ("Reuters reported it.\n\nSee https://web.archive.org/web/2018/https://reuters.com/x.", True),
        ("Reuters reported it.\n\nSee https://notreuters.com/x https://reuters.com.h.example/.", False),
        ("The CNA news agency reported it.\n\nSee https://h.example/x.", False),
    ],
)
def test_whether_a_credit_has_its_link(text: str, linked: bool) -> None:
    document = cited(text)
    (credit,) = credits_of(document)
    assert is_linked(document, credit) is linked


@pytest.mark.parametrize(
    ("text", "name", "linked"),
    [
        ("Reuters reported it.[^1]\n\n[^1]: See https://h.example/x\n", "markdown", True),
        ("Reuters reported it.[^1]\n\n[^1]: See the archive, page 5.\n", "markdown", False),
        (
            "Reuters reported it.[^1]\n\nMore.[^2]\n\n[^1]: Page 5.\n\n[^2]: See https://h.example/x\n",
            "markdown",
            False,
        ),
        ("Reuters reported it [2].\n\n[1] Page 5\n\n[2] Gulls, https://h.example/x\n", "text", True),
        ("Reuters reported it [1].\n\n[1] Page 5\n\n[2] Gulls, https://h.example/x\n", "text", False),
        ("Reuters reported it\u00b9.\n\n\u00b9 https://h.example/x\n", "text", True),
        ("Reuters reported it [1]_.\n\n.. [1] https://h.example/x\n", "rst", True),
        ("Reuters reported it.<ref>[https://h.example/x Gulls]</ref>\n", "mediawiki", True),
        (
            "Reuters reported it.\n\nMore.<ref>{{cite news |title=Gulls |agency=Reuters |date=2018}}</ref>\n",
            "mediawiki",
            True,
        ),
        (
            "Reuters reported it.\n\nMore.<ref>{{cite news |title=Gulls |work=Gazette |date=2018}}</ref>\n",
            "mediawiki",
            False,
        ),
        ("Reuters reported it.\n\n[x](https://u.example/?url=https%3A%2F%2Fwww.reuters.com%2Fx)\n", "markdown", False),
        (
            "Reuters reported it.\n\n[x](https://www.google.com/url?q=https%3A%2F%2Fwww.reuters.com%2Fx)\n",
            "markdown",
            True,
        ),
        ("By Reuters\n\nThe pier is closed.\n\nOriginal url: https://www.reuters.com/x\n", "text", True),
        ("By Reuters\n\nThe pier is closed.\n\nOriginal url: https://gazette.example/x\n", "text", False),
        ("---\npublisher: Reuters\n---\n\nThe pier is closed, Reuters reported.\n", "markdown", True),
        ("---\npublisher: The Gazette\n---\n\nThe pier is closed, Reuters reported.\n", "markdown", False),
    ],
)
def test_what_is_as_good_as_a_link(text: str, name: str, linked: bool) -> None:
    document = cited(text, name)
    (credit,) = credits_of(document)
    assert is_linked(document, credit) is linked


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("The New York Times reported it.\n\nThe Times reported that it was late.", ["The New York Times"] * 2),
        ("The Times reported that it was late.", ["The Times of London"]),
        ("The Business Standard reported it. It is late, the Standard reported.", ["Business Standard"]),
        ("The Port Gazette reported it.", ["Port Gazette"]),
        ("According to the Gazette, it is late.", []),
        ("According to the Port Times, it is late.", []),
        ("The CNA news agency and Reuters reported it.", ["Reuters"]),
        ("A Belarusian news agency reported it.", []),
        ("The newspaper Senn Morgenblad reported that it was late.", ["Senn Morgenblad"]),
        ("The newspaper Monday reported that it was late.", []),
        ("According to the local daily Skagen Avis, it is late.", ["Skagen Avis"]),
        ("Wie die Zeitung „Hafenblatt“ berichtet, ist es zu spät.", ["Hafenblatt"]),
        ("Selon le quotidien Le Courrier du Port, il est tard.", ["Le Courrier du Port"]),
        ("Газета «Портовый вестник» сообщила, что поздно.", ["Портовый вестник"]),
        ("据《港口日报》报道，渡轮停运。", ["港口日报"]),
        ("《港口日报》的总部在北京。", []),
        ("She founded the newspaper Senn Morgenblad.", []),
        ("The newspaper reported that it was late.", []),
    ],
)
def test_short_names_and_names_that_no_list_has(text: str, outlets: list[str]) -> None:
    assert credited(text) == outlets


def test_two_documents_are_not_mistaken_for_each_other() -> None:
    answers = []
    for address in ("https://www.reuters.com/x", "https://h.example/x") * 2:
        document = cited(f"Reuters reported it.\n\n{address}")
        answers += [is_linked(document, credit) for credit in credits_of(document)]
    assert answers == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BEIRUT (Reuters) - The pier", "Reuters"),
        ("text\nReuters · 12 July 2018", "Reuters"),
        ("By Reuters", None),
        ("", None),
    ],
)
def test_lines_of_agencies(text: str, name: str | None) -> None:
    found = is_agency_line(text, names_in(text))
    assert (text[slice(*found)] if found else None) == name


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The pier is closed.", False),
        ("By Ada", False),
        ("By Reuters", True),
        ("El Pa&iacute;s", True),
        ("According to the harbour board", False),
        ("The Port Gazette", True),
        ("Reuters reports", True),
    ],
)
def test_whether_a_text_may_credit_anybody(text: str, may: bool) -> None:
    assert may_credit(cited(text, "text")) is may


HOSTILE = {
    "cues": "according to ",
    "names": "Reuters reports ",
    "letters": "A",
    "capitals": "A-",
    "bylines": "By\n",
    "datelines": "BEIRUT (Reuters) - x\n",
    "separators": "ab · ",
    "blank lines": "    \n",
    "agencies": "Ab news agency ",
    "captions": "The minister. [Agency](#)\n\n",
    "unlinked": "Reuters reports x https://h.example\n\n",
    "photos": "photo:  ",
    "lists": "Reuters, AP and ",
    "abbreviations": "AP ",
    "open brackets": "Reuters (",
    "scripts": "据新华社",
    "owners": "a's b's Reuters's ",
    "papers": "Port Gazette ",
    "kinds": "newspaper ",
    "notes": "Reuters said x[^1]\n\n[^1]: https://h.example/\n\n",
    "brackets": "(a/",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(10):
        document = cited(piece * (40_000 // len(piece)) + "\nphoto by AP")
        assert all(is_linked(document, credit) in (True, False) for credit in credits_of(document))


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("据新华社4月9日报道，渡轮停运。", "Xinhua"),
        ("新华社北京4月9日电（记者张三）渡轮今天停运。", "Xinhua"),
        ("《纽约时报》报道称，渡轮停运。", "The New York Times"),
        ("据《南方周末》报道，渡轮停运。", "Southern Weekly"),
        ("好奇心日报 12 月 1 日发出文章《渡轮》。", "Q Daily"),
        ("澎湃新闻此前报道，渡轮停运。", "The Paper"),
        ("中国青年报的一篇文章指出，渡轮停运。", "China Youth Daily"),
        ("船长在接受BBC采访时说，渡轮停运。", "BBC"),
        ("图片来源：路透社", "Reuters"),
        ("Image source, Getty Images", "Getty Images"),
        ("Additional reporting by Reuters.", "Reuters"),
        ("An article in the Los Angeles Times describes the ferry.", "Los Angeles Times"),
        ("Speaking to the BBC, the captain said no.", "BBC"),
    ],
)
def test_credits_around_names(sentence: str, outlet: str) -> None:
    assert credited(f"# 渡轮\n\n{sentence}\n") == [outlet]


@pytest.mark.parametrize(
    "sentence",
    [
        "有媒体报道，渡轮停运。",
        "新华社大楼很高，有人报道了渡轮。",
        "记者接受采访，渡轮停运。",
        "新华社、人民日报等都在，渡轮的报道很多。",
        "消息队列的文章很多。",
        "The story of the Los Angeles Times building is told in an article in the museum.",
    ],
)
def test_names_and_words_of_credit_in_different_clauses_make_none(sentence: str) -> None:
    assert credited(f"# 渡轮\n\n{sentence}\n") == []


def test_who_published_the_original_is_no_credit_without_a_link() -> None:
    text = "# 渡轮\n\n原文来自 [中青报深度](https://harbour.example/s/1)\n\n正文。\n\n中青在线北京4月25日电\n"
    document = cited(text, "markdown")
    (credit,) = credits_of(document)
    assert is_linked(document, credit)
    (credit,) = credits_of(other := cited(text.replace("中青报深度", "原文"), "markdown"))
    assert not is_linked(other, credit)


def test_a_sentence_with_a_dot_and_a_year_is_no_line_of_a_name_and_a_date() -> None:
    long = "中国青年报·中青在线统计这些渡轮2016~2017年度的年报，" + "有九条渡轮完全没有停运过，乘客们都很高兴。" * 3
    assert credited(f"# 渡轮\n\n{long}\n") == []

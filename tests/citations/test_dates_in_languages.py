"""Dates of documents and of access as nine languages write them, through the whole path from text to claim."""

from __future__ import annotations

import pytest

from citations.citing import BODY, cited, only
from linkaudit.citations.dates import find_dates
from linkaudit.citations.eastern_numbers import number

DAY = "2018-07-12"

DATELINES = {
    "en": [
        "July 12, 2018", "12 July 2018", "12th July 2018", "Jul 12, 2018", "Thursday, July 12, 2018", "Thu 12 Jul 2018",
        "July 12th, 2018 at 5:00 pm", "July 12, 2018 | 5 min read", "12-Jul-2018", "2018-07-12", "2018/07/12",
        "Posted July 12, 2018", "Written by Ada Holm on July 12, 2018", "Thursday 12th July 2018",
        "the 12th of July, 2018", "Jul. 12, 2018, 10:30 a.m. ET",
    ],
    "de": [
        "12. Juli 2018", "12.07.2018", "12.7.2018", "12. 7. 2018", "12. 07. 2018", "Donnerstag, 12. Juli 2018",
        "Donnerstag, den 12. Juli 2018", "Do, 12. Juli 2018", "Do., 12.07.2018", "12. Jul. 2018", "12 Juli 2018",
        "12. Juli 2018, 10:30 Uhr", "12. Juli 2018 um 10:30", "12.07.2018 - 10:30 Uhr", "Alda, 12. Juli 2018",
        "Von Ada Holm, 12. Juli 2018",
    ],
    "fr": [
        "12 juillet 2018", "le 12 juillet 2018", "jeudi 12 juillet 2018", "Le jeudi 12 juillet 2018", "12 juil. 2018",
        "12 juillet 2018 à 10:30", "12 juillet 2018 à 10h30", "Alda, le 12 juillet 2018",
    ],
    "es": [
        "12 de julio de 2018", "12 de julio del 2018", "12 julio 2018", "jueves, 12 de julio de 2018", "12 jul. 2018",
        "jueves 12 de julio de 2018", "12-jul-2018", "12 JUL 2018", "Julio 12, 2018", "julio 12 de 2018",
        "Alda, 12 de julio de 2018", "12 de Julio, 2018", "12 de julio de 2018 a las 10:30",
    ],
    "it": [
        "12 luglio 2018", "giovedì 12 luglio 2018", "giovedì, 12 luglio 2018", "gio 12 lug 2018", "12 lug 2018",
        "Alda, 12 luglio 2018", "12 luglio 2018 alle 10:30", "12 luglio 2018 ore 10:30",
    ],
    "pt": [
        "12 de julho de 2018", "12 julho 2018", "quinta-feira, 12 de julho de 2018", "Quinta, 12 de Julho de 2018",
        "12 jul. 2018", "12 de jul. de 2018", "Alda, 12 de julho de 2018", "12 de julho de 2018 às 10:30",
        "12 de julho de 2018, 10h30",
    ],
    "ru": [
        "12 июля 2018", "12 июля 2018 г.", "12 июля 2018 года", "четверг, 12 июля 2018 г.", "12.07.2018 10:30",
        "12 июл 2018", "12 июля, 2018", "Альда, 12 июля 2018", "10:30, 12 июля 2018", "12 июля 2018, 10:30",
        "«12» июля 2018 г.",
    ],
    "zh": [
        "2018年7月12日", "2018年07月12日", "2018 年 7 月 12 日", "2018-07-12 10:30", "2018.07.12", "2018年7月12号",
        "2018年7月12日 星期四", "2018年7月12日（星期四）", "2018年7月12日 10:30",
        "二〇一八年七月十二日", "民國107年7月12日",
    ],
    "ja": [
        "2018年7月12日（木）", "2018年7月12日(木)", "2018年7月12日 木曜日", "2018/07/12", "2018年7月12日 10時30分",
        "平成30年7月12日", "平成三十年七月十二日", "2018年（平成30年）7月12日", "２０１８年７月１２日",
    ],
}  # fmt: skip
WRITTEN = {
    "en": "July 12, 2018", "de": "12. Juli 2018", "fr": "12 juillet 2018", "es": "12 de julio de 2018",
    "it": "12 luglio 2018", "pt": "12 de julho de 2018", "ru": "12 июля 2018 г.", "zh": "2018年7月12日",
    "ja": "2018年7月12日",
}  # fmt: skip
NUMERIC = dict.fromkeys(("de", "fr", "es", "it", "pt", "ru"), "12/07/2018")
LABELS = {
    "en": ["Published: {}", "Date: {}", "Posted on {}", "Published {}", "First published: {}", "Published on {}"],
    "de": ["Veröffentlicht: {}", "Veröffentlicht am {}", "Datum: {}", "Erstellt am {}", "Publiziert am {}"],
    "fr": ["Publié le {}", "Publié : {}", "Date de publication : {}", "Mis en ligne le {}", "Rédigé le {}"],
    "es": ["Publicado: {}", "Publicado el {}", "Fecha: {}", "Fecha de publicación: {}", "Creado el {}"],
    "it": ["Pubblicato: {}", "Pubblicato il {}", "Data di pubblicazione: {}", "Scritto il {}"],
    "pt": ["Publicado em {}", "Data de publicação: {}", "Criado em {}", "Postado em {}"],
    "ru": ["Опубликовано: {}", "Опубликовано {}", "Дата: {}", "Дата публикации: {}", "Добавлено: {}"],
    "zh": ["发布时间：{}", "发布于 {}", "发表于 {}", "日期：{}", "發布時間：{}", "发布日期：{}", "發表日期：{}"],
    "ja": ["公開日：{}", "投稿日：{}", "掲載日：{}", "日付：{}", "公開日時：{}", "作成日：{}", "配信日：{}"],
}
ACCESSES = {
    "en": [
        "Retrieved {}", "Accessed: {}", "accessed on {}", "Last accessed {}", "(accessed {})", "Date of access: {}",
        "Downloaded on {}", "[cited {}]", "last retrieved {}",
    ],
    "de": [
        "abgerufen am {}", "Abgerufen am: {}", "Zugriff: {}", "Letzter Zugriff am {}", "(Abruf: {})", "Abruf am {}",
        "Abrufdatum: {}", "zuletzt geprüft am {}", "[Stand: {}]",
    ],
    "fr": [
        "consulté le {}", "[consulté le {}]", "page consultée le {}", "Dernière consultation : {}", "visité le {}",
        "Date de consultation : {}", "dernier accès le {}",
    ],
    "es": [
        "consultado el {}", "Fecha de consulta: {}", "[Consulta: {}]", "recuperado el {}", "Último acceso: {}",
        "Fecha de recuperación: {}", "visitado el {}",
    ],
    "it": [
        "consultato il {}", "URL consultato il {}", "Ultimo accesso: {}", "ultima consultazione: {}", "visto il {}",
        "Data di accesso: {}",
    ],
    "pt": ["acesso em {}", "Acesso em: {}", "acedido a {}", "Consultado em {}", "Último acesso: {}"],
    "ru": ["дата обращения: {}", "Дата обращения - {}", "Дата доступа: {}", "Проверено {}", "просмотрено {}"],
    "zh": ["访问日期：{}", "检索于{}", "查阅于 {}", "[引用日期{}]", "于{}访问", "{}查阅", "（{}檢索）", "最后访问：{}"],
    "ja": ["閲覧日：{}", "{}閲覧", "{}に閲覧", "（{}アクセス）", "最終アクセス日：{}", "（参照 {}）", "{}参照"],
}  # fmt: skip


def each(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "line"), each(DATELINES))
@pytest.mark.parametrize("form", ["markdown", "text"])
def test_datelines(language: str, line: str, form: str) -> None:
    head = "# Title" if form == "markdown" else "Title"
    found = cited(f"{head}\n\n{line}{BODY}", form).date
    assert found is not None, language
    assert str(found.date) == DAY


@pytest.mark.parametrize(("language", "label"), each(LABELS))
def test_labels_of_documents(language: str, label: str) -> None:
    found = cited(f"# Title\n\n{label.format(WRITTEN[language])}{BODY}").date
    assert found is not None
    assert (str(found.date), found.source) == (DAY, "label")


@pytest.mark.parametrize(("language", "phrase"), each(ACCESSES))
def test_dates_of_access(language: str, phrase: str) -> None:
    said = phrase.format(WRITTEN[language])
    for text in (f"1. Holm: Cut. <https://h.example/x>. {said}.{BODY}", f"1. Holm. https://h.example/x {said}\n{BODY}"):
        citation = only(cited(text))
        assert citation.accessed is not None
        assert str(citation.accessed.date) == DAY
        assert citation.reference is not None


@pytest.mark.parametrize(("language", "written"), NUMERIC.items())
def test_the_language_of_a_label_tells_the_order_of_numbers(language: str, written: str) -> None:
    document = cited(f"# Title\n\n{LABELS[language][0].format(written)}{BODY}")
    assert document.date is not None
    assert str(document.date.date) == DAY
    citation = only(cited(f"<https://h.example/x>. {ACCESSES[language][0].format(written)}.{BODY}"))
    assert citation.accessed is not None
    assert str(citation.accessed.date) == DAY


@pytest.mark.parametrize("label", ["Published: {}", "Date : {}", "日期：{}"])
def test_other_labels_do_not_tell_the_order_of_numbers(label: str) -> None:
    document = cited(f"# Title\n\n{label.format('12/07/2018')}{BODY}")
    assert document.date is not None
    assert str(document.date.date) == "2018"


def test_without_a_label_numbers_in_unknown_order_are_no_dateline() -> None:
    assert cited(f"# Title\n\n12/07/2018{BODY}").date is None
    assert [str(found.date) for found in find_dates("12/31/2018", day_first=True)] == ["2018-12-31"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("令和6年7月12日", "2024-07-12"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("大正十二年九月一日", "1923-09-01"),
        ("明治45年7月", "1912-07"),
        ("中華民國113年7月12日", "2024-07-12"),
        ("二〇二〇年十二月三十一日", "2020-12-31"),
        ("二零二零年十月二十日", "2020-10-20"),
        ("一九九九年一月廿三日", "1999-01-23"),
        ("令和6年13月40日", "2024-13-40"),
        ("1er juillet 2018", "2018-07-01"),
        ("1º de julio de 2018", "2018-07-01"),
        ("1.º de julho de 2018", "2018-07-01"),
        ("1° luglio 2018", "2018-07-01"),
        ("12 fév. 2018", "2018-02-12"),
        ("12 août 2018", "2018-08-12"),
        ("12. Jänner 2018", "2018-01-12"),
    ],
)
def test_ways_of_counting_years_and_first_days(text: str, date: str) -> None:
    assert [str(found.date) for found in find_dates(text)] == [date]


@pytest.mark.parametrize(
    "text", ["令和時代", "平成年", "十十年七月", "令和十十年七月一日", "三〇一八年七月", "一八年七月十二日"]
)
def test_what_is_no_eastern_date(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("元", 1),
        ("九", 9),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("廿三", 23),
        ("卅", 30),
        ("１２", 12),
        ("二〇一八", 2018),
    ],
)
def test_numbers_in_chinese_characters(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "2018年7月12日に取得した特許である", "2018年7月12日確認されたという",
        "On access 12 July the gate opened in 2018",
        "Stand by on 12 July",
        "El acceso a la isla cerró el 12 de julio de 2018",
        "Доступ к порту закрыт с 12 июля 2018",
    ],
)  # fmt: skip
def test_what_is_no_date_of_access(text: str) -> None:
    assert cited(f"<https://h.example/x> {text}{BODY}").citations == ()

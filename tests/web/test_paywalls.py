"""Pages that keep their text for those who pay, and pages that only say so."""

from __future__ import annotations

import json

import pytest
from judging import evidence, words

SENTENCE = (
    "The dredger went up the harbour at dawn and cleared the channel before the first ferry left for the island. "
)
MENU = "".join(f"<li><a href=/{number}>More news {number}</a>" for number in range(80))
NOT_FREE: dict[str, object] = {"@context": "https://schema.org", "@type": "NewsArticle", "isAccessibleForFree": False}
OFFER = "<h2>Subscribe to continue reading</h2><p>Already a subscriber? <a href=/in>Sign in</a></p>"


def article(sign: object = NOT_FREE, offer: str = OFFER, shown: int = 3, around: str = "") -> str:
    """Make a page of so many sentences; `sign` is what it tells search engines, as JSON-LD or as markup."""
    told = sign if isinstance(sign, str) else f'<script type="application/ld+json">{json.dumps(sign)}</script>'
    return (
        f"<html><head><title>The dredger</title>{told}</head><body>{around}<article><h1>The dredger</h1>"
        f"<p>{SENTENCE * shown}</p>{offer}</article></body></html>"
    )


@pytest.mark.parametrize(
    "sign",
    [
        NOT_FREE,
        {**NOT_FREE, "isAccessibleForFree": "False"},
        {**NOT_FREE, "isAccessibleForFree": "https://schema.org/False"},
        {
            "@type": "NewsArticle",
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".p"},
        },
        {"@graph": [{"@type": "WebSite"}, NOT_FREE]},
        '<meta itemprop="isAccessibleForFree" content="false">',
        '<script>window.data = "{\\"isAccessibleForFree\\":false}"</script>',
    ],
)
def test_the_beginning_of_a_text_and_an_offer_are_a_paywall(sign: object) -> None:
    for around in ("", f"<nav><ul>{MENU}</ul></nav>"):
        assert words(evidence(200, article(sign, around=around))) == "blocked paywall"


@pytest.mark.parametrize(
    "offer",
    [
        "Jetzt weiterlesen mit Abo.",
        "Bereits Abonnent? Anmelden",
        "Pour lire la suite, abonnez-vous.",
        "Déjà abonné ? Connectez-vous",
        "Para seguir leyendo, suscríbete.",
        "Para continuar lendo, assine.",
        "Per continuare a leggere abbonati.",
        "Om verder te lezen hebt u een abonnement nodig.",
        "För att läsa vidare behöver du en prenumeration.",
        "Aby czytać dalej, wykup dostęp.",
        "Чтобы читать дальше, оформите подписку.",
        "Devamını okumak için abone olun.",
        "للمشتركين فقط",
        "להמשך קריאה הירשמו",
        "订阅后继续阅读",
        "続きを読むにはご登録ください",
        "계속 읽으려면 구독하세요",
        "You\u2019ve reached your limit of free articles.",
    ],
)
def test_offers_are_known_in_many_languages(offer: str) -> None:
    assert words(evidence(200, article(offer=f"<p>{offer}</p>"))) == "blocked paywall"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(article(shown=40), id="the whole text is sent"),
        pytest.param(article(shown=10), id="a short text is sent"),
        pytest.param(article(shown=10).replace("<p>", "<div>"), id="a text without paragraphs"),
        pytest.param(article(sign=""), id="no sign"),
        pytest.param(article(sign={"isAccessibleForFree": True}, shown=4), id="free"),
        pytest.param(article(sign={"isAccessibleForFree": "True"}, shown=4), id="free, as a word"),
        pytest.param(article(offer="<p>Subscribe to our newsletter.</p>", shown=4), id="no offer"),
        pytest.param(article(around=f"<nav>{MENU * 6}</nav>"), id="a list of many pages"),
        pytest.param(article(sign="<!-- isAccessibleForFree -->"), id="the word alone"),
    ],
)
def test_pages_that_have_the_text_or_only_one_sign_are_alive(html: str) -> None:
    assert words(evidence(200, html)) == "alive ok"

"""The web beyond English: pages, encodings and names that a careless checker takes for broken."""

from __future__ import annotations

from testweb.answers import Reply, page, to
from testweb.behaviour import alive, moved
from testweb.pages import article, html, text_page
from testweb.prose import paragraphs

TITLES = {
    "ja": "北の水門の歴史",
    "ar": "تاريخ الهويس الشمالي",
    "ru": "История северного шлюза",
    "zh": "北方船闸的历史",
    "de": "Geschichte der Nordschleuse",
    "fr": "Histoire de l'écluse du Nord",
    "es": "Historia de la esclusa del norte",
}
JAPANESE = article(TITLES["ja"], "ja", 3, style="portal")

BEHAVIOURS = [
    *(alive(f"page-{lang}", {"/lock": text_page(title, lang, 3, style="drupal")}) for lang, title in TITLES.items()),
    *(
        alive(f"thin-{lang}", {"/lock": page(html(title, paragraphs(title, 1, lang), lang=lang))})
        for lang, title in TITLES.items()
    ),
    alive(
        "shift-jis",
        {
            "/lock": Reply(
                200, JAPANESE.replace("–", "-").encode("shift_jis", "replace"), kind="text/html; charset=Shift_JIS"
            )
        },
    ),
    alive(
        "euc-jp-in-the-page",
        {
            "/lock": Reply(
                200,
                JAPANESE.replace('charset="utf-8"', 'charset="euc-jp"').encode("euc_jp", "replace"),
                kind="text/html",
            )
        },
    ),
    alive(
        "windows-1251",
        {
            "/lock": Reply(
                200,
                article(TITLES["ru"], "ru", 3, style="by-hand").encode("cp1251", "replace"),
                kind="text/html; charset=windows-1251",
            )
        },
    ),
    alive(
        "gb18030",
        {"/lock": Reply(200, article(TITLES["zh"], "zh", 3).encode("gb18030"), kind="text/html; charset=gb2312")},
    ),
    alive("utf-16", {"/lock": Reply(200, article(TITLES["fr"], "fr", 3).encode("utf-16"), kind="text/html")}),
    alive(
        "wrong-charset",
        {"/lock": Reply(200, article(TITLES["de"], "de", 3).encode(), kind="text/html; charset=iso-8859-1")},
    ),
    alive(
        "unknown-charset",
        {"/lock": Reply(200, article(TITLES["de"], "de", 3).encode(), kind="text/html; charset=x-user-defined-7")},
    ),
    alive("bücher", {"/": text_page("Bücher über die Küste", "de", 3)}, cites=("http://bücher.test/",)),
    alive(
        "пример", {"/%D1%88%D0%BB%D1%8E%D0%B7": text_page(TITLES["ru"], "ru", 3)}, cites=("http://пример.test/шлюз",)
    ),
    alive("日本語", {"/": text_page(TITLES["ja"], "ja", 3)}, cites=("http://日本語.test/",)),
    moved(
        "idn-redirect",
        {"/": to("http://münchen-küste.test/", 301)},
        more={"münchen-küste.test": {"/": text_page("München", "de")}},
    ),
    alive("path-in-japanese", {"/%E6%B0%B4%E9%96%80": text_page(TITLES["ja"], "ja", 3)}, cites=("/水門",)),
    alive("path-in-latin-1", {"/caf%E9": text_page("Café", "fr", 3)}, cites=("/caf%E9",)),
    alive("language-by-redirect", {"/lock": to("/ja/lock"), "/ja/lock": text_page(TITLES["ja"], "ja", 3)}),
    alive(
        "japanese-word-for-end",
        {
            "/novel": page(
                html(
                    "存在しない町",
                    "<p>存在しない町を探す旅の記録。駅は見つかりませんでした。</p>" + paragraphs("novel", 4, "ja"),
                    lang="ja",
                )
            )
        },
    ),
    alive(
        "chinese-about-404",
        {
            "/404": page(
                html(
                    "404错误是什么意思",
                    "<p>当页面不存在时，服务器会返回404。</p>" + paragraphs("404", 4, "zh"),
                    lang="zh",
                )
            )
        },
    ),
    alive(
        "russian-not-found",
        {
            "/news/1": page(
                html(
                    "Пропавший паром не найден",
                    "<p>Паром так и не найден.</p>" + paragraphs("паром", 4, "ru"),
                    lang="ru",
                )
            )
        },
    ),
    alive(
        "arabic-login-link",
        {
            "/lock": page(
                html(
                    TITLES["ar"],
                    "<a href='/login'>تسجيل الدخول</a>" + paragraphs("lock", 3, "ar"),
                    lang="ar",
                    style="portal",
                )
            )
        },
    ),
    alive(
        "greek-in-capitals",
        {
            "/": page(
                html(
                    "Η ΙΣΤΟΡΙΑ ΤΟΥ ΛΙΜΑΝΙΟΥ",
                    "<p>Το λιμάνι χτίστηκε το 1867 και επεκτάθηκε δύο φορές.</p>" * 8,
                    lang="el",
                )
            )
        },
    ),
]

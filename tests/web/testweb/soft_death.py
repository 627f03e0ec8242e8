"""Soft death: a page that says with status 200 that it is not there, or says nothing of what was cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from testweb.answers import Asked, Reply, page, to
from testweb.behaviour import Behaviour, soft
from testweb.pages import article, html, listing, text_page
from testweb.prose import paragraphs

if TYPE_CHECKING:
    from testweb.wire import Wire

# Language, title, what the page says: as the systems of the country say it.
LANGUAGES = (
    ("en", "Page not found", "Sorry, the page you were looking for does not exist. It may have been moved or deleted."),
    (
        "en-formal",
        "Error",
        "The requested document could not be located on this server. Please check the address and try again.",
    ),
    (
        "en-casual",
        "Oops!",
        "Oops! That page can't be found. It looks like nothing was found at this location. Maybe try a search?",
    ),
    ("de", "Seite nicht gefunden", "Die von Ihnen aufgerufene Seite existiert leider nicht oder wurde verschoben."),
    (
        "fr",
        "Page introuvable",
        "La page que vous recherchez n'existe pas ou a été déplacée. Nous vous prions de nous en excuser.",
    ),
    ("es", "Página no encontrada", "Lo sentimos, la página que busca no existe o ha sido eliminada."),
    ("it", "Pagina non trovata", "Spiacenti, la pagina richiesta non esiste o è stata rimossa."),
    ("pt", "Página não encontrada", "Desculpe, a página que você procura não existe ou foi removida."),
    ("nl", "Pagina niet gevonden", "De pagina die u zoekt bestaat niet (meer) of is verplaatst."),
    ("pl", "Nie znaleziono strony", "Przepraszamy, strona, której szukasz, nie istnieje lub została przeniesiona."),
    ("cs", "Stránka nenalezena", "Omlouváme se, ale požadovaná stránka neexistuje nebo byla přesunuta."),
    ("sv", "Sidan kunde inte hittas", "Sidan du söker finns inte längre eller har flyttats."),
    ("da", "Siden blev ikke fundet", "Den side, du leder efter, findes desværre ikke."),
    ("fi", "Sivua ei löytynyt", "Hakemaasi sivua ei ole olemassa tai se on siirretty."),
    ("hu", "Az oldal nem található", "A keresett oldal nem létezik, vagy időközben törölték."),
    ("ro", "Pagina nu a fost găsită", "Ne pare rău, pagina pe care o căutați nu există sau a fost mutată."),
    ("el", "Η σελίδα δεν βρέθηκε", "Λυπούμαστε, η σελίδα που ζητήσατε δεν υπάρχει ή έχει μετακινηθεί."),
    ("tr", "Sayfa bulunamadı", "Aradığınız sayfa bulunamadı ya da kaldırılmış olabilir."),
    ("ru", "Страница не найдена", "К сожалению, запрашиваемая вами страница не существует или была удалена."),
    ("uk", "Сторінку не знайдено", "На жаль, сторінка, яку ви шукаєте, не існує або була видалена."),
    ("ja", "ページが見つかりません", "お探しのページは見つかりませんでした。移動または削除された可能性があります。"),
    ("zh", "页面不存在", "抱歉，您访问的页面不存在或已被删除，请返回首页。"),
    ("ko", "페이지를 찾을 수 없습니다", "요청하신 페이지가 존재하지 않거나 삭제되었습니다. 주소를 다시 확인해 주세요."),
    ("ar", "الصفحة غير موجودة", "عذراً، الصفحة التي تبحث عنها غير موجودة أو تم حذفها."),
    ("he", "הדף לא נמצא", "מצטערים, הדף שחיפשת אינו קיים או שהוסר."),
    ("fa", "صفحه یافت نشد", "متأسفانه صفحه‌ای که به دنبال آن هستید وجود ندارد یا حذف شده است."),
    ("vi", "Không tìm thấy trang", "Xin lỗi, trang bạn tìm kiếm không tồn tại hoặc đã bị xóa."),
    ("id", "Halaman tidak ditemukan", "Maaf, halaman yang Anda cari tidak ada atau telah dihapus."),
    ("th", "ไม่พบหน้าที่ต้องการ", "ขออภัย ไม่พบหน้าที่คุณต้องการ หน้านี้อาจถูกลบหรือย้ายไปแล้ว"),
    ("hi", "पृष्ठ नहीं मिला", "क्षमा करें, आप जिस पृष्ठ की तलाश कर रहे हैं वह मौजूद नहीं है या हटा दिया गया है।"),
    ("bg", "Страницата не е намерена", "Съжаляваме, страницата, която търсите, не съществува или е преместена."),
    ("hr", "Stranica nije pronađena", "Nažalost, stranica koju tražite ne postoji ili je premještena."),
    ("ca", "No s'ha trobat la pàgina", "La pàgina que cerqueu no existeix o ha estat eliminada."),
    ("no", "Siden finnes ikke", "Beklager, vi finner ikke siden du leter etter. Den kan være flyttet eller slettet."),
)
_STYLES = ("wordpress", "drupal", "portal", "by-hand")


def everywhere(name: str, cited: str, reply: Reply, **rest: Any) -> Behaviour:
    """Describe a site that gives the same page for whatever it has not."""
    return soft(name, {cited: reply, "*": reply, "/": text_page(f"First page of {name}")}, **rest)


def _in_language(number: int, lang: str, title: str, words: str) -> Behaviour:
    main = f"<p>{words}</p>{paragraphs(lang, 1, lang[:2]) if number % 3 == 0 else ''}<p><a href='/'>&larr;</a></p>"
    text = html(
        title, main, style=_STYLES[number % len(_STYLES)], lang=lang[:2], kind="error404" if number % 5 == 0 else "page"
    )
    return everywhere(f"soft-{lang}", f"/archive/{1990 + number}/lock.html", page(text))


async def _echo(asked: Asked, wire: Wire) -> None:
    words = asked.path.strip("/").replace("-", " ").replace("/", " ")
    text = html(
        f"{words} - results",
        f"<form><input name=q value='{words}'></form><p>No results for “{words}”.</p><p>Check the spelling or try more "
        "general words.</p>",
        style="portal",
        kind="search",
    )
    await wire.do(page(text), asked)


async def _reflect(asked: Asked, wire: Wire) -> None:
    text = html(
        "Document not found",
        f"<p>The document <code>{asked.path}</code> was not found on this server. Request {asked.number}-{id(asked)}.</p>",
        style="by-hand",
    )
    await wire.do(page(text), asked)


HOME = page(
    html(
        "Home",
        "<p>Welcome to our society.</p>" + paragraphs("society", 4),
        head="<link rel='canonical' href='http://home-for-everything.test/'>",
    )
)
SHELF = page(listing("Everything in our shop", ["Ropes", "Lamps", "Charts", "Bells", "Blocks"], style="portal"))

BEHAVIOURS = [
    *(_in_language(number, *row) for number, row in enumerate(LANGUAGES)),
    everywhere(
        "soft-with-number-only", "/lock", page(html("404", "<h2>404</h2><p><a href='/'>Back</a></p>", style="drupal"))
    ),
    everywhere(
        "soft-of-hosting",
        "/lock",
        page(
            "<html><head><title>404 Error - Page Not Found</title></head><body><h1>404</h1><p>The page cannot be found.</p>"
            "<p>Please forward this error screen to the WebMaster.</p></body></html>"
        ),
    ),
    everywhere(
        "soft-product-gone",
        "/product/17",
        page(
            html(
                "Product unavailable",
                "<p>This product is no longer available.</p><h2>You may also like</h2>" + paragraphs("shop", 2),
                style="portal",
            )
        ),
    ),
    everywhere(
        "soft-advert-expired",
        "/job/lock-keeper-4711",
        page(
            html(
                "Vacancy expired",
                "<p>This job posting has expired and is no longer accepting applications.</p>",
                style="portal",
            )
        ),
    ),
    everywhere(
        "soft-article-withdrawn",
        "/a/551",
        page(
            html(
                "Article not available",
                "<p>The article you requested is no longer available on our website.</p>" + paragraphs("other news", 2),
                style="portal",
            )
        ),
    ),
    everywhere(
        "soft-video",
        "/watch?v=abc",
        page(
            html(
                "Video unavailable",
                "<p>This video is unavailable.</p><p>The uploader has closed the account.</p>",
                style="portal",
            )
        ),
    ),
    everywhere(
        "soft-user-gone",
        "/@keeper",
        page(
            html(
                "Profile",
                "<p>Sorry, this page isn't available. The link you followed may be broken, or the page may "
                "have been removed.</p>",
                style="portal",
            )
        ),
    ),
    everywhere(
        "soft-database-record",
        "/record.php?id=77",
        page(html("Catalogue", "<p>No record found with this identifier.</p>", style="by-hand")),
    ),
    soft("soft-search-for-the-words", {"/lock-history-1867": _echo, "*": _echo, "/": text_page("Portal of the coast")}),
    soft("soft-reflecting", {"/docs/lock.htm": _reflect, "*": _reflect, "/": text_page("Server of the water board")}),
    soft(
        "soft-of-frames",
        {
            "/lock.html": page(
                "<html><head><title>Not Found</title></head><frameset><frame src='/error.html'></frameset></html>"
            ),
            "*": page(
                "<html><head><title>Not Found</title></head><frameset><frame src='/error.html'></frameset></html>"
            ),
        },
    ),
    soft(
        "home-for-everything",
        {"/2016/exhibitions/tides.html": HOME, "/staff/kendrick": HOME, "/papers/17.html": HOME, "*": HOME},
        cites=("/2016/exhibitions/tides.html", "/staff/kendrick", "/papers/17.html"),
    ),
    soft("home-for-one-lost-page", {"/2016/exhibitions/tides.html": HOME, "*": HOME, "/": HOME}),
    soft(
        "shelf-for-everything",
        {"/p/17-rope": SHELF, "/p/19-lamp": SHELF, "/p/23-bell": SHELF, "*": SHELF},
        cites=("/p/17-rope", "/p/19-lamp", "/p/23-bell"),
    ),
    soft(
        "all-cited-to-one-place",
        {
            "/a/1": to("/welcome"),
            "/b/2": to("/welcome"),
            "/c/3/4": to("/welcome"),
            "/d/5.html": to("/welcome"),
            "*": to("/welcome"),
            "/welcome": page(html("Welcome to our new site", paragraphs("new site", 4))),
        },
        cites=("/a/1", "/b/2", "/c/3/4", "/d/5.html"),
    ),
    soft(
        "all-cited-to-a-new-place",
        {
            "/a/1": to("https://group.all-new.test/brands", 301),
            "/b/2": to("https://group.all-new.test/brands", 301),
            "/c/3/4": to("https://group.all-new.test/brands", 301),
            "*": to("https://group.all-new.test/brands", 301),
        },
        cites=("/a/1", "/b/2", "/c/3/4"),
        more={"group.all-new.test": {"https:/brands": page(html("Our brands", paragraphs("brands", 4)))}},
    ),
    soft(
        "replaced-by-a-casino",
        {
            "/poetry/17": page(
                html(
                    "Best online casino bonus 2024: free spins, slots and jackpots",
                    "<p>Play the best slots online and "
                    "claim your welcome bonus of 200 free spins. Our casino offers roulette, blackjack and live dealers.</p>"
                    * 6,
                    style="portal",
                )
            )
        },
        was=text_page("Poems of the northern coast", length=8),
    ),
    soft(
        "replaced-by-a-shop",
        {
            "/": page(
                html(
                    "Cheap trainers outlet - 70% off",
                    "<p>Buy cheap trainers online. Free shipping on all orders. Outlet sale.</p>" * 8,
                )
            )
        },
        was=page(article("Choral society of the sound", length=8)),
    ),
]

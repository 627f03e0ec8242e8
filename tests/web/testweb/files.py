"""Files and types: what HEAD says of them, what they really are."""

from __future__ import annotations

from linkaudit.models import Verdict
from testweb.answers import Reply, by_method, forever, hang, page, reset, to, when
from testweb.behaviour import alive, blocked, dead, moved, soft
from testweb.pages import NOT_HERE, html, text_page

PDF = Reply(
    200,
    b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj<</Type/Catalog>>endobj\n" * 900 + b"%%EOF\n",
    kind="application/pdf",
)
PNG = Reply(200, b"\x89PNG\r\n\x1a\n" + bytes(3000), kind="image/png")
PAGE = text_page("Plans of the lock", style="by-hand")
LOST = page(html("Page not found", NOT_HERE, style="portal"))

BEHAVIOURS = [
    alive("pdf", {"/report.pdf": PDF}, innocent=False),
    alive("image", {"/lock.png": PNG}, innocent=False),
    alive("head-not-allowed", {"/report.pdf": by_method(head=Reply(405), get=PDF)}),
    alive("head-not-found", {"/report.pdf": by_method(head=Reply(404), get=PDF)}),
    alive("head-forbidden", {"/report.pdf": by_method(head=Reply(403), get=PDF)}),
    alive("head-hangs", {"/report.pdf": by_method(head=hang, get=PDF)}),
    alive("head-resets", {"/report.pdf": by_method(head=reset, get=PDF)}),
    alive("head-fails", {"/report.pdf": by_method(head=Reply(500), get=PDF)}),
    alive(
        "head-not-implemented",
        {"/report.zip": by_method(head=Reply(501), get=Reply(200, b"PK\x03\x04" + bytes(900), kind="application/zip"))},
    ),
    alive(
        "head-redirects-to-login",
        {
            "/report.pdf": by_method(head=to("/login"), get=PDF),
            "/login": page(html("Log in", "<form><input type=password></form>")),
        },
    ),
    alive(
        "head-with-body",
        {
            "/report.pdf": by_method(
                head=b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 9\r\n\r\n%PDF-1.4\n", get=PDF
            )
        },
    ),
    alive("head-not-found-of-a-page", {"/plans": by_method(head=Reply(404), get=PAGE)}),
    alive("head-not-allowed-of-a-page", {"/plans": by_method(head=Reply(405), get=PAGE)}),
    alive("head-hangs-of-a-page", {"/plans": by_method(head=hang, get=PAGE)}),
    alive("empty-file", {"/empty.txt": Reply(200, b"", kind="text/plain")}),
    alive("empty-archive", {"/nothing.zip": Reply(200, b"PK\x05\x06" + bytes(18), kind="application/zip")}),
    alive("one-line-of-text", {"/robots-of-old.txt": Reply(200, b"1867\n", kind="text/plain")}),
    alive(
        "plain-text",
        {
            "/rfc.txt": Reply(
                200,
                b"Network Working Group\n\n   404 Not Found\n\n   The server has not found anything.\n" * 30,
                kind="text/plain",
            )
        },
    ),
    alive("json", {"/api/lock": Reply(200, b'{"lock":"northern","error":null,"status":404}', kind="application/json")}),
    alive(
        "feed",
        {
            "/feed.xml": Reply(
                200,
                b"<?xml version='1.0'?><rss version='2.0'><channel><title>Not found</title></channel></rss>",
                kind="application/rss+xml",
            )
        },
    ),
    alive(
        "svg",
        {
            "/plan.svg": Reply(
                200, b"<svg xmlns='http://www.w3.org/2000/svg'><title>404</title></svg>", kind="image/svg+xml"
            )
        },
    ),
    alive("download", {"/get.php?id=7": PDF.plus(Content_Disposition='attachment; filename="plan.pdf"')}),
    alive("pdf-called-binary", {"/report.pdf": Reply(200, PDF.body, kind="application/octet-stream")}),
    alive("page-called-text", {"/plans.html": Reply(200, PAGE.body, kind="text/plain")}),
    alive(
        "page-called-pdf-suffix",
        {
            "/viewer.pdf": page(
                html(
                    "northern-lock.pdf",
                    "<iframe src='/raw/northern-lock.pdf'></iframe>"
                    "<p>Northern lock, plans of 1867, 14 sheets. Digitised by the Harbour Museum from the holdings of the water board.</p>",
                )
            )
        },
    ),
    alive(
        "large-file",
        {
            "/lecture.mp4": by_method(
                head=Reply(200, bytes(2000), kind="video/mp4", headers=(("Accept-Ranges", "bytes"),)),
                get=forever("HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: 900000000\n\n", bytes(16384)),
            )
        },
    ),
    alive(
        "radio",
        {"/live": forever("HTTP/1.1 200 OK\nContent-Type: audio/mpeg\nicy-name: Harbour FM\n\n", bytes(4096), 0.05)},
    ),
    alive(
        "multipart-camera",
        {
            "/cam": forever(
                "HTTP/1.1 200 OK\nContent-Type: multipart/x-mixed-replace; boundary=f\n\n",
                b"--f\r\n" + bytes(4096),
                0.05,
            )
        },
    ),
    alive("range-refused", {"/report.pdf": when(lambda asked: "range" in asked.headers, Reply(416), PDF)}),
    moved("file-moved", {"/report.pdf": to("/files/report-2019.pdf", 301), "/files/report-2019.pdf": PDF}),
    dead("file-gone", {"/report.pdf": page(html("Gone", "<p>This file has been withdrawn.</p>"), 410)}, "gone"),
    soft("file-is-an-error-page", {"/uploads/2017/plan.pdf": LOST, "*": LOST}),
    soft("image-is-an-error-page", {"/uploads/lock.jpg": LOST, "*": LOST}),
    soft("file-to-the-root", {"/downloads/plan.pdf": to("/", 302), "*": to("/", 302), "/": PAGE}),
    blocked(
        "file-behind-login",
        {
            "/papers/17.pdf": to("/account/login?return=/papers/17.pdf"),
            "*": to("/account/login"),
            "/account/login": page(
                html(
                    "Sign in",
                    "<form method=post action='/account/login'><label>E-mail <input name=email></label>"
                    "<label>Password <input type=password name=pw></label><button>Sign in</button></form>",
                )
            ),
        },
        "login-required",
    ),
    alive("not-modified-file", {"/a.css": Reply(200, b"body{}", kind="text/css")}),
    alive(
        "unknown-type",
        {"/model.safetensors": Reply(200, bytes(400), kind="application/x-whatever")},
        also=(Verdict.UNKNOWN,),
    ),
]

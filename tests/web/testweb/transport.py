"""Names, connections, TLS and bytes: what can go wrong before there is an answer, and what only looks as if it had."""

from __future__ import annotations

import gzip
import zlib

from linkaudit.models import Verdict
from testweb.answers import Reply, chunked, close, drip, hang, late, page, raw, reset, then_close, to, turns, when
from testweb.behaviour import alive, blocked, dead, moved, unknown
from testweb.pages import article, html, text_page
from testweb.serving import FULL, NO_COMMON_TLS, OLD_TLS, REFUSING, RESETTING

PAGE = text_page("The bearings of the lock gate", style="portal")
BODY = PAGE.body
CHUNKED = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nTransfer-Encoding: chunked\nConnection: close\n\n"


def _fields(number: int, size: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"X-Debug-{n}", "d" * size) for n in range(number))


BEHAVIOURS = [
    dead("no-such-name", {"/": PAGE}, "dns-failure", addresses=("NXDOMAIN",)),
    unknown("resolver-fails", {"/": PAGE}, addresses=("SERVFAIL",)),
    alive("resolver-fails-once", {"/": PAGE}, addresses=("SERVFAIL", "127.0.3.2"), also=(Verdict.UNKNOWN,)),
    dead("refused", {"/": PAGE}, "refused", addresses=(REFUSING,)),
    dead("no-connection-in-time", {"/": PAGE}, "timeout", addresses=(FULL,)),
    dead("reset-at-accept", {"/": PAGE}, "connection-closed", addresses=(RESETTING,)),
    dead("reset-after-request", {"/a": reset}, "connection-closed"),
    dead("closed-without-answer", {"/a": close}, "connection-closed"),
    dead("silent", {"/a": hang}, "timeout"),
    alive("reset-once", {"/a": turns(reset, PAGE)}),
    alive("closed-once", {"/a": turns(close, PAGE)}),
    alive("hangs-once", {"/a": turns(hang, PAGE)}),
    alive("one-address-refuses", {"/a": PAGE}, addresses=(f"{REFUSING},127.0.3.3",)),
    alive("slow-first-byte", {"/a": late(0.7, PAGE)}),
    alive("slow-drip", {"/a": drip(PAGE, 12, 0.1)}),
    alive("tls-valid", {"https:/a": PAGE}, cites=("https://tls-valid.test/a",), innocent=False),
    alive(
        "wildcard-certificate",
        {"/": PAGE},
        cites=("https://www.wildcard-certificate.test/a",),
        more={"www.wildcard-certificate.test": {"https:/a": PAGE}},
    ),
    dead("expired", {"https:/a": PAGE}, "tls-invalid", cites=("https://expired.test/a",)),
    dead("wrong-host", {"https:/a": PAGE}, "tls-invalid", cites=("https://wrong-host.test/a",)),
    dead("self-signed", {"https:/a": PAGE}, "tls-invalid", cites=("https://self-signed.test/a",)),
    dead("old-tls", {"https:/a": PAGE}, "tls-invalid", cites=("https://old-tls.test/a",), addresses=(OLD_TLS,)),
    dead(
        "no-common-cipher",
        {"https:/a": PAGE},
        "tls-invalid",
        cites=("https://no-common-cipher.test/a",),
        addresses=(NO_COMMON_TLS,),
    ),
    dead("unwelcome", {"https:/a": PAGE}, "tls-invalid", "connection-closed", cites=("https://unwelcome.test/a",)),
    dead(
        "tls-to-a-plain-port",
        {"/a": PAGE},
        "tls-invalid",
        "connection-closed",
        "invalid-response",
        "timeout",
        cites=("https://tls-to-a-plain-port.test:PLAIN/a",),
    ),
    dead(
        "plain-to-a-tls-port",
        {"/a": PAGE},
        "connection-closed",
        "invalid-response",
        cites=("http://plain-to-a-tls-port.test:TLS/a",),
    ),
    dead(
        "redirect-to-expired",
        {"/a": to("https://expired-too.test/a", 301)},
        "tls-invalid",
        more={"expired-too.test": {"https:/a": PAGE}},
    ),
    dead("no-http", {"/a": b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}, "invalid-response"),
    dead("no-status-line", {"/a": b"<html><body>HTTP/0.9 says hello</body></html>\r\n"}, "invalid-response"),
    dead("status-in-words", {"/a": b"HTTP/1.1 OK 200\r\nContent-Length: 0\r\n\r\n"}, "invalid-response"),
    dead("noise", {"/a": bytes(range(256)) * 8}, "invalid-response"),
    dead("invalid-chunks", {"/a": raw(CHUNKED, b"zz\r\n" + BODY[:300])}, "invalid-response", "truncated-body"),
    dead(
        "truncated",
        {
            "/a": raw(
                f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(BODY)}\n\n", BODY[: len(BODY) // 2]
            )
        },
        "truncated-body",
    ),
    dead("truncated-chunks", {"/a": raw(CHUNKED, chunked(BODY)[: len(BODY) // 2])}, "truncated-body"),
    alive(
        "truncated-once",
        {
            "/a": turns(
                raw(f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(BODY)}\n\n", BODY[:500]), PAGE
            )
        },
    ),
    alive(
        "length-too-long-by-two",
        {"/a": raw(f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(BODY) + 2}\n\n", BODY)},
    ),
    alive(
        "length-too-short",
        {"/a": raw(f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(BODY) - 40}\n\n", BODY)},
    ),
    alive("no-length", {"/a": raw("HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n", BODY)}),
    alive("http-1.0", {"/a": Reply(200, BODY, version="HTTP/1.0")}),
    alive(
        "lines-without-return",
        {
            "/a": b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\nConnection: close\n\n" % len(BODY)
            + BODY
        },
    ),
    alive("chunked", {"/a": raw(CHUNKED, chunked(BODY))}, innocent=False),
    alive(
        "chunked-with-trailers",
        {
            "/a": raw(
                CHUNKED.replace("Transfer", "Trailer: X-Checksum\nTransfer"),
                chunked(BODY, trailers="X-Checksum: 77\r\n"),
            )
        },
    ),
    alive("chunk-extensions", {"/a": raw(CHUNKED, b"%x;name=value\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY))}),
    alive("closes-kept-connections", {"*": then_close(PAGE)}, cites=("/a", "/b", "/c", "/d")),
    alive(
        "closes-each-connection",
        {"/a": PAGE.plus(Connection="close"), "/b": PAGE.plus(Connection="close")},
        cites=("/a", "/b"),
    ),
    alive("gzip", {"/a": Reply(200, gzip.compress(BODY), (("Content-Encoding", "gzip"),))}, innocent=False),
    alive("x-gzip", {"/a": Reply(200, gzip.compress(BODY), (("Content-Encoding", "x-gzip"),))}),
    alive("deflate", {"/a": Reply(200, zlib.compress(BODY), (("Content-Encoding", "deflate"),))}),
    alive(
        "deflate-without-wrapping", {"/a": Reply(200, zlib.compress(BODY)[2:-4], (("Content-Encoding", "deflate"),))}
    ),
    dead("gzip-that-is-none", {"/a": Reply(200, BODY, (("Content-Encoding", "gzip"),))}, "invalid-response"),
    alive("gzip-without-end", {"/a": Reply(200, gzip.compress(BODY)[:-8], (("Content-Encoding", "gzip"),))}),
    alive("utf-8-as-coding", {"/a": Reply(200, BODY, (("Content-Encoding", "utf-8"),))}),
    alive(
        "early-hints",
        {
            "/a": raw(
                "HTTP/1.1 103 Early Hints\nLink: </style.css>; rel=preload\n\nHTTP/1.1 200 OK\n"
                f"Content-Type: text/html\nContent-Length: {len(BODY)}\n\n",
                BODY,
            )
        },
    ),
    alive(
        "continue-first",
        {
            "/a": raw(
                f"HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(BODY)}\n\n",
                BODY,
            )
        },
    ),
    alive(
        "fields-twice",
        {"/a": PAGE.plus(Server="a", Vary="Accept").plus(Server="b", Vary="Cookie", X_Powered_By="PHP/5.6")},
    ),
    alive("length-twice", {"/a": PAGE.plus(Content_Length=str(len(BODY)))}),
    alive("long-policy", {"/a": PAGE.plus(Content_Security_Policy="script-src " + "https://cdn.example.org " * 500)}),
    alive("sixty-fields", {"/a": Reply(200, BODY, _fields(60, 80))}),
    alive(
        "field-in-latin-1",
        {
            "/a": raw("HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n", BODY),
            "/b": b"HTTP/1.1 200 OK\r\nX-Town: Z\xfcrich\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
            + BODY,
        },
        cites=("/a", "/b"),
    ),
    alive(
        "field-with-space-before-colon",
        {"/a": b"HTTP/1.1 200 OK\r\nServer : old\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + BODY},
    ),
    alive(
        "browsers-only",
        {"/a": when(lambda asked: "text/html" in asked.headers.get("accept", ""), PAGE, page("<h1>406</h1>", 406))},
    ),
    alive(
        "compressed-only",
        {
            "/a": when(
                lambda asked: "gzip" in asked.headers.get("accept-encoding", ""),
                Reply(200, gzip.compress(BODY), (("Content-Encoding", "gzip"),)),
                page("<h1>406 Not Acceptable</h1>", 406),
            )
        },
    ),
    alive(
        "language-wanted",
        {"/a": when(lambda asked: "accept-language" in asked.headers, PAGE, page("<h1>400</h1>", 400))},
    ),
    alive("query-kept-as-it-is", {"/a?q=%27x%27&b=a+b&c=%2F": PAGE, "*": page("<h1>404</h1>", 404)}),
    alive("path-kept-as-it-is", {"/a%2Fb/(x)/c%27d": PAGE, "*": page("<h1>404</h1>", 404)}),
    moved(
        "hsts-by-redirect",
        {
            "/a": to("https://hsts-by-redirect.test/a", 301),
            "https:/a": PAGE.plus(Strict_Transport_Security="max-age=300"),
        },
    ),
    blocked(
        "refuses-programs",
        {
            "/a": when(
                lambda asked: "mozilla" not in asked.headers.get("user-agent", "").lower(),
                page(html("Access denied", "<p>Automated access is not permitted.</p>"), 403),
                PAGE,
            )
        },
        "forbidden",
        "bot-wall",
    ),
    alive("misspelt-type", {"/a": Reply(200, article("Choirs of the coast").encode(), kind="text/html;charset=utf8;")}),
    alive("no-type", {"/a": Reply(200, BODY, kind="")}),
]

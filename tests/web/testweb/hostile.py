"""Hostile answers: ways into inner networks, and bodies, heads and waits without end."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from linkaudit.models import Verdict
from testweb.answers import Asked, Reply, by_method, forever, page, to, turns
from testweb.behaviour import Behaviour, alive, dead, unsafe
from testweb.pages import text_page

if TYPE_CHECKING:
    from testweb.wire import Wire

PAGE = text_page("A page for the curious")
OK = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n"
BOMB = gzip.compress(bytes(16 << 20), 9)
GZIP = (("Content-Encoding", "gzip"),)


def door(name: str, location: str, *reasons: str) -> Behaviour:
    """Describe a site that redirects to where nobody may be led."""
    return unsafe(name, {"/a": to(location)}, *(reasons or ("private-address",)))


async def _header_without_end(asked: Asked, wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while await wire.send(b"a" * 8192):
        pass
    wire.close()


async def _headers_drop_by_drop(asked: Asked, wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\n")
    while await wire.send(b"X-Drop: 1\r\n"):
        await wire.pause(0.3)
    wire.close()


BEHAVIOURS = [
    door("to-loopback", "http://127.0.0.1:PLAIN/admin"),
    door("to-localhost", "http://localhost:PLAIN/admin"),
    door("to-another-loopback", "http://127.9.9.9:PLAIN/"),
    door("to-a-number", "http://2130706433:PLAIN/"),
    door("to-hexadecimal", "http://0x7f.0.0.1:PLAIN/"),
    door("to-octal", "http://0177.0.0.1:PLAIN/"),
    door("to-short-address", "http://127.1:PLAIN/"),
    door("to-zero", "http://0.0.0.0:PLAIN/"),
    door("to-ipv6-loopback", "http://[::1]:PLAIN/"),
    door("to-mapped-loopback", "http://[::ffff:127.0.0.1]:PLAIN/"),
    door("to-wide-digits", "http://１２７.０.０.１:PLAIN/"),
    door("to-ten", "http://10.0.0.1/"),
    door("to-the-cloud", "http://169.254.169.254/latest/meta-data/"),
    door("to-link-local", "http://[fe80::1]/"),
    door("to-unique-local", "http://[fd00:ec2::254]/latest/"),
    door("to-carrier", "http://100.100.100.200/latest/meta-data/"),
    door("to-file", "file:///etc/passwd", "forbidden-scheme"),
    door("to-ftp", "ftp://ftp.to-ftp.test/pub/", "forbidden-scheme"),
    door("to-gopher", "gopher://127.0.0.1:6379/_INFO", "forbidden-scheme"),
    door("to-javascript", "javascript:alert(1)", "forbidden-scheme"),
    door("to-data", "data:text/html,<h1>hello</h1>", "forbidden-scheme"),
    door("to-mail-port", "http://to-mail-port.test:25/", "forbidden-port"),
    door("to-chat-port", "http://to-chat-port.test:6667/", "forbidden-port"),
    door("to-credentials", "http://admin:secret@127.0.0.1:PLAIN/"),
    unsafe("to-private-name", {"/a": to("http://name-of-ten.test/")}, "private-address", more={}),
    unsafe("name-of-loopback", {"/": PAGE}, "private-address", addresses=("127.9.9.9",)),
    unsafe("name-of-ten", {"/": PAGE}, "private-address", addresses=("10.0.0.1",)),
    unsafe("name-of-ipv6-loopback", {"/": PAGE}, "private-address", addresses=("::1",)),
    unsafe("name-of-the-cloud", {"/": PAGE}, "private-address", addresses=("169.254.169.254",)),
    unsafe("name-of-mapped", {"/": PAGE}, "private-address", addresses=("::ffff:127.9.9.9",)),
    alive("name-of-both", {"/": PAGE}, addresses=("127.9.9.9,127.0.3.1",)),
    alive("name-of-both-turned", {"/": PAGE}, addresses=("127.0.3.1,127.9.9.9,10.0.0.1",)),
    alive(
        "rebinding",
        {"/a": to("/b", 302, Connection="close"), "/b": PAGE},
        addresses=("127.0.3.1", "127.9.9.9"),
        also=(Verdict.UNSAFE,),
        innocent=False,
    ),
    alive(
        "rebinding-between-looks",
        {"/a": turns(b"", PAGE), "/b": PAGE.plus(Connection="close")},
        cites=("/a", "/b"),
        addresses=("127.0.3.1", "127.9.9.9"),
        also=(Verdict.UNSAFE,),
        innocent=False,
    ),
    unsafe(
        "meta-refresh-inwards",
        {"/a": page("<meta http-equiv=refresh content='0;url=http://127.0.0.1:PLAIN/admin'>")},
        "private-address",
        also=(Verdict.ALIVE,),
    ),
    unsafe("second-hop-inwards", {"/a": to("/b", 301), "/b": to("http://127.0.0.1:PLAIN/", 307)}, "private-address"),
    unsafe("gzip-bomb", {"/a": Reply(200, BOMB, GZIP)}, "decompression-bomb"),
    unsafe(
        "gzip-bomb-twice",
        {"/a": Reply(200, gzip.compress(BOMB, 9), (("Content-Encoding", "gzip, gzip"),))},
        "decompression-bomb",
    ),
    unsafe(
        "deflate-bomb",
        {"/a": Reply(200, zlib.compress(bytes(16 << 20), 9), (("Content-Encoding", "deflate"),))},
        "decompression-bomb",
    ),
    unsafe("bomb-with-404", {"/a": Reply(404, BOMB, GZIP)}, "decompression-bomb", also=(Verdict.DEAD,)),
    unsafe("header-without-end", {"/a": _header_without_end}, "header-bomb"),
    unsafe("headers-without-end", {"/a": forever("HTTP/1.1 200 OK\n", b"X-More: 1\r\n" * 200)}, "header-bomb"),
    unsafe("large-header", {"/a": Reply(200, b"x", tuple((f"X-{n}", "y" * 4000) for n in range(400)))}, "header-bomb"),
    dead("headers-drop-by-drop", {"/a": _headers_drop_by_drop}, "timeout"),
    dead(
        "body-drop-by-drop",
        {"/a": by_method(head=Reply(200), get=forever(OK + "Content-Length: 4000\n\n", b".", 0.3))},
        "timeout",
        "truncated-body",
    ),
    dead(
        "continues-without-end",
        {"/a": forever("", b"HTTP/1.1 100 Continue\r\n\r\n" * 10, 0.01)},
        "timeout",
        "invalid-response",
        "header-bomb",
        also=(Verdict.UNSAFE,),
    ),
    alive(
        "body-without-end",
        {"/a": forever(OK + "\n", b"<p>The tide comes in and the tide goes out.</p>\n" * 200)},
        innocent=False,
    ),
    alive(
        "chunks-without-end",
        {"/a": forever(OK + "Transfer-Encoding: chunked\n\n", b"2000\r\n" + b"<p>tide</p> \n..." * 512 + b"\r\n")},
        innocent=False,
    ),
    alive(
        "error-without-end-once",
        {"/a": turns(forever("HTTP/1.1 500 Oops\nContent-Type: text/html\n\n", b"<p>error</p>" * 600), PAGE)},
        innocent=False,
    ),
    alive(
        "many-cookies",
        {
            "/a": Reply(302, headers=(("Location", "/b"), *(("Set-Cookie", f"c{n}={'v' * 500}") for n in range(120)))),
            "/b": PAGE,
        },
    ),
    alive("title-without-end", {"/a": page("<title>" + "tides " * 30000 + "</title>" + PAGE.body.decode())}),
    alive("tags-without-end", {"/a": page("<div>" * 60000 + "deep" + "</div>" * 9)}),
    alive(
        "control-characters-in-fields",
        {"/a": Reply(200, PAGE.body, (("X-Note", "tide\ttable"), ("ETag", '"\x7f"')))},
        also=(Verdict.DEAD,),
        innocent=False,
    ),
    dead(
        "two-lengths-that-differ",
        {"/a": Reply(200, PAGE.body, (("Content-Length", "7"),))},
        "invalid-response",
        also=(Verdict.ALIVE,),
    ),
]

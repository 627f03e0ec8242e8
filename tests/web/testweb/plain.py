"""Plain answers: what a status says by itself, and what it does not."""

from __future__ import annotations

from linkaudit.models import Verdict
from testweb.answers import Reply, by_method, page, turns
from testweb.behaviour import alive, blocked, dead, soft
from testweb.pages import NOT_HERE, article, html, text_page

TIDES = text_page("Tides of the northern sound", style="drupal")

BEHAVIOURS = [
    alive("plain-page", {"/tides": TIDES}, innocent=False),
    alive("by-hand", {"/~jk/boats.html": text_page("Boats I have built", style="by-hand")}, innocent=False),
    alive("portal", {"/culture/2019/06/choir": text_page("Choir", style="portal")}, innocent=False),
    alive("root", {"/": page(article("Harbour Museum", style="drupal"))}, innocent=False),
    alive("status-203", {"/tides": Reply(203, TIDES.body)}),
    alive(
        "status-206", {"/tides": Reply(206, TIDES.body, (("Content-Range", f"bytes 0-{len(TIDES.body) - 1}/9999"),))}
    ),
    alive("status-201", {"/tides": Reply(201, TIDES.body)}),
    alive("status-200-without-phrase", {"/tides": Reply(200, TIDES.body, phrase="")}),
    alive(
        "status-300", {"/tides": page(html("Choose a version", "<ul><li><a href='/en'>English</a></ul>"), 300)}, "ok"
    ),
    dead(
        "not-found",
        {"/gone": page(html("Page not found", NOT_HERE), 404)},
        "not-found",
    ),
    dead("not-found-bare", {"/gone": Reply(404, b"404 page not found\n", kind="text/plain")}, "not-found"),
    dead("not-found-empty", {"/gone": Reply(404)}, "not-found"),
    dead("not-found-of-iis", {"/gone.aspx": page("<h2>404 - File or directory not found.</h2>", 404)}, "not-found"),
    dead("gone", {"/leaflet": page(html("Gone", "<p>This leaflet has been withdrawn.</p>"), 410)}, "gone"),
    dead("never-found-by-either", {"/a.pdf": by_method(head=Reply(404), get=Reply(404))}, "not-found"),
    dead(
        "server-error",
        {"/report": page(html("Error", "<p>Something went wrong on our side.</p>"), 500)},
        "server-error",
    ),
    dead(
        "bad-gateway",
        {"/report": page("<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>", 502)},
        "server-error",
    ),
    dead("gateway-timeout", {"/report": page("<h1>504 Gateway Time-out</h1>", 504)}, "server-error", "timeout"),
    dead(
        "edge-cannot-reach-origin",
        {
            "/report": page(
                "<title>522: Connection timed out</title><p>Error 522. Host: error</p>", 522, server="cloudflare"
            )
        },
        "server-error",
        "timeout",
    ),
    dead(
        "edge-cannot-resolve-origin",
        {"/report": page("<title>Origin DNS error</title><h1>Error 1016</h1>", 530, server="cloudflare")},
        "server-error",
        "dns-failure",
    ),
    dead(
        "internal-error-of-a-framework",
        {"/x": page("<title>Whoops, looks like something went wrong.</title>", 500)},
        "server-error",
    ),
    dead(
        "status-400-for-anything",
        {"/a": page("<h1>Bad Request - Invalid URL</h1><hr><p>HTTP Error 400.</p>", 400)},
        "server-error",
        "invalid-response",
        "not-found",
        "bad-request",
        "client-error",
    ),
    blocked(
        "forbidden",
        {"/members": page(html("Forbidden", "<p>You don't have permission to access this.</p>"), 403)},
        "forbidden",
    ),
    blocked(
        "unauthorized",
        {"/archive/": page("<h1>401 Authorization Required</h1>", 401, WWW_Authenticate='Basic realm="a"')},
        "login-required",
    ),
    blocked("payment-required", {"/study": page(html("Subscribers only", "<p>Please subscribe.</p>"), 402)}, "paywall"),
    blocked("legal", {"/case": page(html("Unavailable", "<p>Removed on order of a court.</p>"), 451)}, "legal"),
    alive("error-once", {"/report": turns(page("<h1>500</h1>", 500), TIDES)}),
    alive("unavailable-once", {"/report": turns(page("<h1>503 Service Unavailable</h1>", 503), TIDES)}),
    alive("gateway-twice", {"/report": turns(page("<h1>502</h1>", 502), page("<h1>502</h1>", 502), TIDES)}),
    soft(
        "success-that-says-404",
        {"/leaflets/17": page(html("404 Not Found", NOT_HERE)), "*": page(html("404 Not Found", NOT_HERE))},
    ),
    blocked(
        "maintenance",
        {
            "/tides": page(
                html("Scheduled maintenance", "<p>We are upgrading our catalogue and will be back on Monday.</p>"), 503
            )
        },
        "maintenance",
        "throttled",
    ),
    blocked(
        "maintenance-with-200",
        {
            "/tides": page(
                "<title>Down for maintenance</title><h1>We&rsquo;ll be back soon!</h1><p>Sorry for the inconvenience, "
                "we&rsquo;re performing some maintenance at the moment. We&rsquo;ll be back online shortly!</p><p>&mdash; The Team</p>"
            ),
            "*": page(
                "<title>Down for maintenance</title><h1>We&rsquo;ll be back soon!</h1><p>Sorry for the inconvenience, "
                "we&rsquo;re performing some maintenance at the moment. We&rsquo;ll be back online shortly!</p><p>&mdash; The Team</p>"
            ),
        },
        "maintenance",
    ),
    alive("no-content", {"/beacon": Reply(204, kind="")}, also=(Verdict.UNKNOWN,)),
]

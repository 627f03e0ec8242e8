"""Hosts that ask for time: whoever waits as asked is served, and nobody who asks for patience is dead."""

from __future__ import annotations

from linkaudit.models import Verdict
from testweb.answers import Reply, page, turns
from testweb.behaviour import alive, blocked
from testweb.pages import html, text_page

PAGE = text_page("Gauges and rainfall", style="drupal")
BUSY = page(
    "<html><head><title>429 Too Many Requests</title></head><body><h1>Too Many Requests</h1></body></html>", 429
)
DOWN = page("<html><head><title>503</title></head><body><h1>Service Temporarily Unavailable</h1></body></html>", 503)


BEHAVIOURS = [
    alive("busy-then-fine", {"/a": turns(BUSY.plus(Retry_After="7"), PAGE)}),
    alive("busy-twice-then-fine", {"/a": turns(BUSY.plus(Retry_After="3"), BUSY.plus(Retry_After="11"), PAGE)}),
    alive("busy-without-a-time", {"/a": turns(BUSY, PAGE)}),
    alive(
        "busy-for-one-of-many",
        {"/a": turns(BUSY.plus(Retry_After="20"), PAGE), **{f"/{n}": PAGE for n in range(4)}},
        cites=("/a", "/0", "/1", "/2", "/3"),
    ),
    alive("down-until-a-date", {"/a": turns(DOWN.plus(Retry_After="@30"), PAGE)}),
    alive("down-for-seconds", {"/a": turns(DOWN.plus(Retry_After="45"), PAGE)}),
    alive("busy-with-nonsense", {"/a": turns(BUSY.plus(Retry_After="soon"), PAGE)}),
    alive("busy-with-a-past-date", {"/a": turns(BUSY.plus(Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), PAGE)}),
    alive(
        "busy-then-moved-host",
        {"/a": turns(BUSY.plus(Retry_After="2"), Reply(302, headers=(("Location", "/b"),))), "/b": PAGE},
    ),
    blocked("always-busy", {"/a": BUSY.plus(Retry_After="5")}, "throttled"),
    blocked("always-busy-without-a-time", {"/a": BUSY}, "throttled"),
    blocked(
        "busy-for-an-hour",
        {"/a": BUSY.plus(Retry_After="3600"), "/b": BUSY.plus(Retry_After="3600")},
        "throttled",
        cites=("/a", "/b"),
    ),
    blocked("down-for-a-day", {"/a": DOWN.plus(Retry_After="86400")}, "maintenance", "throttled"),
    blocked(
        "rate-limit-by-403",
        {
            "/a": page(
                html("Rate limit", "<p>API rate limit exceeded for 203.0.113.9. Slow down.</p>"),
                403,
                X_RateLimit_Remaining="0",
            )
        },
        "throttled",
        "forbidden",
    ),
    blocked(
        "bandwidth-used-up",
        {
            "/a": page(
                "<h1>Bandwidth Limit Exceeded</h1><p>The server is temporarily unable to service your "
                "request due to the site owner reaching his/her bandwidth limit.</p>",
                509,
            )
        },
        "throttled",
        "maintenance",
    ),
    blocked("overloaded-529", {"/a": page("<h1>Site is overloaded</h1>", 529)}, "throttled", "maintenance"),
    blocked(
        "busy-with-200",
        {
            "/a": page(
                html(
                    "Too many requests",
                    "<p>You have sent too many requests in a short time. Please wait a few minutes and try again.</p>",
                ),
                200,
            )
        },
        "throttled",
        "bot-wall",
        also=(Verdict.UNKNOWN,),
    ),
]

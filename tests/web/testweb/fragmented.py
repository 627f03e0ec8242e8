"""Pages that are cited at a place: a missing place leaves its page alive, a page made by scripts leaves it open."""

from __future__ import annotations

from testweb.answers import Reply, page, to
from testweb.behaviour import Behaviour, alive, dead, moved
from testweb.pages import html
from testweb.prose import paragraphs

THERE, MISSING, UNKNOWN = "there", "missing", "unknown"
NOT_SEEN = "missing or unknown"  # the name stands in the source, though not as a place: who looks twice may doubt
_SECTIONS = "".join(f'<h2 id="{name}">{name}</h2>{paragraphs(name, 2)}' for name in ("gates", "sluices", "bearings"))


def cited_at(name: str, body: str, head: str = "", **places: str) -> Behaviour:
    """Describe a page and its places. Underscores stand for dashes."""
    return alive(
        name,
        {"/lock": page(html("The northern lock", body, head=head))},
        fragments={key.replace("_", "-"): value for key, value in places.items()},
        innocent=False,
    )


BEHAVIOURS = [
    cited_at("place-by-id", _SECTIONS, gates=THERE, bearings=THERE, paddles=MISSING),
    cited_at("place-by-name", '<a name="part2"></a>' + _SECTIONS, part2=THERE, part3=MISSING),
    cited_at("place-by-case", _SECTIONS, Gates=MISSING, gates=THERE),
    cited_at("place-top", _SECTIONS, top=THERE),
    cited_at("place-in-comment", "<!-- <h2 id='ghost'>x</h2> -->" + _SECTIONS, ghost=NOT_SEEN),
    cited_at("place-in-script", "<script>var x='<h2 id=ghost>'</script>" + _SECTIONS, ghost=NOT_SEEN),
    alive(
        "place-encoded",
        {"/lock": page(html("Schleuse", '<h2 id="schleusenhöhe">Höhe</h2>' + paragraphs("h", 4, "de") + _SECTIONS))},
        fragments={"schleusenh%C3%B6he": THERE, "schleusenl%C3%A4nge": MISSING},
        innocent=False,
    ),
    alive(
        "place-by-text",
        {"/lock": page(html("Lock", _SECTIONS))},
        fragments={":~:text=bearings": THERE, ":~:text=no%20such%20words%20anywhere": MISSING},
        innocent=False,
    ),
    alive(
        "place-made-by-script",
        {
            "/docs": page(
                '<html><head><title>Docs</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
            )
        },
        fragments={"install": UNKNOWN},
        innocent=False,
    ),
    alive(
        "place-is-a-route",
        {
            "/": page(
                '<html><head><title>App</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>'
            )
        },
        fragments={"/locks/17": UNKNOWN, "!/locks": UNKNOWN},
        innocent=False,
    ),
    alive(
        "place-in-a-pdf",
        {"/plan.pdf": Reply(200, b"%PDF-1.4\n" * 40, kind="application/pdf")},
        fragments={"page=4": UNKNOWN},
        innocent=False,
    ),
    moved(
        "place-behind-redirect",
        {"/old": to("/lock", 301), "/lock": page(html("Lock", _SECTIONS))},
        fragments={"gates": THERE, "paddles": MISSING},
        innocent=False,
    ),
    dead("place-of-a-dead-page", {"/lock": page("<h1>404</h1>", 404)}, "not-found"),
]

"""Pages as archives have them: the page itself, and what was captured in its place with a status of 200."""

from __future__ import annotations

WORDS = (
    "The lock keepers of the upper canal wrote down every barge that passed, its master, its cargo and the height of "
    "the water. Their books were thought lost in the flood of 1926 until a cellar was cleared last spring. Historians "
    "of the county archive have now read the first nine volumes. They show that grain went north in wet summers and "
    "south in dry ones, that coal was dearer than bread for two winters, and that a keeper named Ansgar Thiel fed the "
    "horses of those who could not pay. The books will be shown from March in the old customs house."
)


def page(title: str = "The books of the lock keepers", text: str = WORDS, head: str = "") -> str:
    """Write a page with a title, a heading and a text."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>"
        f"<body><nav>Home News Contact</nav><h1>{title}</h1><p>{text}</p></body></html>"
    )


GOOD = page()
SOFT_404 = page("Page not found", "Sorry, the page you are looking for could not be found. Go back to the home page.")
LOGIN = (
    "<html><head><title>Log in</title></head><body><h1>Log in</h1><form><input name=user><input type=password name=pw>"
    "</form><p>Please log in to continue.</p></body></html>"
)
PARKED = (
    "<html><head><title>example.org</title></head><body><h1>example.org</h1><p>This domain is for sale. Buy this "
    "domain. Related searches: insurance, loans, hotels.</p></body></html>"
)
WALL = (
    "<html><head><title>Just a moment...</title></head><body><p>Checking your browser before accessing example.org."
    "</p></body></html>"
)
SENDS_ON = page("Moved", "This page has moved.", '<meta http-equiv="refresh" content="0; url=http://example.org/new">')

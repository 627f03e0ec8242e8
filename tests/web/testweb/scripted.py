"""Sites made by scripts: one shell for every path, whose pages nobody sees without a browser."""

from __future__ import annotations

from typing import Any

from linkaudit.models import Verdict
from testweb.answers import page
from testweb.behaviour import Behaviour, alive

_BUNDLE = '<script type="module" crossorigin src="/assets/index-4f7a.js"></script>'


def shell(
    name: str,
    body: str,
    title: str = "Harbour",
    head: str = "",
    cites: tuple[str, ...] = ("/app/locks/17",),
    **rest: Any,
) -> Behaviour:
    """Describe a site that answers every path with the same shell."""
    reply = page(
        f'<!doctype html><html lang="en"><head><meta charset="UTF-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    )
    return alive(name, {**dict.fromkeys(cites, reply), "*": reply}, cites=cites, **rest)


BEHAVIOURS = [
    shell("shell-vite", f'<div id="root"></div>{_BUNDLE}'),
    shell("shell-of-many-pages", f'<div id="root"></div>{_BUNDLE}', cites=("/a/1", "/b/2", "/c/3", "/d/4")),
    shell(
        "shell-create-react-app",
        '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/static/js/main.6f1.js">'
        "</script>",
        "React App",
    ),
    shell(
        "shell-vue",
        "<noscript><strong>We're sorry but harbour doesn't work properly without JavaScript enabled. Please enable it to continue.</strong></noscript>"
        '<div id="app"></div><script src="/js/app.77.js"></script>',
    ),
    shell(
        "shell-angular",
        '<app-root>Loading...</app-root><script src="runtime.js" type="module"></script><script src="main.js" type="module"></script>',
    ),
    shell(
        "shell-hash-routes",
        '<div id="app" ng-app="harbour"><div ng-view></div></div><script src="/app.js"></script>',
        cites=("/#/locks/17",),
    ),
    shell(
        "shell-next",
        '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"props":{},"page":"/[slug]"}</script><script src="/_next/a.js"></script>',
    ),
    shell(
        "shell-social",
        "<noscript><h1>JavaScript is not available.</h1><p>We’ve detected that JavaScript is disabled in this browser. Please enable JavaScript or "
        'switch to a supported browser to continue.</p></noscript><div id="react-root"></div><script src="/main.js"></script>',
        "",
    ),
    shell("shell-with-error-template", f'<div id="root"></div><template><h1>Page not found</h1></template>{_BUNDLE}'),
    shell("shell-viewer", '<div id="viewer" data-doc="17"></div><script src="/viewer.js"></script>', "Document viewer"),
    shell(
        "shell-maps",
        '<div id="map"></div><script>initMap()</script><script src="https://maps.example.org/api.js"></script>',
        "Map of locks",
        cites=("/map",),
    ),
    shell("shell-flutter", '<script src="flutter_bootstrap.js" async></script>', "harbour_app"),
    shell(
        "shell-with-menu",
        '<header><nav><a href="/">Harbour</a><a href="/locks">Locks</a><a href="/tides">Tides</a></nav></header><main id="outlet"></main>'
        + _BUNDLE,
        cites=("/locks/17", "/tides/today"),
    ),
    shell(
        "shell-with-description",
        f'<div id="q-app"></div>{_BUNDLE}',
        "Catalogue of the sound",
        '<meta name="description" content="All locks and tides of the sound, with maps and figures.">',
        also=(Verdict.UNKNOWN,),
    ),
]

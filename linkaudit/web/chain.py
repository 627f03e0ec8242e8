"""One way from a URL to its page: redirects followed by hand, each one recorded, with the cookies of this way only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Hop
from linkaudit.web.exchange import Answer, Cause, Failure
from linkaudit.web.judging.statuses import REDIRECTS
from linkaudit.web.target import Target, parse

if TYPE_CHECKING:
    from linkaudit.models import Observation
    from linkaudit.web.exchange import Headers

# Cookies of one host that are kept along the way, and characters of each: RFC 6265 §6.1 asks for at least 50 of 4096.
MAX_COOKIES = 50
MAX_COOKIE = 4096


class Chain:
    """A way under way: where it stands, what lies behind it."""

    __slots__ = ("_cookies", "_known", "_limit", "_seen", "asked", "current", "elapsed_ms", "fragment", "hops")

    def __init__(self, asked: Target, limit: int, known: Observation | None = None) -> None:
        """Begin at `asked`, for `limit` redirects at most; `known` is what is asked about changes since."""
        self.asked = asked
        self.current = asked
        self.fragment = ""
        """The fragment that a redirect put in place of the one that was cited."""
        self.hops: list[Hop] = []
        self.elapsed_ms = 0
        self._limit = limit
        self._known = known
        self._cookies: dict[str, dict[str, tuple[str, bool]]] = {}
        self._seen: set[tuple[str, str]] = set()

    @property
    def headers(self) -> dict[str, str]:
        """What the next request carries besides the usual: conditions, and the cookies that its host set."""
        conditions = self._conditions
        cookies = self._cookies.get(self.current.host)
        if not cookies:
            return conditions
        secure = self.current.scheme == "https"
        pairs = [f"{name}={value}" for name, (value, only_secure) in cookies.items() if secure or not only_secure]
        return {"Cookie": "; ".join(pairs), **conditions} if pairs else conditions

    @property
    def _conditions(self) -> dict[str, str]:
        """Ask only for what has changed, where the page stood that is known (RFC 9110 §13.1)."""
        known = self._known
        if known is None or known.final_url.partition("#")[0] != self.current.url:
            return {}
        fields = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in fields.items() if value}

    @property
    def unchanged(self) -> Observation | None:
        """What an answer of 304 stands for: the earlier look at the page; None if no condition was set."""
        return self._known if self._conditions else None

    def take(self, outcome: Answer | Failure) -> Target | Answer | Failure:
        """Go on from the outcome of the current request: to the next URL, or to the outcome that ends the way."""
        self.elapsed_ms += outcome.elapsed_ms
        if isinstance(outcome, Failure) or outcome.status not in REDIRECTS:
            return outcome
        location = next(iter(outcome.headers.all("location")), None)
        target = parse(location, self.current.url) if location is not None else None
        if target is None:
            return outcome
        return self.go(target, outcome)

    def go(self, target: Target, answer: Answer) -> Target | Failure:
        """Go on to the URL to which an answer led, by its Location or by what its page says."""
        status = answer.status
        self._seen.add((self.current.url, str(self.headers)))
        self._keep_cookies(answer.headers)
        self.hops.append(Hop(self.current.url, status))
        self.current = target
        self.fragment = target.fragment or self.fragment
        if len(self.hops) > self._limit:
            return self._loop(f"more than {self._limit} redirects", status)
        # With another cookie the same URL may answer otherwise: many sites set one and send the visitor back.
        if (target.url, str(self.headers)) in self._seen:
            return self._loop(f"the redirects lead back to {target.url}", status)
        return target

    def leads_back(self, target: Target) -> bool:
        """Tell whether going on to a URL would lead nowhere: there once before, or too long a way."""
        return len(self.hops) >= self._limit or any(target.url == url for url, _ in self._seen)

    def _loop(self, detail: str, status: int) -> Failure:
        return Failure(self.current.url, Cause.REDIRECT_LOOP, detail, status=status)

    def _keep_cookies(self, headers: Headers) -> None:
        """Keep what the current host sets, for itself alone; what it sets over TLS is never sent without."""
        secure = self.current.scheme == "https"
        for line in headers.all("set-cookie"):
            pair, _, attributes = line.partition(";")
            name, equals, value = pair.strip().partition("=")
            if not equals or len(pair) > MAX_COOKIE or not pair.isascii() or not pair.isprintable():
                continue
            jar = self._cookies.setdefault(self.current.host, {})
            if "max-age=0" in attributes.replace(" ", "").lower():
                jar.pop(name, None)
            elif name in jar or len(jar) < MAX_COOKIES:
                jar[name] = (value, secure)

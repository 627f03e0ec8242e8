"""Every setting, with its default and what it means, as the tables of the configuration have them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from linkaudit import __version__

MEBIBYTE = 1024 * 1024

SeverityName = Literal["error", "warning", "info"]
Count = Annotated[int, Meta(ge=1)]
Number = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]
PositiveSeconds = Annotated[float, Meta(gt=0)]
ServiceName = Annotated[
    str,
    Meta(
        pattern=r"^wayback$|^(?:wayback|timegate|cdx|memgator)\+https?://|^file:.",
        description="`wayback`; `wayback+URL` for an archive with the same URL shapes at another base, `timegate+URL` "
        "(Memento), `cdx+URL`, `memgator+URL`; `file:PATH` for a WARC, WACZ, CDX or CDXJ, or a folder of them",
    ),
]
Allowance = (
    Number
    | Annotated[
        str,
        Meta(
            pattern=r"^\d+(?:\.\d+)? ?(?:s|min|h)$",
            description="a number of requests, or a time such as `90s`, `20min` or `2h`; 0 for no limit",
        ),
    ]
)
VariableName = Annotated[
    str,
    Meta(
        # A token that is put here by mistake has lower-case letters, and must not be shown in a message.
        pattern=r"^[A-Z_][A-Z0-9_]*$|^$",
        description="the name of an environment variable, in capitals, or empty for none",
    ),
]


class Section(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """A table of the configuration: kebab-case keys, nothing unknown."""


class Rules(Section, frozen=True):
    """`[linkaudit.rules]`: which rules speak, and how loudly."""

    select: tuple[str, ...] = ("*",)
    """Names or patterns such as `date-*` of the rules that speak."""
    ignore: tuple[str, ...] = ()
    """Names or patterns of rules that stay silent."""
    severity: dict[str, SeverityName] = field(default_factory=dict)
    """Severities that differ from the catalogue, by rule name."""
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Rules that stay silent in some documents, by patterns of these as in .gitignore."""


class Collection(Section, frozen=True):
    """`[linkaudit.collection]`: what kind of documents these are."""

    clippings: tuple[str, ...] = ()
    """Patterns of documents that are copies of published texts: each must say where it comes from."""
    own_work: tuple[str, ...] = ()
    """Patterns of documents that nobody published before: they need no provenance."""
    compare: bool = True
    """Whether documents are compared with each other: near copies, inferred dates, lost targets."""


class Host(Section, frozen=True, omit_defaults=True):
    """`[linkaudit.web.hosts."example.org"]`: what differs for one host and the hosts under it."""

    per_host: Count | None = None
    """Requests under way at once to the host."""
    interval: Seconds | None = None
    """Seconds between the starts of two requests to the host."""
    timeout: PositiveSeconds | None = None
    """Seconds for connecting, and for each wait for bytes."""
    retries: Number | None = None
    """Further tries after a failure that may pass."""
    user_agent: str | None = None
    """How we name ourselves to the host."""
    token: VariableName | None = None
    """The environment variable that holds a token for the host; sent to this host only, and over TLS only."""
    enabled: bool | None = None
    """Whether the host is looked at; if not, its URLs are `unknown`."""


class History(Section, frozen=True):
    """`[linkaudit.history]`: what earlier looks count for."""

    confirm_looks: Count = 3
    """Failed looks that confirm a death (InternetArchiveBot's number)."""
    confirm_days: Number = 3
    """Days that must lie between two failed looks for both to count (likewise)."""
    alive_days: Number = 7
    """Days after which what was alive is looked at again."""
    suspect_days: Number = 3
    """Days after which what failed is looked at again."""
    confirmed_days: Number = 30
    """Days after which a confirmed death is looked at again."""


class Web(Section, frozen=True):
    """`[linkaudit.web]`: looking at URLs."""

    enabled: bool = True
    concurrency: Count = 64
    """Requests under way at once."""
    per_host: Count = 4
    """Requests under way at once to one host."""
    interval: Seconds = 0.25
    """Seconds between the starts of two requests to one host."""
    timeout: PositiveSeconds = 20.0
    """Seconds for connecting, and for each wait for bytes."""
    total_timeout: PositiveSeconds = 60.0
    """Seconds for one request as a whole, its body included."""
    retries: Number = 2
    """Further tries after a failure that may pass: time-outs, resets, 429, 5xx."""
    retry_after_limit: Seconds = 120.0
    """The longest wait asked for by Retry-After that is honoured within a run; a longer one makes it `blocked`."""
    redirects: Number = 10
    """Redirects followed from one URL."""
    max_body: Count = 2 * MEBIBYTE
    """Bytes of a body that are read, counted after decompression."""
    allow_hosts: tuple[str, ...] = ()
    """What the guard lets through although it is private: suffixes (`*.test`), addresses, networks."""
    user_agent: str = f"linkaudit/{__version__} (+https://pypi.org/project/linkaudit-cli/)"
    contact: str = ""
    """An address at which a webmaster can complain; added to the User-Agent."""
    control_hosts: tuple[str, ...] = ("www.iana.org", "www.wikipedia.org", "a.root-servers.net")
    """Names that are resolved, and never contacted, to tell a dead host from a machine without network."""
    second_identity: str = ""
    """A browser's User-Agent with which a URL is asked once more where a wall is suspected; empty for never."""
    probes: bool = True
    """Whether a site under suspicion is asked, once a run, for a page that cannot exist, to tell its soft 404s."""
    fragments: bool = True
    """Whether `#name` is looked for in the page that is fetched."""
    robots: bool = False
    """Whether robots.txt is asked for and followed; a single look at a cited page is a reader's, not a robot's."""
    proxy: str = ""
    """The HTTP proxy through which the web is asked, as `http://[user:password@]host:port`; empty for none."""
    proxy_resolves: bool = False
    """Whether names are left to the proxy to resolve: the guard then judges names and literal addresses only."""
    processes: Number = 0
    """Processes that look at many URLs at once; 0 for as many as there are processors to spare."""
    hosts: dict[str, Host] = field(default_factory=dict)
    """Settings of single hosts, by suffix."""


class Archives(Section, frozen=True):
    """`[linkaudit.archives]`: looking up captures."""

    enabled: bool = True
    services: tuple[ServiceName, ...] = ("wayback",)
    playback_per_minute: Annotated[float, Meta(gt=0)] = 480.0
    """Look-ups by TimeGate and playback, per archive and minute (80 % of the Internet Archive's limit of 2026-06)."""
    index_per_minute: Annotated[float, Meta(gt=0)] = 24.0
    """Look-ups in the CDX index, per archive and minute (80 % of the Internet Archive's limit of 2026-06)."""
    save_per_minute: Annotated[float, Meta(gt=0)] = 3.0
    """Captures asked of Save Page Now in a minute (https://github.com/akamhy/waybackpy/issues/187)."""
    budget: Allowance = 0
    """Requests to archives in one run at the most, or the time that they may take; 0 for no such limit."""
    timeout: PositiveSeconds = 30.0
    access_key: VariableName = "IA_ACCESS_KEY_ID"
    """The environment variable that holds the access key for Save Page Now (https://archive.org/account/s3.php)."""
    secret_key: VariableName = "IA_SECRET_ACCESS_KEY"  # noqa: S105 - the name of a variable
    """The environment variable that holds the secret key."""


class Content(Section, frozen=True):
    """`[linkaudit.content]`: comparing what pages say."""

    enabled: bool = True
    extractor: Literal["auto", "built-in", "trafilatura"] = "auto"
    """What finds the main text of a page; `auto` takes trafilatura where it is installed."""


class Reports(Section, frozen=True):
    """`[linkaudit.reports]`: what an audit writes."""

    directory: str = "reports"
    formats: tuple[Literal["markdown", "json"], ...] = ("markdown", "json")


class Config(Section, frozen=True):
    """`[linkaudit]`: every setting, each at its default unless given."""

    include: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files to read in folders; empty for every known suffix."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files and folders that are never looked at."""
    respect_gitignore: bool = True
    include_code: bool = False
    """Whether links in code blocks, literal text and comments count as links."""
    max_bytes: Count = 64 * MEBIBYTE
    """The largest file that is read."""
    max_seconds: PositiveSeconds = 60.0
    """The longest time that reading one file may take."""
    state: str = ""
    """The SQLite file that remembers observations; `:memory:` to forget; empty for one in the user's state folder."""
    resume_hours: Seconds = 24.0
    """An interrupted run that is younger than this is taken up again where it stopped."""
    fail_on: Literal["error", "warning", "info", "never"] = "warning"
    baseline: str = "linkaudit-baseline.jsonl"
    """The file of accepted findings, relative to the configuration; by this name it need not exist."""
    git: bool = True
    """Whether the repository of a document is asked when it, and what it cites, was first committed."""
    rules: Rules = Rules()
    collection: Collection = Collection()
    web: Web = Web()
    archives: Archives = Archives()
    content: Content = Content()
    history: History = History()
    reports: Reports = Reports()
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is added to the lists that come with linkaudit, in the shape of the files in `linkaudit/data/`."""


DEFAULT = Config()
"""Every setting at its default."""

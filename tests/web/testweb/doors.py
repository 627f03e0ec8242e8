"""Doors for people: consent, paywalls, age, other countries. The page exists; we have no key."""

from __future__ import annotations

from linkaudit.models import Verdict
from testweb.answers import page, to
from testweb.behaviour import alive, blocked
from testweb.pages import html, text_page
from testweb.prose import paragraphs

PAGE = text_page("Minutes of the harbour committee")


BEHAVIOURS = [
    blocked(
        "consent-host",
        {"/article": to("https://consent.consent-host.test/v2/collectConsent?sessionId=3_cc")},
        "consent",
        more={
            "consent.consent-host.test": {
                "https:/v2/collectConsent": page(
                    html(
                        "Gazette is part of the Coast family",
                        "<p>If you click 'Accept all', we "
                        "and our partners will store and access information on a device. Find out more in our privacy policy and cookie policy.</p>"
                        "<button>Reject all</button><button name='agree' value='agree'>Accept all</button>",
                        style="portal",
                    )
                )
            }
        },
    ),
    blocked(
        "consent-in-place",
        {
            "/watch?v=1": page(
                "<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1><p>We use cookies "
                "and data to deliver and maintain our services, track outages and protect against spam. If you choose to accept all, we will also use cookies to "
                "personalise content.</p><form action='/save'><button>Reject all</button><button>Accept all</button></form></body></html>"
            )
        },
        "consent",
    ),
    blocked(
        "consent-privacy-gate",
        {"/nieuws/7": to("https://myprivacy.privacy-gate.test/consent?siteKey=V9&callbackUrl=x")},
        "consent",
        more={
            "myprivacy.privacy-gate.test": {
                "https:/consent": page(
                    html(
                        "Privacy-instellingen",
                        "<p>Wij gebruiken cookies en vergelijkbare technieken. "
                        "Kies of je akkoord gaat.</p><button>Akkoord</button><button>Instellen</button>",
                        lang="nl",
                        style="portal",
                    )
                )
            }
        },
    ),
    blocked(
        "age-gate",
        {
            "/whisky/7": page(
                "<html><head><title>Age verification</title></head><body><h1>Are you over 18?</h1><p>You must be of legal drinking "
                "age in your country to enter this site. Please enter your date of birth.</p><form><select name=year></select><button>Enter</button></form></body></html>"
            )
        },
        "consent",
        "login-required",
        "forbidden",
    ),
    blocked(
        "paywall-402", {"/essay": page(html("Subscribe", "<p>This essay is for subscribers.</p>"), 402)}, "paywall"
    ),
    blocked(
        "paywall-redirect",
        {
            "/2023/essay": to("/subscribe?from=/2023/essay"),
            "/subscribe": page(
                html(
                    "Subscribe to the Gazette",
                    "<p>Choose your plan: "
                    "digital 9 a month, print and digital 19 a month. Already a subscriber? Log in.</p>",
                    style="portal",
                )
            ),
        },
        "paywall",
        "login-required",
    ),
    alive(
        "paywall-with-teaser",
        {
            "/2023/essay": page(
                html(
                    "What the storm left behind",
                    paragraphs("storm", 2) + "<div class='paywall'><p>To continue "
                    "reading, subscribe now. Already a subscriber? <a href='/login'>Sign in</a></p></div>",
                    style="portal",
                )
            )
        },
        also=(Verdict.BLOCKED,),
    ),
    alive(
        "abstract-of-a-paper",
        {
            "/doi/10.5555/7": page(
                html(
                    "Spring tides and lock gates",
                    "<h2>Abstract</h2>" + paragraphs("abstract", 2) + "<h2>Access</h2>"
                    "<p>Get access to the full version of this article. Log in via your institution. Buy article PDF 39.95.</p>",
                    style="portal",
                )
            )
        },
        also=(Verdict.BLOCKED,),
    ),
    blocked(
        "other-country-451",
        {
            "/us/news": page(
                "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website "
                "from a country belonging to the European Economic Area.</p>",
                451,
            )
        },
        "legal",
    ),
    blocked(
        "other-country-403",
        {"/player": page(html("Not available", "<p>This content is not available in your region.</p>"), 403)},
        "forbidden",
        "legal",
    ),
    blocked(
        "other-country-200",
        {
            "/story/7": page(
                "<html><head><title>Site not available</title></head><body><h1>Our European visitors are important to us.</h1>"
                "<p>This site is currently unavailable to visitors from the European Economic Area while we work to ensure your data is protected in accordance "
                "with applicable EU laws.</p></body></html>"
            ),
            "*": page(
                "<html><head><title>Site not available</title></head><body><h1>Our European visitors are "
                "important to us.</h1><p>This site is currently unavailable to visitors from the European Economic Area while we work to ensure your data is "
                "protected in accordance with applicable EU laws.</p></body></html>"
            ),
        },
        "legal",
        "forbidden",
        "bot-wall",
    ),
    alive(
        "consent-banner",
        {
            "/story": page(
                html(
                    "Bread, explained",
                    paragraphs("bread", 6) + "<div id='onetrust-banner-sdk' role='dialog'><h2>We value your "
                    "privacy</h2><p>We use cookies to enhance your browsing experience. By clicking Accept all, you consent.</p><button>Accept all</button></div>",
                    style="portal",
                )
            )
        },
    ),
    alive(
        "captcha-in-the-comments",
        {
            "/blog/7": page(
                html(
                    "Seven boats",
                    paragraphs("seven boats", 5) + "<h2>Leave a reply</h2><form><textarea></textarea>"
                    "<div class='g-recaptcha' data-sitekey='6L'></div><script src='https://www.google.com/recaptcha/api.js'></script><p>Please confirm that you are not a "
                    "robot.</p><button>Post comment</button></form>",
                )
            )
        },
    ),
]

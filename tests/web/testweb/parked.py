"""Names that were given up: for sale, parked, expired, suspended, or with nothing but a server's first page."""

from __future__ import annotations

from typing import Any

from testweb.answers import page, to
from testweb.behaviour import Behaviour, alive, soft
from testweb.pages import html, text_page
from testweb.prose import paragraphs

REASONS = ("parked", "soft-404", "replaced", "redirect-to-root", "redirect-to-error")


def lot(name: str, title: str, body: str, head: str = "", **rest: Any) -> Behaviour:
    """Describe a host that has one page for every path."""
    reply = page(f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>")
    return soft(name, {"/papers/lock-1867.html": reply, "*": reply}, *REASONS, **rest)


BEHAVIOURS = [
    lot(
        "parked-auction",
        "parked-auction.test - This website is for sale! - parked auction Resources and Information.",
        "<div id='buybox'><a href='//sedo.com/search/details.php4?domain=parked-auction.test'>The domain parked-auction.test may be for sale by its owner!</a>"
        "</div><div id='sedo-privacy'>This page provided to the domain owner free by Sedo's Domain Parking. Disclaimer: Domain owner and Sedo maintain no "
        "relationship with third party advertisers.</div><div class='ads'>Related Links: Insurance, Credit, Flights</div>",
    ),
    lot(
        "parked-for-sale",
        "parked-for-sale.test is for sale | HugeDomains",
        "<h1>parked-for-sale.test</h1><h2>is for sale</h2><p>Buy now for $2,795 or start "
        "a payment plan of $116.46 / month.</p><p>Since 2005, we've helped thousands of people get the perfect domain name.</p>",
    ),
    lot(
        "parked-inquiry",
        "The domain name parked-inquiry.test is for sale",
        "<h1>The domain name parked-inquiry.test is for sale!</h1><p>Get this domain. "
        "Pay the full price now, or lease to own. Secure payments, buyer protection, fast transfer.</p>",
        "<link rel=stylesheet href='https://cdn.dan.com/a.css'>",
    ),
    lot(
        "parked-script",
        "parked-script.test",
        "<div id='target' style='opacity: 0'></div><script>window.park = 'eyJ1dWlkIjoiMSJ9';</script>"
        "<script src='/bTyzXkqnC.js'></script>",
    ),
    lot("parked-lander", "", "<script>window.onload=function(){window.location.href='/lander'}</script>"),
    lot(
        "parked-registrar",
        "parked-registrar.test",
        "<h1>Future home of something quite cool.</h1><p>If you're the site owner, log in to launch this site.</p>"
        "<p>If you are a visitor, check back soon.</p>",
    ),
    lot(
        "parked-free",
        "parked-free.test",
        "<p>This Web page is parked for FREE, courtesy of GoDaddy.com.</p><p>Would you like to buy this domain? Learn more.</p>"
        "<p>Visitors: Copyright. All rights reserved. <a href='/privacy'>Privacy</a></p>",
        "<script src='https://img1.wsimg.com/parking-lander/static/js/main.js'></script>",
    ),
    lot(
        "parked-coming-soon",
        "Registered at Namecheap.com",
        "<h1>parked-coming-soon.test</h1><p>was recently registered at Namecheap. Please check back later!</p>",
    ),
    lot(
        "parked-expired",
        "Domain expired",
        "<h1>This domain has expired</h1><p>parked-expired.test expired on 04/11/2023 and is pending renewal or deletion. "
        "If you are the owner, contact your registrar to renew it.</p>",
    ),
    lot(
        "parked-german",
        "parked-german.test steht zum Verkauf",
        "<h1>Diese Domain steht zum Verkauf!</h1><p>Die Domain parked-german.test wird vom Inhaber zum "
        "Kauf angeboten. Jetzt Angebot anfordern.</p>",
    ),
    lot(
        "parked-german-provider",
        "Domain geparkt",
        "<p>Hier entsteht eine neue Internetpräsenz.</p><p>Diese Domain wurde bei united-domains registriert.</p>",
    ),
    lot(
        "parked-french",
        "parked-french.test - nom de domaine à vendre",
        "<h1>Ce nom de domaine est à vendre</h1><p>Faites une offre.</p>",
    ),
    lot(
        "parked-spanish",
        "Dominio en venta",
        "<h1>Este dominio está en venta</h1><p>Haga una oferta por parked-spanish.test.</p>",
    ),
    lot(
        "parked-russian",
        "Домен продаётся",
        "<h1>Домен parked-russian.test продаётся</h1><p>Срок регистрации домена истёк. Купить домен.</p>",
    ),
    lot(
        "parked-japanese",
        "parked-japanese.test",
        "<h1>このドメインは販売中です</h1><p>ドメインの購入についてはお問い合わせください。お名前.com で取得されています。</p>",
    ),
    lot(
        "parked-chinese",
        "域名出售",
        "<h1>您访问的域名正在出售</h1><p>This domain is for sale. 域名 parked-chinese.test 可以转让。</p>",
    ),
    lot(
        "parked-results",
        "parked-results.test",
        "<h2>Related Searches</h2><ul><li><a href='/?k=1'>Car insurance</a></li><li><a href='/?k=2'>Online degrees</a></li>"
        "<li><a href='/?k=3'>Cheap flights</a></li></ul><p>The Sponsored Listings displayed above are served automatically by a third party. Neither the service "
        "provider nor the domain owner maintain any relationship with the advertisers.</p>",
        "<script src='//www.google.com/adsense/domains/caf.js'></script>",
    ),
    lot(
        "parked-squatted-wildcard",
        "any.name.here",
        "<p>Buy this domain. This domain may be for sale. parkingcrew.net</p>",
    ),
    lot(
        "default-apache",
        "Apache2 Ubuntu Default Page: It works",
        "<h1>It works!</h1><p>This is the default welcome page used to test the correct operation of the "
        "Apache2 server after installation on Ubuntu systems. You should replace this file (located at /var/www/html/index.html).</p>",
    ),
    lot(
        "default-nginx",
        "Welcome to nginx!",
        "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. "
        "Further configuration is required.</p>",
    ),
    lot(
        "default-panel",
        "Default Web Site Page",
        "<h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider.</p><p>It is possible "
        "you have reached this page because: The IP address has changed. There has been a server misconfiguration.</p>",
    ),
    soft(
        "suspended",
        {
            "/papers/lock.html": to("/cgi-sys/suspendedpage.cgi"),
            "/cgi-sys/suspendedpage.cgi": page(
                "<html><head><title>Account Suspended</title></head>"
                "<body><h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider for more information.</p></body></html>"
            ),
            "*": to("/cgi-sys/suspendedpage.cgi"),
        },
        *REASONS,
    ),
    soft(
        "parked-by-redirect",
        {
            "/papers/lock.html": to("http://ww25.parked-by-redirect.test/papers/lock.html?subid1=2024"),
            "*": to("http://ww25.parked-by-redirect.test/"),
        },
        *REASONS,
        more={
            "ww25.parked-by-redirect.test": {
                "*": page(
                    "<html><head><title>parked-by-redirect.test</title></head><body><script>window.park='e30='</script>"
                    "<a href='https://www.bodis.com'>This domain may be for sale</a></body></html>"
                )
            }
        },
    ),
    soft(
        "parked-at-a-broker",
        {
            "/papers/lock.html": to("https://www.broker-of-names.test/domain_profile.cfm?d=parked-at-a-broker.test"),
            "*": to("https://www.broker-of-names.test/"),
        },
        *REASONS,
        more={
            "www.broker-of-names.test": {
                "https:/domain_profile.cfm": page(
                    html("parked-at-a-broker.test is for sale", "<p>Buy this premium domain name now.</p>")
                )
            }
        },
    ),
    alive(
        "shop-of-names",
        {
            "/": page(
                html(
                    "Domain names for sale",
                    "<p>Buy and sell domain names. Our brokers help you find the perfect domain for your business.</p>"
                    + paragraphs("shop of names", 4),
                    style="portal",
                )
            )
        },
    ),
    alive(
        "what-parking-is",
        {
            "/glossary/parked-domain": page(
                html(
                    "Parked domain",
                    "<p>A parked domain is a registered name without a site. Its page often says “this "
                    "domain is for sale” and shows advertisements.</p>" + paragraphs("parking", 5),
                    style="drupal",
                )
            )
        },
    ),
    alive(
        "house-for-sale", {"/listing/17": page(html("House by the domain park is for sale", paragraphs("house", 4)))}
    ),
    alive(
        "parking-of-cars",
        {"/parking": page(html("Parking", "<p>Parking is free on Sundays.</p>" + paragraphs("cars", 3)))},
    ),
    alive(
        "links-to-a-casino",
        {
            "/blog/1": text_page("A walk along the pier", head="<!-- -->"),
            "/blog/2": page(
                html(
                    "Our sponsors",
                    paragraphs("sponsors", 4)
                    + "<p>Supported by <a href='https://casino.example.org/'>Grand Casino</a>, with slots and roulette on the pier.</p>",
                )
            ),
        },
        cites=("/blog/1", "/blog/2"),
    ),
    alive(
        "history-of-a-casino",
        {
            "/casino": page(
                html(
                    "The old casino",
                    "<p>The casino opened in 1903, with roulette and a ball room.</p>" + paragraphs("casino", 5),
                )
            )
        },
    ),
]

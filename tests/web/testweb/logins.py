"""Logins: pages for members, and pages for everybody that only have a form in them."""

from __future__ import annotations

from linkaudit.models import Verdict
from testweb.answers import page, to
from testweb.behaviour import alive, blocked
from testweb.pages import html, text_page
from testweb.prose import paragraphs

FORM = """<form action="/session" method="post"><label>{user} <input name="login" autocomplete="username"></label>
<label>{word} <input type="password" name="password"></label><button type="submit">{go}</button></form>"""
LOGIN = (
    FORM.format(user="User name or e-mail", word="Password", go="Log in")
    + '<p><a href="/forgot">Forgot your password?</a></p>'
)
PAGE = text_page("Minutes of the harbour committee")


BEHAVIOURS = [
    blocked(
        "login-redirect",
        {"/minutes/7": to("/login?next=/minutes/7"), "/login": page(html("Log in", LOGIN))},
        "login-required",
    ),
    blocked(
        "login-in-place",
        {"/minutes/7": page(html("Log in", f"<p>You must log in to see this page.</p>{LOGIN}", style="drupal"))},
        "login-required",
    ),
    blocked(
        "login-of-a-wiki",
        {
            "/wiki/Minutes": page(
                html(
                    "Login required",
                    "<p>You must <a href='/wiki/Special:UserLogin'>log in</a> to view other "
                    "pages.</p><p>Return to <a href='/'>Main Page</a>.</p>",
                )
            )
        },
        "login-required",
    ),
    blocked(
        "login-sso",
        {"/course/17": to("https://sso-university.test/idp/profile/SAML2/Redirect/SSO?SAMLRequest=fZJ&RelayState=x")},
        "login-required",
        more={
            "sso-university.test": {
                "https:/idp/profile/SAML2/Redirect/SSO": page(
                    html("University Web Login Service", LOGIN, style="drupal")
                )
            }
        },
    ),
    blocked(
        "login-oauth",
        {"/sites/plans": to("https://login-cloud.test/common/oauth2/v2.0/authorize?client_id=00&response_type=code")},
        "login-required",
        more={
            "login-cloud.test": {
                "https:/common/oauth2/v2.0/authorize": page(
                    "<html><head><title>Sign in to your account</title></head><body>"
                    "<div id='lightbox'>Sign in. Email, phone, or Skype. No account? Create one!</div><input type='email'></body></html>"
                )
            }
        },
    ),
    blocked(
        "login-accounts",
        {"/document/d/1x": to("https://accounts-docs.test/ServiceLogin?service=wise&passive=1209600&continue=x")},
        "login-required",
        more={
            "accounts-docs.test": {
                "https:/ServiceLogin": page(
                    "<title>Docs: Sign-in</title><h1>Sign in</h1><form><input type=email></form>"
                )
            }
        },
    ),
    blocked(
        "login-moodle",
        {
            "/mod/page/view.php?id=9": to("http://login-moodle.test/login/index.php", 303),
            "/login/index.php": page(html("Log in to the site", LOGIN, style="drupal")),
        },
        "login-required",
    ),
    blocked(
        "login-library-proxy",
        {"/login": page(html("Library remote access", f"<p>Enter your library card number.</p>{LOGIN}"))},
        "login-required",
        cites=("http://login-library-proxy.test/login?url=http%3A%2F%2Fjournal.org%2F7",),
        also=(Verdict.ALIVE,),
    ),
    blocked(
        "login-403",
        {"/board": page(html("Sign in required", f"<p>Members only.</p>{LOGIN}"), 403)},
        "login-required",
        "forbidden",
    ),
    blocked(
        "login-german",
        {
            "/akte/3": to("/anmelden?ziel=/akte/3"),
            "/anmelden": page(
                html(
                    "Anmelden",
                    "<p>Bitte melden Sie sich an, um fortzufahren.</p>"
                    + FORM.format(user="Benutzername", word="Passwort", go="Anmelden"),
                    lang="de",
                )
            ),
        },
        "login-required",
    ),
    blocked(
        "login-french",
        {
            "/dossier": to("/connexion?retour=/dossier"),
            "/connexion": page(
                html(
                    "Connexion",
                    "<p>Connectez-vous pour accéder à cette page."
                    "</p>" + FORM.format(user="Identifiant", word="Mot de passe", go="Se connecter"),
                    lang="fr",
                )
            ),
        },
        "login-required",
    ),
    blocked(
        "login-japanese",
        {
            "/kiroku": page(
                html(
                    "ログイン",
                    "<p>このページを見るにはログインが必要です。</p>"
                    + FORM.format(user="ユーザーID", word="パスワード", go="ログイン"),
                    lang="ja",
                )
            )
        },
        "login-required",
    ),
    blocked(
        "login-permission",
        {
            "/browse/LOCK-7": page(
                html(
                    "Log in - Tracker",
                    f"<p>You must log in to access this page. You do not have the permission "
                    f"to see it anonymously.</p>{LOGIN}",
                    style="drupal",
                )
            )
        },
        "login-required",
    ),
    blocked(
        "login-401-page",
        {
            "/intranet": page(
                "<title>401 - Unauthorized: Access is denied due to invalid credentials.</title>",
                401,
                WWW_Authenticate="Negotiate",
            )
        },
        "login-required",
    ),
    blocked(
        "login-social",
        {
            "/groups/lock": to("https://login-social.test/login/?next=%2Fgroups%2Flock"),
            "https:/login/": page(
                html("Log into Social", f"<p>You must log in to continue.</p>{LOGIN}", style="portal")
            ),
        },
        "login-required",
    ),
    alive("login-link-in-the-header", {"/minutes": PAGE}),
    alive(
        "login-form-in-the-sidebar",
        {"/minutes": page(html("Minutes of May", paragraphs("may", 5) + f"<aside><h2>Members</h2>{LOGIN}</aside>"))},
    ),
    alive(
        "how-to-log-in",
        {
            "/help/login": page(
                html(
                    "How to log in",
                    "<p>To log in, open the menu and choose Log in. Enter your user name and password. "
                    "If you have forgotten your password, choose Forgot your password?</p>" + paragraphs("help", 3),
                    style="drupal",
                )
            )
        },
    ),
    alive(
        "password-documentation",
        {
            "/docs/auth": page(
                html(
                    "Password and login forms",
                    "<p>A login form needs a field of type password:</p><pre>&lt;input "
                    "type=password&gt;</pre>"
                    + paragraphs("forms", 4)
                    + "<h2>401 and 403</h2>"
                    + paragraphs("codes", 2),
                    style="drupal",
                )
            )
        },
    ),
    alive("sign-in-page-that-is-cited", {"/login": page(html("Sign in", LOGIN))}, also=(Verdict.BLOCKED,)),
]

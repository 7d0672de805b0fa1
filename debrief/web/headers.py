"""What every answer tells the browser, and which requests come from our own pages."""

from http import HTTPStatus

from flask import Flask, Response, abort, current_app, request

from debrief.extensions import csrf
from debrief.web import bearer

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # checked below, where a key needs none
    csrf.init_app(app)
    app.before_request(_insist_on_https)
    app.before_request(_insist_on_own_pages)
    app.after_request(_harden)


def _insist_on_https() -> None:
    if current_app.config["SESSION_COOKIE_SECURE"] and not request.is_secure:
        abort(HTTPStatus.FORBIDDEN, "This service is reached by https alone.")


def _insist_on_own_pages() -> None:
    """A browser says itself where a request came from, and the form's token says it again."""
    if request.method in SAFE or bearer.presented() is not None:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    own = site == "same-origin" or (site is None and origin == request.host_url.rstrip("/"))
    if not own:
        abort(HTTPStatus.FORBIDDEN, "This request did not come from a page of this service.")
    csrf.protect(apply_exemptions=True)


def _harden(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response

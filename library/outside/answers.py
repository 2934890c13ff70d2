"""What an answer from outside means for the library: a state, a reason, a new address."""

from __future__ import annotations

import email.utils
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import httpx

from library.files import LinkState

FOR_GOOD = (301, 308)
"""Redirects that name a new address; the others lead there this time only."""
AGAIN = (429, 500, 502, 503, 504)
"""What may be better in a moment."""
_GONE = (404, 410)
_CLOSED = (401, 402, 403, 405, 406, 407, 418, 429, 451)
_FILMS = ("www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be")


@dataclass(frozen=True)
class Answer:
    """What was found at an address."""

    state: LinkState
    reason: str
    moved_to: str | None = None


def asked_at(address: str) -> str:
    """Where to ask about an address: itself, without its place on the page.

    YouTube shows a page, and says 200, also for a film that is gone; its oEmbed address does not.
    See https://oembed.com/ (providers).
    """
    parts = urlsplit(address)
    if parts.netloc.lower() in _FILMS and (parts.netloc == "youtu.be" or parts.path == "/watch"):
        return f"https://www.youtube.com/oembed?{urlencode({'url': address, 'format': 'json'})}"
    return parts._replace(fragment="").geturl()


def understood(response: httpx.Response, address: str, moved: str | None) -> Answer:
    """What the last response to asking for an address means; ``moved`` is its new address."""
    status = response.status_code
    reason = f"{status} {response.reason_phrase}".strip()
    if response.is_success and moved and asked_at(address) != moved:
        front = urlsplit(moved).path in ("", "/") and urlsplit(address).path not in ("", "/")
        note = "moved, but to the front page: look by hand" if front else "moved for good"
        return Answer("moved", note, _with_place(moved, address))
    if response.is_success:
        return Answer("works", reason)
    if status in _GONE or (asked_at(address) != address and status == 400):
        return Answer("gone", reason)
    return Answer("closed" if status in _CLOSED else "failing", reason)


def misunderstood(error: Exception) -> Answer:
    """What it means that there was no response."""
    said = str(error).strip()
    if "SSL" in said or "CERTIFICATE" in said:
        return Answer("failing", f"no safe connection: {said}")
    if isinstance(error, httpx.TooManyRedirects):
        return Answer("failing", "redirects without end")
    if isinstance(error, httpx.ConnectError):
        return Answer("failing", f"no connection: {said or 'refused'}")
    said = said or type(error).__name__
    return Answer("failing", f"no answer that a browser could read: {said}")


def retry_after(response: httpx.Response) -> float | None:
    """Seconds until a host wants to be asked again, when it says so (RFC 9110, 10.2.3)."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        when = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _with_place(moved: str, address: str) -> str:
    place = urlsplit(address).fragment
    return moved if not place or "#" in moved else f"{moved}#{place}"

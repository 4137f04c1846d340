"""The headers that a web host should send with the site, as values; templates write them for each host.

Embeds (``/nhung/…``) may be framed by anybody, all else only by the site itself. Nothing allows inline
scripts or styles, but for the style sheets inside embeds and their drawings, which are named by hash.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""Content security policy of every page but embeds."""

META = "default-src 'self';img-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self'"
"""The same in a page itself, for hosts that send no headers of ours; short, since every page carries it. Who
may frame a page can be said in a header only."""

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=31536000",
}
"""Headers of every answer. Browsers heed the last one over https only."""

FOR_EVER = "public, max-age=31536000, immutable"
"""How long files named by their content are kept."""

ASKED_AGAIN = "no-cache"
"""All else is kept too, but asked for anew each time; the answer is short (304) while it is the same."""

CORS = "Access-Control-Allow-Origin"
"""With the value ``*`` scripts of other sites may read data, feeds and embeds; pages need no such leave."""

TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "minisig": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "webmanifest": "application/manifest+json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Type of a file by its suffix. All texts are UTF-8 and say so: without it browsers guess."""

PLAIN = TYPES["txt"]
"""Type of the manifest, whose name has no suffix."""

FEEDS = ("atom", "ics")
"""Suffixes of feeds and calendars, which stand in the folders of pages."""

EMBED_FOLDERS = ("bieu-do", "co-quan", "ke-hoach")
"""Folders of ``/nhung/`` in which each folder is an embed; the pages beside them are galleries."""


@dataclass(frozen=True, slots=True)
class Hosting:
    """What the files for web hosts depend on."""

    prefix: str
    """Path of the site on its host, like ``/cchc``; empty for a site at the root."""
    framed: str
    """Content security policy of embeds."""


def hosting(site_url: str, styles: Iterable[str]) -> Hosting:
    """Return what the files for hosts need.

    Args:
        site_url: Public address of the site; if empty, it is taken to be the root of a host.
        styles: The style sheets inside embeds and inside their drawings.
    """
    return Hosting(urlsplit(site_url).path.rstrip("/"), framed_policy(styles))


def framed_policy(styles: Iterable[str]) -> str:
    """Return the policy of embeds: nothing runs or loads, and only these style sheets are heeded."""
    return (
        f"default-src 'none'; style-src {sources(styles)}; img-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors *"
    )


def framed_meta(style: str) -> str:
    """Return the policy that an embed itself holds; `style` is the style sheet inside it."""
    return f"default-src 'none';style-src {sources([style])};img-src 'self';base-uri 'none'"


def sources(styles: Iterable[str]) -> str:
    """Return the hashes of style sheets as a policy names them."""
    found = {base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles}
    return " ".join(f"'sha256-{one}'" for one in sorted(found))

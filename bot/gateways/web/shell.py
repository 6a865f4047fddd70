"""پوسته - the page itself: its HTML, scripts, styles, fonts, words, and error pages in Persian.   Files: page/   Words: words.py"""

from __future__ import annotations

import hashlib
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.gateways.web.guard import HEADERS, Problem, answer
from bot.gateways.web.hall import Hall
from bot.gateways.web.words import filled

PAGE = Path(__file__).with_name("page")
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}
NOT_FOUND, BROKEN = 404, 500


async def index(hall: Hall, request: web.Request) -> web.Response:
    """The page. What one sees on it is decided by `me`."""
    return await page(hall, request, "index.html")


async def page(hall: Hall, request: web.Request, name: str) -> web.Response:
    """One of the pages, with its words."""
    return _text(request, filled((PAGE / name).read_text("utf-8"), hall.words).encode(), ".html")


async def static(hall: Hall, request: web.Request) -> web.Response:
    """A file of the page: exactly the ones that are there, no folders."""
    name = request.match_info["name"]
    path = next((p for p in (PAGE / name, PAGE / "fonts" / name) if p.parent in (PAGE, PAGE / "fonts") and p.suffix in TYPES and p.is_file()), None)
    if path is None or path.suffix == ".html":
        raise Problem(404, "nothing")
    return _text(request, path.read_bytes(), path.suffix)


async def favicon(hall: Hall, request: web.Request) -> web.Response:
    return _text(request, (PAGE / "icon-192.png").read_bytes(), ".png")


async def words(hall: Hall, request: web.Request) -> web.Response:
    """The sentences of the page."""
    return answer({key: text for key, text in hall.words.items() if not key.startswith(("terminal.", "signin.sms"))})


async def manifest(hall: Hall, request: web.Request) -> web.Response:
    """What a phone needs to put the page on its home screen."""
    icons = [{"src": f"/web/page/icon-{side}.png", "sizes": f"{side}x{side}", "type": "image/png", "purpose": "any maskable"} for side in (192, 512)]
    names = {"name": hall.words["app.title"], "short_name": hall.words["app.name"], "description": hall.words["app.about"]}
    look = {"display": "standalone", "background_color": "#f6f3ec", "theme_color": "#0e5c54", "lang": "fa", "dir": "rtl"}
    response = answer({**names, "start_url": "/", "scope": "/", "icons": icons, **look})
    response.content_type = "application/manifest+json"
    return response


def _text(request: web.Request, content: bytes, suffix: str) -> web.Response:
    """A file that the browser keeps but asks about each time: a new version of the house is seen at once."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    keep = "public, max-age=31536000" if suffix == ".woff2" else "no-cache"
    headers = {"ETag": tag, "Cache-Control": keep}
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=headers)
    charset = None if suffix in (".png", ".woff2") else "utf-8"
    return web.Response(body=content, content_type=TYPES[suffix], charset=charset, headers=headers)


def error_pages(hall: Hall) -> Middleware:
    """Middleware: what a person sees in the browser when an address leads nowhere or something breaks. Other callers get the bare answer."""

    @web.middleware
    async def in_persian(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < NOT_FOUND or "text/html" not in request.headers.get("Accept", ""):
                raise
            return _error_page(hall, "broken" if error.status >= BROKEN else "nothing", error.status)

    return in_persian


def _error_page(hall: Hall, why: str, status: int) -> web.Response:
    text = {**hall.words, "error.text": hall.words[f"problem.{why}"]}
    return web.Response(text=filled((PAGE / "error.html").read_text("utf-8"), text), content_type="text/html", status=status, headers=HEADERS)

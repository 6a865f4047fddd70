"""نگهبان - who may come in, what a request may bring, and what the browser is allowed to do with the answer.   Rooms: door.py chatting.py …"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from aiohttp import web

from bot.gateways.web.hall import Hall

log = logging.getLogger(__name__)
T = TypeVar("T")
Room = Callable[[Hall, web.Request], Awaitable[web.StreamResponse]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(self), geolocation=(self)",
    "Cache-Control": "no-store",
}
OWN_PAGE = "X-EmResalat"  # a header that a foreign page cannot send without being asked about it first


class Problem(Exception):
    """A request that is not served. `why` names its sentence (`web.problem.<why>`); `wait` in seconds."""

    def __init__(self, status: int, why: str, wait: int = 0) -> None:
        super().__init__(why)
        self.status, self.why, self.wait = status, why, wait


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the token of their session ("" without one), the chats it may use, their address."""

    token: str
    chats: tuple[str, ...]
    address: str


def guarded(hall: Hall, room: Room, *, writes: bool = False) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A handler with the guard before it: every answer carries HEADERS, every refusal is a small JSON with a Persian sentence."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            if hall.demo:
                _check_loopback(request)
            if writes:
                _check_own_page(hall, request)
            response = await room(hall, request)
        except Problem as no:
            response = answer({"why": no.why, "text": hall.words[f"problem.{no.why}"], "wait": no.wait}, no.status)
            if no.wait:
                response.headers["Retry-After"] = str(no.wait)
        if not response.prepared:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return handle


def answer(body: object, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), status=status, content_type="application/json")


def _check_loopback(request: web.Request) -> None:
    """The demo lets one take anybody's place: it answers this machine only, also when a page elsewhere points its own name here (DNS rebinding)."""
    peer = request.transport.get_extra_info("peername") if request.transport else None
    name = urlsplit(f"//{request.host}").hostname or ""
    near = peer is None or isinstance(peer, str) or ip_address(peer[0]).is_loopback
    if not near or not (name in ("localhost", "127.0.0.1", "::1") or name.endswith(".localhost")):
        raise Problem(403, "not_here")


def _check_own_page(hall: Hall, request: web.Request) -> None:
    if request.headers.get(OWN_PAGE) != "1" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Problem(403, "not_here")
    origin = request.headers.get("Origin")
    if origin is None:
        return
    mine = hall.settings.origin or f"{'https' if is_secure(hall, request) else 'http'}://{request.host}"
    if not hmac.compare_digest(origin.casefold().encode(), mine.casefold().rstrip("/").encode()):
        raise Problem(403, "not_here")


def _from_proxy(hall: Hall, address: str) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in hall.settings.trusted_proxies)


def address_of(hall: Hall, request: web.Request) -> str:
    """Where the request comes from. X-Forwarded-For counts only as far as trusted proxies wrote it: from the right, up to the first stranger.

    Of IPv6 the network of one household (/64) is named: whoever has one address of it has them all, and could begin anew at each limit.
    """
    address = request.remote or "local"
    if _from_proxy(hall, address):
        for hop in reversed([h.strip() for h in ",".join(request.headers.getall("X-Forwarded-For", [])).split(",") if h.strip()]):
            address = hop
            if not _from_proxy(hall, hop):
                break
    return _household(address)


def _household(address: str) -> str:
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:45]
    if isinstance(ip, IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))


def is_secure(hall: Hall, request: web.Request) -> bool:
    """Whether the browser speaks https with us."""
    if hall.settings.origin:
        return hall.settings.origin.startswith("https://")
    return request.secure or (_from_proxy(hall, request.remote or "") and request.headers.get("X-Forwarded-Proto") == "https")


def cookie_name(hall: Hall, request: web.Request) -> str:
    return "__Host-emresalat" if is_secure(hall, request) else "emresalat"


async def visitor(hall: Hall, request: web.Request) -> Visitor:
    """Who asks; a visitor without a session has no chats."""
    token = request.cookies.get(cookie_name(hall, request), "")[:100]
    chats = await hall.door.chats_of(token, hall.now()) if token else []
    return Visitor(token if chats else "", tuple(chats), address_of(hall, request))


async def owned_chat(hall: Hall, request: web.Request) -> str:
    """The chat in the path, if the session may use it. Somebody else's chat and one that does not exist look alike."""
    who = await visitor(hall, request)
    if not who.chats:
        raise Problem(401, "signed_out")
    chat = request.match_info["chat"]
    if chat not in who.chats:
        raise Problem(404, "nothing")
    return chat


async def admit(hall: Hall, request: web.Request, response: web.StreamResponse, chat: str, token: str = "") -> str:
    """Give a session (a new one without `token`) the use of a chat, and the browser its cookie. Returns the token."""
    token = token or secrets.token_urlsafe(32)
    life = timedelta(days=hall.settings.session_days)
    await hall.door.admit(token, chat, hall.now(), hall.now() + life)
    response.set_cookie(cookie_name(hall, request), token, max_age=int(life.total_seconds()), httponly=True, samesite="Strict", secure=is_secure(hall, request), path="/")
    return token


async def not_too_often(hall: Hall, who: str) -> None:
    wait = await hall.allow(who)
    if wait > 0:
        raise Problem(429, "too_often", max(1, round(wait)))


@asynccontextmanager
async def in_time(seconds: float) -> AsyncIterator[None]:
    """A body that takes longer is given up: nobody may hold a place by sending a byte now and then. Raises Problem 408; the page sends it again."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise Problem(408, "not_now") from None


async def read_json(hall: Hall, request: web.Request, shape: type[T]) -> T:
    """The body as `shape`. Raises Problem 413 above the limit (before the rest is read), 408 for one that drips, and 400 for what does not fit, however deep."""
    if request.content_type != "application/json":
        raise Problem(415, "unreadable")
    body = bytearray()
    async with in_time(hall.settings.json_seconds):
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > hall.settings.json_limit:
                raise Problem(413, "large")
    try:
        return msgspec.json.decode(bytes(body), type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Problem(400, "unreadable") from None

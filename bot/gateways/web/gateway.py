"""صفحه‌ی گفت‌وگو - the web gateway: the chat page as one more platform.   Siblings: hall.py (what is shared), door.py chatting.py stream.py media.py shell.py"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from aiohttp import web

from bot.gateways.base import Can, CannotEdit, Outgoing, Receive, Refused, Unreachable
from bot.gateways.web import chatting, door, shell, stream
from bot.gateways.web import media as files_room
from bot.gateways.web.bell import Bell
from bot.gateways.web.files import BadFile
from bot.gateways.web.guard import guarded, visitor
from bot.gateways.web.hall import PLATFORM, Allow, Belongs, DemoPerson, Hall, WebSettings
from bot.gateways.web.shapes import body_of, rows_of
from bot.gateways.web.signin import SignIn
from bot.shelf import Shelf
from handlers.kit.said import Media
from storage.kit.keyring import Keyring
from storage.kit.webchat import WebChats, WebFile
from storage.kit.webdoor import WebDoor

__all__ = ["DemoPerson", "WebGateway", "WebSettings"]

log = logging.getLogger(__name__)

KNOCKS_KEPT = timedelta(days=2)


class WebGateway:
    """The page as a platform: `add_routes` puts it into the house's aiohttp application, `deliver` keeps what the bot says and shows it at once.

    With `people` it is the demo town: whoever opens it on this machine may sit down as any of them, and there is no sign-in.
    """

    name = PLATFORM

    def __init__(
        self,
        receive: Receive,
        chats: WebChats,
        web_door: WebDoor,
        ring: Keyring,
        *,
        media_dir: Path,
        words: Mapping[str, str],
        now: Callable[[], datetime],
        signin: SignIn | None = None,
        people: Sequence[DemoPerson] = (),
        settings: WebSettings | None = None,
        bell: Bell | None = None,
        allow: Allow | None = None,
        belongs: Belongs | None = None,
        fetch_media: Callable[[Media], Awaitable[bytes]] | None = None,
    ) -> None:
        settings = settings or WebSettings()
        self.can = Can(styles=True, copy=True, file_limit=settings.file_limit, groups=False)
        town = {p.key: p for p in people}
        self.hall = Hall(receive, chats, web_door, signin, Shelf(media_dir, ring), town, dict(words), settings, now, fetch_media=fetch_media)
        if bell is not None:
            self.hall.bell = bell
        if allow is not None:
            self.hall.allow = allow
        if belongs is not None:
            self.hall.belongs = belongs

    def add_routes(self, app: web.Application) -> None:
        """Serve the page at `/` and everything else of it below `/web/`. Before the application starts."""
        hall, router = self.hall, app.router
        for path, room in (
            ("/", shell.index),
            ("/favicon.ico", shell.favicon),
            ("/manifest.webmanifest", shell.manifest),
            ("/web/page/{name}", shell.static),
            ("/web/words.json", shell.words),
            ("/web/me", door.me),
            ("/web/events", stream.events),
            ("/web/chats/{chat}/events", stream.events_of_chat),
            ("/web/chats/{chat}/before/{number:[0-9]{1,12}}", chatting.before),
            ("/web/media/{ref:[0-9a-f]{32}}", files_room.media),
        ):
            router.add_get(path, guarded(hall, room))
        for path, act in (
            ("/web/signin/code", door.ask_code),
            ("/web/signin", door.sign_in),
            ("/web/signout", door.sign_out),
            ("/web/demo/{key}", door.take_place),
            ("/web/chats/{chat}/said", chatting.said),
            ("/web/chats/{chat}/tap", chatting.tap),
            ("/web/chats/{chat}/start", chatting.start),
            ("/web/chats/{chat}/contact", chatting.contact),
            ("/web/chats/{chat}/place", chatting.place),
            ("/web/chats/{chat}/attached", files_room.attached),
        ):
            router.add_post(path, guarded(hall, act, writes=True))
        app.middlewares.append(shell.error_pages(hall))
        app.on_shutdown.append(lambda _app: self.stop())

    async def start(self) -> None:
        """Give the people of the town their chats and sweep out what is over. The routes begin to serve with the application."""
        for key in self.hall.people:
            await door.ensure_person(self.hall, key)
        now = self.hall.now()
        await self.hall.door.sweep(now, now - KNOCKS_KEPT)

    async def stop(self) -> None:
        """Close the streams; pages come back by themselves and miss nothing."""
        self.hall.closing.set()
        self.hall.bell.wake_all()

    async def deliver(self, out: Outgoing) -> str:
        """See Gateway.deliver. A message is delivered when it is in the store. Raises CannotEdit, Unreachable (no such chat), Refused (a file we cannot keep)."""
        chat = out.to.chat
        if out.do == "typing":
            self.hall.bell.ring(chat, {"event": "typing"})
            return ""
        if out.do == "ack":
            if out.text:
                self.hall.bell.ring(chat, {"event": "toast", "tap": out.tap, "text": out.text, "alert": out.alert})
            return ""
        try:
            number = await self._write(out)
        except LookupError:
            if not await door.ensure_person(self.hall, chat):
                raise Unreachable("gone") from None
            number = await self._write(out)
        self.hall.bell.ring(chat)
        return number

    async def _write(self, out: Outgoing) -> str:
        chat, chats = out.to.chat, self.hall.chats
        if out.do == "send":
            file = None
            if out.media is not None:
                try:
                    file = await self._file_for(chat, out.media)
                except Refused as no:
                    log.info("a message goes without its file: %s", no)
                    out = msgspec.structs.replace(out, text="\n\n".join(part for part in (out.text, self.hall.words["chat.no_file"]) if part))
            return str((await chats.say(chat, "bot", body_of(out, file), self.hall.now())).number)
        number = int(out.message) if out.message.isdecimal() else 0
        if out.do == "delete":
            await chats.delete(chat, number)
        elif out.do == "strip":
            await chats.change(chat, number, None, rows=None)
        elif not await chats.change(chat, number, self.hall.now(), text=out.text, rows=rows_of(out.rows) or None):
            raise CannotEdit(out.message)
        return ""

    async def _file_for(self, chat: str, wanted: Media) -> WebFile:
        """The file of a message of the bot, made visible to its chat: one of our own again, or brought from another platform."""
        platform, _, ref = wanted.ref.partition(":")
        if platform == PLATFORM:
            file = await self.hall.chats.find_file(ref)
            if file is None:
                raise Refused("no such file")
            await self.hall.chats.keep_file(chat, file, self.hall.now())
            return file
        if self.hall.fetch_media is None:
            raise Refused(f"no way to files of {platform}")
        try:
            return await files_room.keep(self.hall, chat, await self.hall.fetch_media(wanted), wanted.name)
        except BadFile as no:
            raise Refused(f"the file is {no.why}") from no

    async def fetch(self, media: Media) -> bytes:
        """The bytes of a file of the page. Raises Refused when there is none."""
        try:
            return await self.hall.shelf.get(media.ref.removeprefix(f"{PLATFORM}:"))
        except FileNotFoundError:
            raise Refused("no such file") from None

    async def check(self) -> str:
        """One line for `python -m bot check`."""
        await self.hall.chats.newest(["-"])
        return f"web: the page and its store are there ({f'demo town of {len(self.hall.people)}' if self.hall.demo else 'sign-in by code'})"

    async def sessions_chat(self, request: web.Request) -> str:
        """For other pages of the house: the chat (and person) a request is signed in as, "" when it is not."""
        return next(iter((await visitor(self.hall, request)).chats), "")

    async def forget(self, chat: str) -> None:
        """Erase a chat: its words, files and sessions."""
        for ref in await self.hall.chats.forget(chat):
            await self.hall.shelf.remove(ref)
        await self.sign_out(chat)

    async def tidy(self) -> None:
        """Take away the bytes of files that no chat may see any more, and of those whose upload broke off."""
        await self.hall.chats.date_files(self.hall.now())
        async for refs in self.hall.shelf.settled():
            for ref in await self.hall.chats.unseen(refs):
                await self.hall.shelf.remove(ref)

    async def sign_out(self, chat: str, *, for_good: bool = False) -> None:
        """End every session of a chat; its words stay. `for_good`: whoever proves its number begins anew."""
        if for_good:
            await self.hall.chats.let_go(chat)
        await self.hall.door.leave_everywhere(chat)
        self.hall.bell.ring(chat)

"""پیام‌رسان‌ها - actors on the simulated Telegram and Bale, over real HTTP.   The simulator: docs/simulator.md"""

from __future__ import annotations

import asyncio
from io import BytesIO

from PIL import Image

from bot.house import House
from tests.gateways.contract.playing import Actor, Note, Stage, bare
from tests.kit.botapi import BotApi, Person
from tests.kit.botapi.people import Presence
from tests.kit.botapi.world import Message

ALL = frozenset({"old buttons", "any contact", "photos", "voices", "stickers", "albums", "places", "edits", "oddities", "groups"})


def photographed() -> bytes:
    """A real photo, so that whoever draws it anew can."""
    out = BytesIO()
    Image.new("RGB", (64, 48), (120, 40, 40)).save(out, "JPEG")
    return out.getvalue()


JPEG, OGG, WEBP, MP4 = photographed(), b"OggS a voice", b"RIFF\x00\x00\x00\x00WEBP", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40


class InMessenger(Actor):
    def __init__(self, api: BotApi, name: str, mobile: str) -> None:
        super().__init__(name)
        self.api, self.person = api, api.person(name, mobile=mobile)
        self.last: Message | None = None
        self.group: Presence | None = None

    @property
    def account(self) -> tuple[str, str, str]:
        return f"{self.api.dialect.name}:{self.person.id}", self.api.token.partition(":")[0], str(self.person.id)

    async def looks(self) -> list[Note]:
        return notes(self.person)

    async def starts(self, payload: str = "") -> None:
        await self.person.starts(payload)

    async def says(self, text: str) -> None:
        self.last = await self.person.says(text)

    async def presses(self, note: Note, label: str, times: int = 1) -> None:
        taps = [await self.person.taps_ref(note.keys[label], int(note.id)) for _ in range(times)]
        self.told = [str(ack.get("text") or "") for ack in await asyncio.gather(*(tap.acked() for tap in taps))]

    async def shares_contact(self, of: Actor | None) -> None:
        if isinstance(of, InMessenger):
            await self.person.shares_contact(of.person.user.mobile, own=False, user_id=of.person.id)
        else:
            await self.person.taps("فرستادن شماره‌ی خودم")

    async def sends(self, what: str) -> None:
        match what:
            case "photo":
                await self.person.sends_photo(JPEG)
            case "voice":
                await self.person.sends_voice(OGG)
            case "video":
                await self.person.sends_file("video", MP4, name="a.mp4", mime="video/mp4")
            case "document":
                await self.person.sends_document(b"%PDF a paper")
            case "sticker":
                await self.person.sends_file("sticker", WEBP)
            case "album":
                await self.person.sends_album(JPEG, JPEG, JPEG)
            case "place":
                await self.person.sends_location()
            case "dice":
                await self.person.sends_other(dice={"emoji": "🎲", "value": 3})
            case _:
                await super().sends(what)

    async def rewrites(self, text: str) -> None:
        assert self.last is not None
        await self.person.edits(self.last, text)

    async def in_group(self, act: str, words: str) -> list[Note]:
        if self.group is None:
            self.group = self.person.at(self.api.group("گروه ده‌زیار", self.person))
        if act == "says":
            await self.group.says(words)
        return [note for note in notes(self.group) if note.at > self.group.mark]


def notes(presence: Presence) -> list[Note]:
    """The messages of the bot in a chat."""
    found = []
    for seen in presence.sees():
        keys = {bare(button.label): button.ref for row in seen.rows for button in row if button.ref}
        found.append(Note(seen.message.stamp, seen.text, keys, seen.kind, str(seen.id)))
    return found


class Messenger(Stage):
    """Telegram or Bale."""

    can = ALL

    def __init__(self, api: BotApi, house: House) -> None:
        super().__init__(house)
        self.api = api
        self.link = f"https://{'t.me' if api.dialect.name == 'telegram' else 'ble.ir'}/{api.world.bot.username}?start="

    async def enter(self, name: str, mobile: str) -> InMessenger:
        return InMessenger(self.api, name, mobile)

    async def settle(self) -> None:
        await self.api.settled()
        await super().settle()


__all__ = ["InMessenger", "Messenger", "Person"]

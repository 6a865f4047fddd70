"""رفتنی‌ها - collects what one transaction sends: messages, the live screen, notices.   Rows: storage/kit/outbox.py; sent by bot/outbox.py"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from bot.engine.screens import Message, Press, Screen
from bot.engine.talk import Act, Door, Live, State
from bot.gateways.base import Address, Button, Outgoing
from handlers.kit.said import Media
from storage.kit.outbox import Row, new_id

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Outgoing).decode


DRAWN = 100
_refs: list[str] = []
os.register_at_fork(after_in_child=_refs.clear)  # no two processes give the same ones


def new_ref() -> str:
    """A button's reference: 96 random bits (decision 8), 16 characters. They are drawn for a hundred buttons at a time."""
    if not _refs:
        drawn = base64.urlsafe_b64encode(os.urandom(12 * DRAWN)).decode()
        _refs.extend(drawn[at : at + 16] for at in range(0, len(drawn), 16))
    return _refs.pop()


def fingerprint(screen: Screen) -> int:
    """The same for two screens that look and do the same."""
    looks = encode([screen.text, screen.ask, [[(p.label, p.act) for p in row] for row in screen.rows]])
    return int.from_bytes(hashlib.blake2b(looks, digest_size=8).digest(), "big") >> 1


class Leaving:
    """The outgoing rows of one transaction, in order."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.rows: list[Row] = []

    def add(self, out: Outgoing, *, target: int | None = None, due: datetime | None = None) -> int:
        """Put something at the end of the queue; returns its row number. `target`: the row whose message it edits or strips."""
        row = Row(new_id(self._now), out.to.platform, out.to.bot, out.to.chat, encode(out), target, due=due)
        self.rows.append(row)
        return row.id

    def now_to(self, where: tuple[str, str, str]) -> list[Row]:
        """What leaves for a chat at once."""
        return [row for row in self.rows if row.where == where and row.due is None]

    def messages(self, to: Address, messages: Iterable[Message]) -> None:
        """Messages that stay in the chat."""
        for message in messages:
            media = Media("photo", f"qr:{message.qr}") if message.qr else message.media
            rows = tuple((Button(label, copy=value),) for label, value in message.copies)
            self.add(Outgoing("send", to, message.text, rows, media=media))

    def screen(self, to: Address, state: State, screen: Screen, *, keep: bool, in_place: bool, door: Screen) -> None:
        """Show the live screen: by editing it where it stands, or anew below with the old one disarmed.

        One that stands on another messenger becomes `door`: a word and the button that brings the conversation back there (decision 1).
        """
        live, shown = state.live, fingerprint(screen)
        same_chat = live is not None and live.stands_at(to.platform, to.bot, to.chat)
        if live is not None and same_chat and in_place and live.shown == shown:
            return
        acts: dict[str, Act] = {}
        rows = tuple(tuple(self._button(p, acts) for p in row) for row in screen.rows)
        if live is not None and same_chat and in_place and not live.keep and not screen.ask:
            number = self.add(Outgoing("edit", to, screen.text, rows), target=live.row)
        else:
            if live is not None and live.acts:
                self._disarm(live) if same_chat or live.keep else self._leave_behind(live, state, door)
            number = self.add(Outgoing("send", to, screen.text, rows, ask=screen.ask))
        state.live = Live(to.platform, to.bot, to.chat, number, acts, keep=keep, shown=shown, still=screen.still)
        if state.doors:
            self._shut_door(to, state)

    def _leave_behind(self, live: Live, state: State, door: Screen) -> None:
        old = Address(live.platform, live.bot, live.chat)
        acts: dict[str, Act] = {}
        rows = tuple(tuple(self._button(p, acts) for p in row) for row in door.rows)
        self.add(Outgoing("edit", old, door.text, rows, quiet=True), target=live.row)
        state.doors += [Door(live.platform, live.bot, live.chat, live.row, ref) for ref in acts]

    def _shut_door(self, here: Address, state: State) -> None:
        """The conversation is here again: the door that stood in this chat leads nowhere."""
        for door in [d for d in state.doors if (d.platform, d.bot, d.chat) == (here.platform, here.bot, here.chat)]:
            self.add(Outgoing("strip", here), target=door.row)
            state.doors.remove(door)

    def _disarm(self, live: Live) -> None:
        old = Address(live.platform, live.bot, live.chat)
        self.add(Outgoing("strip", old), target=live.row)

    def _button(self, press: Press, acts: dict[str, Act]) -> Button:
        ref = new_ref()
        acts[ref] = press.act
        return Button(press.label, ref=ref, style=press.style)


def buttons_for(presses: Sequence[Press], kept: Mapping[str, str] | None = None) -> tuple[tuple[tuple[Button, ...], ...], list[tuple[str, Act]]]:
    """Long-lived buttons, one a row, with the references to keep (storage/kit/cards.py). `kept`: references that stay, by action."""
    refs = [((kept or {}).get(p.act[0]) or new_ref(), p.act) for p in presses]
    return tuple((Button(p.label, ref=ref, style=p.style),) for p, (ref, _) in zip(presses, refs, strict=True)), refs

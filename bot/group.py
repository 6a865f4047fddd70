"""گروه میز - alarm cards in the group of the rahyars, as many as a group takes, and what their buttons do.   Cards: handlers/moshavereh/alarming.py

The group is named by EMRESALAT_DESK_CHAT.
A card stands in the same tables as everybody's (storage/kit/cards.py), as the copy of nobody. It is drawn when it is sent: what moved on before is never shown.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from bot.cards import Drawing
from bot.gateways.base import Incoming, Outgoing
from bot.leaving import buttons_for, fingerprint
from domain.kernel.people import Actor, MemberId
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Note
from storage.kit import timers
from storage.kit.cards import Copy
from storage.kit.outbox import OutboxRows

if TYPE_CHECKING:
    from bot.scene import Scene

NOBODY = MemberId(0)
"""Whose copies those of the group are: no member has this number."""
TIMER = "engine.group"
MOST, WINDOW = 20, timedelta(minutes=1)  # what Telegram lets a bot send to one group
ASKS = 1  # the bit of what is shown that says whether it asks for somebody
AGAIN = timedelta(minutes=5)  # a card that still asks for somebody tells anew how long


class DeskGroup:
    """The desk group of one transaction."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    async def soon(self, name: str, subject: object, after: timedelta) -> None:
        """Let a card be shown, or changed, when its moment has come. Nothing happens where no group is named."""
        if self._scene.house.desk_group is not None:
            key = msgspec.json.encode(subject).decode()
            await timers.put(self._scene.unit.conn, TIMER, f"{name}/{key}", self._scene.unit.now + after)

    async def show(self, about: str) -> None:
        """The moment has come: send the card anew when it asks for somebody and did not before, else change it where it stands. A full minute waits."""
        scene, at = self._scene, self._scene.house.desk_group
        name, _, subject = about.partition("/")
        if at is None or name not in scene.house.registry.cards:
            return
        try:
            screen = (await self._draw(name, subject, Actor(None, frozenset()))).screen
        except Refusal:
            return  # nothing to be said of it now; what stands there stays
        copy, shown = await scene.card_rows.copy_for(name, subject, NOBODY), fingerprint(screen) & ~ASKS | bool(screen.rows)
        anew = bool(screen.rows) and (copy is None or not copy.shown & ASKS)
        if not anew and (copy is None or copy.shown == shown):
            return
        outbox = OutboxRows(scene.unit.conn, scene.unit.vault.ring, scene.unit.now)
        free = await outbox.free_at(at.platform, at.bot, at.chat, MOST, WINDOW)
        if free > scene.unit.now:
            await timers.put(scene.unit.conn, TIMER, about, free)
            return
        if copy is None or anew:
            copy = Copy(copy.id if copy else 0, name, subject, NOBODY, f"{at.platform}:{at.chat}", at.bot, at.chat, 0, 0)
        kept = None if anew else await scene.card_rows.refs_of(copy)
        rows, refs = buttons_for([press for row in screen.rows for press in row], kept)
        copy.row, copy.shown = scene.leaving.add(Outgoing("send" if anew else "edit", at, screen.text, rows), target=None if anew else copy.row), shown
        await scene.card_rows.keep(copy)
        await scene.card_rows.rewire(copy, refs, anew=anew)
        if screen.rows:
            await timers.put(scene.unit.conn, TIMER, about, scene.unit.now + AGAIN)

    async def press(self, incoming: Incoming) -> str:
        """Somebody tapped a card: done as whoever their account speaks for, with a word for them. Everybody else gets a kind no."""
        scene, texts = self._scene, self._scene.house.texts
        pressed = await scene.card_rows.pressed(incoming.ref, NOBODY) if incoming.ref and self._is_here(incoming) else None
        copy = await scene.card_rows.copy_by_id(pressed[0]) if pressed is not None and pressed[0] is not None else None
        if pressed is None or copy is None:
            return texts.plain("engine.group_tap")
        actor = await scene.actor_at(incoming.who, await scene.accounts.find(incoming.who))
        try:
            drawing, name = await self._draw(copy.card, copy.subject, actor), pressed[1][0]
            action = next((a for a in drawing.actions if a.name == name), None)
            if action is None or action.verb is None:
                return drawing.late.get(name) or texts.plain("engine.card_moved_on")
            async with scene.unit.savepoint():
                await action.verb(actor, *action.args)
        except Refusal as no:
            await scene.unit.note(actor, Note("denied", about=f"group:{copy.card}", facts={"code": no.code}))
            return texts.plain(f"{copy.card}.not_for_you") if no.code == "kernel.not_allowed" else texts.plain(no.text_key, **no.fields)
        if action.flow and actor.member is not None:
            await scene.post.start(actor.member, action.flow, msgspec.json.decode(copy.subject))
        return texts.plain(f"{copy.card}.done")

    def _is_here(self, incoming: Incoming) -> bool:
        return incoming.at == self._scene.house.desk_group

    async def _draw(self, name: str, subject: str, viewer: Actor) -> Drawing:
        return await self._scene.cards.draw(name, subject, viewer)

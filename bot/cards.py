"""کارت‌ها - draws a card for one viewer, keeps every copy up to date, and does what its buttons say.   Copies: storage/kit/cards.py"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from bot.engine.screens import Press, Screen, Words
from bot.gateways.base import Address, Outgoing
from bot.leaving import buttons_for, fingerprint
from domain.kernel.people import Actor, MemberId
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Note
from storage.kit.cards import Copy

if TYPE_CHECKING:
    from bot.scene import Scene


@dataclass(slots=True)
class Action:
    """What a button of a card does now, for this viewer."""

    name: str
    label: str
    flow: str
    verb: Callable[..., Awaitable[Any]] | None
    args: tuple[object, ...]


@dataclass(slots=True)
class Drawing:
    """A card being drawn for one viewer: implements handlers.kit.Card."""

    name: str
    subject: Any
    viewer: Actor
    now: datetime
    words: Words
    parts: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    late: dict[str, str] = field(default_factory=dict)  # what is answered to a tap on an action that is not offered any more

    def show(self, key: str, **fields: object) -> None:
        self.parts.insert(0, self.words.say(self._key(key), **fields))

    def line(self, key: str, **fields: object) -> None:
        self.parts.append(self.words.say(self._key(key), **fields))

    def action(self, key: str, flow: str = "", verb: Callable[..., Awaitable[Any]] | None = None, *args: object) -> None:
        self.actions.append(Action(key.rpartition(".")[2], self.words.plain(self._key(key)), flow, verb, args))

    def over(self, action: str, key: str, **fields: object) -> None:
        self.late[action] = self.words.plain(self._key(key), **fields)

    def _key(self, key: str) -> str:
        for prefix in (self.name, self.name.partition(".")[0]):
            if self.words.has(f"{prefix}.{key}"):
                return f"{prefix}.{key}"
        return key

    @property
    def screen(self) -> Screen:
        return Screen("\n".join(self.parts), [[Press(a.label, [a.name])] for a in self.actions])


class Cards:
    """The cards of one transaction."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    async def draw(self, name: str, subject: str, viewer: Actor) -> Drawing:
        """A card as `viewer` may see it now. Raises Refusal when they may not (any more)."""
        scene, function = self._scene, self._scene.house.registry.cards[name]
        drawing = Drawing(name, msgspec.json.decode(subject), viewer, scene.unit.now, scene.house.texts)
        needs = list(inspect.signature(function).parameters)[1:]
        await function(drawing, **{word: scene.services[word] for word in needs})
        return drawing

    async def post(self, name: str, subject: object, to: MemberId) -> None:
        """Show a card to a member; one they have already is taken off its buttons and shown again below."""
        scene, key = self._scene, msgspec.json.encode(subject).decode()
        account = await scene.accounts.reach(to)
        if account is None:
            return
        old = await scene.card_rows.copy_for(name, key, to)
        if old is not None:
            scene.leaving.add(Outgoing("strip", _at(old)), target=old.row)
        copy = Copy(old.id if old else 0, name, key, to, account.person, account.bot, account.chat, 0, 0)
        await self._show(copy, send=True)

    async def refresh(self, name: str, subject: object) -> None:
        """Draw every copy anew; those that look as before are left alone."""
        for copy in await self._scene.card_rows.copies(name, msgspec.json.encode(subject).decode()):
            await self._show(copy, send=False)

    async def _show(self, copy: Copy, *, send: bool) -> None:
        scene = self._scene
        viewer = await scene.actor_of(copy.member, copy.person)
        try:
            screen = (await self.draw(copy.card, copy.subject, viewer)).screen
        except Refusal:
            screen = Screen(scene.house.texts.say("engine.card_closed"))
        shown = fingerprint(screen)
        if not send and copy.shown == shown:
            return
        kept = None if send else await scene.card_rows.refs_of(copy)  # a thumb may be on its way to a button that is still offered
        rows, refs = buttons_for([p for row in screen.rows for p in row], kept)
        out = Outgoing("send" if send else "edit", _at(copy), screen.text, rows)
        copy.row, copy.shown = scene.leaving.add(out, target=None if send else copy.row), shown
        await scene.card_rows.keep(copy)
        await scene.card_rows.rewire(copy, refs, anew=send)

    async def press(self, copy_id: int, name: str, actor: Actor) -> tuple[str, tuple[str, object] | None]:
        """Do what a card's button says, if it is still offered. Returns a short word to show, and a flow to start with its subject."""
        scene = self._scene
        copy = await scene.card_rows.copy_by_id(copy_id)
        if copy is None:
            return scene.house.texts.plain("engine.stale_button"), None
        try:
            drawing = await self.draw(copy.card, copy.subject, actor)
            action = next((a for a in drawing.actions if a.name == name), None)
            if action is None:
                word = drawing.late.get(name) or scene.house.texts.plain("engine.card_moved_on")
            elif action.verb is None:
                return "", (action.flow, drawing.subject)
            else:
                async with scene.unit.savepoint():
                    await action.verb(actor, *action.args)
                word = ""
        except Refusal as no:
            await scene.unit.note(actor, Note("denied", about=f"card:{copy.card}", facts={"action": name, "code": no.code}))
            word = scene.house.texts.plain(no.text_key, **no.fields)
        await self.refresh(copy.card, msgspec.json.decode(copy.subject))
        return word, None


def _at(copy: Copy) -> Address:
    return Address(copy.person.partition(":")[0], copy.bot, copy.chat)

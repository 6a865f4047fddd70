"""پست - what listeners send: notices, cards, timers, answers to waiting dialogs.   The protocol: handlers/kit/registry.py `Post`"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from bot.engine.screens import Press
from bot.gateways.base import Address, Invoice, Outgoing
from bot.group import DeskGroup
from bot.leaving import buttons_for
from domain.kernel.people import Actor, MemberId, Role
from handlers.kit.said import Media
from storage.kit import timers
from storage.kit.outbox import outbox

if TYPE_CHECKING:
    from bot.scene import Scene


class Postman:
    """The Post of one transaction: everything goes through the outbox or the timers, so it happens after the commit or not at all."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    @property
    def now(self) -> datetime:
        return self._scene.unit.now

    async def tell(
        self,
        member: MemberId | Actor,
        key: str,
        *,
        buttons: tuple[str, ...] = (),
        start: tuple[str, object] | None = None,
        media: str = "",
        category: str = "",
        **fields: object,
    ) -> int | None:
        texts = self._scene.house.texts
        presses = [Press(texts.plain(f"{flow}.title"), [flow, None]) for flow in buttons]
        if start is not None:
            presses.append(Press(texts.plain(f"{start[0]}.title"), [start[0], start[1]]))
        kind, _, ref = media.partition("|")
        return await self.send(member, texts.say(key, **fields), presses, category=category, media=Media(kind, ref) if ref else None)

    async def tell_person(self, person: str, key: str, *, buttons: tuple[str, ...] = (), media: str = "", category: str = "", **fields: object) -> int | None:
        scene = self._scene
        account = await scene.accounts.find(person)
        if account is None or account.blocked is not None:
            return None
        texts = scene.house.texts
        rows, refs = buttons_for([Press(texts.plain(f"{flow}.title"), [flow, None]) for flow in buttons] if account.member is not None else [])
        if account.member is not None:
            await scene.card_rows.offer(account.member, refs)
        due = await scene.house.when_to_tell_account(scene, person) if category else None
        to = Address(account.platform, account.bot, account.chat)
        kind, _, ref = media.partition("|")
        return scene.leaving.add(Outgoing("send", to, texts.say(key, **fields), rows, media=Media(kind, ref) if ref else None), due=due)

    async def invoice(self, person: str, key: str, *, name: str, title: str, rials: int, **fields: object) -> None:
        account, texts = await self._scene.accounts.find(person), self._scene.house.texts
        if account is not None and account.blocked is None:
            bill = Invoice(name, texts.plain(title), rials)
            self._scene.leaving.add(Outgoing("send", Address(account.platform, account.bot, account.chat), texts.say(key, **fields), invoice=bill))

    async def retell(self, row: int, key: str, **fields: object) -> None:
        if (to := await self._went_to(row)) is not None:
            self._scene.leaving.add(Outgoing("edit", to, self._scene.house.texts.say(key, **fields)), target=row)

    async def untell(self, row: int) -> None:
        if (to := await self._went_to(row)) is not None:
            self._scene.leaving.add(Outgoing("delete", to), target=row)

    async def _went_to(self, row: int) -> Address | None:
        """The chat of a row; None once it was swept away."""
        o = outbox.c
        found = (await self._scene.unit.conn.execute(select(o.platform, o.bot, o.chat).where(o.id == row))).one_or_none()
        return None if found is None else Address(found.platform, found.bot, found.chat)

    async def wearers(self, role: Role, scope: str | None = None) -> list[MemberId]:
        return await self._scene.wearers(role, scope)

    async def show(self, talk: int) -> None:
        await timers.put(self._scene.unit.conn, "engine.show", str(talk), self.now)

    async def start(self, member: MemberId, flow: str, subject: object = None) -> None:
        texts = self._scene.house.texts
        key = f"{flow}.offer"
        text = texts.say(key) if texts.has(key) else texts.say("engine.offer", name=texts.plain(f"{flow}.title"))
        await self.send(member, text, [Press(texts.plain(f"{flow}.title"), [flow, subject])])

    async def send(self, member: MemberId | Actor, text: str, presses: list[Press], *, category: str = "", media: Media | None = None) -> int | None:
        """A notice in words; its buttons start flows ([flow, subject]) for as long as it stands in the chat."""
        scene = self._scene
        if isinstance(member, Actor) and member.member is None:
            account = await scene.accounts.find(member.person)
        else:
            account = await scene.accounts.reach(member.member_id if isinstance(member, Actor) else member)
        if account is None:
            return None
        due = await scene.house.when_to_tell(scene, account.member, category) if category and account.member is not None else self.now
        if due is None:
            return None
        rows, refs = buttons_for(presses)
        if account.member is not None:
            await scene.card_rows.offer(account.member, refs)
        else:
            rows = ()
        to = Address(account.platform, account.bot, account.chat)
        return scene.leaving.add(Outgoing("send", to, text, rows, media=media), due=due)

    async def card(self, name: str, subject: int | str, to: MemberId) -> None:
        await self._scene.cards.post(name, subject, to)

    async def to_group(self, name: str, subject: int | str, after: timedelta = timedelta(0)) -> None:
        await DeskGroup(self._scene).soon(name, subject, after)

    async def refresh(self, name: str, subject: int | str) -> None:
        await self._scene.cards.refresh(name, subject)

    async def resume(self, run: str, key: str, value: object) -> None:
        sealed = self._scene.unit.vault.ring.seal(msgspec.json.encode(value), b"resume")
        await timers.put(self._scene.unit.conn, "engine.resume", f"{run}/{key}", self.now, 0, sealed)

    async def at(self, due: datetime, name: str, subject: int | str, version: int = 0) -> None:
        await timers.put(self._scene.unit.conn, name, str(subject), due, version)

    async def off(self, name: str, subject: int | str) -> None:
        await timers.remove(self._scene.unit.conn, name, str(subject))

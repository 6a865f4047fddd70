"""فراموشی - what the house itself keeps of somebody who left or was signed out: conversations, cards, accounts, pages.   Called by scene.py, done by jobs.py"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.gateways.base import Gateway, Keeps
from domain.kernel.people import MemberId
from storage.kit import timers

if TYPE_CHECKING:
    from bot.scene import Scene

FORGET, SIGN_OUT, LET_GO, TIDY = TIMERS = ("engine.forget", "engine.sign_out", "engine.let_go", "engine.tidy")
"""Timers about a chat, `<platform> <chat>` (TIDY: about all of them): the platforms that keep chats do it in transactions of their own, after this one."""


async def forget_member(scene: Scene, member: MemberId, people: tuple[str, ...]) -> None:
    """A member was erased: the conversation and the cards go, and every account and page that is nobody else's."""
    await scene.forget_talk(f"member:{member}")
    await scene.card_rows.forget(member)
    for person in people:
        account = await scene.accounts.find(person)
        if account is not None and await scene.accounts.forget(person):
            await scene.forget_talk(f"chat:{account.platform}:{account.bot}:{account.chat}")
            await timers.put(scene.unit.conn, FORGET, f"{account.platform} {account.chat}", scene.unit.now)


async def forget_pages(scene: Scene, people: tuple[str, ...]) -> None:
    """A SIM is in other hands: whoever has it could open the page of its number, so nothing may stand there any more."""
    for person in people:
        account = await scene.accounts.find(person)
        if account is not None and not await scene.accounts.members_behind(person):
            await timers.put(scene.unit.conn, FORGET, f"{account.platform} {account.chat}", scene.unit.now)


async def sign_out(scene: Scene, person: str) -> None:
    """An account speaks for a member no more: open pages are shut, and where nobody is left behind one, the number that opened it finds it no more."""
    account = await scene.accounts.find(person)
    if account is not None:
        name = SIGN_OUT if await scene.accounts.members_behind(person) else LET_GO
        await timers.put(scene.unit.conn, name, f"{account.platform} {account.chat}", scene.unit.now)


async def tidy(scene: Scene) -> None:
    """After the nightly round: what lies outside of the tables follows its rows."""
    for name, gateway in scene.house.gateways.items():
        if isinstance(gateway, Keeps):
            await timers.put(scene.unit.conn, TIDY, f"{name} ", scene.unit.now)


async def carry_out(gateways: Mapping[str, Gateway], name: str, subject: str) -> None:
    """Do what such a timer says; twice is no error, and platforms that keep nothing have nothing to do."""
    platform, _, chat = subject.partition(" ")
    gateway = gateways.get(platform)
    if isinstance(gateway, Keeps):
        if name == TIDY:
            await gateway.tidy()
        elif name == FORGET:
            await gateway.forget(chat)
        else:
            await gateway.sign_out(chat, for_good=name == LET_GO)

"""فراموشی - what the house itself keeps of somebody who left or was signed out: conversations, cards, accounts, pages.   Called by scene.py, done by jobs.py"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.gateways.base import Gateway, Keeps
from domain.kernel.people import MemberId
from storage.kit import timers

if TYPE_CHECKING:
    from bot.scene import Scene

FORGET, SIGN_OUT = "engine.forget", "engine.sign_out"
"""Timers about a chat, `<platform> <chat>`: the platforms that keep chats do it in transactions of their own, after this one."""


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
    """An account speaks for a member no more: open pages are shut."""
    account = await scene.accounts.find(person)
    if account is not None:
        await timers.put(scene.unit.conn, SIGN_OUT, f"{account.platform} {account.chat}", scene.unit.now)


async def carry_out(gateways: Mapping[str, Gateway], name: str, subject: str) -> None:
    """Do what such a timer says; twice is no error, and platforms that keep nothing have nothing to do."""
    platform, _, chat = subject.partition(" ")
    gateway = gateways.get(platform)
    if isinstance(gateway, Keeps):
        await (gateway.forget(chat) if name == FORGET else gateway.sign_out(chat))

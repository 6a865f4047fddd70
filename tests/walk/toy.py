"""اسباب‌بازی - a small shop to plant faults in, and to see the walk find them.   The shop's service and readers: tests/engine/shop.py"""

from __future__ import annotations

import types
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.collect import collect
from domain.kernel.people import Actor, Role
from domain.kernel.verbs import command
from handlers.kit import Card, Chat, Option, Post, card, flow, hears
from tests.architecture.house import Source
from tests.engine.shop import ALL, ShopService, Sold, Words, make_member
from tests.kit.words import EchoWords
from tests.walk.crawler import Crawler
from tests.walk.promises import Promise
from tests.walk.town import Neighbours
from tests.walk.walking import walker
from tests.walk.world import open_world


class ToyService(ShopService):
    """The shop, with a verb that looks at nobody."""

    @command(*ALL)
    async def give_away(self, actor: Actor, what: str) -> str:
        """Whoever asks gets it."""
        return what


@flow("toy.sound", offers=ALL, family="market")
async def sound(chat: Chat, shop: ToyService) -> None:
    """Nothing is wrong with it."""
    what = await chat.ask("what", Words())
    colour = await chat.choose("colour", [Option("red", "toy.red"), Option("blue", "toy.blue")])
    await chat.confirm("sure", what=what, colour=colour)
    await shop.sell(chat.member, what, 1)
    await chat.say("done", what=what)


@flow("toy.forgetful", offers=ALL, family="market")
async def forgetful(chat: Chat, shop: ToyService) -> None:
    """Cannot bear that somebody goes back."""
    if chat.run.before:  # type: ignore[attr-defined]  # a dialog cannot see this; the fault is planted
        raise ZeroDivisionError("back")
    await chat.ask("what", Words())
    await chat.ask("more", Words())
    await chat.confirm("sure")


@flow("toy.hidden", offers=ALL)
async def hidden(chat: Chat, shop: ToyService) -> None:
    """No way leads to it."""
    await chat.ask("what", Words())


@flow("toy.shy", offers=ALL, family="market")
async def shy(chat: Chat, shop: ToyService) -> None:
    """One of its questions is for admins, of whom there are none."""
    await chat.ask("what", Words())
    if chat.member.has(Role.ADMIN):
        await chat.ask("secret", Words())


@card("toy.guarded")
async def guarded(card: Card, shop: ToyService) -> None:
    """Its verb looks who acts."""
    card.show("head", what=card.subject)
    card.action("approve", "", shop.approve, card.subject)


@card("toy.open")
async def open_to_all(card: Card, shop: ToyService) -> None:
    """Its verb looks at nobody."""
    card.show("head", what=card.subject)
    card.action("give", "", shop.give_away, card.subject)


@hears(Sold)
async def post_guarded(event: Sold, post: Post) -> None:
    for hamyar in await post.wearers(Role.RAHYAR_SOCIAL):
        await post.card("toy.guarded", event.what, hamyar)


@hears(Sold)
async def post_open(event: Sold, post: Post) -> None:
    for hamyar in await post.wearers(Role.RAHYAR_SOCIAL):
        await post.card("toy.open", event.what, hamyar)


def source() -> Source:
    """What the walk reads of it."""
    from pathlib import Path

    return Source.of("tests/walk/toy.py", Path(__file__).read_text("utf-8"))


@asynccontextmanager
async def walked(url: str, *parts: Callable[..., Any], promises: tuple[Promise, ...] = ()) -> AsyncIterator[Crawler]:
    """A walk through a town of three that knows these dialogs, cards and listeners only."""
    module = types.ModuleType(__name__)
    vars(module).update({part.__name__: part for part in parts})
    titles = {f"toy.{name}.title": name for name in ("sound", "forgetful", "hidden", "shy")}
    given = {
        "registry": collect([module], ["shop"]),
        "texts": EchoWords("toy.", "shop.", "common.again.shop", extra=titles),
        "makers": {"shop": lambda services: ToyService(services.unit)},
    }
    async with open_world(url, **given) as world:
        town = Neighbours(world, {"person": []})
        for number, (key, roles) in enumerate({"hassan": (Role.RAHYAR_SOCIAL,), "zahra": ()}.items(), 1):
            await world.person(key).opens()
            await make_member(world.house, f"web:{key}", number, *roles)
        world.person("stranger")
        crawler = walker(world, town, promises=promises)
        await crawler.walk()
        yield crawler

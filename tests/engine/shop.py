"""دکان آزمون - a small subsystem that exists only to try the engine: flows, a card, listeners and a service with every kind of verb."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date, timedelta

from bot.collect import collect
from bot.services import Services
from domain.kernel.people import SYSTEM, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Event, Service, Unit, command, query
from handlers.kit import Card, Chat, Option, Post, Registry, Said, TimeUp, Unreadable, at_time, card, flow, hears
from handlers.kit.readers import photo
from storage.kit.accounts import AccountRows

ALL = (Role.NEWCOMER, Role.MEMBER)


class Words:
    """A reader of at least two letters."""

    kind, type, personal = "text", str, False

    def read(self, said: Said, today: date) -> str:
        if len(said.text) < 2:
            raise Unreadable("common.again.shop")
        return said.text

    def check(self, value: str, today: date) -> None:
        if value in CLOSED:
            raise Unreadable("common.again.shop")

    def shown(self, value: str) -> object:
        return value


class Number:
    """A reader of whole numbers."""

    kind, type, personal = "number", int, False

    def read(self, said: Said, today: date) -> int:
        if not said.text.isdigit():
            raise Unreadable("common.again.shop")
        return int(said.text)

    def check(self, value: int, today: date) -> None:
        if value > 100:
            raise Unreadable("common.again.shop")

    def shown(self, value: int) -> object:
        return value


CLOSED: set[str] = set()  # words that hold no longer
PRICE = [10]
SOLD: list[str] = []  # what took effect, for tests to count (not rolled back: counted with audit notes)


@dataclass(frozen=True, slots=True)
class Sold(Event):
    member: MemberId | None
    what: str


@dataclass(frozen=True, slots=True)
class Receipt:
    number: int
    what: str


class ShopService(Service):
    def __init__(self, unit: Unit) -> None:
        super().__init__(unit)

    @query(*ALL)
    async def price(self, actor: Actor) -> int:
        return PRICE[0]

    @query(*ALL)
    async def priced(self, actor: Actor, what: int) -> int:
        return what

    @command(*ALL, fence=False)
    async def hold(self, actor: Actor, what: str) -> int:
        SOLD.append(f"hold {what}")
        return len(what)

    @command(*ALL)
    async def sell(self, actor: Actor, what: str, count: int) -> Receipt:
        """Raises `shop.sold_out` for more than ten."""
        if count > 10:
            raise Refusal("shop.sold_out", count=count)
        if what == "poison":
            raise ZeroDivisionError("poison")
        self.about("shop:sale:1", what=what)
        self.unit.record(Sold(actor.member, what))
        SOLD.append(what)
        return Receipt(len(SOLD), what)

    @command(Role.RAHYAR_SOCIAL)
    async def approve(self, actor: Actor, what: str) -> None:
        SOLD.append(f"approved {what}")


@flow("shop.buy", offers=ALL, family="market")
async def buy(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    held = await shop.hold(chat.member, what)
    count = await chat.ask("count", Number())
    paint = await chat.choose("paint", [Option("red", "red"), Option("blue", "blue")])
    price = await chat.pin("price", await shop.price(chat.member))
    await chat.confirm("sure", what=what, held=held, price=price)
    try:
        receipt = await shop.sell(chat.member, what, count)
    except Refusal as no:
        await chat.again("count", no)
    await chat.say("sold", number=receipt.number, paint=paint)
    again = await chat.yes_no("more")
    if again:
        await chat.start("shop.buy", None)


@flow("shop.plain", offers=ALL, family="market")
async def plain(chat: Chat, shop: ShopService) -> None:
    count = await chat.ask("count", Number())
    await shop.sell(chat.member, "plain", count)


@flow("shop.pick", offers=ALL, family="market")
async def pick(chat: Chat, shop: ShopService) -> None:
    one = await chat.choose("one", [Option(n, name=f"thing {n:02}") for n in range(30)], search=True)
    many = await chat.choose_many("many", [Option(n, name=f"part {n}") for n in range(3)])
    note = await chat.ask("note", Words(), optional=True)
    await chat.say("picked", one=one, many=many, note=note)


@flow("shop.show", offers=ALL, family="market")
async def show(chat: Chat, shop: ShopService) -> None:
    await chat.ask("picture", photo())
    what = await chat.ask("what", Words())
    await chat.say("shown", what=what)


@flow("shop.wait", offers=ALL, family="market")
async def wait(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    answer = await chat.wait("answer", until=timedelta(hours=1))
    await chat.say("came", what=what, answer=answer)


@flow("shop.secret", offers=Role.RAHYAR_SOCIAL)
async def secret(chat: Chat, shop: ShopService) -> None:
    await chat.ask("what", Words())


@flow("shop.members", offers=Role.MEMBER, family="market", links=True)
async def members(chat: Chat, shop: ShopService) -> None:
    await chat.ask("what", Words())


@card("shop.card")
async def draw(card: Card, shop: ShopService) -> None:
    card.show("head", what=card.subject, sold=len(SOLD))
    if card.viewer.has(Role.RAHYAR_SOCIAL):
        card.action("approve", "", shop.approve, card.subject)
        card.action("explain", "shop.plain")


@hears(Sold)
async def tell_hamyars(event: Sold, post: Post) -> None:
    for hamyar in await post.wearers(Role.RAHYAR_SOCIAL):
        await post.card("shop.card", event.what, hamyar)
    await post.at(post.now + timedelta(hours=2), "shop.later", event.what)


@at_time("shop.later")
async def later(time_up: TimeUp, post: Post, shop: ShopService) -> None:
    for hamyar in await post.wearers(Role.RAHYAR_SOCIAL):
        await post.tell(hamyar, "shop.later", what=time_up.subject)


def shop_registry() -> Registry:
    """The registry of this file alone."""
    module = types.ModuleType(__name__)
    vars(module).update(globals())
    return collect([module], ["shop"])


def make_shop(services: Services) -> ShopService:
    return ShopService(services.unit)


async def make_member(house: object, person: str, member: int, *roles: Role) -> None:
    """Let an account that has spoken before be a member with these hats."""
    async with house.units.open(house.clock()) as unit:  # type: ignore[attr-defined]  # a bot.house.House
        await AccountRows(unit.conn, unit.now).link(person, MemberId(member))
        for role in (Role.MEMBER, *roles):
            await unit.hats.give(MemberId(member), role)


__all__ = ["CLOSED", "PRICE", "SOLD", "SYSTEM", "make_member", "make_shop", "shop_registry"]

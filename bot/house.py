"""خانه - the program put together: dialogs, texts, services, database, gateways.   Built by bot/wiring.py; one per process"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.collect import collect, handler_modules
from bot.engine.router import Router
from bot.engine.turn import Handover
from bot.gateways.base import Address, Gateway
from bot.inbox import Inbox
from bot.outbox import Outbox, Where
from bot.outside import Outside
from bot.outside.photos import GoodsPhotos, PhotosAsSent
from bot.people import PeopleInTheLoop
from bot.scene import Scene
from bot.services import MAKERS, Makers, Services
from bot.texts import Texts
from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.verbs import Event
from handlers.kit.registry import Registry, TimeUp
from storage.kit.speed import InProcess, Speed
from storage.kit.unit import Units

log = logging.getLogger(__name__)

LOCALES = Path(__file__).parent.parent / "locales"
TYPED = "/start {payload}"  # what a deep link does, for somebody who types it to the bot
Link = Callable[[str, str, str], str]  # platform, flow, token -> address


@dataclass(slots=True)
class House:
    """Everything that lives as long as the process. `clock` gives the aware moment in UTC; tests turn it by hand."""

    units: Units
    texts: Texts
    registry: Registry
    clock: Callable[[], datetime]
    admins: frozenset[str] = frozenset()
    gateways: dict[str, Gateway] = field(default_factory=dict)
    makers: Makers = field(default_factory=lambda: MAKERS)
    speed: Speed = field(default_factory=InProcess)
    outside: Outside = field(default_factory=Outside)
    photos: GoodsPhotos = field(default_factory=PhotosAsSent)
    sends: bool = True  # whether this process sends; if not, those that do are woken
    links: dict[str, str] = field(default_factory=dict)  # platform -> address of a deep link, with {payload} and perhaps the name of the {bot}
    router: Router = field(init=False)
    inbox: Inbox = field(init=False)
    outbox: Outbox = field(init=False)
    hears: dict[str, Callable[[str], None]] = field(default_factory=dict)  # words of other processes -> what to do with the rest
    at_the_end: list[Callable[[], Awaitable[None]]] = field(default_factory=list)  # what a clean stop gives back
    after: list[Callable[[Sequence[Event]], None]] = field(default_factory=list)  # told what happened, once it is committed; may raise nothing
    desk_group: Address | None = None  # of the rahyars, on Telegram: alarm cards go there (bot/group.py)
    _beside: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.router = Router(self.registry, self.texts)
        self.inbox = Inbox(self)
        self.outbox = Outbox(self.units, self.gateways, self.clock, file_away=self.texts.say("engine.file_away"))

    def kick(self, chats: Iterable[Where]) -> None:
        """After a commit: let the words leave, from here or from a process that sends."""
        if self.sends:
            self.outbox.kick(chats)
        else:
            for where in set(chats):
                self.spawn(self.speed.wake(" ".join(("send", *where))))

    def happened(self, events: Sequence[Event]) -> None:
        """After a commit: let those who only look on know of it."""
        if events:
            for tell in self.after:
                tell(events)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Work beside everything else, kept until it is done."""
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def heed(self) -> None:
        """Do what other processes ask for, until closed."""
        async for word in self.speed.woken():
            what, _, rest = word.partition(" ")
            if what == "send" and self.sends and len(where := rest.split(" ")) == 3:
                self.outbox.kick([(where[0], where[1], where[2])])
            elif what in self.hears:
                self.hears[what](rest)

    def make_services(self, scene: Scene) -> Services:
        """The services of one transaction."""
        return Services(scene.unit, self.makers, scene)

    def handover(self, scene: Scene) -> Handover:
        """The people in the loop, for the engine."""
        return PeopleInTheLoop(scene)

    def linker(self, at: Address) -> Callable[[str, str], str]:
        """How a dialog makes deep links for the platform it is spoken on."""

        def link(flow: str, token: str) -> str:
            payload = f"{flow.replace('.', '_', 1)}-{token}"
            bot = getattr(self.gateways.get(at.platform), "username", "")
            address = self.links.get(at.platform, TYPED)
            if "{bot}" in address and not bot:
                address = TYPED  # its platform has not told its name yet
            return address.replace("{bot}", bot).replace("{payload}", payload)

        return link

    async def tell_listeners(self, scene: Scene, event: Event) -> None:
        """Every listener of an event hears it, in this transaction."""
        for listener in self.registry.hearers.get(type(event), ()):
            needs = list(inspect.signature(listener).parameters)[2:]
            await listener(event, scene.post, **{word: scene.services[word] for word in needs})

    async def fire(self, scene: Scene, time_up: TimeUp) -> None:
        """A timer is due: its listener decides whether it still matters."""
        listener = self.registry.timers.get(time_up.name)
        if listener is None:
            log.error("nobody listens to the timer %s", time_up.name)
            return
        needs = list(inspect.signature(listener).parameters)[2:]
        await listener(time_up, scene.post, **{word: scene.services[word] for word in needs})

    async def when_to_tell(self, scene: Scene, member: MemberId, category: str) -> datetime | None:
        """When a notice of a category may reach a member by their own choices; None: they do not want it."""
        due: datetime | None = await scene.services["membership"].when_to_tell(SYSTEM, member, category)
        return due

    async def when_to_tell_account(self, scene: Scene, person: str) -> datetime:
        """The same for an account without a member: now, or in the morning."""
        due: datetime = await scene.services["membership"].when_to_tell_account(SYSTEM, person)
        return due


def open_house(
    units: Units,
    clock: Callable[[], datetime],
    *,
    registry: Registry | None = None,
    texts: Texts | None = None,
    admins: frozenset[str] = frozenset(),
    makers: Makers | None = None,
) -> House:
    """A house without gateways yet. The registry, the texts and the services are the product's own unless given."""
    makers = MAKERS if makers is None else makers
    if registry is None:
        registry = collect(handler_modules(), makers)
    return House(units, texts or Texts.load(LOCALES), registry, clock, admins, makers=makers)

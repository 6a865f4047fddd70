"""نوبت - one message to one conversation: what is known of it, and what comes of it.   Filled by router.py, carried out by bot/inbox.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bot.engine.screens import Message, Screen
from bot.engine.talk import Act, State, Talk
from bot.engine.verbs import Effects, Memory
from domain.kernel.people import Actor
from domain.kernel.verbs import Service
from handlers.kit.said import Said


class Handover(Protocol):
    """What the engine asks of the people in the loop (fulfilled over `moshavereh` by bot/people.py)."""

    async def call(self, actor: Actor, talk: Talk, flow: str, question: str, words: str) -> str:
        """Ask for a rahyar, with a sentence or none: returns the case number."""

    async def again(self, actor: Actor, talk: Talk, number: str) -> None:
        """Go on with a case that is over; where it is too late for that, a new one is opened."""

    async def screen(self, actor: Actor, talk: Talk) -> Screen:
        """What is shown while a person has the conversation, or is waited for."""

    async def relay(self, actor: Actor, talk: Talk, said: Said) -> None:
        """What a member said while a person owns the conversation."""

    async def leave(self, actor: Actor, talk: Talk) -> None:
        """The member goes back to the bot."""

    async def gone(self, actor: Actor, talk: Talk) -> None:
        """The member shut the chat."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on a button of the live screen; `act` is None for anything that is not on it."""

    act: Act | None
    on_live: bool = True


@dataclass(frozen=True, slots=True)
class Typed:
    said: Said


@dataclass(frozen=True, slots=True)
class Opened:
    """/start, with the payload of a deep link."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that was read already has been changed by its writer."""

    said: Said


@dataclass(frozen=True, slots=True)
class Resumed:
    """An outside event for a run in `chat.wait`, or its time-out (value None)."""

    run: str
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """Show where the conversation stands (after a card's action, a rahyar's closing, a switch of messenger); `start` begins a flow first."""

    start: tuple[str, object] | None = None
    note: str = ""


Input = Tapped | Typed | Opened | Edited | Resumed | Shown


@dataclass(slots=True)
class Turn:
    """Everything about one message. The router changes `talk.state` and fills what is below the line."""

    talk: Talk
    actor: Actor
    now: datetime
    today: date
    service: Callable[[str], Service]
    effects: Effects | None
    handover: Handover
    link_to: Callable[[str, str], str]
    again_as: Callable[[], Awaitable[Actor]]  # the actor anew: joining gives hats in the middle of a message
    memory: Memory = field(default_factory=Memory)
    # ---
    messages: list[Message] = field(default_factory=list)
    screen: Screen | None = None
    keep: bool = False  # the screen is a receipt
    toast: str = ""
    waits: list[tuple[str, str, datetime]] = field(default_factory=list)  # run, name, due

    @property
    def tells_where_it_stood(self) -> bool:
        """Whether the screen goes on telling how things stand while a person has the conversation, or is waited for."""
        live = self.state.live
        return self.screen is not None and self.screen.still != "" and live is not None and live.still == self.screen.still

    @property
    def state(self) -> State:
        return self.talk.state

"""دفتر گفت‌وگوها - @flow, @card, @hears and @at_time: what the program consists of.   Collected by bot/wiring.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.verbs import Event

Dialog = Callable[..., Awaitable[None]]
F = TypeVar("F", bound=Callable[..., Awaitable[None]])
G = TypeVar("G", bound=Callable[..., Awaitable[str | None]])


@dataclass(frozen=True, slots=True)
class Flow:
    """A registered dialog. `family` is its place in the main menu; a flow without a family is reached from cards, links or other flows only.

    `captures`: whatever is typed belongs to it (decision 12): only `/` commands, «منو» and «لغو» leave it, an edit reaches it, and no draft is kept.
    `links`: a deep link may name its subject (a token made for that); every other subject comes from a card, a notice or another flow only.
    `own`: keys of questions that nobody may answer for the member (a consent). `in_queue`: may be walked through while its member waits for a rahyar.
    `drafts`: False where going on another day makes no sense: a code, a look at something, a stolen phone.
    `command`: a `/` word of `<name>.command` (one a line), or its own name after the dot, begins it wherever one stands; what follows the word answers its
    first question. `beside`: flows offered under every question of one that captures. Both begin about whatever is captured, which goes on after them.
    """

    name: str
    dialog: Dialog
    roles: tuple[Role, ...]
    family: str = ""
    order: int = 50
    captures: bool = False
    drafts: bool = True
    links: bool = False
    command: bool = False
    beside: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    in_queue: bool = False

    @property
    def subsystem(self) -> str:
        return self.name.partition(".")[0]


class Card(Protocol):
    """What a card function may do: look at it for one viewer, show its text, offer actions. Rendered afresh each time, for each viewer."""

    @property
    def viewer(self) -> Actor:
        """Whose copy this is, as they are now."""

    @property
    def subject(self) -> Any:
        """What the card is about (the id that was given to `post.card`)."""

    @property
    def now(self) -> datetime: ...

    def show(self, key: str, **fields: object) -> None:
        """The text of the card (once)."""

    def line(self, key: str, **fields: object) -> None:
        """One more line under the text."""

    def action(self, key: str, flow: str = "", verb: Callable[..., Awaitable[Any]] | None = None, *args: object) -> None:
        """A button labelled by the text `key`. With `verb` (a bound @command): tapping calls `verb(viewer, *args)`; with `flow`: starts it with `subject`.

        The last part of `key` names the action; what is not offered at the moment of the tap does nothing but refresh the card.
        """

    def over(self, action: str, key: str, **fields: object) -> None:
        """What whoever taps `action` too late is answered, e.g. who was quicker. Without it they read that the card has moved on."""


class Post(Protocol):
    """What a listener may send. All of it leaves through the outbox, after commit, in order per chat."""

    @property
    def now(self) -> datetime: ...

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
        """A notice to somebody's last used messenger, obeying their notification choices when it has a `category`. Returns the row it leaves in, None where
        there is nowhere to send it.

        `buttons` are flow names to offer; `start` one flow with its subject. `media`: `<kind>|<ref>` of a file somebody sent, passed on with it.
        """

    async def tell_person(self, person: str, key: str, *, buttons: tuple[str, ...] = (), media: str = "", category: str = "", **fields: object) -> int | None:
        """A notice to a messenger account (`<platform>:<id>`), member or not; with a `category` it does not disturb the night. Returns its row like `tell`.

        `buttons` are flow names to offer to whoever speaks from it now; a newcomer sees none.
        """

    async def invoice(self, person: str, key: str, *, name: str, title: str, rials: int, **fields: object) -> None:
        """Something to pay on the messenger itself. `name` comes back with the payment; the text `key` describes it, `title` heads it."""

    async def retell(self, row: int, key: str, **fields: object) -> None:
        """Change the words of a notice that left in this row; where its message cannot be edited, it is sent anew."""

    async def untell(self, row: int) -> None:
        """Delete a notice that left in this row, where its platform can."""

    async def wearers(self, role: Role, scope: str | None = None) -> list[MemberId]:
        """Who wears a role now (with `scope`: there or everywhere)."""

    async def show(self, talk: int) -> None:
        """Show where a conversation stands once more, right after this transaction."""

    async def card(self, name: str, subject: int | str, to: MemberId) -> None:
        """Show a card to a member; every copy is kept and updated. A second call for the same viewer re-posts it below."""

    async def refresh(self, name: str, subject: int | str) -> None:
        """Render every copy of a card anew."""

    async def to_group(self, name: str, subject: int | str, after: timedelta = timedelta(0)) -> None:
        """Show a card in the desk group, or change it there, soon; where no group is named nothing happens. It is drawn for nobody: only what everybody may know.

        Texts beside the card's: `<name>.done` after its action, `<name>.not_for_you` for whoever may not.
        """

    async def resume(self, run: str, key: str, value: object) -> None:
        """Answer a dialog that is in `chat.wait(key)`."""

    async def at(self, due: datetime, name: str, subject: int | str, version: int = 0) -> None:
        """Set the timer `name` about `subject`; setting it again moves it. The listener is told `version` and decides whether it still matters."""

    async def off(self, name: str, subject: int | str) -> None:
        """Remove a timer."""

    async def start(self, member: MemberId, flow: str, subject: object = None) -> None:
        """Offer a member a flow about `subject` by a notice button (never in the middle of what they do)."""


@dataclass(frozen=True, slots=True)
class TimeUp:
    """A timer that fired."""

    name: str
    subject: str
    version: int
    due: datetime


@dataclass(slots=True)
class Registry:
    """Everything handlers/ registers by existing. One per program; tests make their own."""

    flows: dict[str, Flow] = field(default_factory=dict)
    cards: dict[str, Callable[..., Awaitable[None]]] = field(default_factory=dict)
    hearers: dict[type[Event], list[Callable[..., Awaitable[None]]]] = field(default_factory=dict)
    timers: dict[str, Callable[..., Awaitable[None]]] = field(default_factory=dict)
    daily: dict[str, int] = field(default_factory=dict)  # timers that come every day: at which o'clock in Tehran
    first: list[Callable[..., Awaitable[str | None]]] = field(default_factory=list)


def flow(
    name: str,
    *,
    offers: Role | tuple[Role, ...] = (),
    family: str = "",
    order: int = 50,
    captures: bool = False,
    drafts: bool = True,
    links: bool = False,
    command: bool = False,
    beside: tuple[str, ...] = (),
    own: tuple[str, ...] = (),
    in_queue: bool = False,
) -> Callable[[F], F]:
    """Declare a dialog: `async def f(chat, <subsystem>: Service, ...)`. Services are injected by parameter name.

    `offers`: who may start it. Texts: `<name>.title` (menu label and name), `<name>.words` (utterances, one a line), `<name>.draft` optional; `<name>.command`
    (`/` words, one a line) with `command`.
    """
    roles = offers if isinstance(offers, tuple) else (offers,)

    def declare(dialog: F) -> F:
        dialog.declared = Flow(name, dialog, roles, family, order, captures, drafts, links, command, beside, own, in_queue)  # type: ignore[attr-defined]  # collected by name in wiring
        return dialog

    return declare


def card(name: str) -> Callable[[F], F]:
    """Declare a card: `async def f(card, <subsystem>: Service)`."""

    def declare(draw: F) -> F:
        draw.declared_card = name  # type: ignore[attr-defined]  # collected by name in wiring
        return draw

    return declare


def hears(*events: type[Event]) -> Callable[[F], F]:
    """Declare a listener: `async def f(event, post, <subsystem>: Service)`, run in the transaction of the event."""

    def declare(listener: F) -> F:
        listener.declared_hears = events  # type: ignore[attr-defined]  # collected by name in wiring
        return listener

    return declare


def at_time(name: str, *, daily: int | None = None) -> Callable[[F], F]:
    """Declare what happens when timers called `name` are due: `async def f(time_up, post, <subsystem>: Service)`.

    `daily`: it comes by itself every day, at that o'clock in Tehran, with an empty subject.
    """

    def declare(listener: F) -> F:
        listener.declared_timer, listener.declared_daily = name, daily  # type: ignore[attr-defined]  # collected by name in wiring
        return listener

    return declare


def comes_first(gate: G) -> G:
    """Declare what must come before other dialogs: `async def f(actor, flow, <subsystem>: Service) -> str | None`, the name of a dialog that is played first.

    When that one has ended, it is asked again: only if nothing stands in the way any more the dialog that was wanted begins.
    """
    gate.declared_first = True  # type: ignore[attr-defined]  # collected by name in wiring
    return gate

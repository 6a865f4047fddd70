"""حال گفت‌وگو - everything that is remembered of one conversation between two messages.   Kept by storage/kit/talks.py"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from handlers.kit.said import Said

Kind = Literal["answer", "ok", "pin", "fence", "result", "refused", "said", "waited"]
"""answer and ok (a confirm's yes) are the member's; pin is `chat.pin`; fence and result are commands' results; refused is a command's no;
said and waited are marks of what happens once."""

Act = list[Any]
"""What a button does: a word and its small plain values, e.g. ["pick", 24], ["back"], ["flow", "kanoon.join", None]. See router.py."""


class Entry(msgspec.Struct, array_like=True):
    """One line of a run's journal. `value` is plain JSON; it is decoded afresh on every replay to the type its reader or verb declares."""

    kind: Kind
    value: Any
    at: datetime


class Run(msgspec.Struct, omit_defaults=True):
    """A dialog under way: which flow, about what, and its journal (keys `amount`, or `child#2` in a loop)."""

    id: str
    flow: str
    began: datetime
    subject: Any = None
    journal: dict[str, Entry] = {}
    filled: dict[str, int] = {}  # answers that a rahyar gave for the member, and which rahyar
    before: dict[str, Any] = {}  # answers that 'back' or 'correct' took away: offered as «همان قبلی»
    question: str = ""  # the key it stands at
    misses: int = 0  # misunderstandings at this question
    page: int = 0  # of a long list
    search: str = ""  # what a long list is narrowed to
    ticks: list[Any] = []  # chosen so far in a choose_many
    correcting: bool = False  # the confirm screen shows the list of answers
    waiting: bool = False  # begun while its member waited for a rahyar (`in_queue=True`)
    held: bool = False  # another dialog must come first; until then this one has not begun
    why: list[Any] = []  # [text key, fields]: why this question is asked again
    until: datetime | None = None  # of a wait: when it times out; of a draft: when it is forgotten

    @property
    def has_answers(self) -> bool:
        return any(e.kind == "answer" for e in self.journal.values())


class Live(msgspec.Struct, omit_defaults=True):
    """The live message: where it is, which outbox row shows it, and what its buttons do."""

    platform: str
    bot: str
    chat: str
    row: int  # of the outbox; the message id is known there after sending
    acts: dict[str, Act] = {}  # reference -> what it does
    keep: bool = False  # a receipt: its text stays, the next screen is a new message
    shown: int = 0  # hash of what it shows: the same again is not sent
    still: str = ""  # the owner of the conversation while the bot does not speak: such a screen is changed where it is

    def stands_at(self, platform: str, bot: str, chat: str) -> bool:
        """Whether it is in this chat. Message ids of two platforms may be equal."""
        return (self.platform, self.bot, self.chat) == (platform, bot, chat)


class Door(msgspec.Struct, array_like=True):
    """A screen left behind on another messenger: its one button («ادامه در اینجا») brings the conversation there (decision 1)."""

    platform: str
    bot: str
    chat: str
    row: int
    ref: str


class After(msgspec.Struct, omit_defaults=True):
    """A talk with a rahyar that is just over: its case, when it ended, and what was said since, which reached nobody yet."""

    number: str
    at: datetime
    held: list[Said] = []


class State(msgspec.Struct, omit_defaults=True):
    """The conversation: the stack (top last, at most 3), runs that wait, drafts, and the live screen."""

    stack: list[Run] = []
    waiting: list[Run] = []
    drafts: list[Run] = []
    live: Live | None = None
    runs: int = 0  # how many runs there ever were: the next id
    misses: int = 0  # misunderstandings outside a dialog
    later: list[Any] = []  # [flow, subject] of a link opened before becoming a member
    after: After | None = None  # until its member does something else
    heard: str = ""  # the case whose waiting member was told that words are kept
    doors: list[Door] = []  # at most one a chat
    spoke: str = ""  # <platform>:<bot>:<chat> where its member spoke last
    aside: bool = False  # the live screen is no question of the top run: what is typed is not for it
    album: list[str] = []  # [id, taken | told] of the newest album: its parts come one by one and get one answer

    @property
    def top(self) -> Run | None:
        return self.stack[-1] if self.stack else None

    def act_of(self, ref: str) -> Act | None:
        """What a button does: of the live screen, or of a door on another messenger. None for every other reference."""
        if self.live is not None and (act := self.live.acts.get(ref)) is not None:
            return act
        return ["here"] if any(door.ref == ref for door in self.doors) else None


Owner = Literal["bot", "queue", "rahyar"]


class Talk(msgspec.Struct):
    """A conversation as it was read: `version` must still hold when it is written (decision 2)."""

    id: int
    key: str  # member:<id> or chat:<platform>:<bot>:<chat>
    version: int
    owner: Owner
    rahyar: int | None
    case: str
    state: State
    fresh: bool = False  # not in the database yet


def new_run(state: State, talk_id: int, flow: str, subject: Any, now: datetime) -> Run:
    """A new run; its id names its conversation, so that an outside event finds it."""
    state.runs += 1
    return Run(id=f"{talk_id}.{state.runs}", flow=flow, began=now, subject=subject)

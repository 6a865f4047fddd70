"""درگاه‌های مشاوره - what it needs from others.   Rows: storage/moshavereh/; conversations and people: bot/people.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.kernel.people import MemberId
from domain.moshavereh.beside_model import Block, KnowledgeText, PrivateNote, Proposal, ReadyAnswer, Reveal
from domain.moshavereh.duty_model import Duty
from domain.moshavereh.filling_model import Dialogs
from domain.moshavereh.model import CallBack, Case, CaseId, Deed, Line, LineId, Rating, Version


class Cases(Protocol):
    """Port: the cases."""

    async def add(self, case: Case) -> Case:
        """Store a new one; returned with its id, number and version 1."""

    async def save(self, case: Case) -> Case:
        """Store a changed one; returned with the next version. Raises Refusal(`moshavereh.changed_meanwhile`)."""

    async def spoke(self, case: Case, rahyar: MemberId | None, now: datetime) -> Case:
        """Remember who spoke last (None: its person), whatever its version: two who speak at once do not hinder each other."""

    async def claim(self, case: CaseId, rahyar: MemberId, now: datetime) -> Case | None:
        """Make it theirs in one statement, if it waits, or rings at them; None: somebody was quicker (desk:H4)."""

    async def claim_transfer(self, case: CaseId, step: int, rahyar: MemberId, now: datetime) -> Case | None:
        """Make it theirs in one statement, if it is still offered in this step; None: it is not."""

    async def is_free(self, case: Case) -> bool:
        """Whether it still waits and nobody else is at it now; if so it is held to the end of the unit."""

    async def find(self, case: CaseId) -> Case | None: ...

    async def find_by_number(self, number: str) -> Case | None: ...

    async def open_in(self, talk: int) -> Case | None:
        """The case of this conversation that is not over; there is at most one."""

    async def closed_before(self, case: Case, since: datetime) -> Case | None:
        """The newest case of the same conversation that was closed at `since` or later, before this one was opened."""

    async def waiting(self) -> list[Case]:
        """Those in the queue, the most urgent first, then who waits longest; at most 50."""

    async def place_of(self, case: Case) -> int:
        """How many are in the queue before it and it: 1 is next."""

    async def taken_by(self, rahyar: MemberId) -> list[Case]:
        """Those a rahyar has, in whatever state, and the one that rings at them is not among them."""

    async def in_hand_of(self, rahyars: Collection[MemberId]) -> list[Case]:
        """What these have and what rings at them: what counts as load."""

    async def offered_to(self, rahyar: MemberId, scopes: Collection[str]) -> list[Case]:
        """Transfers that somebody may accept: to them by name, or to one of the scopes."""

    async def of_member(self, member: MemberId, limit: int = 50) -> list[Case]:
        """The newest that somebody ever asked for."""

    async def blocked_since(self, since: datetime) -> list[Case]:
        """Those that ended with a block, newest first; at most 50."""

    async def told_late(self, case: Case, since: datetime) -> None:
        """Remember for which wait the supervisors were told, whatever its version."""

    async def forget(self, member: MemberId) -> None:
        """Their cases name no messenger account any more."""

    async def not_over(self) -> list[Case]:
        """Every one that is under way."""

    async def opened_between(self, since: datetime, until: datetime) -> list[Case]: ...


class Lines(Protocol):
    """Port: what was said to and by the person of a case. Nothing else is ever stored here."""

    async def write(self, case: Case, line: Line) -> Line:
        """Returned with its id."""

    async def lines(self, case: Case, limit: int) -> list[Line]:
        """The newest `limit`, oldest first; `delivery` is told for those that left."""

    async def find(self, case: Case, line: LineId) -> Line | None: ...

    async def by_source(self, case: Case, source: str) -> Line | None:
        """The line that came in this message."""

    async def change(self, case: Case, line: Line) -> None:
        """New words (what it said before is kept as a version), a mark that it is gone, or how it left."""

    async def versions(self, case: Case, line: LineId) -> list[Version]:
        """What it said before, oldest first."""

    async def count_since(self, case: Case, since: datetime) -> int:
        """Lines of the person."""


class Log(Protocol):
    """Port: the deeds that service times are computed from."""

    async def put(self, deed: Deed) -> None: ...

    async def of(self, cases: Collection[CaseId]) -> dict[CaseId, list[Deed]]:
        """Oldest first."""


class Duties(Protocol):
    """Port: who is on duty."""

    async def find(self, rahyar: MemberId, *, lock: bool = False, free: bool = False) -> Duty | None:
        """`lock` holds the row to the end of the unit: load is counted under it (desk:H3). `free`: None when somebody else holds it now."""

    async def put(self, duty: Duty) -> Duty:
        """Store it, the first time or anew, with the next version."""

    async def touch(self, rahyar: MemberId, now: datetime) -> None:
        """They did something: the version stays, and the question whether they are there is answered."""

    async def ask(self, rahyar: MemberId, now: datetime) -> None:
        """They are asked whether they are still there: the version stays."""

    async def drop(self, rahyar: MemberId) -> None: ...

    async def on_duty(self) -> list[Duty]:
        """Everybody whose shift is not over."""


class Aids(Protocol):
    """Port: what rahyars keep beside cases. Nothing of it is a line."""

    async def note(self, case: Case, note: PrivateNote) -> PrivateNote: ...
    async def notes(self, case: Case) -> list[PrivateNote]:
        """Oldest first."""

    async def keep_ready(self, answer: ReadyAnswer) -> ReadyAnswer:
        """Add it, or change it under its version. Raises Refusal(`moshavereh.changed_meanwhile`)."""

    async def drop_ready(self, answer: ReadyAnswer) -> None: ...
    async def ready(self, answer: int) -> ReadyAnswer | None: ...
    async def ready_for(self, rahyar: MemberId, words: str, limit: int) -> list[ReadyAnswer]:
        """Their own, then everybody's, whose shortcut or words hold every word (a match key)."""

    async def propose(self, case: Case, proposal: Proposal) -> Proposal: ...
    async def case_of_proposal(self, proposal: int) -> CaseId | None: ...
    async def proposal(self, proposal: int, case: Case) -> Proposal | None: ...
    async def proposals(self, case: Case) -> list[Proposal]:
        """Oldest first."""

    async def decide(self, case: Case, proposal: Proposal) -> Proposal:
        """Raises Refusal(`moshavereh.changed_meanwhile`)."""

    async def add_text(self, text: KnowledgeText) -> KnowledgeText: ...
    async def texts(self, limit: int) -> list[KnowledgeText]:
        """Newest first."""

    async def reveal(self, case: Case, reveal: Reveal) -> None: ...
    async def reveals(self, case: Case) -> list[Reveal]: ...
    async def listen(self, case: Case, who: MemberId, now: datetime) -> None:
        """Twice is no error."""

    async def listen_no_more(self, case: Case, who: MemberId) -> None: ...
    async def listeners(self, case: Case) -> list[MemberId]: ...
    async def drop_own(self, rahyar: MemberId) -> None:
        """Ready answers of their own."""


class Promises(Protocol):
    """Port: calls back, ratings and blocks."""

    async def add_call(self, call: CallBack) -> CallBack: ...
    async def save_call(self, call: CallBack) -> CallBack:
        """Raises Refusal(`moshavereh.changed_meanwhile`)."""

    async def call(self, call: int) -> CallBack | None: ...
    async def calls_waiting(self) -> list[CallBack]:
        """By their moment."""

    async def call_of(self, person: str, member: MemberId | None) -> CallBack | None:
        """The one that somebody waits for."""

    async def rate(self, case: Case, rating: Rating) -> None:
        """A second one takes the place of the first."""

    async def ratings(self, cases: Collection[Case]) -> dict[CaseId, Rating]: ...
    async def block(self, block: Block) -> Block: ...
    async def blocks_of(self, person: str, member: MemberId | None, now: datetime) -> list[Block]:
        """Those that hold now, the longest first."""

    async def lift(self, block: Block, now: datetime) -> None: ...
    async def forget(self, member: MemberId) -> None:
        """Their calls and blocks name no messenger account any more."""


@dataclass(frozen=True, slots=True)
class Store:
    """Everything moshavereh keeps, in one unit of work."""

    cases: Cases
    lines: Lines
    log: Log
    duties: Duties
    aids: Aids
    promises: Promises


class Talks(Dialogs, Protocol):
    """Port: the conversations that cases come from, and the dialogs in them."""

    async def hand_to(self, talk_id: int, owner: str, rahyar: MemberId | None, case: str) -> None:
        """owner: bot, queue or rahyar. Raises LookupError for an unknown conversation."""

    async def owner_of(self, talk_id: int) -> str:
        """bot, queue or rahyar; "" when there is no such conversation."""

    async def of_member(self, member: MemberId) -> int:
        """The conversation of a member. Raises LookupError when they never spoke."""

    async def step_of(self, talk_id: int) -> StandsAt | None:
        """Where its dialog stands; None when none is under way."""


@dataclass(frozen=True, slots=True)
class StandsAt:
    """The dialog that waits underneath: its flow, the question it stands at, and what was answered so far, shown as on the confirm screen.

    Whoever is not told an identifier sees it masked.
    """

    flow: str
    question: str
    answers: tuple[tuple[str, str], ...]  # text key of the question, answer in words


class Known(Protocol):
    """Port: what the desk may know of members."""

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...

    async def kin_of(self, member: MemberId) -> set[MemberId]:
        """Who shares a phone, a guardian or a ward with them; without themselves."""

    async def scopes_of(self, member: MemberId) -> tuple[str, ...]:
        """Where they belong: area:<province> and the like."""

    async def kanoon_of(self, member: MemberId) -> tuple[str, MemberId | None]:
        """The title of their kanoon and who goes along with it; "" and None for none."""

    async def identifiers_of(self, member: MemberId) -> dict[str, str]:
        """Kind (identifier, mobile) and value."""

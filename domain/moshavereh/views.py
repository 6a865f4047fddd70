"""نماها - what the verbs show: plain values for cards, the desk and the board.   Made by: seeing.py asking.py supervising.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.kernel.people import MemberId
from domain.moshavereh.beside_model import PrivateNote, Proposal
from domain.moshavereh.duty_model import Duty
from domain.moshavereh.model import CallBack, Case, CaseId, CaseState, Line, Priority
from domain.moshavereh.ports import StandsAt


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, for the one who waits. `place` 1 is next, 0 is not in the queue; `wait` is an estimate, None where nobody is free to come.

    `anybody`: whether a rahyar is on duty at all; `opens`: when the topic is staffed again, None while it is; `hours`: when it is staffed today, None for
    day and night.
    """

    number: str
    state: CaseState
    place: int
    wait: timedelta | None
    rahyar: str
    anybody: bool
    opens: datetime | None
    hours: tuple[tuple[time, time], ...] | None = None


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as its person sees it in «پرونده‌های من»."""

    id: CaseId
    number: str
    state: CaseState
    flow: str
    opened: datetime
    moved: datetime
    rahyar: str
    score: int | None
    may_reopen: bool
    may_rate: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as a rahyar sees it: names in words, the last lines of it and of the talk before it, and what the viewer may do with it."""

    case: Case
    name: str
    rahyar_name: str
    lines: tuple[Line, ...]
    earlier: tuple[Line, ...]
    mine: bool
    rings_here: bool = False  # it rings at the viewer
    offered_here: bool = False  # a transfer that the viewer may accept
    by_name: str = ""  # of a transfer: who offers it


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody who may not call for a rahyar now, by the case that ended so. `name` is "" for who is no member."""

    case: CaseId
    number: str
    name: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of the last cases of a person."""

    number: str
    opened: datetime
    rahyar: str
    label: str
    score: int | None


@dataclass(frozen=True, slots=True)
class ContextCard:
    """Everything a rahyar needs beside the conversation (desk:H14). Identifiers are masked; `identifiers` are (kind, masked value)."""

    view: CaseView
    kanoon: str
    scopes: tuple[str, ...]
    at: StandsAt | None
    identifiers: tuple[tuple[str, str], ...]
    earlier: tuple[Earlier, ...]
    notes: tuple[tuple[str, PrivateNote], ...]  # name of the writer, note
    proposals: tuple[Proposal, ...]
    call: CallBack | None


@dataclass(frozen=True, slots=True)
class DeskView:
    """The desk of one rahyar: what rings, what they have, what is offered, what waits."""

    duty: Duty | None
    ringing: tuple[Case, ...]
    mine: tuple[Case, ...]
    offered: tuple[Case, ...]
    waiting: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class InHand:
    """One of the cases that a rahyar has, with what was said last."""

    case: Case
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some cases: how many, how quick, how good. Spans are None where there was nothing to measure."""

    cases: int
    closed: int
    abandoned: int
    first_median: timedelta | None
    first_tenth: timedelta | None  # nine of ten are within it
    next_median: timedelta | None
    resolution_median: timedelta | None
    in_time: int | None  # of a hundred first replies
    ratings: int
    score_tenths: int | None  # the mean score, in tenths


@dataclass(frozen=True, slots=True)
class Board:
    """What a supervisor sees now (desk:H24)."""

    waiting: int
    ringing: int
    in_hand: int
    snoozed: int
    longest_wait: timedelta | None
    late: int  # that wait longer than the alarm
    online: int
    on_break: int
    away: int
    today: Figures


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of a report: of a rahyar (`name`) or a topic (`key`)."""

    key: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A colleague on duty, and how much they have in hand: quarters of a case."""

    rahyar: MemberId
    name: str
    duty: Duty
    load: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A case in one line. `place`: rings, offered, mine, waiting, beside or watched; `waits`: since when its person waits for us, None while we wait for them."""

    id: CaseId
    number: str
    name: str  # "" of somebody who is not a member
    topic: str
    state: CaseState
    priority: Priority
    place: str
    waits: datetime | None
    rahyar_name: str
    label: str

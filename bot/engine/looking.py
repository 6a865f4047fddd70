"""نگاه به گفت‌وگوی نیمه‌کاره - plays a run without doing anything, and puts an answer into it for its member.   Asked by bot/filling.py (a rahyar) and beside.py"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from bot.engine.questions import Answered, Asked, Did, NeedsTransaction, Question
from bot.engine.talk import Entry, Run
from bot.engine.turn import Turn
from bot.engine.verbs import Memory

if TYPE_CHECKING:
    from bot.engine.runs import Runs

OWN_KINDS = frozenset({"contact", "code"})
"""What only the member has in hand: the number of their own telephone, a code that was sent to them."""


class Stands(msgspec.Struct, frozen=True):
    """Where a run stands: its question and the answers before it. `missed`: why what was said to it could not be taken, in words."""

    run: Run
    question: Question
    answered: list[Answered]
    visited: list[str]
    missed: str | None


async def look(runs: Runs, turn: Turn, run: Run, did: Did | None = None) -> Stands | None:
    """Where a run stands, or would stand after `did`. Nothing is done and nothing is kept: None where it would do something or come to an end."""
    if run.flow not in runs.registry.flows or run.held:
        return None
    copy = msgspec.json.decode(msgspec.json.encode(run), type=Run)
    if did is not None and did.do == "ticked":
        copy.ticks = list(did.value)
    try:
        stood = await runs.replay(replace(turn, effects=None, memory=Memory()), copy, did)
    except NeedsTransaction:
        return None
    if not isinstance(stood.pause, Asked):
        return None
    return Stands(copy, stood.pause.question, stood.player.answered, stood.player.visited, stood.pause.missed)


def is_own(runs: Runs, run: Run, question: Question) -> bool:
    """Whether only the member may answer: a consent, a yes to everything, their own number, a code."""
    own = question.reader is not None and question.reader.kind in OWN_KINDS
    return own or question.kind == "confirm" or question.name.partition("#")[0] in runs.registry.flows[run.flow].own


async def fill(runs: Runs, turn: Turn, run: Run, did: Did, by: int) -> Stands | None:
    """Answer the question `did.name` of a run for its member, marked with who did: only if another question follows without anything being done.

    Returns where it stands then, with `missed` where the answer could not be taken; None where it may not be filled in. The run keeps the answer and nothing
    else of what the replay came by: what is said, pinned and done follows when its member goes on.
    """
    after = await look(runs, turn, run, did)
    if after is None or after.missed is not None:
        return after
    if did.name not in after.run.journal:
        return msgspec.structs.replace(after, missed=after.run.why[1] if after.run.why else runs.words.say("engine.choose_again"))
    run.journal[did.name] = Entry("answer", after.run.journal[did.name].value, turn.now)
    run.filled[did.name] = by
    run.question, run.misses, run.page, run.search, run.ticks, run.why = after.question.name, 0, 0, "", [], []
    return after

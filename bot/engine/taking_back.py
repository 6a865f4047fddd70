"""پس گرفتن پاسخ - what 'back', 'correct' and `chat.again` take out of a journal, and what they never cross (decision 5).   Played by player.py"""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine.questions import Answered
from bot.engine.talk import Kind, Run


def kind_of(run: Run, name: str) -> Kind | None:
    """What stands in the journal under a name."""
    entry = run.journal.get(name)
    return entry.kind if entry else None


def fenced(run: Run, visited: Sequence[str]) -> int:
    """How many of the visited names lie behind the last fence."""
    return next((i + 1 for i in range(len(visited) - 1, -1, -1) if kind_of(run, visited[i]) in ("fence", "waited")), 0)


def last_answer(run: Run, visited: Sequence[str]) -> str | None:
    """The newest answer that may be taken back, or None."""
    return next((n for n in reversed(visited[fenced(run, visited) :]) if kind_of(run, n) == "answer"), None)


def may_correct(run: Run, visited: Sequence[str], answered: Sequence[Answered]) -> list[Answered]:
    """The answers that may still be corrected."""
    free = set(visited[fenced(run, visited) :])
    return [a for a in answered if a.name in free]


def drop(run: Run, visited: Sequence[str], name: str, *, and_answers_after: bool) -> None:
    """Take an answer away (it is offered again as the default), with the pins, results and refusals that followed from it."""
    after = False
    for seen in [*visited, name]:
        if seen == name and not after:
            after = True
            if (entry := run.journal.pop(name, None)) is not None and entry.kind == "answer":
                run.before[name] = entry.value
        elif after and kind_of(run, seen) in ("pin", "result", "refused", "ok"):
            del run.journal[seen]
        elif after and and_answers_after and kind_of(run, seen) == "answer":
            run.before[seen] = run.journal.pop(seen).value
    run.question, run.misses, run.page, run.search, run.ticks, run.correcting, run.why = "", 0, 0, "", [], False, []

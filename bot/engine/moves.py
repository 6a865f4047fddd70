"""حرکت‌ها - what is true at every question: back, cancel, why, pages, correct one answer.   Runs: runs.py; what a journal loses: taking_back.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.questions import Asked
from bot.engine.screens import Press, Screen, rows_of
from bot.engine.taking_back import drop, fenced, last_answer, may_correct
from bot.engine.talk import Act
from bot.engine.turn import Turn

if TYPE_CHECKING:
    from bot.engine.runs import Runs


async def back(runs: Runs, turn: Turn, _act: Act) -> None:
    run = turn.state.stack[-1]
    stood = await runs.replay(turn, run, None)
    last = last_answer(run, stood.player.visited)
    if last is not None:
        drop(run, stood.player.visited, last, and_answers_after=True)
    elif fenced(run, stood.player.visited):
        turn.toast = runs.words.plain("engine.no_way_back")
    else:
        turn.state.stack.pop()
        runs.keep(turn, run)
        return await runs.show(turn)
    await runs.play(turn)
    return None


async def cancel(runs: Runs, turn: Turn, _act: Act) -> None:
    run = turn.state.stack.pop()
    kept = runs.keep(turn, run)
    text = runs.words.say("engine.cancelled_kept" if kept else "engine.cancelled", name=runs.words.plain(f"{run.flow}.title"))
    if runs.captures(turn.state.top):  # typing belongs to it again, and its banner says so
        return await runs.show(turn, note=text)
    turn.screen = Screen(text)
    rows = [Press(runs.words.plain("engine.button.undo_cancel"), ["draft", run.id])] if kept else []
    if turn.state.top is not None:
        rows.append(Press(runs.words.plain("engine.button.go_on_with", name=runs.words.plain(f"{turn.state.top.flow}.title")), ["resume"]))
    turn.screen.rows = rows_of([*rows, Press(runs.words.plain("engine.button.menu"), ["menu"])])
    return None


async def why(runs: Runs, turn: Turn, _act: Act) -> None:
    run = turn.state.stack[-1]
    stood = await runs.replay(turn, run, None)
    key = f"{stood.pause.question.text_key}.why" if isinstance(stood.pause, Asked) else ""
    await runs.play(turn, note=runs.words.say(key if runs.words.has(key) else "engine.why_in_general"))


async def page(runs: Runs, turn: Turn, act: Act) -> None:
    turn.state.stack[-1].page = act[1]
    await runs.play(turn)


async def wide(runs: Runs, turn: Turn, _act: Act) -> None:
    turn.state.stack[-1].search, turn.state.stack[-1].page = "", 0
    await runs.play(turn)


async def correct(runs: Runs, turn: Turn, _act: Act) -> None:
    run = turn.state.stack[-1]
    stood = await runs.replay(turn, run, None)
    at_confirm = isinstance(stood.pause, Asked) and stood.pause.question.kind == "confirm"
    run.correcting = at_confirm
    if at_confirm:
        await runs.play(turn)
    else:
        await back(runs, turn, ["back"])


async def mend(runs: Runs, turn: Turn, _act: Act) -> None:
    """Correct one answer before going on, wherever the dialog stands."""
    if turn.state.stack:
        turn.state.stack[-1].correcting = True
    await runs.play(turn)


async def later(runs: Runs, turn: Turn, act: Act) -> None:
    """Not now: what was answered is kept."""
    await (cancel(runs, turn, act) if turn.state.stack else runs.home(turn))


async def uncorrect(runs: Runs, turn: Turn, _act: Act) -> None:
    turn.state.stack[-1].correcting = False
    await runs.play(turn)


async def fix(runs: Runs, turn: Turn, act: Act) -> None:
    run = turn.state.stack[-1]
    stood = await runs.replay(turn, run, None)
    visited = stood.player.visited
    if any(a.name == act[1] for a in may_correct(run, visited, stood.player.answered)):
        drop(run, visited, act[1], and_answers_after=False)
    run.correcting = False
    await runs.play(turn)

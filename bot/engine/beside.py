"""آدم در گفت‌وگو - what the engine does while a person has the conversation, and right after.   The people: bot/people.py; the router asks here first"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.engine.asking import answered_line
from bot.engine.looking import look
from bot.engine.questions import Did
from bot.engine.screens import Message, Press, Screen, rows_of
from bot.engine.taking_back import may_correct
from bot.engine.talk import Act, Run
from bot.engine.turn import Turn
from domain.kernel.refusal import Refusal
from handlers.kit.said import Said

if TYPE_CHECKING:
    from bot.engine.runs import Runs

ALWAYS = frozenset({"bot", "here", "resume", "rahyar"})
JUST_NOW = timedelta(minutes=5)  # what is typed so soon after the end was meant for the rahyar
A_DAY = timedelta(hours=24)
HELD = 5  # messages


def plays(runs: Runs, turn: Turn) -> Run | None:
    """The little dialog that a member began while they wait (`in_queue=True`), if its question is on the screen. One begun before waits like any other."""
    top = turn.state.top
    return top if turn.talk.owner == "queue" and top is not None and top.waiting and top.flow in runs.registry.flows else None


def let_go(runs: Runs, turn: Turn) -> None:
    """Such a dialog ends when its member goes on with something else."""
    while (top := turn.state.top) is not None and top.waiting:
        turn.state.stack.pop()


def allows(runs: Runs, turn: Turn, act: Act, in_a_run: frozenset[str]) -> bool:
    """Whether a button may do something now: while a person has the conversation, the bot does nothing of its own."""
    if act[0] in ALWAYS:
        return True
    if act[0] == "flow" and turn.talk.owner == "queue":
        return act[1] in runs.registry.flows and runs.registry.flows[act[1]].in_queue
    return plays(runs, turn) is not None and act[0] in in_a_run and act[0] != "cancel"


async def show(runs: Runs, turn: Turn, note: str) -> None:
    """How things stand: the place in the queue, or who speaks."""
    if plays(runs, turn) is not None and not note:
        await runs.play(turn)
        return
    let_go(runs, turn)
    turn.screen = await turn.handover.screen(turn.actor, turn.talk)
    if note:
        turn.screen.text = f"{note}\n\n{turn.screen.text}"


async def hear(runs: Runs, turn: Turn, said: Said) -> None:
    """What a member says while a person has the conversation. In the queue it is kept, and they are told so once."""
    if (run := plays(runs, turn)) is not None and not said.edited and await runs.play(turn, Did(run.question, "say", said=said)) is None:
        return
    waits = turn.talk.owner == "queue"
    try:
        await turn.handover.relay(turn.actor, turn.talk, said)
    except Refusal as no:
        await runs.show(turn, note=runs.words.say(no.text_key, **no.fields))
        return
    if waits and turn.state.heard != turn.talk.case and not said.edited:
        turn.state.heard = turn.talk.case
        turn.messages.append(Message(runs.words.say("engine.kept_for_rahyar")))


# Right after


def is_over(turn: Turn) -> bool:
    """Whether a talk with a rahyar ended, and its member did nothing since."""
    after = turn.state.after
    return turn.talk.owner == "bot" and after is not None and turn.now - after.at <= A_DAY


def just_over(turn: Turn) -> bool:
    return is_over(turn) and turn.state.after is not None and turn.now - turn.state.after.at <= JUST_NOW


async def go_on(runs: Runs, turn: Turn, note: str) -> bool:
    """Ask whether to go on with the dialog that waited, with what is answered so far; False where there is nothing to ask."""
    run = turn.state.top
    stands = await look(runs, turn, run) if run is not None else None
    if run is None or stands is None:
        return False
    words, name = runs.words, runs.words.plain(f"{run.flow}.title")
    parts = [note] if note else []
    parts.append(words.say("engine.go_on_from", name=name, step=stands.question.step))
    if stands.answered:
        parts.append("\n".join([words.say("engine.answered_so_far"), *(answered_line(a, words) for a in stands.answered)]))
    presses = [Press(words.plain("engine.button.go_on"), ["resume"], "primary")]
    if may_correct(stands.run, stands.visited, stands.answered):
        presses.append(Press(words.plain("engine.button.correct"), ["mend"]))
    turn.screen = Screen("\n\n".join(parts), rows_of([*presses, Press(words.plain("engine.button.not_now"), ["later"])]))
    return True


async def hold(runs: Runs, turn: Turn, said: Said) -> None:
    """Words that came when the rahyar was gone already: nobody read them, so their writer decides."""
    after, words = turn.state.after, runs.words
    assert after is not None  # asked by the router
    after.held = [*after.held, said][-HELD:]
    send = Press(words.plain("engine.button.send_held"), ["send_held"], "primary")
    text = "\n".join([words.say("engine.not_read"), *(words.say("engine.held_line", words=s.text) for s in after.held if s.text)])
    turn.screen = Screen(text, [[send], [Press(words.plain("engine.button.do_not_send"), ["resume"])]])


async def send_held(runs: Runs, turn: Turn) -> None:
    """Open the case again (or a new one, when it is too late for that) and pass on what was held."""
    after = turn.state.after
    turn.state.after = None
    if after is None or turn.talk.owner != "bot":
        await runs.show(turn)
        return
    try:
        await turn.handover.again(turn.actor, turn.talk, after.number)
        for said in after.held:
            await turn.handover.relay(turn.actor, turn.talk, said)
    except Refusal as no:
        await runs.show(turn, note=runs.words.say(no.text_key, **no.fields))
        return
    turn.state.heard = turn.talk.case
    turn.messages.append(Message(runs.words.say("engine.sent_after_all")))
    await runs.show(turn)

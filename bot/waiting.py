"""صفحه‌ی انتظار - what a member sees while they wait for a rahyar, or speak with one.   Where a case stands: domain/moshavereh/asking.py `standing`"""

from __future__ import annotations

from bot.engine.screens import Press, Screen, Words
from domain.moshavereh.model import IN_THE_QUEUE, CaseState
from domain.moshavereh.views import Standing

CALL_BACK = "moshavereh.call_back"


def waiting_screen(standing: Standing, words: Words, *, member: bool) -> Screen:
    """Who is not a member has told no number to call."""
    if standing.state not in IN_THE_QUEUE:
        return _with_rahyar(standing, words)
    lines = [words.say("moshavereh.wait.head", number=standing.number)]
    if standing.place:
        lines.append(words.say("moshavereh.wait.next" if standing.place == 1 else "moshavereh.wait.place", place=standing.place))
    if not standing.anybody:
        lines.append(words.say("moshavereh.wait.nobody"))
    elif standing.wait is not None:
        lines.append(words.say("moshavereh.wait.expected", wait=standing.wait))
    if standing.opens is not None:
        lines.append(words.say("moshavereh.wait.closed", opens=standing.opens))
    lines.append(_hours(standing, words))
    lines.append(words.say("moshavereh.wait.write"))
    rows = [[Press(words.plain("engine.button.leave_queue"), ["bot"])]]
    if member:
        there = standing.anybody and standing.opens is None
        rows.insert(0, [Press(words.plain(f"{CALL_BACK}.title"), ["flow", CALL_BACK, None], "" if there else "primary")])
    return Screen("\n".join(line for line in lines if line), rows)


def _hours(standing: Standing, words: Words) -> str:
    if standing.hours is None:
        return words.say("moshavereh.wait.always")
    blocks = [words.plain("moshavereh.wait.block", begin=begin, end=end) for begin, end in standing.hours]
    return words.say("moshavereh.wait.hours", blocks=blocks) if blocks else ""


def _with_rahyar(standing: Standing, words: Words) -> Screen:
    lines = [words.say("engine.with_rahyar", number=standing.number, name=standing.rahyar)]
    if standing.state is CaseState.ON_HOLD:
        lines.append(words.say("moshavereh.wait.on_hold"))
    return Screen("\n".join(lines), [[Press(words.plain("engine.button.end_talk"), ["bot"])]])

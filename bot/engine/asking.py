"""کشیدن پرسش - turns a question into a screen with everything that is true at every question.   Questions: questions.py"""

from __future__ import annotations

from datetime import date

import msgspec

from bot.engine.questions import Answered, Labelled, Question
from bot.engine.reading import matching
from bot.engine.screens import Press, Screen, Words, rows_of
from bot.engine.talk import Run
from bot.engine.wire import back

PAGE = 8  # options on one page of a long list
FEW = 4  # a dialog of so many questions says at which of them one is
BY_BUTTON = ("common.example.contact", "common.example.location")  # no words to be an example of: what to press


def question_screen(question: Question, run: Run, words: Words, *, note: str = "") -> Screen:
    """The screen of a question. `note` comes first: why it is asked again, the answer to «چرا؟», where we come back to."""
    if run.correcting and question.lines:
        return _correcting(question, words)
    parts = [note] if note else []
    if question.left and (total := question.step + question.left - 1) >= FEW:
        parts.append(words.say("engine.progress", step=question.step, total=total))
    if run.why and run.why[0] == question.name:
        parts.append(run.why[1])
    parts += [answered_line(a, words) for a in question.lines]
    parts.append(words.say(question.text_key, **question.fields))
    if run.misses >= 2 and (example := _example(question, words)):
        parts.append(example)
    if run.misses >= 3:
        parts.append(words.say("engine.offer_rahyar"))
    screen = Screen("\n\n".join(parts) if not question.lines else _joined(parts, len(question.lines)))
    screen.rows = _rows(question, run, words)
    if question.reader is not None and question.reader.kind in ("contact", "location"):
        screen.ask = "contact" if question.reader.kind == "contact" else "location"
    screen.rows += _always(question, words)
    return screen


def _joined(parts: list[str], lines: int) -> str:
    first = len(parts) - lines - 1
    return "\n\n".join([*parts[:first], "\n".join(parts[first:-1]), parts[-1]])


def _rows(question: Question, run: Run, words: Words) -> list[list[Press]]:
    name = question.name
    if question.kind == "confirm":
        yes = Press(words.plain("engine.button.confirm"), ["yes", name], "primary")
        rows = [[yes], [Press(words.plain("engine.button.decline"), ["no", name])]]
        if question.lines:
            rows[1].append(Press(words.plain("engine.button.correct"), ["correct"]))
        return rows
    rows = []
    if name in run.before and (kept := _before(question, run)):
        rows.append([Press(words.plain("engine.button.keep", value=kept) if kept is not True else words.plain("engine.button.keep_all"), ["keep", name])])
    if question.kind in ("one", "many"):
        rows += _list(question, run, words)
    if question.kind == "many" and run.ticks:
        rows.append([Press(words.plain("engine.button.ticked", n=len(run.ticks)), ["ticked", name], "primary")])
    if question.optional:
        rows.append([Press(words.plain("engine.button.skip"), ["skip", name])])
    return rows


def _list(question: Question, run: Run, words: Words) -> list[list[Press]]:
    options = question.options
    if run.search:
        options = matching(run.search, [(o.label, o) for o in options]) or options
    pages = max(1, -(-len(options) // PAGE))
    page = min(run.page, pages - 1)
    rows = rows_of([_option(question, run, o, words) for o in options[page * PAGE : (page + 1) * PAGE]], question.columns)
    turn = []
    if page > 0:
        turn.append(Press(words.plain("engine.button.previous_page"), ["page", page - 1]))
    if page < pages - 1:
        turn.append(Press(words.plain("engine.button.next_page"), ["page", page + 1]))
    if turn:
        rows.append(turn)
    if run.search:
        rows.append([Press(words.plain("engine.button.whole_list"), ["wide"])])
    return rows


def _option(question: Question, run: Run, option: Labelled, words: Words) -> Press:
    if question.kind == "many":
        mark = "engine.ticked" if option.value in run.ticks else "engine.unticked"
        return Press(words.plain(mark, name=option.label), ["tick", question.name, option.value])
    return Press(option.label, ["pick", question.name, option.value])


def _before(question: Question, run: Run) -> object:
    """What «همان قبلی» would keep, as it is shown; True when only the offer can be shown."""
    value = run.before[question.name]
    if value is None:
        return None
    if question.kind == "one":
        held = [o.label for o in question.options if o.value == value[0]]
        return held[0] if held else None
    reader = question.reader
    if question.kind == "many" or reader is None or reader.personal:
        return True
    try:
        shown = reader.shown(back(value, reader.type))
    except msgspec.ValidationError:
        return True
    return shown if isinstance(shown, date) or (isinstance(shown, str) and len(shown) <= 30) else True


def answered_line(answered: Answered, words: Words) -> str:
    """An answer as it is shown back; what a rahyar filled in is marked."""
    line = f"{answered.text_key}.line"
    name = words.plain(line) if words.has(line) else ""
    shown = answered.shown if answered.shown is not None else words.plain("engine.not_given")
    said = words.say("engine.summary_line", name=name, value=shown) if name else words.say("engine.summary_value", value=shown)
    return f"{said} {words.say('engine.filled_in')}" if answered.by else said


def _example(question: Question, words: Words) -> str:
    for key in (f"{question.text_key}.example", f"common.example.{question.reader.kind}" if question.reader else ""):
        if key and words.has(key):
            return words.say("engine.by_button" if key in BY_BUTTON else "engine.for_instance", example=words.plain(key))
    return ""


def _always(question: Question, words: Words) -> list[list[Press]]:
    moves = [Press(words.plain(f"engine.button.{act}"), [act]) for act in ("back", "cancel", "menu")]
    help_ = [Press(words.plain("engine.button.rahyar"), ["rahyar"])]
    if words.has(f"{question.text_key}.why"):
        help_.insert(0, Press(words.plain("engine.button.why"), ["why"]))
    return [moves, help_]


def _correcting(question: Question, words: Words) -> Screen:
    presses = [Press(_correct_label(a, words), ["fix", a.name]) for a in question.lines]
    rows = [*rows_of(presses), [Press(words.plain("engine.button.nothing_to_correct"), ["uncorrect"])]]
    return Screen(words.say("engine.correct_which"), rows)


def _correct_label(answered: Answered, words: Words) -> str:
    line = f"{answered.text_key}.line"
    return words.plain(line) if words.has(line) else str(answered.shown)

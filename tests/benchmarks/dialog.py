"""گفت‌وگوی سنجش - the dialog that every contestant tells: its words, and what its people do.   Contestants: contestants/

Six updates: opened by a link; a choice is tapped, an amount is typed, months are tapped, a name is typed, and the yes is tapped. One row is the outcome.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.texts.catalogue import Entry, read_catalogues

HERE = Path(__file__).parent
UPDATES = 6
FOR = ("house", "work", "school", "health")
MONTHS = (12, 24, 36)


@cache
def entries() -> tuple[Entry, ...]:
    """The texts of the dialog."""
    found, faults = read_catalogues(HERE)
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(found)


@cache
def words() -> dict[str, str]:
    """The same as plain strings, by their last word: all that a bot without a catalogue needs."""
    return {entry.key.removeprefix("bench.loan."): entry.forms[0] for entry in entries()}


def script() -> list[dict[str, str]]:
    """What a person does (tests/kit/botapi/crowd.py); a step is over when its answer is seen."""
    w = words()
    return [
        {"starts": "bench_loan", "sees": w["what_for"]},
        {"taps": w["work"], "sees": w["amount"]},
        {"says": w["typed_amount"], "sees": w["months"]},
        {"taps": w["months_option"].partition(" ")[2], "sees": w["guarantor"]},
        {"says": w["typed_guarantor"], "sees": w["sure"]},
        {"taps": w["yes"], "sees": w["filed"].partition(".")[2].strip()},
    ]

"""آزمون نمایش‌نامه‌ها - every dialog of kanoons, with nonsense at each question and a crash before each word; it ends as it should.   The dialogs: scripts.py"""

from __future__ import annotations

import pytest

from handlers.kit.said import Media
from storage.kanoon.invariants import INVARIANTS
from tests.architecture.house import sources
from tests.architecture.keys import names_of
from tests.kanoon.scripts import SCRIPTS, YES, Script
from tests.kanoon.talkers import Talkers
from tests.kanoon.village import Village

VOICE = Media("voice", "web:a-voice", mime="audio/ogg", size=1000)


async def opening(talkers: Talkers, script: Script) -> None:
    """Zahra leads and Hassan is hamyar; everybody who will speak or read has the bot open; the first question is there."""
    kanoon = await Village.kanoon(talkers.village)
    for who in script.members:
        await talkers.village.join(who, kanoon)
    for who, hat in script.hats.items():
        await talkers.give(who, *hat)
    for deed in script.before:
        await deed(talkers, kanoon)
    await talkers.open(*dict.fromkeys(("zahra", "hassan", script.who, script.reader or script.who)))
    await talkers.begins(script.who, script.flow, script.subject)


async def act(talkers: Talkers, who: str, what: str | Media) -> None:
    person = talkers[who]
    if isinstance(what, Media):
        await person.says(media=what)
    elif what.startswith("+"):
        await person.says(what[1:])
    else:
        await person.taps(what)


async def closing(talkers: Talkers, script: Script) -> None:
    reader = talkers[script.reader or script.who]
    assert script.end in reader.text, reader.dump()
    async with talkers.village.open() as (unit, _):
        for invariant in INVARIANTS:
            assert await invariant.faults(unit.conn) == [], invariant.name


@pytest.mark.parametrize("name", SCRIPTS)
async def test_nonsense_at_every_question_and_a_crash_before_every_word_change_nothing(talkers: Talkers, name: str) -> None:
    """A voice where words are wanted, words where a photo is: that is told, the question stays, and what was answered before is kept."""
    script = SCRIPTS[name]
    await opening(talkers, script)
    person = talkers[script.who]
    for what in script.acts:
        question = person.last.text.rpartition("</i>\n\n")[2]  # without how far one is
        talkers.town.restart()
        await (person.says("قرمه‌سبزی با دوغ") if isinstance(what, Media) else person.says(media=VOICE))
        assert question in person.last.text and person.last.text != question, f"{what}\n{person.dump()}"
        talkers.town.restart()
        await act(talkers, script.who, what)
    await closing(talkers, script)


@pytest.mark.parametrize("name", [name for name, script in SCRIPTS.items() if YES in script.acts])
async def test_whoever_says_no_at_the_end_has_done_nothing_and_may_go_on_later(talkers: Talkers, name: str) -> None:
    script = SCRIPTS[name]
    await opening(talkers, script)
    for what in script.acts[: script.acts.index(YES)]:
        await act(talkers, script.who, what)
    before = await talkers.village.notes()
    await talkers[script.who].taps("نه، فعلاً نه")
    assert await talkers.village.notes() == before
    if "تا ۷ روز" in talkers[script.who].last.text:
        await talkers[script.who].taps("منوی اصلی")
        await talkers[script.who].taps("پیش‌نویس")
        await talkers[script.who].taps(YES)
        await closing(talkers, script)


def test_every_dialog_of_kanoons_is_played() -> None:
    """By name, or on the way of another."""
    flows = set(names_of([s for s in sources("handlers") if s.path.startswith("handlers/kanoon/")], "flow"))
    doors = {"kanoon.mine", "kanoon.lead", "kanoon.history", "kanoon.invite", "kanoon.finish_registration", "kanoon.requests_for_deputy"}
    on_the_way = {"kanoon.answer", "kanoon.withdraw", "kanoon.reject", "kanoon.ask_more", "kanoon.activity_photo", "kanoon.activity_mark",
                  "kanoon.activity_decline", "kanoon.activity_cancel"}  # fmt: skip
    assert flows == {s.flow for s in SCRIPTS.values()} | doors | on_the_way

"""خطاهای کاشته - the walk finds what it is there to find: every fault is planted in a toy and must be told."""

from __future__ import annotations

from tests.walk import toy
from tests.walk.aside import garbage
from tests.walk.promises import back_and_forth, correct, leave_and_return, restart_and_repeat
from tests.walk.taps import foreign_taps
from tests.walk.walking import never_reached, never_shown

EVERY = (restart_and_repeat, back_and_forth, leave_and_return, correct, foreign_taps, garbage)
"""Those that need no rahyars and no Persian."""


async def test_a_sound_shop_is_walked_without_a_complaint(sqlite_url: str) -> None:
    async with toy.walked(sqlite_url, toy.sound, toy.guarded, toy.post_guarded, promises=EVERY) as walk:
        assert [str(fault) for fault in walk.faults] == []
        assert never_reached(walk) == []
        assert {("toy.sound", key) for key in ("what", "colour", "sure")} <= walk.world.seen
        assert walk.doors["card", "toy.guarded", "approve"] > 0


async def test_a_dialog_that_breaks_on_the_way_back_is_told(sqlite_url: str) -> None:
    async with toy.walked(sqlite_url, toy.forgetful, promises=(back_and_forth,)) as walk:
        assert any("ZeroDivisionError('back')" in fault.says and "toy.forgetful" in fault.says for fault in walk.faults)


async def test_a_card_whose_verb_looks_at_nobody_is_told(sqlite_url: str) -> None:
    async with toy.walked(sqlite_url, toy.sound, toy.open_to_all, toy.post_open, promises=(correct,)) as walk:
        assert {fault.promise for fault in walk.faults} == {"only for who may"}
        assert any("toy.open.give" in fault.says for fault in walk.faults)


async def test_a_dialog_that_nobody_comes_to_is_named(sqlite_url: str) -> None:
    async with toy.walked(sqlite_url, toy.sound, toy.hidden, promises=(correct,)) as walk:
        assert never_reached(walk) == ["toy.hidden: no way led to it from the people of the town"]


async def test_a_question_that_nobody_is_asked_is_named(sqlite_url: str) -> None:
    async with toy.walked(sqlite_url, toy.sound, toy.shy, promises=(correct,)) as walk:
        missing = never_shown(walk, [toy.source()])
        assert any("toy.shy asks secret" in where for where in missing)
        assert not any("toy.shy asks what" in where for where in missing)

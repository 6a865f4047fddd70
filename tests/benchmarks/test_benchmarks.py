"""آزمون سنجش - everybody tells the dialog to its end before a platform that is strict, and is compared; nothing is timed."""

from __future__ import annotations

import pytest

from tests.benchmarks import market, report, scenes, small
from tests.benchmarks.contest import Contestant, Told, Wrong
from tests.benchmarks.relay import Relay, lines, meet
from tests.benchmarks.scenes import OURS, PTB, PTB_CHATS, Scene, play


@pytest.mark.postgres
@pytest.mark.redis
async def test_everybody_tells_the_whole_dialog_and_is_compared() -> None:
    heard: list[str] = []
    shown: list[str] = []
    results = await play(
        [Scene("tiny", 3, 1)], heard.append, lambda scene, told: shown.extend(report.scene_lines(scene, told)), warm=1, quick_simulator=False, durable=False
    )
    assert len(heard) == len(results.told["tiny"]) == 6
    for name, (told,) in results.told["tiny"].items():
        assert told.calls >= 3 * 8 and told.cpu > 0, name
    for peer in ("aiogram", "aiogram, tuned", PTB, PTB_CHATS):
        assert f"{OURS} against {peer}: " in "\n".join(shown)
    assert not results.left
    assert any(OURS in line for line in report.last_lines(results))


@pytest.mark.postgres
@pytest.mark.redis
async def test_members_write_to_rahyars_and_every_word_is_counted() -> None:
    tiny = Relay(1, 2, 2, 0.0)
    told = await meet(tiny, durable=False)
    assert told.cpu > 0 and told.calls >= 4 and set(told.milliseconds) == {"p50", "p95", "p99", "p100"}
    assert "2 members write to 1 rahyars, 4 words" in "".join(lines(tiny, told))


@pytest.mark.postgres
async def test_goods_are_searched_on_both_databases_by_their_index() -> None:
    found = [one async for one in market.measured(goods=3_000, asked=25)]
    assert [(one.where, one.kind) for one in found] == [(where, kind) for where in ("SQLite", "PostgreSQL") for kind in market.KINDS_OF_SEARCH]
    plans = {(one.where, one.kind): " ".join(one.plan) for one in found}
    for where, index in (("SQLite", "VIRTUAL TABLE INDEX"), ("PostgreSQL", "sat_product_words")):
        assert index in plans[where, "a rare word"], plans
    assert all("ms" in market.lines(one)[0] for one in found)


def test_a_ratio_is_that_of_neighbours() -> None:
    ours, theirs = [_told(1.0), _told(4.0), _told(2.0)], [_told(2.0), _told(6.0), _told(5.0)]
    assert report.ratio(ours, theirs) == 2.0


def test_every_scene_has_us_and_every_peer() -> None:
    for quick in (True, False):
        for scene in scenes.scenes(quick=quick):
            assert OURS not in scene.left_out
            assert not {PTB, PTB_CHATS} <= set(scene.left_out)
            assert not {"aiogram", "aiogram, tuned"} & set(scene.left_out)


@pytest.mark.postgres
async def test_a_message_without_an_effect_is_one_read_and_one_writing_statement(new_database: object) -> None:
    assert callable(new_database)
    assert await small.statements_on(await new_database()) == 3  # the third writes down what was sent, for many together


@pytest.mark.redis
async def test_a_dialog_that_does_not_end_is_no_result(redis_url: str, tmp_path: object) -> None:
    async with Contestant("aiogram", "with_aiogram", f"{tmp_path}/plain.db", redis_url, ("plain",)) as aiogram:
        await aiogram.sim.do("fault", kind="error", method="editMessageText", times=None, code=400, description="Bad Request: no")
        with pytest.raises(Wrong):
            await aiogram.meets(2, patience=2)


def _told(cpu: float) -> Told:
    return Told(1, cpu, 0.0, 1.0, 10, {})

"""آزمون سنجش - everybody tells the dialog to its end before a platform that is strict; nothing is timed."""

from __future__ import annotations

import pytest

from tests.benchmarks.contest import Contestant, Wrong
from tests.benchmarks.scenes import contestants


@pytest.mark.postgres
@pytest.mark.redis
async def test_every_contestant_tells_the_whole_dialog() -> None:
    async with contestants(quick_simulator=False, durable=False) as everybody:
        for contestant in everybody:
            told = await contestant.meets(3)
            assert told.calls >= 3 * 8, contestant.name


@pytest.mark.redis
async def test_a_dialog_that_does_not_end_is_no_result(redis_url: str, tmp_path: object) -> None:
    async with Contestant("aiogram", "with_aiogram", f"{tmp_path}/plain.db", redis_url, ("plain",)) as aiogram:
        await aiogram.sim.do("fault", kind="error", method="editMessageText", times=None, code=400, description="Bad Request: no")
        with pytest.raises(Wrong):
            await aiogram.meets(2, patience=2)

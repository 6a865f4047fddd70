"""گروه میز در تلگرام - alarm cards in the group of the rahyars, over real HTTP: who waits on Bale is taken there, once, and only by a rahyar (decision 27)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.gateways.base import Address
from tests.conftest import NewDatabase
from tests.gateways.contract.messengers import InMessenger, notes
from tests.gateways.contract.playing import Note
from tests.gateways.contract.village import empty
from tests.kit.botapi.people import Presence
from tests.stories.test_messengers import Town, open_town, url

__all__ = ["url"]
TAKE = "برمی‌دارم"


@pytest.fixture
async def database(url: str | NewDatabase) -> str:
    return url if isinstance(url, str) else await empty(url)


def sits_in(town: Town, *names: str) -> list[Presence]:
    """A desk group with these people; from now on it is the one that the house knows."""
    actors = [actor for name in names if isinstance(actor := town.actors[f"{name} telegram"], InMessenger)]
    api = actors[0].api
    group = api.group("میز رهیاران", *(actor.person for actor in actors))
    town.house.desk_group = Address("telegram", api.token.partition(":")[0], str(group.id))
    return [actor.person.at(group) for actor in actors]


async def card(town: Town, presence: Presence, words: str) -> Note:
    """The newest card of the group, once it says so."""
    for _ in range(100):
        await town.everywhere.settle()
        if (shown := notes(presence)) and words in shown[-1].text:
            return shown[-1]
        await asyncio.sleep(0.1)
    raise AssertionError(f"{words!r} is not in {[note.text for note in notes(presence)]}")


async def told(presence: Presence, note: Note) -> str:
    """What somebody who taps «برمی‌دارم» on a card of the group reads."""
    tap = await presence.taps_ref(note.keys[TAKE], int(note.id))
    return str((await tap.acked()).get("text") or "")


async def test_who_waits_on_bale_is_taken_in_the_group_on_telegram_once_and_by_a_rahyar_alone(database: str, tmp_path: Path) -> None:
    async with open_town(database, tmp_path) as town:
        sara, hassan = sits_in(town, "sara", "hassan")
        await town("zahra bale", "says", "engine.button.rahyar")
        await town("zahra bale", "sees", "moshavereh.wait.head")
        waits = await card(town, sara, "PR")
        assert "زهرا" not in waits.text and "رستمی" not in waits.text
        no = await told(hassan, waits)
        assert no and "برداشتید" not in no
        await town("zahra bale", "has no", "engine.button.end_talk")
        assert "برداشتید" in await told(sara, waits)
        await town("zahra bale", "sees", "engine.with_rahyar")
        await town("sara telegram", "taps", "moshavereh.case.answer")
        await town("sara telegram", "says", "سلام زهرا خانم")
        await town("zahra bale", "sees", "سلام زهرا خانم")
        taken = await card(town, sara, "PR")
        assert TAKE not in taken.keys or "برداشتید" not in await told(sara, taken)

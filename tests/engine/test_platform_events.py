"""رویدادهای سکو - what platforms tell beside words and taps: shut chats, groups, places that move."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from bot.gateways.base import Address, Incoming
from bot.scene import open_scene
from domain.kernel.people import MemberId
from handlers.kit.said import Place, Said
from storage.kit.accounts import AccountRows
from tests.engine import shop
from tests.kit.talk import Person, Town


async def happens(town: Town, person: Person, kind: str, **more: object) -> None:
    incoming = Incoming(person.at, str(next(town.updates)), person.key, kind)  # type: ignore[arg-type]  # a Kind
    await town.receive(person, replace(incoming, **more))


async def is_shut(town: Town, person: Person) -> bool:
    async with town.house.units.open(town.now) as unit:
        account = await AccountRows(unit.conn, unit.now).find(f"{person.platform}:{person.key}")
    assert account is not None
    return account.blocked is not None


async def test_who_shuts_their_own_chat_is_out_of_reach_until_they_come_back(town: Town) -> None:
    zahra = town.person("zahra", "telegram")
    await zahra.opens()
    await happens(town, zahra, "blocked")
    assert await is_shut(town, zahra)
    await happens(town, zahra, "unblocked")
    assert not await is_shut(town, zahra)


async def test_who_takes_the_bot_out_of_a_group_is_still_reached_in_private(town: Town) -> None:
    zahra = town.person("zahra", "telegram")
    await zahra.opens()
    group = Address("telegram", "1", "-1001")
    for kind in ("unblocked", "blocked"):
        await happens(town, zahra, kind, at=group, group=True)
    assert not await is_shut(town, zahra)
    assert "-1001" not in town.gateways["telegram"].chats


async def test_a_place_that_is_shared_live_is_answered_once(town: Town) -> None:
    zahra = town.person("zahra", "telegram")
    await zahra.opens()
    await zahra.shares_place(30.0, 57.0)
    told = len(zahra.chat)
    for n in range(5):
        await happens(town, zahra, "edited", said=Said(place=Place(30.0 + n, 57.0)), message="7")
    assert len(zahra.chat) == told
    await zahra.edits("سلام")
    assert len(zahra.chat) > told, "words that were changed are still noticed"


async def both(town: Town) -> tuple[Person, Person]:
    """Zahra on two messengers; on both, messages are numbered from one."""
    here, there = town.person("zahra", "telegram"), town.person("zahra", "bale")
    for one in (here, there):
        await one.opens()
        await shop.make_member(town.house, f"{one.platform}:{one.key}", 1)
    return here, there


async def test_a_notice_comes_to_the_messenger_used_last_also_within_the_same_minute(town: Town) -> None:
    here, there = await both(town)
    for one, other in ((here, there), (there, here), (here, there)):
        await one.says("منو")
        told = len(other.chat)
        async with open_scene(town.house, town.now) as scene:
            await scene.post.tell(MemberId(1), "engine.what_next")
            await scene.settle()
        town.house.kick({r.where for r in scene.leaving.rows})
        await town.settle()
        assert "کار دیگری هم هست" in one.last.text
        assert len(other.chat) == told
        town.now += timedelta(seconds=1)


async def test_an_old_button_with_the_number_of_the_live_screen_elsewhere_shows_where_things_stand(town: Town) -> None:
    here, there = await both(town)
    await here.opens()
    await here.taps("Buy")
    old, button = here.button("لغو")
    await there.says("bread")
    assert "shop.buy.count" in there.last.text
    for message in {there.last.id, old.id}:
        await here.taps_ref(button.ref, message)
        assert "دیگر کار نمی‌کند" in here.toast
        assert "shop.buy.count" in here.last.text
        await there.taps("ادامه در اینجا")

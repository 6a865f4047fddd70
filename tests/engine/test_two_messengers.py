"""دو پیام‌رسان - one member, several messengers: the live screen is where they last spoke, elsewhere stands a door (decision 1)."""

from __future__ import annotations

from tests.engine import shop
from tests.kit.talk import Person, Town


async def at_two_doors(town: Town) -> tuple[Person, Person]:
    """Zahra on Telegram and on Bale, in the middle of buying; she began on Telegram and went on on Bale."""
    here, there = town.person("zahra", "telegram"), town.person("zahra", "bale")
    for one in (here, there):
        await one.opens()
        await shop.make_member(town.house, f"{one.platform}:{one.key}", 1)
    await here.opens()
    await here.taps("Buy")
    await here.says("bread")
    await there.says("3")
    return here, there


def doors(person: Person) -> int:
    return sum(button.label == "ادامه در اینجا" for message in person.chat for button in message.buttons)


async def test_a_dialog_goes_on_where_its_member_speaks_and_leaves_a_door_behind(town: Town) -> None:
    here, there = await at_two_doors(town)
    assert "shop.buy.paint" in there.last.text
    assert "پیام‌رسان دیگرتان" in here.last.text
    assert here.labels == ["ادامه در اینجا"]


async def test_the_door_brings_the_conversation_back_and_leaves_one_there(town: Town) -> None:
    here, there = await at_two_doors(town)
    await here.taps("ادامه در اینجا")
    assert "shop.buy.paint" in here.last.text
    assert there.labels == ["ادامه در اینجا"]
    await here.taps("shop.buy.blue")
    await here.taps("بله، درست است")
    assert shop.SOLD == ["hold bread", "bread"]
    assert doors(here) == 0


async def test_many_moves_leave_one_door_a_chat_and_each_works_after_a_restart(town: Town) -> None:
    here, there = await at_two_doors(town)
    for _ in range(3):
        town.restart()
        await here.taps("ادامه در اینجا")
        await there.taps("ادامه در اینجا")
    assert doors(here) == 1 and doors(there) == 0
    assert "shop.buy.paint" in there.last.text


async def test_somebody_elses_door_opens_nothing(town: Town) -> None:
    here, there = await at_two_doors(town)
    message, door = here.button("ادامه در اینجا")
    reza = town.person("reza", "telegram")
    await reza.opens()
    await reza.taps_ref(door.ref, message.id)
    assert "دیگر کار نمی‌کند" in reza.toast
    assert "shop.buy.paint" not in reza.text
    assert "shop.buy.paint" in there.last.text


async def test_a_screen_that_is_gone_gets_no_message_in_its_place(town: Town) -> None:
    here, there = town.person("zahra", "telegram"), town.person("zahra", "bale")
    for one in (here, there):
        await one.opens()
        await shop.make_member(town.house, f"{one.platform}:{one.key}", 1)
    await here.opens()
    here.chat.clear()
    await there.opens()
    assert here.chat == []

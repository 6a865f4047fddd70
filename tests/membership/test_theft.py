"""دزدی و گم شدن - a stolen messenger, a frozen membership, a lost SIM, and the ways back.   Product: handlers/membership/linking.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.membership.model import Stage, State
from tests.membership.neighbours import CAST
from tests.membership.test_families import nika_joins
from tests.membership.test_messengers import OF_ZAHRA, code_in, code_of
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk, answers_of, fa

NEW_SIM = "+989127777777"


async def on_two_messengers(folk: Folk) -> None:
    """Zahra speaks from Telegram and from Bale, with a child."""
    await folk.join(ADMIN, "zahra")
    await nika_joins(folk)
    code = await code_of(folk, "zahra")
    await folk["zahra@bale"].opens()
    await folk.plays("zahra@bale", "«کد پیوند دارم»", code)


async def zahra_freezes(folk: Folk, *, sim_lost: bool) -> None:
    """From the messenger that she still has."""
    await folk.begins("zahra@bale", "freeze")
    await folk.plays("zahra@bale", "«بله»" if sim_lost else "«خیر»", CONFIRM, fa(CAST["zahra"][1]))


async def comes_with_a_new_sim(folk: Folk, who: str = "newphone") -> None:
    """As a newcomer, with her own identifier and another number."""
    await folk[who].opens()
    await folk.plays(who, "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", lambda p: p.shares_contact(NEW_SIM), *answers_of("zahra"), CONFIRM)


async def test_a_stolen_messenger_is_signed_out_at_once_with_the_children(folk: Folk) -> None:
    await on_two_messengers(folk)
    await folk.begins("zahra@bale", "devices")
    await folk.plays("zahra@bale", "«تلگرام، آخرین بار»", fa(CAST["zahra"][1]))
    assert await folk.speaks_from("zahra") is None
    thief = folk["zahra"]
    await thief.opens()
    assert "عضو شوم" in thief.labels
    async with folk.look() as (_, membership):
        assert await membership.ports.accounts.members_behind("telegram:zahra") == [], "nor does the child speak from there"


async def test_an_old_button_of_the_stolen_messenger_does_nothing(folk: Folk) -> None:
    await on_two_messengers(folk)
    await folk.begins("zahra", "change_home")
    await folk.plays("zahra", "تهران", "تهران", "«رد شدن»", "«رد شدن»")
    message, button = folk["zahra"].button("بله، درست است")
    await folk.begins("zahra@bale", "devices")
    await folk.plays("zahra@bale", "«تلگرام، آخرین بار»", fa(CAST["zahra"][1]))
    await folk["zahra"].taps_ref(button.ref, message.id)
    assert (await folk.member("zahra")).home.city == "گرگان"


async def test_five_wrong_identifiers_end_a_sign_out(folk: Folk) -> None:
    await on_two_messengers(folk)
    bale = await folk.begins("zahra@bale", "devices")
    await folk.plays("zahra@bale", "«تلگرام، آخرین بار»", *[fa(CAST["hassan"][1])] * 5)
    assert "کنارش گذاشتیم" in bale.last.text and await folk.speaks_from("zahra") is not None
    await folk.begins("zahra@bale", "freeze")
    await folk.plays("zahra@bale", "«خیر»", CONFIRM, fa(CAST["zahra"][1]))
    assert "برای امنیت" in bale.last.text and (await folk.member("zahra")).state is State.ACTIVE


async def test_frozen_at_once_and_back_with_a_text_message(folk: Folk) -> None:
    await on_two_messengers(folk)
    await zahra_freezes(folk, sim_lost=False)
    assert (await folk.member("zahra")).state is State.FROZEN
    assert await folk.speaks_from("zahra") is None and await folk.speaks_from("zahra@bale") is None
    assert "بسته شد" in folk["zahra@bale"].text and "دیگر به آن عضویت پیوند ندارد" in folk["zahra"].text
    await folk.all_is_well()
    await folk.begins("zahra@bale", "sign_in")
    await folk.plays("zahra@bale", *OF_ZAHRA)
    ((mobile, code),) = folk.sms.sent.values()
    assert mobile == CAST["zahra"][5]
    await folk.plays("zahra@bale", fa(code))
    assert (await folk.member("zahra")).state is State.ACTIVE and await folk.speaks_from("zahra@bale") == await folk.member("zahra")
    await folk.begins("zahra@bale", "switch")
    assert "نیکا کریمی" in folk["zahra@bale"].labels[0], "the child came along"
    await folk.all_is_well()


async def test_with_the_sim_gone_no_code_leaves_by_text_message(folk: Folk) -> None:
    await on_two_messengers(folk)
    await zahra_freezes(folk, sim_lost=True)
    await folk.begins("zahra@bale", "sign_in")
    await folk.plays("zahra@bale", *OF_ZAHRA, "۱۲۳۴۵۶")
    assert folk.sms.sent == {} and await folk.speaks_from("zahra@bale") is None
    await folk.give("hassan", Role.POSHTIBAN)
    admin = await folk.begins(ADMIN, "trust_sms")
    await folk.plays(ADMIN, (await folk.member("zahra")).code, CONFIRM)
    assert "با پیامک هم فرستاده می‌شود" in admin.text
    await folk.plays("zahra@bale", "«رد شدن»")
    assert len(folk.sms.sent) == 1 and "کد تازه‌ای فرستاده شد" in folk["zahra@bale"].text


async def test_a_page_of_a_lost_sim_is_emptied(folk: Folk) -> None:
    await folk.join("zahra")
    code = await code_of(folk, "zahra")
    await folk["zahra@web"].opens()
    await folk.plays("zahra@web", "«کد پیوند دارم»", code)
    await folk.begins("zahra", "freeze")
    await folk.plays("zahra", "«بله»", CONFIRM, fa(CAST["zahra"][1]))
    assert folk["zahra@web"].chat == []


async def test_phone_and_sim_lost_the_member_comes_back_with_a_new_sim(folk: Folk) -> None:
    await on_two_messengers(folk)
    await zahra_freezes(folk, sim_lost=True)
    before = await folk.member("zahra")
    await comes_with_a_new_sim(folk)
    assert "یک همکار خودش نگاه می‌کند" in folk["newphone"].text
    card = folk.card(ADMIN, "رسیده در")
    assert "عضوی با همین شناسه هست" in card.text and "می‌پذیرم" in [b.label for b in card.buttons], "nobody is signed in who could object"
    await folk.plays(ADMIN, "«می‌پذیرم»")
    zahra = await folk.member("zahra")
    assert (zahra.id, zahra.state, zahra.mobile, zahra.sms_trusted) == (before.id, State.ACTIVE, NEW_SIM, True)
    assert await folk.speaks_from("newphone") == zahra and zahra.code in folk["newphone"].text
    nika = await folk.member("nika")
    assert nika.mobile == NEW_SIM
    await folk.begins("newphone", "switch")
    await folk.plays("newphone", "«نیکا کریمی»")
    assert await folk.speaks_from("newphone") == await folk.member("nika")
    await folk.all_is_well()


async def test_a_claimed_member_has_three_days_to_say_that_it_is_not_them(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await comes_with_a_new_sim(folk, "thief")
    assert "تا سه روز" in folk["zahra"].text
    card = folk.card(ADMIN, "رسیده در")
    assert "می‌تواند اعتراض کند" in card.text and "می‌پذیرم" not in [b.label for b in card.buttons]
    await folk.plays("zahra", "«من نیستم»")
    assert (await folk.application(3)).stage is Stage.REJECTED
    assert "این درخواست بسته شد" in folk.card("zahra", "شناسه‌ی شما").text
    assert "شناسه" not in folk["thief"].text.partition("رسید")[2], "the thief does not learn whose identifier it is"
    assert await folk.speaks_from("thief") is None and await folk.speaks_from("zahra") is not None


async def test_after_three_days_of_silence_the_poshtiban_may_hand_over(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await comes_with_a_new_sim(folk)
    await folk.town.later(hours=73)
    await folk.plays(ADMIN, "«می‌پذیرم»")
    assert await folk.speaks_from("newphone") == await folk.member("zahra") and await folk.speaks_from("zahra") is None


async def test_a_rahyar_freezes_at_the_word_of_who_called(folk: Folk) -> None:
    await folk.join("zahra", "reza")
    await folk.give("reza", Role.RAHYAR_ONLINE)
    reza = await folk.begins("reza", "freeze_for")
    await folk.plays("reza", "AAAAAAAA", "«خیر»", CONFIRM)
    assert "پیدا نشد" in reza.last.text
    await folk.begins("reza", "freeze_for")
    await folk.plays("reza", (await folk.member("zahra")).code, "«خیر»", CONFIRM)
    assert "ورودهای" in reza.text and (await folk.member("zahra")).state is State.FROZEN
    assert await folk.speaks_from("zahra") is None


async def test_a_new_number_is_told_wherever_the_member_is_signed_in(folk: Folk) -> None:
    await on_two_messengers(folk)
    bale = await folk.begins("zahra@bale", "change_mobile")
    await bale.shares_contact(NEW_SIM)
    assert (await folk.member("zahra")).mobile == NEW_SIM
    assert (await folk.member("nika")).mobile == NEW_SIM, "a child's number is the guardian's"
    both = folk["zahra"].text + bale.text
    assert "شماره‌ی تازه‌ی شما ثبت شد" in both and "اگر خودتان نکرده‌اید" in both


async def test_the_code_goes_to_the_newest_messenger_and_never_into_the_asking_one(folk: Folk) -> None:
    await folk.join("zahra")
    await folk["zahra@bale"].opens()
    await folk.plays("zahra@bale", "«قبلاً عضو شده‌ام»", *OF_ZAHRA)
    assert code_in(folk.card("zahra", "کد ورود شما").text, 6) not in folk["zahra@bale"].text

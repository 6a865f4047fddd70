"""گفت‌وگوهای آیکاپ - a signature, a note alone and with a guarantor, its paper, its end: with the whole product around them.   Product: handlers/icap/"""

from __future__ import annotations

from bot.pictures import draw
from domain.hesam.model import STAMP, own
from domain.icap.note import NoteState
from domain.kernel.people import SYSTEM
from tests.icap.conftest import certified, code_of, do, drafts, gives_code, signs
from tests.kit.renderings import looks_as_before
from tests.membership.townsfolk import CONFIRM, Folk


async def money(folk: Folk, who: str = "zahra") -> tuple[int, int, int]:
    """Free and held rials, and what the treasury got."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        hesam = scene.services["hesam"]
        found, stamp = await hesam.balance(SYSTEM, own(me)), await hesam.balance(SYSTEM, STAMP)
        return found.free, found.held, stamp.balance


async def token_of(folk: Folk, who: str = "zahra") -> str:
    return str((await do(folk, who, "icap", "my_notes"))[0].token)


async def test_a_signature_is_got_with_a_code(folk: Folk) -> None:
    await folk["zahra"].begins("icap.certificate")
    assert "مثل امضای خودتان پای کاغذ" in folk["zahra"].last.text
    await folk["zahra"].taps("بله")
    await folk["zahra"].says("۱۱۱۱۱۱" if code_of(folk, "zahra") != "111111" else "۲۲۲۲۲۲")
    assert "درست نبود" in folk["zahra"].text and not await do(folk, "zahra", "icap", "certificates_of")
    await gives_code(folk, "zahra")
    assert "امضای الکترونیک شما ساخته شد" in folk["zahra"].text
    await folk["zahra"].begins("icap.certificate")
    assert "معتبر است" in folk["zahra"].last.text and not any("تمدید" in b.label for b in folk["zahra"].last.buttons)


async def test_five_wrong_codes_end_it_for_an_hour(folk: Folk) -> None:
    await folk["zahra"].begins("icap.certificate")
    await folk["zahra"].taps("بله")
    wrong = "۱۱۱۱۱۱" if code_of(folk, "zahra") != "111111" else "۲۲۲۲۲۲"
    for _ in range(5):
        await folk["zahra"].says(wrong)
    assert "یک ساعت دیگر" in folk["zahra"].text and not await do(folk, "zahra", "icap", "certificates_of")


async def test_a_code_that_is_over_is_sent_again(folk: Folk) -> None:
    await folk["zahra"].begins("icap.certificate")
    await folk["zahra"].taps("بله")
    old = code_of(folk, "zahra")
    await folk.town.later(minutes=3)
    await folk["zahra"].says(old)
    assert not await do(folk, "zahra", "icap", "certificates_of")
    await folk["zahra"].taps("رد شدن")
    await gives_code(folk, "zahra")
    assert "ساخته شد" in folk["zahra"].text


async def test_who_is_not_known_is_sent_to_be_known(folk: Folk) -> None:
    await folk["hassan"].begins("icap.certificate")
    assert "احراز هویت شده باشد" in folk["hassan"].text


async def test_a_signature_is_renewed_in_its_last_days_and_expires(folk: Folk) -> None:
    await certified(folk, "zahra")
    await folk.town.later(days=340)
    await folk.town.later(hours=12)
    assert "از حالا می‌توانید تمدیدش کنید" in folk["zahra"].text
    await folk["zahra"].begins("icap.certificate")
    await folk.plays("zahra", "«تمدید می‌کنم»", "«بله»")
    await gives_code(folk, "zahra")
    states = [c.state.value for c in await do(folk, "zahra", "icap", "certificates_of")]
    assert states == ["valid", "renewed"]
    await folk.town.later(days=366)
    assert "اعتبار امضای الکترونیک شما تمام شد" in folk["zahra"].text


async def test_who_revokes_signs_no_more(folk: Folk) -> None:
    await certified(folk, "zahra")
    await drafts(folk)
    await folk["zahra"].begins("icap.revoke")
    await folk.plays("zahra", "«گوشی‌ام گم شده»", CONFIRM)
    assert "باطل شد" in folk["zahra"].text
    await folk["zahra"].begins("icap.notes")
    await folk["zahra"].taps("۶۰٬۰۰۰٬۰۰۰ تومان")
    await folk["zahra"].taps("امضا می‌کنم")
    assert "گواهی امضای الکترونیک لازم است" in folk["zahra"].text


async def test_a_note_alone_is_issued_with_one_signature(folk: Folk) -> None:
    await certified(folk, "zahra")
    before = (await money(folk))[0]
    await drafts(folk)
    assert "۶۰٬۰۰۰٬۰۰۰ تومان" in folk["zahra"].text and "شصت میلیون تومان" in folk["zahra"].text and "۳۰٬۰۰۰ تومان" in folk["zahra"].text
    assert await money(folk) == (before - 300_000, 300_000, 0)
    await signs(folk, "zahra")
    assert "صادر شد" in folk["zahra"].text and await money(folk) == (before - 300_000, 0, 300_000)


async def test_a_guarantor_reads_signs_and_the_paper_shows_both(folk: Folk) -> None:
    await certified(folk, "zahra")
    await certified(folk, "maryam")
    await drafts(folk, "maryam")
    assert "ضمانت سفته" not in folk["maryam"].text
    await signs(folk, "zahra")
    assert "هیچ اجباری نیست" in folk["maryam"].last.text
    await folk["zahra"].begins("icap.notes")
    await folk["zahra"].taps("۶۰٬۰۰۰٬۰۰۰ تومان")
    await folk["zahra"].taps("یادآوری کن")
    assert "کارت دوباره" in folk["zahra"].last.text or "کارت دوباره" in folk["zahra"].text
    await signs(folk, "maryam")
    assert "صادر شد" in folk["zahra"].last.text and (await money(folk))[1:] == (0, 300_000)
    await folk["zahra"].begins("icap.notes")
    await folk["zahra"].taps("۶۰٬۰۰۰٬۰۰۰ تومان")
    await folk["zahra"].taps("سند را بفرست")
    (media,) = [m.media for m in folk["zahra"].chat if m.media is not None]
    assert media.mime == "application/pdf" and draw(media.ref.removeprefix("draw:"), folk.town.house.texts).startswith(b"%PDF")
    assert f"icap_verify-{await token_of(folk)}" in media.ref


async def test_the_paper_looks_as_it_did(folk: Folk) -> None:
    """With names, amount in words, signatures and a code to read; serial numbers, names and time are those of the town."""
    await certified(folk, "zahra")
    await drafts(folk)
    await signs(folk, "zahra")
    await folk["zahra"].begins("icap.notes")
    await folk["zahra"].taps("۶۰٬۰۰۰٬۰۰۰ تومان")
    await folk["zahra"].taps("سند را بفرست")
    (media,) = [m.media for m in folk["zahra"].chat if m.media is not None]
    facts = media.ref.removeprefix("draw:paper:").replace(await token_of(folk), "TOKEN")
    looks_as_before("note", draw(f"first_page:{facts}", folk.town.house.texts))


async def test_a_guarantor_who_declines_ends_it_and_the_stamp_comes_back(folk: Folk) -> None:
    await certified(folk, "zahra")
    before = (await money(folk))[0]
    await drafts(folk, "maryam")
    await signs(folk, "zahra")
    await folk["maryam"].taps("نمی‌پذیرم")
    assert "نپذیرفت" in folk["zahra"].last.text and await money(folk) == (before, 0, 0)
    await drafts(folk)
    assert "سفته‌ی" in folk["zahra"].text


async def test_what_is_not_signed_by_midnight_is_over(folk: Folk) -> None:
    await certified(folk, "zahra")
    before = (await money(folk))[0]
    await drafts(folk, "maryam")
    await signs(folk, "zahra")
    await folk.town.later(days=1)
    assert "همه امضا نکردند" in folk["zahra"].text and await money(folk) == (before, 0, 0)
    assert not any("می‌خوانم و امضا" in b.label for m in folk["maryam"].chat for b in m.buttons)


async def test_who_takes_it_back_or_voids_it(folk: Folk) -> None:
    await certified(folk, "zahra")
    before = (await money(folk))[0]
    await drafts(folk)
    await folk.plays("zahra", "«پس می‌گیرم»", CONFIRM)
    assert await money(folk) == (before, 0, 0)
    await drafts(folk)
    await signs(folk, "zahra")
    await folk["zahra"].begins("icap.notes")
    await folk.plays("zahra", "صادر شده")
    await folk.plays("zahra", "«باطلش می‌کنم»", CONFIRM)
    assert [n.state for n in await do(folk, "zahra", "icap", "my_notes")] == [NoteState.VOIDED, NoteState.WITHDRAWN]
    assert await money(folk) == (before - 300_000, 0, 300_000)


async def test_a_guarantor_without_account_or_result_is_told_what_is_missing(folk: Folk) -> None:
    await certified(folk, "zahra")
    await drafts(folk, "reza")
    await signs(folk, "zahra")
    await folk["reza"].taps("می‌خوانم و امضا می‌کنم")
    assert "گواهی امضای الکترونیک لازم است" in folk["reza"].text


async def test_anybody_who_has_the_paper_may_check_it(folk: Folk) -> None:
    await certified(folk, "zahra")
    await drafts(folk)
    await signs(folk, "zahra")
    token = await token_of(folk)
    await folk["stranger"].opens(f"icap_verify-{token}")
    assert "این سفته درست است" in folk["stranger"].text and "کریمی" not in folk["stranger"].text
    await folk["hassan"].opens("icap_verify-nosuchtoken")
    assert "به آن اعتماد نکنید" in folk["hassan"].text
    await folk["hassan"].begins("icap.verify")
    await folk["hassan"].says(token)
    assert "این سفته درست است" in folk["hassan"].text

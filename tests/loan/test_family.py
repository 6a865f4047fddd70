"""وام ازدواج و فرزند - a code, papers in time, a reviewer's look; then as every loan.   Product: domain/loan/matching.py   Source: banking.md 7.2, 13.4"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.kernel.persian.dates import day_in_tehran, working_days_after, working_days_before
from domain.loan.family import FILE_MOVES, FileId, FileState
from domain.loan.guarding import Lack
from domain.loan.loan import LoanPurpose, LoanState, MilitaryService
from domain.loan.terms import Track
from handlers.kit import Media
from storage.loan import FileRows
from tests.loan.conftest import MILLION, do, has, noted, owes, seen, signs, told
from tests.membership.townsfolk import CONFIRM, Folk

CODE = "123456789012345"
SENT = ("photo|telegram:one", "photo|telegram:two")
PHOTO = Media("photo", "telegram:photo-1", mime="image/jpeg", size=1000)


def test_working_days_leave_out_fridays_and_national_holidays() -> None:
    """Nowruz 1406: the first four days and Sizdah are holidays; 20 March 2027 is a Saturday and the last day of 1405, a holiday too."""
    assert working_days_after(date(2026, 11, 26), 1) == date(2026, 11, 28), "Thursday to Saturday"
    assert working_days_after(date(2026, 11, 27), 12) == date(2026, 12, 10)
    assert working_days_after(date(2027, 3, 18), 1) == date(2027, 3, 25)
    assert working_days_before(date(2026, 11, 28), 1) == date(2026, 11, 27)


async def opened(folk: Folk, track: Track = Track.CHILD, ago: int = 0) -> FileId:
    texted = day_in_tehran(folk.town.now) - timedelta(days=ago)
    file: FileId = await do(folk, "zahra", "loan", "open_file", track, CODE, texted)
    return file


async def state(folk: Folk, file: FileId) -> FileState:
    found: FileState = next(one.state for one in await do(folk, "zahra", "loan", "my_files") if one.id == file)
    return found


async def brought(folk: Folk, wanted: FileState) -> FileId:
    file = await opened(folk)
    if wanted in (FileState.WAITING, FileState.PASSED):
        await do(folk, "zahra", "loan", "send_papers", file, SENT)
    if wanted is FileState.PASSED:
        await do(folk, "reza", "loan", "match", file)
    if wanted is FileState.WITHDRAWN:
        await do(folk, "zahra", "loan", "withdraw_file", file)
    if wanted is FileState.EXPIRED:
        await folk.town.later(days=30)
    return file


STUCK, DECIDED = "loan.cannot_move", "loan.decided_already"
DEEDS = {"send_papers": ("zahra", (SENT,), FileState.WAITING), "withdraw_file": ("zahra", (), FileState.WITHDRAWN), "match": ("reza", (), FileState.PASSED),
         "return_papers": ("reza", ("ناخواناست",), FileState.PAPERS)}  # fmt: skip


@pytest.mark.parametrize("wanted", list(FileState))
@pytest.mark.parametrize("deed", DEEDS)
async def test_in_every_state_only_what_may_happen_does(bank: Folk, wanted: FileState, deed: str) -> None:
    file = await brought(bank, wanted)
    assert await state(bank, file) is wanted
    who, args, after = DEEDS[deed]
    may = after in FILE_MOVES[wanted]
    assert await told(bank, who, "loan", deed, file, *args) == ("done" if may else DECIDED if who == "reza" else STUCK)
    assert await state(bank, file) is (after if may else wanted)


async def test_codes_days_and_doubles(bank: Folk) -> None:
    today = day_in_tehran(bank.town.now)
    assert await told(bank, "zahra", "loan", "open_file", Track.CHILD, "1234", today) == "loan.bad_code"
    assert await told(bank, "zahra", "loan", "open_file", Track.CHILD, CODE, today + timedelta(days=1)) == "loan.texted_later"
    assert await told(bank, "zahra", "loan", "open_file", Track.CHILD, CODE, today - timedelta(days=30)) == "loan.match_too_late"
    assert await told(bank, "zahra", "loan", "open_file", Track.FEE, CODE, today) == "loan.no_such_loan"
    assert await told(bank, "zahra", "loan", "ask", Track.CHILD, 40 * MILLION, 36, LoanPurpose.HOME, MilitaryService.DONE, False) == "loan.match_first"
    file = await opened(bank)
    assert await told(bank, "zahra", "loan", "open_file", Track.CHILD, CODE, today) == "loan.file_there"
    assert await told(bank, "maryam", "loan", "send_papers", file, SENT) == "loan.no_such_file"
    assert await told(bank, "zahra", "loan", "send_papers", file, SENT[:1]) == "loan.papers_missing"
    assert await told(bank, "zahra", "loan", "match", file) == "kernel.not_allowed"


async def test_one_is_warned_three_and_one_working_days_before_and_then_it_is_over(bank: Folk) -> None:
    file = await opened(bank)
    until = (await do(bank, "zahra", "loan", "my_files"))[0].until
    heard = []
    for day in (*(working_days_before(until, n) for n in (4, 3, 2, 1)), until, until + timedelta(days=1)):
        before = bank["zahra"].text
        await bank.town.later(days=(day - day_in_tehran(bank.town.now)).days)
        fresh = bank["zahra"].text.removeprefix(before)
        heard.append(("⏰" in fresh, "گذشت" in fresh))
    assert heard == [(False, False), (True, False), (False, False), (True, False), (False, False), (False, True)]
    assert await state(bank, file) is FileState.EXPIRED


async def test_papers_that_come_back_have_three_working_days(bank: Folk) -> None:
    file = await opened(bank, ago=12)
    await do(bank, "zahra", "loan", "send_papers", file, SENT)
    await bank.town.later(days=20)
    assert await state(bank, file) is FileState.WAITING, "the member did what they could in time"
    await do(bank, "reza", "loan", "return_papers", file, "عکس دوم ناخواناست")
    found = (await do(bank, "zahra", "loan", "my_files"))[0]
    assert found.until == working_days_after(day_in_tehran(bank.town.now), 3) and "ناخواناست" in bank["zahra"].text


async def test_from_the_code_to_the_money_in_chat(bank: Folk) -> None:
    """No points and no Merat are asked; one guarantor is. Whatever the photos showed is not kept."""
    await bank["zahra"].begins("loan.family")
    await bank.plays("zahra", "«وام فرزند»", "۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵", "دیروز", CONFIRM, PHOTO, PHOTO, CONFIRM)
    assert "مدارک رسید" in bank["zahra"].text
    await bank["reza"].taps("بررسی می‌کنم")
    await bank.plays("reza", "«عکس‌ها را بفرستید»")
    assert [m.media for m in bank["reza"].chat if m.media is not None][-1] is not None
    (file,) = await do(bank, "reza", "loan", "files_waiting")
    await bank["reza"].begins("loan.match", int(file.id))
    await bank.plays("reza", "«می‌خواند»", CONFIRM)
    assert "مدارک وام فرزند درست بود" in bank["zahra"].text
    loan = (await do(bank, "zahra", "loan", "my_files"))[0].loan
    assert [n.lack for n in (await seen(bank, loan)).needs] == [Lack.NOTE]
    await noted(bank, "zahra", 40 * MILLION)
    assert [n.lack for n in (await seen(bank, loan)).needs] == [Lack.GUARANTOR]
    await noted(bank, "zahra", 40 * MILLION, "maryam")
    await signs(bank, loan)
    before = await has(bank)
    assert await do(bank, "hassan", "loan", "approve", loan) is LoanState.ACTIVE
    assert await has(bank) == before + 40 * MILLION and await owes(bank, loan) == 40 * MILLION
    assert (await do(bank, "zahra", "hami", "me_as_hami")).capacity.reserved == 0, "no points are used"
    async with bank.look() as (unit, _):
        kept = await FileRows(unit).find(file.id)
    assert kept is not None and kept.papers == ()

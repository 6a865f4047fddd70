"""مسدودی - blocked in one step, open again only by being known anew and a fresh code; meanwhile no money leaves.   Product: domain/pishkhan/blocking.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import SYSTEM, Role
from domain.kernel.refusal import Refusal
from domain.pishkhan.account import AccountState
from domain.pishkhan.blocking import TO_UNBLOCK
from domain.pishkhan.identity import IdentityState
from storage.membership import ChallengeRows
from tests.icap.conftest import SENT
from tests.loan.test_lending_talk import gives_code
from tests.membership.townsfolk import CONFIRM, Folk
from tests.merat.conftest import actor, pay_in
from tests.pishkhan.conftest import judged, opened, sends_evidence


async def told(folk: Folk, who: str, verb: str, *args: Any, service: str = "pishkhan") -> str:
    me = await actor(folk, who, *([Role.POSHTIBAN] if who == "reza" else []))
    try:
        async with folk.scene() as scene:
            await getattr(scene.services[service], verb)(me, *args)
    except Refusal as no:
        return no.code
    return "done"


async def state(folk: Folk) -> AccountState:
    me = await actor(folk, "zahra")
    async with folk.scene() as scene:
        seen = await scene.services["pishkhan"].standing(me)
    found: AccountState = seen.account.state
    return found


async def has_account(folk: Folk) -> bool:
    me = (await folk.member("zahra")).id
    async with folk.scene() as scene:
        return bool(await scene.services["pishkhan"].has_account(SYSTEM, me))


async def test_blocked_by_its_member_known_anew_and_open_again(folk: Folk) -> None:
    await opened(folk)
    await folk["zahra"].begins("pishkhan.counter")
    await folk.plays("zahra", "«مسدود کردن حسابم»", CONFIRM)
    assert await state(folk) is AccountState.BLOCKED and not await has_account(folk)
    assert "به خواست خودتان مسدود شد" in folk["zahra"].text
    code = (await folk.member("maryam")).code
    assert await told(folk, "zahra", "send", code, 100_000, "", False, service="hesam") == "hesam.account_blocked"
    await folk["zahra"].begins("pishkhan.account")
    assert "مسدود است" in folk["zahra"].text
    await folk.plays("zahra", "«رفع مسدودی حساب»")
    assert "اول دوباره احراز هویت شوید" in folk["zahra"].text
    await sends_evidence(folk)
    await judged(folk, "خودش است")
    assert "با یک کد، حسابتان باز می‌شود" in folk["zahra"].text
    await folk["zahra"].taps("رفع مسدودی حساب")
    await folk.plays("zahra", CONFIRM)
    await gives_code(folk, "zahra")
    assert await state(folk) is AccountState.OPEN and "دوباره باز است" in folk["zahra"].text
    assert await told(folk, "zahra", "send", code, 100_000, "", False, service="hesam") == "done"


async def test_blocked_by_a_poshtiban_who_says_why(folk: Folk) -> None:
    await opened(folk)
    await folk["reza"].begins("pishkhan.block_account")
    await folk.plays("reza", (await folk.member("maryam")).code)
    assert "حساب باز ندارد" in folk["reza"].last.text
    await folk.plays("reza", (await folk.member("zahra")).code, "تلفنی خواست؛ گوشی‌اش گم شده است", CONFIRM)
    assert await state(folk) is AccountState.BLOCKED and "تلفنی خواست" in folk["zahra"].text
    await folk["zahra"].begins("pishkhan.counter")
    assert "تلفنی خواست" in folk["zahra"].text


async def test_neither_the_code_nor_the_identity_alone_opens_it(folk: Folk) -> None:
    await opened(folk)
    assert await told(folk, "zahra", "unblock") == "pishkhan.cannot_move", "it is open"
    assert await told(folk, "zahra", "block_mine") == "done"
    assert await told(folk, "zahra", "block_mine") == "pishkhan.cannot_move"
    me = (await folk.member("zahra")).id
    async with folk.scene() as scene:
        await ChallengeRows(scene.unit).hit("stepped", f"member:{me}:{TO_UNBLOCK}", scene.unit.now)
    assert await told(folk, "zahra", "unblock") == "pishkhan.identity_first", "the old one does not count any more"
    await pay_in(folk, "reza", 10)
    await told(folk, "zahra", "send_evidence", SENT)
    await folk.town.later(minutes=20)
    await judged(folk, "خودش است")
    assert await told(folk, "zahra", "unblock") == "pishkhan.code_first", "the code was for an earlier hour"
    async with folk.scene() as scene:
        identity = await scene.services["pishkhan"].identities.latest_of(me)
    assert identity.state is IdentityState.PASSED


async def test_nobody_blocks_others_and_no_clerk_their_own(folk: Folk) -> None:
    await opened(folk)
    code = (await folk.member("zahra")).code
    assert await told(folk, "maryam", "block", code, "دلم خواست") == "kernel.not_allowed"
    assert await told(folk, "maryam", "block_mine") == "pishkhan.no_such_account"
    assert await told(folk, "reza", "block", (await folk.member("reza")).code, "برای خودم است") == "pishkhan.no_such_account"
    assert await told(folk, "reza", "block", code, "آ") == "pishkhan.bad_words"
    assert await state(folk) is AccountState.OPEN

"""امضا و دستکاری - what is changed after it was signed is found, whoever changed it; and many who sign at once.   Races on real PostgreSQL.   Product: domain/icap/"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.icap.certifying import TO_CERTIFY
from domain.icap.note import NoteId, NoteState, Party, PromissoryNote, Wording, digest_of
from domain.icap.signing import to_sign
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from storage.icap import Ed25519, NoteRows
from storage.icap.tables import icap_note, icap_signature
from storage.membership import ChallengeRows
from tests.icap.conftest import do, known
from tests.membership.townsfolk import Folk
from tests.merat.conftest import pay_in

FIFTY = Rial(500_000_000)


async def steps(folk: Folk, who: str, about: str) -> None:
    """As if the right code had been written."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        await ChallengeRows(scene.unit).hit("stepped", f"member:{me}:{about}", scene.unit.now)


async def certified(folk: Folk, *people: str) -> None:
    for who in people:
        await steps(folk, who, TO_CERTIFY)
        await do(folk, who, "icap", "certify")


async def signed(folk: Folk, guarantor: str = "") -> NoteId:
    """By Zahra; for fifty million toman."""
    code = (await folk.member(guarantor)).code if guarantor else ""
    number: NoteId = await do(folk, "zahra", "icap", "draft", FIFTY, code)
    await steps(folk, "zahra", to_sign(number))
    await do(folk, "zahra", "icap", "sign", number)
    return number


async def told(folk: Folk, who: str, verb: str, *args: Any) -> str:
    try:
        await do(folk, who, "icap", verb, *args)
    except Refusal as no:
        return no.code
    return "done"


async def rewrite(folk: Folk, deed: Callable[[Any, PromissoryNote], Awaitable[None]], number: NoteId) -> None:
    async with folk.scene() as scene:
        rows = NoteRows(scene.unit)
        found = await rows.find(number)
        assert found is not None
        await deed(scene.unit.conn, found)


async def _amount(conn: Any, n: PromissoryNote) -> None:
    await conn.execute(update(icap_note).where(icap_note.c.id == n.id).values(amount=n.amount * 10))


async def _digest(conn: Any, n: PromissoryNote) -> None:
    await conn.execute(update(icap_note).where(icap_note.c.id == n.id).values(digest=digest_of("words of somebody else")))


async def _signature(conn: Any, n: PromissoryNote) -> None:
    kept = (await conn.execute(select(icap_signature.c.value).where(icap_signature.c.note == n.id))).scalar_one()
    turned = bytes([kept[0] ^ 1]) + kept[1:]
    await conn.execute(update(icap_signature).where(icap_signature.c.note == n.id).values(value=turned))


@pytest.mark.parametrize("deed", [_amount, _digest, _signature])
async def test_whatever_is_changed_afterwards_is_found(folk: Folk, deed: Callable[[Any, PromissoryNote], Awaitable[None]]) -> None:
    await certified(folk, "zahra")
    number = await signed(folk)
    seen = await do(folk, "zahra", "icap", "note", number)
    assert seen.intact and (await do(folk, "hassan", "icap", "check", seen.token)).intact
    await rewrite(folk, deed, number)
    assert not (await do(folk, "zahra", "icap", "note", number)).intact and not (await do(folk, "hassan", "icap", "check", seen.token)).intact
    await folk["zahra"].begins("icap.note", int(number))
    assert "دستکاری شده" in folk["zahra"].text


@pytest.mark.parametrize("sense", [True, False])
async def test_words_that_fit_their_digest_but_say_something_else_are_found(folk: Folk, sense: bool) -> None:
    """Whoever can write the rows has no key: the signature is over the digest. Words that are none are no crash."""
    await certified(folk, "zahra")
    number = await signed(folk)
    async with folk.scene() as scene:
        rows = NoteRows(scene.unit)
        found = await rows.find(number)
        assert found is not None
        words = "no words of ours" if not sense else Wording(found.number, Rial(1), "کس دیگر", Party("زهرا کریمی", "0012345679"), None, found.day).canonical
        values = {"wording": await scene.unit.vault.seal(f"member:{found.member}", words), "digest": digest_of(words), "amount": 1}
        await scene.unit.conn.execute(update(icap_note).where(icap_note.c.id == number).values(values))
    assert not (await do(folk, "zahra", "icap", "note", number)).intact


async def test_nobody_signs_without_a_code_or_for_somebody_else_or_out_of_order(folk: Folk) -> None:
    await certified(folk, "zahra", "maryam")
    number = await do(folk, "zahra", "icap", "draft", FIFTY, (await folk.member("maryam")).code)
    assert await told(folk, "zahra", "sign", number) == "icap.code_first"
    await steps(folk, "maryam", to_sign(number))
    for verb in ("guarantee", "decline", "sign", "withdraw_note", "void_note"):
        assert await told(folk, "maryam", verb, number) == "icap.no_such_note", verb
    assert await told(folk, "maryam", "note", number) == "icap.no_such_note"
    assert await told(folk, "hassan", "note", number) == "icap.no_such_note"


async def test_two_do_not_guarantee_each_other_and_nobody_themselves(folk: Folk) -> None:
    await certified(folk, "zahra", "maryam")
    zahra, maryam = [(await folk.member(who)).code for who in ("zahra", "maryam")]
    assert await told(folk, "zahra", "draft", FIFTY, zahra) == "icap.not_yourself"
    number = await signed(folk, "maryam")
    await steps(folk, "maryam", to_sign(number))
    assert await told(folk, "maryam", "guarantee", number) == "done"
    assert await told(folk, "maryam", "draft", FIFTY, zahra) == "icap.no_ring"
    assert await told(folk, "zahra", "draft", FIFTY, maryam) == "done"


async def test_a_note_is_tied_to_one_loan_and_released(folk: Folk) -> None:
    await certified(folk, "zahra")
    number = await signed(folk)
    async with folk.scene() as scene:
        await scene.services["icap"].allocate(SYSTEM, number, "loan:request:1")
    assert await told(folk, "zahra", "void_note", number) == "icap.cannot_move"
    with pytest.raises(Refusal, match=r"icap\.cannot_move"):
        async with folk.scene() as scene:
            await scene.services["icap"].allocate(SYSTEM, number, "loan:request:2")
    async with folk.scene() as scene:
        await scene.services["icap"].release(SYSTEM, number)
    assert (await do(folk, "zahra", "icap", "note", number)).state is NoteState.RELEASED


def test_the_library_signs_as_the_standard_says() -> None:
    """RFC 8032, 7.1, test 1: the empty message."""
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    value = Ed25519().sign(private, b"")
    assert value.hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8")
    assert Ed25519().fits(public, b"", value) and not Ed25519().fits(public, b"x", value) and not Ed25519().fits(b"short", b"", value)


@pytest.mark.postgres
async def test_one_draft_one_signature_one_stamp_whoever_taps_at_once(postgres_folk: Folk) -> None:
    folk = postgres_folk
    await certified(folk, "zahra", "maryam")
    code = (await folk.member("maryam")).code
    done = Counter(await asyncio.gather(*(told(folk, "zahra", "draft", FIFTY, code) for _ in range(4))))
    assert done == {"done": 1, "icap.note_open": 3}
    number = (await do(folk, "zahra", "icap", "my_notes"))[0].id
    await steps(folk, "zahra", to_sign(number))
    assert Counter(await asyncio.gather(*(told(folk, "zahra", "sign", number) for _ in range(3)))) == {"done": 1, "icap.cannot_move": 2}
    await steps(folk, "maryam", to_sign(number))
    deeds = [told(folk, "maryam", "guarantee", number), told(folk, "maryam", "decline", number), told(folk, "zahra", "withdraw_note", number)]
    assert (await asyncio.gather(*deeds)).count("done") == 1


@pytest.mark.postgres
async def test_a_guarantor_never_answers_for_more_than_their_ceiling_with_two_at_once(postgres_folk: Folk) -> None:
    """Maryam may answer for so much that one of the two fits and both do not."""
    folk = postgres_folk
    await pay_in(folk, "hassan", 50_210_200)
    await known(folk, "hassan")
    await certified(folk, "zahra", "maryam", "hassan")
    maryam = await folk.member("maryam")
    async with folk.scene() as scene:
        result = await scene.services["merat"].result_for(SYSTEM, maryam.id)
    loan = Rial(int(result.guarantee) * 10 // 12 * 2 // 3 // 10_000_000 * 10_000_000)
    for who in ("zahra", "hassan"):
        number = await do(folk, who, "icap", "draft", loan, maryam.code)
        await steps(folk, who, to_sign(number))
        await do(folk, who, "icap", "sign", number)
        await steps(folk, "maryam", to_sign(number))
    numbers = [(await do(folk, who, "icap", "my_notes"))[0].id for who in ("zahra", "hassan")]
    done = Counter(await asyncio.gather(*(told(folk, "maryam", "guarantee", n) for n in numbers)))
    assert done == {"done": 1, "icap.over_guarantee": 1}

"""سفته در هر وضع - in every state, everything that may be done with a note, and what must not be is refused.   Moves: domain/icap/note.py"""

from __future__ import annotations

import pytest

from domain.icap.note import NoteId, NoteState
from domain.icap.signing import to_sign
from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from tests.loan.conftest import TEN, bank, do, has, proves, told
from tests.membership.townsfolk import Folk

__all__ = ["bank"]  # the fixture: Zahra and Maryam have accounts, results and signatures

MEMBERS = {
    "sign": ("zahra", "sign"),
    "guarantee": ("maryam", "guarantee"),
    "decline": ("maryam", "decline"),
    "withdraw": ("zahra", "withdraw_note"),
    "void": ("zahra", "void_note"),
}
HOUSE = ("allocate", "release")
AFTER: dict[NoteState, dict[str, NoteState]] = {
    NoteState.DRAFT: {"sign": NoteState.SIGNED, "withdraw": NoteState.WITHDRAWN},
    NoteState.SIGNED: {"guarantee": NoteState.ISSUED, "decline": NoteState.DECLINED, "withdraw": NoteState.WITHDRAWN},
    NoteState.ISSUED: {"void": NoteState.VOIDED, "allocate": NoteState.ALLOCATED},
    NoteState.ALLOCATED: {"release": NoteState.RELEASED},
}
"""What may happen; everything else is refused."""
PATHS: dict[NoteState, tuple[str, ...]] = {
    NoteState.DRAFT: (), NoteState.SIGNED: ("sign",), NoteState.ISSUED: ("sign", "guarantee"), NoteState.ALLOCATED: ("sign", "guarantee", "allocate"),
    NoteState.RELEASED: ("sign", "guarantee", "allocate", "release"), NoteState.DECLINED: ("sign", "decline"), NoteState.WITHDRAWN: ("withdraw",),
    NoteState.VOIDED: ("sign", "guarantee", "void"), NoteState.EXPIRED: ("sign",),
}  # fmt: skip
NO = ("icap.cannot_move", "icap.no_such_note", "icap.too_late")


async def does(folk: Folk, note: NoteId, event: str) -> str:
    if event in MEMBERS:
        who, verb = MEMBERS[event]
        if event in ("sign", "guarantee"):
            await proves(folk, who, to_sign(note))
        return await told(folk, who, "icap", verb, note)
    args = ("test:tie:1",) if event == "allocate" else ()
    try:
        async with folk.scene() as scene:
            await getattr(scene.services["icap"], event)(SYSTEM, note, *args)
    except Refusal as no:
        return no.code
    return "done"


async def brought(folk: Folk, to: NoteState) -> NoteId:
    note: NoteId = await do(folk, "zahra", "icap", "draft", TEN, (await folk.member("maryam")).code)
    for event in PATHS[to]:
        assert await does(folk, note, event) == "done", event
    if to is NoteState.EXPIRED:
        await folk.town.later(days=1)
    assert (await do(folk, "zahra", "icap", "note", note)).state is to
    return note


@pytest.mark.parametrize("now", list(NoteState))
async def test_what_must_not_happen_is_refused(bank: Folk, now: NoteState) -> None:
    note = await brought(bank, now)
    before, money = await do(bank, "zahra", "icap", "note", note), await has(bank)
    for event in (*MEMBERS, *HOUSE):
        if event not in AFTER.get(now, {}):
            assert await does(bank, note, event) in NO, event
    assert await do(bank, "zahra", "icap", "note", note) == before and await has(bank) == money


@pytest.mark.parametrize(("now", "event", "after"), [(s, e, a) for s, events in AFTER.items() for e, a in events.items()])
async def test_what_may_happen_does(bank: Folk, now: NoteState, event: str, after: NoteState) -> None:
    note = await brought(bank, now)
    assert await does(bank, note, event) == "done"
    found = await do(bank, "zahra", "icap", "note", note)
    assert found.state is after and found.intact

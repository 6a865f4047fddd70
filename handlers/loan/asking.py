"""درخواست وام - which, how much, how long, for what; what is missing is seen to afterwards, and the member comes back here.   Rules: domain/loan/requesting.py"""

from __future__ import annotations

from decimal import Decimal

from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.loan import LoanService
from domain.loan.loan import OPEN, LoanId, LoanPurpose, MilitaryService
from domain.loan.policy import policy_on
from domain.loan.terms import Track
from domain.loan.views import TrackView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import rials


@flow("loan.ask", offers=Role.MEMBER, family="bank", order=22)
async def ask(chat: Chat, loan: LoanService) -> None:
    """The subject, if any, is a calculation: `<track>-<rials>-<months>`."""
    tracks = {t.track: t for t in await loan.tracks(chat.member)}
    wanted = _calculated(chat.subject)
    track = tracks[wanted[0] if wanted else await chat.choose("track", [Option(t.track, f"track_{t.track.value}", _track(t)) for t in tracks.values()])]
    waits = [one for one in await loan.my_loans(chat.member) if one.track is track.track and one.state in OPEN]
    if waits:
        await chat.say("one_waits", number=waits[0].number)
        await chat.start("loan.follow", int(waits[0].id))
    amount, months = (wanted[1], wanted[2]) if wanted else await _how_much(chat, track)
    service = await _service(chat) if track.track is Track.NO_FEE else MilitaryService.NOT_LIABLE
    purpose = await chat.choose("purpose", [Option(p, f"loan.loan_purpose.{p.value}") for p in LoanPurpose])
    supported = track.track is Track.NO_FEE and await _supported(chat, loan)
    offer = await loan.by_amount(chat.member, track.track, amount, months)
    told = {"amount": amount, "months": months, "track": track.track, "purpose": purpose, "instalment": offer.instalment, "fees": offer.fees, "day": offer.day}
    await chat.confirm("sure_own", said_as="sure_supported" if supported else "sure_own", **told)
    number = await loan.ask(chat.member, track.track, amount, months, purpose, service, supported)
    await chat.say("is_asked")
    await chat.start("loan.follow", int(number))


async def _how_much(chat: Chat, track: TrackView) -> tuple[Rial, int]:
    amount = await chat.ask("how_much", rials(track.smallest, track.ceiling), least=track.smallest, most=track.ceiling)
    return Rial(amount), await _months(chat, track)


async def _months(chat: Chat, track: TrackView) -> int:
    offered = [m for m in policy_on(chat.today).asked if track.least <= m <= track.most]
    return await chat.choose("months", [Option(m, "so_many_months", {"n": m}) for m in offered], columns=2)


async def _service(chat: Chat) -> MilitaryService:
    """Whoever owes their service is shown the other loan instead of being sent away."""
    found = await chat.choose("service", [Option(s, f"loan.military_service.{s.value}") for s in MilitaryService])
    if found is MilitaryService.OWED:
        deed = await chat.choose("card_first", [Option(d, f"card_{d}") for d in ("other", "leave")])
        if deed == "other":
            await chat.start("loan.ask")
        await chat.stop("any_time")
    return found


async def _supported(chat: Chat, loan: LoanService) -> bool:
    lent = await loan.lent_to_me(chat.member)
    return bool(lent) and await chat.yes_no("with_support", lent=lent)


@flow("loan.change", offers=Role.MEMBER, drafts=False)
async def change(chat: Chat, loan: LoanService) -> None:
    """Another amount or term, before the contract; the subject is the loan."""
    number = LoanId(int(chat.subject or 0))
    seen = await loan.loan(chat.member, number)
    track = next(t for t in await loan.tracks(chat.member) if t.track is seen.track)
    amount, months = await _how_much(chat, track)
    supported = track.track is Track.NO_FEE and await _supported(chat, loan)
    await chat.confirm("sure_to_change", amount=amount, months=months)
    await loan.change(chat.member, number, amount, months, supported)
    await chat.start("loan.follow", int(number))


def _track(t: TrackView) -> dict[str, object]:
    return {"least": t.least, "most": t.most, "rate": Decimal(t.rate.numerator * 100) / t.rate.denominator}


def _calculated(subject: object) -> tuple[Track, Rial, int] | None:
    """The service says whether the numbers may be."""
    if not isinstance(subject, str):
        return None
    track, amount, months = subject.split("-")
    return Track(track), Rial(int(amount)), int(months)

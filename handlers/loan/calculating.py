"""محاسبه‌ی وام - by the amount, by what one can pay a month, by points, typed or one's own; the instalments, and what is kept.   Rules: domain/loan/estimating.py"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.loan import LoanService
from domain.loan.policy import policy_on
from domain.loan.quote import QuoteId
from domain.loan.scheduling import Instalment, Row
from domain.loan.views import KeptOffer, Offer, Shortfall, TrackView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number, rials

MOST_POINTS = 100_000
BEST = 0
WAYS = ("amount", "capacity", "points")
MINE = "mine"


@flow("loan.calculate", offers=Role.MEMBER, family="bank", order=20, drafts=False)
async def calculate(chat: Chat, loan: LoanService) -> None:
    """One question after the other, then the estimate with what keeps it from being larger."""
    tracks = {t.track: t for t in await loan.tracks(chat.member)}
    track = tracks[await chat.choose("track", [Option(t.track, f"track_{t.track.value}", _track(t)) for t in tracks.values()])]
    mine = (await loan.points(chat.member)).usable
    ways = [Option(w, f"way_{w}") for w in WAYS]
    way = await chat.choose("way", [*([Option(MINE, "way_mine", {"n": mine})] if mine else []), *ways])
    if way == "amount":
        amount = await chat.ask("how_much", rials(track.smallest, track.ceiling), least=track.smallest, most=track.ceiling)
        found = await loan.by_amount(chat.member, track.track, Rial(amount), await _months(chat, track))
        await _compare(chat, await loan.shortfall(chat.member, found.track, found.amount, found.months))
    elif way == "capacity":
        capacity = await chat.ask("a_month", rials(1), most=track.ceiling)
        found = await _or_again(chat, "a_month", loan.by_capacity(chat.member, track.track, Rial(capacity), await _months(chat, track)))
    else:
        points = mine if way == MINE else await chat.ask("points", number(1, MOST_POINTS))
        key = "can_pay" if way == MINE else "points"
        capacity = await chat.ask("can_pay", rials(1), optional=True)
        found = await _or_again(chat, key, loan.by_points(chat.member, track.track, points, capacity, await _months(chat, track, best=capacity is not None)))
    await _tell(chat, found)
    await _go_on(chat, loan, found)


async def _months(chat: Chat, track: TrackView, *, best: bool = False) -> int:
    offered = [m for m in policy_on(chat.today).asked if track.least <= m <= track.most]
    options = [Option(BEST, "best_term")] if best else []
    return await chat.choose("months", [*options, *(Option(m, "so_many_months", {"n": m}) for m in offered)], columns=2)


async def _or_again(chat: Chat, key: str, offer: Any) -> Offer:
    """Too little for any loan: the answer is asked for again."""
    try:
        found: Offer = await offer
    except Refusal as no:
        if no.code != "loan.too_little":
            raise
        if key == "can_pay":  # own points are not typed: what may change is the month
            await chat.again("can_pay", no)
        await (chat.again("a_month", no) if key == "a_month" else chat.again("points", no))
        raise
    return found


def _track(t: TrackView) -> dict[str, Any]:
    return {"least": t.least, "most": t.most, "rate": Decimal(t.rate.numerator * 100) / t.rate.denominator}


def _fields(o: Offer) -> dict[str, Any]:
    return {
        "amount": o.amount, "months": o.months, "points": o.points, "instalment": o.instalment, "dearest": o.dearest, "fees": o.fees, "total": o.total, "day": o.day,
        "track": o.track,
    }  # fmt: skip


async def _compare(chat: Chat, own: Shortfall) -> None:
    """The own points beside what is needed, with what would help."""
    if not own.missing:
        await chat.write("points_enough", usable=own.usable)
    elif own.months:
        await chat.write("points_short_term", n=own.missing, usable=own.usable, months=own.months)
    else:
        await chat.write("points_short", n=own.missing, usable=own.usable)


async def _tell(chat: Chat, found: Offer) -> None:
    await chat.write("offer_with_fee" if found.fees else "offer_without_fee", **_fields(found))
    if found.bound is not None:
        await chat.write(f"bound_{found.bound.value}", points=found.points)
    await chat.say("estimate", day=found.day)


async def _go_on(chat: Chat, loan: LoanService, found: Offer) -> None:
    deed = await chat.choose("and_now", [Option(d, f"now_{d}") for d in ("ask", "rows", "keep", "other", "leave")])
    if deed == "rows":
        await _give_rows(chat, await loan.instalments(chat.member, found.track, found.amount, found.months), found)
    if deed == "keep":
        await loan.keep(chat.member, found.track, found.amount, found.months)
        await chat.stop("is_kept")
    if deed == "ask":
        await chat.start("loan.ask", f"{found.track.value}-{found.amount}-{found.months}")
    if deed == "other":
        await chat.start("loan.calculate")
    await chat.stop("any_time")


async def _give_rows(chat: Chat, rows: Sequence[Instalment], offer: Offer) -> None:
    """The instalments as a picture to look at and as a document to keep."""
    await chat.write("rows", **_fields(offer))
    await chat.write("row_head")
    for row in rows:
        await chat.write("row_fee" if row.kind is Row.FEE else "row", number=row.number, due=row.due, amount=row.amount, left=row.left)
    await chat.hand("rows_seen", name="file_name", as_picture=True)
    await chat.hand("rows_file", name="file_name")


@flow("loan.kept", offers=Role.MEMBER, family="bank", order=21, drafts=False)
async def kept(chat: Chat, loan: LoanService) -> None:
    """What I kept, each under the rates of its day; looked at, taken as a file, or thrown away."""
    found: dict[int, KeptOffer] = {int(k.id): k for k in await loan.kept(chat.member)}
    picked = await chat.choose("which", [Option(n, "kept_line", _fields(k.offer)) for n, k in found.items()])
    if picked not in found:
        await chat.stop("gone")
    one = found[picked]
    deed = await chat.choose("what_with_it", [Option(d, f"with_{d}") for d in ("file", "drop", "leave")], **_fields(one.offer), made=one.made)
    if deed == "drop":
        await loan.drop(chat.member, QuoteId(picked))
        await chat.stop("dropped")
    if deed == "leave":
        await chat.stop("any_time")
    await _give_rows(chat, one.rows, one.offer)

"""متصدی - online or not, what one has, and every step of the way by one tap; the code of the receiver at the door.   Rules: domain/mts/carrying.py delivering.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.membership.service import MembershipService
from domain.mts import MtsService
from domain.mts.delivering import LAST
from domain.mts.job import JobId, JobState, Vehicle
from domain.mts.parcel import OF_BANK, ParcelId, ParcelState
from domain.mts.policy import policy_on
from domain.mts.views import ParcelView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import code, photo, text
from handlers.mts.telling import parcel_fields, write_events


@flow("mts.shift", offers=Role.CARRIER, family="desk", order=70, drafts=False)
async def shift(chat: Chat, mts: MtsService, membership: MembershipService) -> None:
    """Online in a city, or not."""
    there = await mts.my_agent(chat.member)
    if there is not None and there.online:
        await chat.confirm("sure_to_stop", city=there.city, score=there.score)
        await mts.go_offline(chat.member)
        await chat.stop("is_offline")
    home = (await membership.profile(chat.member)).home
    city = home.city if await chat.yes_no("in_my_city", city=home.city) else await chat.ask("which_city", text(2, 60, lines=False))
    vehicle = await chat.choose("vehicle", [Option(v, f"mts.vehicle.{v.value}") for v in Vehicle])
    await mts.go_online(chat.member, home.province.value, city, vehicle)
    await chat.say("is_online", city=city)


@flow("mts.jobs", offers=Role.CARRIER, family="desk", order=71, drafts=False)
async def jobs(chat: Chat, mts: MtsService) -> None:
    """What I have or fetch."""
    found = await mts.carried(chat.member)
    picked = await chat.choose("which_job", [Option(int(p.id), "mts.parcel_option", parcel_fields(p)) for p in found], search=True)
    await chat.start("mts.carry", picked)


@flow("mts.scan", offers=Role.CARRIER, family="desk", order=72, drafts=False, links=True)
async def scan(chat: Chat, mts: MtsService) -> None:
    """The square on the label opens this; or the code is typed."""
    typed = str(chat.subject) if chat.subject else await chat.ask("which_code", text(4, 40, lines=False))
    found = next((p for p in await mts.carried(chat.member) if p.code == "".join(typed.split())), None)
    if found is None:
        if chat.subject:
            await chat.stop("not_mine")
        await chat.again("which_code", "mts.not_mine")
        return
    await chat.start("mts.carry", int(found.id))


@flow("mts.carry", offers=Role.CARRIER, drafts=False)
async def carry(chat: Chat, mts: MtsService) -> None:
    """The next step; the subject is the parcel."""
    number = ParcelId(int(chat.subject or 0))
    seen = await mts.parcel(chat.member, number)
    if seen.side != "agent":
        await chat.stop("mts.not_mine")
    told = parcel_fields(seen)
    await write_events(chat, seen)
    await _where(chat, seen)
    await chat.say("carry_now", **told)
    deed = await chat.choose("deed_of_carrier", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "mts.all_for_now")])
    if deed == "leave_it":
        await chat.stop("mts.any_time")
    if deed == "deliver":
        await chat.start("mts.deliver", int(number))
    if deed == "no_code":
        await chat.start("mts.no_code", int(number))
    if deed in ("nobody_there", "give_up", "gave_back"):
        await chat.confirm("sure", said_as=f"sure_{deed}", **told)
    await _does(chat, mts, seen, deed)
    await chat.say("done")


async def _where(chat: Chat, seen: ParcelView) -> None:
    if seen.state is ParcelState.WAITING:
        await chat.write("where_to_fetch", **parcel_fields(seen))
    else:
        await chat.write("where_to_bring", **parcel_fields(seen))


async def _does(chat: Chat, mts: MtsService, seen: ParcelView, deed: str) -> None:
    if deed == "give_up":
        open_jobs = await mts.open_jobs(chat.member)
        job = next((j.id for j in open_jobs if j.parcel == seen.id and j.state is JobState.ACCEPTED), JobId(0))
        await mts.give_up(chat.member, job)
        return
    verbs = {
        "pick_up": mts.pick_up, "hand_in": mts.hand_in, "take_along": mts.take_along, "nobody_there": mts.nobody_there, "gave_back": mts.gave_back,
    }  # fmt: skip
    await verbs[deed](chat.member, seen.id)


def _deeds(seen: ParcelView) -> list[str]:
    """What makes sense now."""
    one_city = (seen.origin.province, seen.origin.city) == (seen.target.province, seen.target.city)
    by_state = {
        ParcelState.WAITING: ["pick_up", "give_up"], ParcelState.PICKED_UP: ["take_along"] if one_city else ["hand_in"],
        ParcelState.AT_DESTINATION: ["take_along", "give_up"], ParcelState.OUT: ["deliver", "nobody_there", "no_code"], ParcelState.REATTEMPT: ["take_along"],
        ParcelState.HELD: ["take_along"], ParcelState.RETURNING: ["gave_back"],
    }  # fmt: skip
    return by_state.get(seen.state, [])


@flow("mts.deliver", offers=Role.CARRIER, drafts=False)
async def deliver(chat: Chat, mts: MtsService) -> None:
    """The receiver says the code when they have it in their hands; the subject is the parcel."""
    seen, p = await mts.parcel(chat.member, ParcelId(int(chat.subject or 0))), policy_on(chat.today)
    if seen.side != "agent" or seen.state is not ParcelState.OUT:
        await chat.stop("mts.not_mine")
    told = parcel_fields(seen)
    for n in range(p.wrong_codes):
        last = await chat.ask("last_digits", code(LAST), n=n, **told) if seen.kind in OF_BANK else ""
        typed = await chat.ask("receivers_code", code(p.code), n=n, **told)
        if await mts.deliver(chat.member, seen.id, typed, last):
            await chat.stop("is_delivered", **told)
        await chat.say("wrong_code", n=n)
    await chat.stop("mts.refusal.locked", until=chat.now + p.locked)


@flow("mts.no_code", offers=Role.CARRIER, drafts=False)
async def no_code(chat: Chat, mts: MtsService) -> None:
    """Somebody without a code: who took it, and a photo of the signature; the subject is the parcel."""
    seen = await mts.parcel(chat.member, ParcelId(int(chat.subject or 0)))
    if seen.side != "agent":
        await chat.stop("mts.not_mine")
    words = await chat.ask("who_took_it", text(*policy_on(chat.today).words), **parcel_fields(seen))
    shot = await chat.ask("signature", photo())
    await mts.hand_over_without_code(chat.member, seen.id, words, f"{shot.kind}|{shot.ref}")
    await chat.say("will_be_looked_at")

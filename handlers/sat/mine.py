"""سات من - how it stands, and everything its leader may do with it now.   Rules: domain/sat/"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.sat import SatService
from domain.sat.model import OPENED, Method, SatId, SatState
from domain.sat.policy import policy_on
from domain.sat.views import SatView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, clock_time, postal_code, text
from handlers.sat.telling import sat_fields

CHANGES = ("describe", "origin", "methods")


@flow("sat.mine", offers=Role.MEMBER, family="market", order=21, drafts=False)
async def mine(chat: Chat, sat: SatService) -> None:
    """Whoever has none opens one."""
    seen = await sat.mine(chat.member)
    if seen is None:
        await chat.start("sat.open")
        return
    told = sat_fields(seen)
    if seen.flaw is not None:
        await chat.write("sat.flaw_line", **told)
    if seen.why:
        await chat.write("sat.reason_line", **told)
    if seen.resign:
        await chat.write("sat.resign_line")
    await chat.write(f"turn_{seen.state.value}", **told)
    await chat.say("as_it_is", **told)
    deed = await chat.choose("deed_of_sat", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "all_for_now")])
    if deed == "leave_it":
        await chat.stop("sat.any_time")
    if deed in ("add", "goods", "mend", "sign"):
        await chat.start(f"sat.{deed}", int(seen.id))
    if deed == "change":
        await chat.start("sat.change", int(seen.id))
    await chat.confirm("sure", said_as=f"sure_{deed}", **told)
    verbs = {"pause": sat.pause, "resume": sat.resume, "close": sat.close}
    await verbs[deed](chat.member, seen.id)
    await chat.say("done")


def _deeds(seen: SatView) -> list[str]:
    """What makes sense now; at most six."""
    sign = ["sign"] if seen.resign else []
    goods = ["goods"] if seen.goods else []
    by_state = {
        SatState.CHECKING: ["close"], SatState.REVIEW: ["close"], SatState.NEEDS_EDIT: ["mend", "close"], SatState.SUSPENDED: [*goods, "close"],
        SatState.ACTIVE: [*sign, *([] if sign else ["add"]), *goods, "change", "pause", "close"], SatState.PAUSED: [*sign, "resume", *goods, "change", "close"],
    }  # fmt: skip
    return by_state.get(seen.state, [])


@flow("sat.change", offers=Role.MEMBER)
async def change(chat: Chat, sat: SatService) -> None:
    """One thing at a time; the subject is the sat."""
    seen = await sat.sat(chat.member, SatId(int(chat.subject or 0)))
    if not seen.mine or seen.state not in OPENED:
        await chat.stop("sat.refusal.not_open")
    told, p = sat_fields(seen), policy_on(chat.today)
    what = await chat.choose("what_to_change", [Option(c, f"change_{c}") for c in CHANGES], **told)
    if what == "describe":
        about = await chat.ask("sat_about", text(*p.about))
        opens = await chat.ask("opens", clock_time())
        closes = await chat.ask("closes", clock_time())
        if closes <= opens:
            await chat.again("closes", "sat.refusal.bad_hours")
        await chat.confirm("sure_to_change")
        await sat.describe(chat.member, seen.id, about, opens, closes)
    elif what == "origin":
        where, code = await chat.ask("origin_address", address()), await chat.ask("origin_postal_code", postal_code())
        await chat.confirm("sure_to_change")
        await sat.move_origin(chat.member, seen.id, where, code)
    else:
        methods = await chat.choose_many("methods", [Option(m, f"sat.method.{m.value}") for m in Method])
        await chat.confirm("sure_to_change")
        await sat.accept_methods(chat.member, seen.id, list(methods))
    await chat.say("is_changed")

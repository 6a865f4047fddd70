"""حامی می‌شوم - with what I help, in which field, and how much I could lend.   Rules: domain/hami/base.py"""

from __future__ import annotations

from domain.hami import HamiService
from domain.hami.model import HamiKind, Trade
from domain.hami.views import CapacityView
from domain.kernel.people import Role
from handlers.kit import Chat, Option, flow


@flow("hami.be", offers=Role.MEMBER, family="bank", order=53)
async def be(chat: Chat, hami: HamiService) -> None:
    """What each kind does is said before one chooses; none of them for who helps no more."""
    seen = await hami.me_as_hami(chat.member)
    await write_capacity(chat, seen.capacity)
    for kind in HamiKind:
        await chat.write(f"kind_{kind.value}")
    await chat.say("five_kinds" if seen.kinds else "five_kinds_at_first", kinds=[k for k in HamiKind if k in seen.kinds])
    deed = await chat.choose("deed", [Option("kinds", "choose_kinds"), *([Option("none", "help_no_more")] if seen.kinds else []), Option("leave", "all_for_now")])
    if deed == "leave":
        await chat.stop("any_time")
    if deed == "none":
        await chat.confirm("sure_no_more")
        await hami.help_with(chat.member, (), seen.trade)
        await chat.stop("no_more")
    kinds = await chat.choose_many("which_kinds", [Option(k, f"hami.hami_kind.{k.value}") for k in HamiKind])
    trade = await chat.choose("which_trade", [Option(t, f"hami.trade.{t.value}") for t in Trade], columns=2)
    await chat.confirm("sure_to_help", kinds=kinds, trade=trade)
    await hami.help_with(chat.member, tuple(kinds), trade)
    await chat.say("helps_now", kinds=kinds)


async def write_capacity(chat: Chat, seen: CapacityView) -> None:
    """What can be lent, or from when."""
    if seen.missing:
        await chat.write("capacity_later", gathered=seen.gathered, n=seen.missing)
    else:
        await chat.write("capacity", gathered=seen.gathered, reserved=seen.reserved, free=seen.free)

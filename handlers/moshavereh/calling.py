"""تماس‌های من - the promised calls: whose turn it is, the number, spoken or nobody there.   Rules: domain/moshavereh/calling.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, MemberId
from domain.moshavereh.model import CallBack
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text

REASON = (3, 300)


@flow("moshavereh.calls", offers=RAHYARS, family="desk", order=30, drafts=False, command=True)
async def calls(chat: Chat, moshavereh: MoshaverehService) -> None:
    """The list, due ones first; say that one will call, call, and say what came of it."""
    me = chat.member.member_id
    waiting = {c.id: (c, name) for c, name in await moshavereh.call_list(chat.member)}
    chosen = await chat.choose("which_call", [_option(c, name, me) for c, name in waiting.values()])
    if chosen not in waiting:
        await chat.stop("call_gone")
    call, name = waiting[chosen]
    if call.rahyar is None:
        if not await chat.yes_no("will_you_call", name=name, due=call.due):
            await chat.stop("left_alone")
        await moshavereh.take_call(chat.member, chosen)
    mobile = await moshavereh.number_to_call(chat.member, chosen)
    how = await chat.choose("how_was_it", [Option(h, f"calls.{h}") for h in ("done", "missed", "later")], name=name, mobile=mobile, due=call.due)
    if how == "done":
        await moshavereh.call_done(chat.member, chosen, await chat.ask("what_came", text(*REASON)))
        await chat.stop("call_kept")
    if how == "missed":
        again = await moshavereh.call_missed(chat.member, chosen)
        await chat.stop("call_again" if again else "call_was_last", due=again)
    await chat.stop("call_waits", due=call.due)


def _option(call: CallBack, name: str, me: MemberId) -> Option[int]:
    return Option(call.id, "call_mine" if call.rahyar == me else "call_free", {"name": name, "due": call.due})

"""استعدادیابی و دعوت - a few questions and the fields that fit; a rahyar invites; the invited look, ask, or say no.   Rules: domain/hasteh/calling.py talent.py"""

from __future__ import annotations

from domain.hasteh import HastehService
from domain.hasteh.base import DESK
from domain.hasteh.model import Field
from domain.hasteh.policy import policy_on
from domain.hasteh.talent import Means, Reason
from domain.hasteh.views import Candidate
from domain.hasteh.work_call import WorkAim, WorkCallId, WorkCallState
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.membership.questions import member_code

NOTHING, SOMEBODY_ELSE = "nothing", "somebody_else"


@flow("hasteh.talent", offers=Role.MEMBER, family="market", order=9)
async def talent(chat: Chat, hasteh: HastehService) -> None:
    """What somebody did, likes and has; then fields that fit, with the reasons."""
    fields = [Option(f.value, f"hasteh.field.{f.value}") for f in Field]
    done = await chat.choose_many("have_done", [Option(NOTHING, "none_of_them"), *fields])
    likes = await chat.choose_many("would_like", [Option(NOTHING, "none_of_them"), *fields])
    means = await chat.choose_many("is_at_hand", [Option(NOTHING, "none_of_them"), *(Option(m.value, f"hasteh.means.{m.value}") for m in Means)])
    told = [tuple(one for one in chosen if one != NOTHING) for chosen in (done, likes, means)]
    await hasteh.tell_talent(chat.member, tuple(map(Field, told[0])), tuple(map(Field, told[1])), tuple(map(Means, told[2])))
    found = await hasteh.suggestions(chat.member)
    for n, one in enumerate(found, 1):
        await chat.write("suggestion_line", n=n, field=one.field, reasons=list(one.reasons))
        for title, city in one.some if Reason.NEIGHBOURS in one.reasons else ():
            await chat.write("neighbour_line", title=title, city=city)
    if found:
        await chat.say("these_fit")
    else:
        await chat.say("nothing_fits_yet")
    after = await chat.choose("and_then", [Option(a, f"then_{a}") for a in ("ask", "rahyar", "later")])
    if after == "ask":
        await chat.start("hasteh.ask")
    if after == "rahyar":
        await chat.start("rahyar.write")
    await chat.stop("any_time")


@flow("hasteh.call", offers=DESK, family="desk", order=62)
async def call(chat: Chat, hasteh: HastehService) -> None:
    """Of those who answered the questions, or whoever has a code."""
    found = await hasteh.candidates(chat.member)
    options = [Option(c.code, "candidate_line" if c.done else "candidate_new", _fields(c)) for c in found]
    picked = await chat.choose("whom", [*options, Option(SOMEBODY_ELSE, "by_code")], search=True) if options else SOMEBODY_ELSE
    code = await chat.ask("their_code", member_code()) if picked == SOMEBODY_ELSE else picked
    aim = await chat.choose("aim", [Option(a, f"hasteh.work_aim.{a.value}") for a in WorkAim])
    words = await chat.ask("words_beside", text(1, policy_on(chat.today).words[1]), optional=True)
    await chat.confirm("sure_to_call", code=code, aim=aim)
    try:
        await hasteh.call_to_work(chat.member, code, aim, words or "")
    except Refusal as no:
        if picked != SOMEBODY_ELSE or no.code not in ("hasteh.nobody_with_code", "hasteh.leads_or_called"):
            raise
        await chat.again("their_code", no)
        return
    await chat.say("is_called")


def _fields(one: Candidate) -> dict[str, object]:
    return {"name": one.name, "done": list(one.done) or None, "likes": list(one.likes) or None, "at": one.at}


@flow("hasteh.called", offers=Role.MEMBER, drafts=False)
async def called(chat: Chat, hasteh: HastehService) -> None:
    """The subject is the invitation to work."""
    seen = await hasteh.work_call(chat.member, WorkCallId(int(chat.subject or 0)))
    if seen.state is not WorkCallState.SENT:
        await chat.stop("answered_already")
    if seen.words:
        await chat.write("their_words", words=seen.words, rahyar=seen.rahyar)
    await chat.say(f"called_to_{seen.aim.value}", rahyar=seen.rahyar)
    answer = await chat.choose("your_answer", [Option(a, f"answer_{a}") for a in ("ask", "talent", "decline", "later")])
    if answer == "ask":
        await chat.start("hasteh.ask")
    if answer == "talent":
        await chat.start("hasteh.talent")
    if answer == "later":
        await chat.stop("any_time")
    await hasteh.decline_call(chat.member, seen.id)
    await chat.say("is_declined")

"""میز دبیر برای رهیاران - who is assigned to which area, organisation or person, and what they master (people:R10, R13-R14).   Rules: domain/rahyar/assigning.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.places import Province
from domain.rahyar import RahyarService
from domain.rahyar.model import Employer, Skill
from domain.rahyar.policy import policy_on
from domain.rahyar.rules import area, org, person
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.rahyar.showing import told, value_options

DABIRS = (Role.DABIR, Role.DASTYAR)
CODE = (8, 12)  # letters of a member code, and with the spaces or dashes people put between


@flow("rahyar.assign", offers=DABIRS, family="desk", order=50)
async def assign(chat: Chat, rahyar: RahyarService) -> None:
    """The one rahyar of an area, an organisation or a person, instead of whoever is now; the subject is a scope, or it is asked for."""
    scope = chat.subject if isinstance(chat.subject, str) else await _scope(chat, rahyar)
    before, (how, fields) = await rahyar.holder_of(chat.member, scope), told(scope, await rahyar.whom(chat.member, scope))
    people = {p.id: p for p in await rahyar.rahyars_to_assign(chat.member)}
    options = [Option(p.id, name=p.name) for p in people.values() if person(p.id) != scope]
    fields["before"] = before.name if before else None
    if how == "word":
        picked = await chat.choose("rahyar_word", options, search=True, **fields)
    else:
        picked = await chat.choose("rahyar_name", options, search=True, **fields)
    name = people[picked].name if picked in people else ""
    if how == "word":
        await chat.confirm("sure_word", **fields, name=name)
    else:
        await chat.confirm("sure_name", **fields, name=name)
    named = await rahyar.assign(chat.member, scope, picked)
    await chat.say(f"assigned_{how}", **fields, name=named.name)


async def _scope(chat: Chat, rahyar: RahyarService) -> str:
    """Of what: within the reach of this dabir."""
    reach = await rahyar.reach(chat.member)
    provinces = [p for p in Province if "" in reach or f"area:{p.value}" in reach]
    employers = [e for e in Employer if "" in reach or f"org:{e.value}" in reach]
    kinds = [k for k, there in (("area", provinces), ("town", provinces), ("org", employers), ("member", [1])) if there]
    kind = await chat.choose("what", [Option(k, f"what_{k}") for k in kinds])
    if kind == "org":
        return org(await chat.choose("employer", [Option(e, f"rahyar.employer.{e.value}") for e in employers]))
    if kind == "member":
        return await _member(chat, rahyar)
    places = [Option(p, f"membership.province.{p.value}") for p in provinces]
    if kind == "area":
        whole = await chat.choose("province", places, search=True, columns=2)
        return area(whole)
    province = await chat.choose("province_of_town", places, search=True, columns=2)
    towns = await rahyar.towns_of(chat.member, province)
    return area(province, await chat.choose("town", [Option(t, name=t) for t in towns], search=True))


async def _member(chat: Chat, rahyar: RahyarService) -> str:
    typed = await chat.ask("member_code", text(*CODE, lines=False))
    try:
        found = await rahyar.member_by_code(chat.member, typed)
    except Refusal as no:
        await chat.again("member_code", no)
    return person(found.id)


@flow("rahyar.assignments", offers=DABIRS, family="desk", order=52, drafts=False)
async def assignments(chat: Chat, rahyar: RahyarService) -> None:
    """Who is the rahyar of what in my reach; replace, end, or see who was before."""
    found = {a.scope: a for a in await rahyar.assignments(chat.member)}
    options = []
    for scope, a in found.items():
        how, fields = told(scope, a.whom)
        options.append(Option(scope, f"line_{how}", {**fields, "name": a.name}))
    picked = await chat.choose("which", options, search=True)
    one, (how, fields) = found[picked], told(picked, found[picked].whom)
    deed = await chat.choose("deed", [Option(d, f"deed_{d}") for d in ("replace", "end", "history")], name=one.name, since=one.since, by=one.by or None)
    if deed == "replace":
        await chat.start("rahyar.assign", picked)
    if deed == "history":
        for n, a in enumerate(await rahyar.history(chat.member, picked)):
            await chat.say("was" if a.until else "is", n=n, name=a.name or None, since=a.since, until=a.until, by=a.by or None, why=a.why or None)
        return
    reason = await chat.ask("reason", text(*policy_on(chat.today).reason))
    await chat.confirm("sure_to_end", name=one.name)
    name = await rahyar.end(chat.member, picked, reason)
    await chat.say(f"ended_{how}", **fields, name=name)


@flow("rahyar.mark_skills", offers=Role.DABIR, family="desk", order=54)
async def mark_skills(chat: Chat, rahyar: RahyarService) -> None:
    """What a rahyar masters, ticked off the checklist of seed 002."""
    people = await rahyar.rahyars_to_mark(chat.member)
    picked = await chat.choose("rahyar", [Option(p.id, name=p.name) for p in people], search=True)
    before = [s.skill for s in await rahyar.skills_of(chat.member, picked) if s.has]
    has = await chat.choose_many("skills", value_options(Skill, "skill"), before=before or None)
    await chat.confirm("sure", count=len(has))
    name = await rahyar.mark_skills(chat.member, picked, has)
    await chat.say("marked", name=name, count=len(has))

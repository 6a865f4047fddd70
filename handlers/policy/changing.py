"""تغییر نرخ‌ها - keepers of rates look at every rule, propose another value, and decide about what others proposed.   Rules: domain/policy/changing.py"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.kernel.people import Role
from domain.kernel.rates import Origin
from domain.kernel.refusal import Refusal
from domain.policy import PolicyService
from domain.policy.model import ChangeId
from domain.policy.policy import policy_on
from domain.policy.views import RuleView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import jalali_day, text
from handlers.policy.showing import change_fields, reader_of, rule_fields, told

KEEPERS = (Role.RATES_KEEPER, Role.ADMIN)


@flow("policy.rules", offers=KEEPERS, family="house", order=60, drafts=False)
async def rules(chat: Chat, policy: PolicyService) -> None:
    """Every rule by its subsystem; one of them is looked at, changed, or read back in time."""
    seen = await policy.rules(chat.member)
    homes = list(dict.fromkeys(view.rule.home for view in seen))
    home = await chat.choose("which_home", [Option(word, f"home.{word}") for word in homes])
    options = [Option(v.rule.key, f"line_{v.rule.measure.value}", rule_fields(v)) for v in seen if v.rule.home == home]
    key = await chat.choose("which_rule", options, search=True, home=f"policy.home.{home}")
    await chat.start("policy.rule_page", key)


@flow("policy.rule_page", offers=KEEPERS, drafts=False)
async def rule_page(chat: Chat, policy: PolicyService) -> None:
    """One rule; the subject is its key."""
    view = await _rule(chat, policy)
    shown = rule_fields(view)
    ahead = None if view.next_value is None else told(view.rule.measure, view.next_value)
    deeds = ["see_waiting" if view.waiting is not None else "propose_value", "history", "rules"]
    said_as = f"page_{view.rule.measure.value}" if ahead is None else f"page_next_{view.rule.measure.value}"
    deed = await chat.choose("deed", [Option(d, d) for d in deeds], said_as=said_as, **shown, next=ahead, next_since=view.next_since)
    if deed == "see_waiting":
        await chat.start("policy.decide", int(view.waiting or 0))
    if deed == "propose_value":
        await chat.start("policy.propose", view.rule.key)
    await chat.start(f"policy.{deed}", view.rule.key)


async def _rule(chat: Chat, policy: PolicyService) -> RuleView:
    """The rule that the subject names. Raises Refusal(`policy.no_such_rule`)."""
    found = next((v for v in await policy.rules(chat.member) if v.rule.key == chat.subject), None)
    if found is None:
        raise Refusal("policy.no_such_rule")
    return found


@flow("policy.propose", offers=KEEPERS)
async def propose(chat: Chat, policy: PolicyService) -> None:
    """Another value, from which day, where it comes from and why; the subject is the key of the rule."""
    view = await _rule(chat, policy)
    rule, limits, shown = view.rule, policy_on(chat.today), rule_fields(view)
    bounds: dict[str, Any] = {"low": told(rule.measure, rule.low), "high": told(rule.measure, rule.high)}
    value = await chat.ask("value", reader_of(rule), said_as=f"value_{rule.measure.value}", **shown, **bounds)
    since = await chat.ask("since", jalali_day(chat.today, chat.today + limits.ahead), tomorrow=chat.today + timedelta(days=1))
    mark = await chat.choose("mark", [Option(m, f"mark_{m.value}") for m in Origin])
    reason = await chat.ask("reason", text(*limits.reason))
    values = {"before": shown["value"], "value": told(rule.measure, value)}
    await chat.confirm("sure", said_as=f"sure_{rule.measure.value}", name=shown["name"], **values)
    await policy.propose(chat.member, rule.key, value, since, mark, reason)
    await chat.say("proposed", name=shown["name"], since=since)


@flow("policy.history", offers=KEEPERS, drafts=False)
async def history(chat: Chat, policy: PolicyService) -> None:
    """What was ever proposed for a rule, newest first; the subject is its key."""
    view = await _rule(chat, policy)
    found = await policy.history(chat.member, view.rule.key)
    for seen in found:
        await chat.write(f"was_{seen.measure.value}", **change_fields(seen), by=seen.by or None, decided_by=seen.decided_by or None, reason=seen.reason)
    if not found:
        await chat.stop("never_changed", **rule_fields(view))
    await chat.say("all_of_it", name=f"policy.rule.{view.rule.key}", count=len(found))


@flow("policy.waiting", offers=KEEPERS, family="house", order=61, drafts=False)
async def waiting(chat: Chat, policy: PolicyService) -> None:
    """Every proposal that waits for a second person."""
    found = await policy.open_changes(chat.member)
    options = [Option(int(c.id), f"waits_{c.measure.value}", change_fields(c)) for c in found]
    picked = await chat.choose("which_change", options, search=True)
    await chat.start("policy.decide", picked)


@flow("policy.decide", offers=KEEPERS, drafts=False)
async def decide(chat: Chat, policy: PolicyService) -> None:
    """One proposal: approve or refuse somebody else's, take one's own back; the subject is its number."""
    seen = await policy.find_change(chat.member, ChangeId(chat.subject)) if isinstance(chat.subject, int) else None
    if seen is None:
        raise Refusal("policy.no_such_change")
    fields: dict[str, Any] = {**change_fields(seen), "by": seen.by or None, "reason": seen.reason}
    if not seen.may:
        await chat.stop("over_by_now", name=fields["name"], state=seen.state)
    options = [Option(d, f"deed_{d}") for d in ("approve", "refuse", "withdraw", "later") if d in seen.may or d == "later"]
    deed = await chat.choose("do", options, said_as=f"do_{seen.measure.value}", **fields)
    if deed == "later":
        await chat.stop("still_waits", until=seen.until)
    if deed == "refuse":
        await chat.start("policy.refuse", int(seen.id))
    if deed == "withdraw":
        await policy.withdraw(chat.member, seen.id)
        await chat.stop("taken_back", name=fields["name"])
    await policy.approve(chat.member, seen.id)
    await chat.say("approved", name=fields["name"], since=seen.since)


@flow("policy.refuse", offers=KEEPERS)
async def refuse(chat: Chat, policy: PolicyService) -> None:
    """A no has a reason, which the proposer reads (shared:G7); the subject is the number of the change."""
    seen = await policy.find_change(chat.member, ChangeId(chat.subject)) if isinstance(chat.subject, int) else None
    if seen is None or "refuse" not in seen.may:
        await chat.stop("too_late")
        return
    name = f"policy.rule.{seen.key}"
    why = await chat.ask("why_not", text(*policy_on(chat.today).reason), name=name, by=seen.by or None)
    await policy.refuse(chat.member, seen.id, why)
    await chat.say("refused", name=name)

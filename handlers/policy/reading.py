"""تاریخ تنظیم نرخ‌ها - every member reads which numbers count today, since when, and which of them are only assumed.   Rules: domain/policy/service.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.policy import PolicyService
from handlers.kit import Chat, Option, flow
from handlers.policy.showing import rule_fields


@flow("policy.rates", offers=Role.MEMBER, family="bank", order=90, drafts=False)
async def rates(chat: Chat, policy: PolicyService) -> None:
    """The numbers of one field."""
    seen = await policy.rates(chat.member)
    homes = list(dict.fromkeys(view.rule.home for view in seen))
    home = await chat.choose("which", [Option(word, f"home.{word}") for word in homes], day=chat.today)
    for view in seen:
        if view.rule.home == home:
            await chat.write(f"rate_{view.rule.measure.value}", **rule_fields(view))
    await chat.say("list", home=f"policy.home.{home}", day=chat.today)

"""پایه‌ی پیشخوان - the ports of the service and what its verbs share.   Verbs: identifying.py opening.py carding.py blocking.py reading.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.pishkhan.policy import Policy, policy_on
from domain.pishkhan.ports import Customer, Ports

CLERKS = (Role.POSHTIBAN, Role.ADMIN)
"""Who sits behind the counter; nobody decides about themselves."""


class PishkhanBase(Service):
    """A poshtiban sees what somebody sent to be known by; nobody else does."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.identities, self.accounts, self.cards = ports.identities, ports.accounts, ports.cards
        self.forgetting, self.people, self.fees = ports.forgetting, ports.people, ports.fees
        self.counter, self.secrets, self.rates, self.steps = ports.counter, ports.secrets, ports.rates, ports.steps

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _me(self, actor: Actor) -> Customer:
        """Raises Refusal: `pishkhan.not_now` for a member who is frozen or leaving, `pishkhan.not_by_chat` for a child or an organisation."""
        found = await self.people.known(actor.member_id)
        if found is None:
            raise Refusal("pishkhan.not_now")
        if not found.alone:
            raise Refusal("pishkhan.not_by_chat")
        return found

    async def _name(self, member: MemberId) -> str:
        return (await self.people.names_of([member])).get(member, "")

    def _check_words(self, words: str, bounds: tuple[int, int]) -> str:
        """Raises Refusal(`pishkhan.bad_words`, least, most)."""
        trimmed = words.strip()
        if not bounds[0] <= len(trimmed) <= bounds[1]:
            raise Refusal("pishkhan.bad_words", least=bounds[0], most=bounds[1])
        return trimmed


def may_decide(actor: Actor, member: MemberId) -> bool:
    return actor.has(*CLERKS) and actor.member != member

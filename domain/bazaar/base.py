"""پایه‌ی بازار - the ports of the service and what its verbs share.   Verbs: choosing.py asking.py ordering.py selling.py taking_back.py judging.py reading.py"""

from __future__ import annotations

from domain.bazaar.policy import Policy, policy_on
from domain.bazaar.ports import Good, Ports
from domain.kernel.people import Actor, MemberId
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit


class BazaarBase(Service):
    """Everybody sees their own cart, orders and letters; of others only what is shown to buyers."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.carts, self.letters, self.orders, self.shop, self.people = ports.carts, ports.letters, ports.orders, ports.shop, ports.people
        self.backs, self.ratings, self.wishes = ports.backs, ports.ratings, ports.wishes
        self.till, self.later, self.carrier, self.secrets, self.rates = ports.till, ports.later, ports.carrier, ports.secrets, ports.rates

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _me(self, actor: Actor) -> MemberId:
        """Raises Refusal(`bazaar.not_now`): a member who is frozen or leaving, a child, an organisation."""
        if not await self.people.active(actor.member_id):
            raise Refusal("bazaar.not_now")
        return actor.member_id

    async def _good(self, actor: Actor, product: int) -> Good:
        """Something that somebody else sells now. Raises Refusal: `bazaar.no_such_good`, `bazaar.your_own`."""
        found = await self.shop.good(product)
        if found is None or not found.shown:
            raise Refusal("bazaar.no_such_good")
        if found.seller == actor.member:
            raise Refusal("bazaar.your_own")
        return found

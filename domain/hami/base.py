"""پایه‌ی حامی - the ports of the service and what its verbs share.   Verbs: helping.py asking.py giving.py reading.py"""

from __future__ import annotations

from domain.hami.model import HamiKind, Profile, Trade
from domain.hami.policy import Policy, policy_on
from domain.hami.ports import Neighbour, Ports
from domain.hami.views import CapacityView, HamiView
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.selling import deals_in_points
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit, command, query


class HamiBase(Service):
    """Points are lent and never sold: no verb here takes or names a price."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.profiles, self.asks, self.supports, self.forgetting = ports.profiles, ports.asks, ports.supports, ports.forgetting
        self.people, self.kanoons, self.credit, self.proofs, self.rates = ports.people, ports.kanoons, ports.credit, ports.proofs, ports.rates

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _me(self, actor: Actor) -> Neighbour:
        """Raises Refusal(`hami.not_now`): a member who is frozen or leaving, a child, an organisation."""
        found = await self.people.known(actor.member_id)
        if found is None:
            raise Refusal("hami.not_now")
        return found

    async def _capacity(self, member: MemberId) -> CapacityView:
        """F-13. What is gathered may have become less than what is reserved: then nothing is free."""
        gathered, missing = await self.credit.gathered(member)
        reserved = Rial(await self.supports.reserved(member) + await self.credit.borrowed(member))
        usable = 0 if missing else gathered
        return CapacityView(gathered, reserved, Rial(max(0, usable - reserved)), missing)

    def _words(self, words: str, bounds: tuple[int, int]) -> str:
        """What one member writes to another. Raises Refusal: `hami.bad_words` (least, most), `hami.not_for_sale`."""
        trimmed = words.strip()
        if not bounds[0] <= len(trimmed) <= bounds[1]:
            raise Refusal("hami.bad_words", least=bounds[0], most=bounds[1])
        if deals_in_points(trimmed):
            raise Refusal("hami.not_for_sale")
        return trimmed

    async def _names(self, *members: MemberId) -> dict[MemberId, str]:
        return dict(await self.people.short_names_of(members))


class Helping(HamiBase):
    """Being a hami."""

    @query(Role.MEMBER)
    async def me_as_hami(self, actor: Actor) -> HamiView:
        found = await self.profiles.of(actor.member_id)
        kinds, trade = (found.kinds, found.trade) if found is not None else (frozenset[HamiKind](), Trade.OTHER)
        return HamiView(kinds, trade, await self._capacity(actor.member_id))

    @command(Role.MEMBER)
    async def help_with(self, actor: Actor, kinds: tuple[HamiKind, ...], trade: Trade) -> None:
        """From now on requests of these kinds come; none for who helps no more. What was given stays. Raises Refusal(`hami.not_now`)."""
        me = await self._me(actor)
        found = await self._profile(me.id)
        self.about(f"hami:profile:{found.id}")
        await self.profiles.save(Profile(found.id, me.id, frozenset(kinds), trade, found.since, found.version))

    async def _profile(self, member: MemberId) -> Profile:
        """Held to the end of the unit: whoever gives is weighed alone."""
        found = await self.profiles.of(member, lock=True)
        if found is None:
            made = await self.profiles.add_alone(Profile(0, member, frozenset(), Trade.OTHER, self.unit.now))
            found = made or await self.profiles.of(member, lock=True)
        if found is None:
            raise LookupError("a profile that is neither there nor new")
        return found

"""پایه‌ی هسته - the ports of the service and what its verbs share.   Verbs: applying.py reviewing.py gathering.py running.py reading.py"""

from __future__ import annotations

from domain.hasteh import events
from domain.hasteh.model import BELONGS, Hasteh, HastehForm, HastehId, HastehState
from domain.hasteh.policy import Policy, policy_on
from domain.hasteh.ports import Person, Ports
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.identifiers import BadIdentifier, check_postal_code
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit

DESK = (Role.RAHYAR_AREA, Role.RAHYAR_ORG, Role.RAHYAR_SOCIAL, Role.RAHYAR_ONLINE, Role.NAMAYANDE, Role.DABIR, Role.ADMIN)
"""Who may look at hastehs at all: a rahyar only of those they go along with."""
OF_PLACE = (Role.RAHYAR_AREA, Role.NAMAYANDE, Role.DABIR)


class HastehBase(Service):
    """A hasteh is seen by its people and by who decides about it; nobody decides about their own."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.hastehs, self.fellows, self.people, self.rates = ports.hastehs, ports.fellows, ports.people, ports.rates
        self.trade, self.marks, self.journey = ports.trade, ports.marks, ports.journey
        self.talents, self.calls = ports.talents, ports.calls
        self.links, self.matches, self.drives = ports.links, ports.matches, ports.drives

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _me(self, actor: Actor) -> Person:
        """Raises Refusal(`hasteh.not_now`): a member who is frozen or leaving, a child, an organisation."""
        found = await self.people.known(actor.member_id)
        if found is None:
            raise Refusal("hasteh.not_now")
        return found

    def _words(self, words: str, bounds: tuple[int, int]) -> str:
        """Raises Refusal(`hasteh.bad_words`, least, most)."""
        trimmed, (least, most) = words.strip(), bounds
        if not least <= len(trimmed) <= most:
            raise Refusal("hasteh.bad_words", least=least, most=most)
        return trimmed

    def _checked(self, form: HastehForm) -> HastehForm:
        """Raises Refusal: `hasteh.bad_words`, `hasteh.bad_form`."""
        p = self.policy
        try:
            code = check_postal_code(form.postal_code)
        except BadIdentifier:
            raise Refusal("hasteh.bad_form") from None
        if not 0 <= form.years <= p.years or len(form.previous) > p.previous:
            raise Refusal("hasteh.bad_form")
        title, product, address = self._words(form.title, p.title), self._words(form.product, p.product), self._words(form.address, p.address)
        return HastehForm(title, form.field, product, form.years, form.family, address, code, form.previous.strip())

    async def _found(self, hasteh: HastehId, *, lock: bool = False) -> Hasteh:
        """Raises Refusal(`hasteh.no_such_hasteh`)."""
        found = await self.hastehs.find(hasteh, lock=lock)
        if found is None:
            raise Refusal("hasteh.no_such_hasteh")
        return found

    async def _led(self, actor: Actor, hasteh: HastehId) -> Hasteh:
        """By the actor, held to the end of the unit; absent and another's answer alike. Raises Refusal(`hasteh.no_such_hasteh`)."""
        found = await self._found(hasteh, lock=True)
        if found.leader != actor.member:
            raise Refusal("hasteh.no_such_hasteh")
        return found

    async def _may_decide(self, actor: Actor, one: Hasteh) -> bool:
        """Their rahyar, or who looks after the place; never one of its people (shared:G9)."""
        if actor.member is None or actor.member == one.leader or not actor.has(*DESK):
            return False
        if any(f.member == actor.member for f in await self.fellows.of_hasteh(one.id, BELONGS)):
            return False
        return actor.has(Role.ADMIN) or actor.has(*OF_PLACE, scope=one.area) or await self.people.rahyar_of(one.leader) == actor.member

    async def _reviewers(self, one: Hasteh) -> tuple[MemberId, ...]:
        """Their rahyar and who represents the dabir there, without its people."""
        rahyar = await self.people.rahyar_of(one.leader)
        found = dict.fromkeys([*([rahyar] if rahyar is not None else []), *await self.people.reviewers(one.area)])
        inside = {one.leader, *(f.member for f in await self.fellows.of_hasteh(one.id, BELONGS))}
        return tuple(m for m in found if m not in inside)

    async def _moved(self, after: Hasteh) -> Hasteh:
        saved = await self.hastehs.save(after)
        await self._tell(saved)
        return saved

    async def _tell(self, one: Hasteh) -> None:
        self.about(one.about, state=one.state)
        waits = one.state is HastehState.REVIEW
        until = one.moved + (await self.rates.table(self.today)).days("hasteh.review") if waits else None
        self.unit.record(events.HastehMoved(one.id, one.leader, one.state, until, await self._reviewers(one) if waits else ()))

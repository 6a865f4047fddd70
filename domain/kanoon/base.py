"""پایه‌ی خدمت کانون - the ports of the service and the checks that all its verbs share.   Verbs: registering.py joining.py and siblings"""

from __future__ import annotations

from collections.abc import Iterable

from domain.kanoon import events, rules
from domain.kanoon.model import Belonging, BelongingState, JoinId, JoinState, Kanoon, KanoonId, KanoonState
from domain.kanoon.policy import Policy, policy_on
from domain.kanoon.ports import Directory, Members, Store, Tokens
from domain.kanoon.views import KanoonCard, KanoonLine
from domain.kernel.people import Actor, Hats, MemberId, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit

ANYBODY = (Role.NEWCOMER, Role.MEMBER, Role.SYSTEM)


class KanoonBase(Service):
    """Locks are always taken in one order: kanoons by number, then requests and offers, then belongings."""

    def __init__(self, unit: Unit, store: Store, members: Members, directory: Directory, hats: Hats, tokens: Tokens) -> None:
        super().__init__(unit)
        self.store, self.members, self.directory, self.hats, self.tokens = store, members, directory, hats, tokens

    @property
    def policy(self) -> Policy:
        return policy_on(day_in_tehran(self.unit.now))

    async def _kanoon(self, kanoon: KanoonId, *, lock: bool = False) -> Kanoon:
        """Raises Refusal(`kanoon.not_found`)."""
        found = await self.store.kanoons.find(kanoon, lock=lock)
        if found is None:
            raise Refusal("kanoon.not_found")
        return found

    async def _locked(self, kanoons: Iterable[KanoonId]) -> dict[KanoonId, Kanoon]:
        """Several at once, in the order that keeps two units from waiting for each other."""
        return {k: await self._kanoon(k, lock=True) for k in sorted(set(kanoons))}

    async def _homes_of(self, *members: MemberId) -> dict[MemberId, KanoonId]:
        """Where each belongs now; read before locking and checked again by `_settle`."""
        found = {m: await self.store.belongings.active_of(m) for m in members}
        return {m: b.kanoon for m, b in found.items() if b is not None}

    async def _hamyars(self, kanoon: Kanoon) -> list[MemberId]:
        return await self.hats.wearers(Role.HAMYAR, kanoon.scope)

    async def _deputies(self, kanoon: Kanoon) -> list[MemberId]:
        """Who stands in for a hamyar who is away now."""
        hamyars = await self._hamyars(kanoon)
        away = [a for a in await self.store.absences.of(kanoon.id) if a.until > self.unit.now and a.hamyar in hamyars]
        return [a.deputy for a in away if a.deputy != kanoon.rahbar]

    async def _deciders(self, kanoon: Kanoon) -> list[MemberId]:
        """Who may decide about requests now (kanoon:K8): the hamyars, and the deputies of those who are away."""
        return list(dict.fromkeys([*await self._hamyars(kanoon), *await self._deputies(kanoon)]))

    async def _too_close(self, kanoon: Kanoon, decider: MemberId, applicant: MemberId) -> bool:
        """Whether somebody else is to decide: guardian and ward leave it to another hamyar, where there is one (reference-systems.md 2, four eyes)."""
        if not (self.policy.four_eyes and await self.members.are_family(decider, applicant)):
            return False
        others = [d for d in await self._deciders(kanoon) if d not in (decider, applicant)]
        return any([not await self.members.are_family(d, applicant) for d in others])

    async def _holds_role(self, kanoon: Kanoon, member: MemberId) -> bool:
        return kanoon.rahbar == member or member in await self._hamyars(kanoon)

    def _is_dabir(self, actor: Actor, kanoon: Kanoon, *roles: Role) -> bool:
        """Whether a dabir's (or an assistant's) reach covers this kanoon: everywhere, the topic of kanoons, or its province."""
        return any(actor.has(*(roles or (Role.DABIR,)), scope=s) for s in dabir_scopes(kanoon))

    async def _dabirs(self, kanoon: Kanoon) -> list[MemberId]:
        found = [m for s in dabir_scopes(kanoon) for m in await self.hats.wearers(Role.DABIR, s)]
        return list(dict.fromkeys(found))

    def _check_open(self, kanoon: Kanoon) -> None:
        """Raises Refusal(`kanoon.not_open`, state)."""
        if kanoon.state is not KanoonState.ACTIVE:
            raise Refusal("kanoon.not_open", state=kanoon.state)

    def _check_rahbar(self, actor: Actor, kanoon: Kanoon) -> None:
        """Raises Refusal(`kanoon.not_found`): not yours and absent answer alike."""
        if actor.member != kanoon.rahbar or not actor.has(Role.RAHBAR, scope=kanoon.scope):
            raise Refusal("kanoon.not_found")

    async def _check_leader(self, actor: Actor, kanoon: Kanoon) -> None:
        """Rahbar or hamyar, now. Raises Refusal(`kanoon.not_found`)."""
        if not await self._holds_role(kanoon, actor.member_id):
            raise Refusal("kanoon.not_found")

    async def _my_kanoon(self, actor: Actor, *, lock: bool = False) -> Kanoon:
        """Raises Refusal(`kanoon.no_kanoon`)."""
        home = await self.store.belongings.active_of(actor.member_id)
        if home is None:
            raise Refusal("kanoon.no_kanoon")
        return await self._kanoon(home.kanoon, lock=lock)

    async def _check_member(self, member: MemberId, kanoon: Kanoon) -> Belonging:
        """Raises Refusal(`kanoon.not_a_member`)."""
        home = await self.store.belongings.active_of(member, lock=True)
        if home is None or home.kanoon != kanoon.id:
            raise Refusal("kanoon.not_a_member")
        return home

    async def _check_room(self, kanoon: Kanoon, people: int = 1) -> None:
        """Raises Refusal(`kanoon.full`, capacity). The kanoon is locked, so nobody else counts at the same time."""
        if kanoon.capacity is not None and await self.store.belongings.count(kanoon.id) + people > kanoon.capacity:
            raise Refusal("kanoon.full", capacity=kanoon.capacity)

    async def _settle(self, member: MemberId, into: Kanoon, locked: dict[KanoonId, Kanoon], request: JoinId | None = None) -> KanoonId | None:
        """Make a member belong; the time elsewhere ends the same moment (kanoon:K11). Returns the kanoon that was left.

        Raises Refusal(`kanoon.changed_meanwhile`), Refusal(`kanoon.already_member`), Refusal(`kanoon.holds_role_elsewhere`).
        """
        old = await self.store.belongings.active_of(member, lock=True)
        if old is not None:
            if old.kanoon == into.id:
                raise Refusal("kanoon.already_member")
            if old.kanoon not in locked:
                raise Refusal("kanoon.changed_meanwhile")
            if await self._holds_role(locked[old.kanoon], member):
                raise Refusal("kanoon.holds_role_elsewhere", kanoon=locked[old.kanoon].title)
            await self._end(old, BelongingState.MOVED, "")
        await self.store.belongings.add(Belonging(0, into.id, member, BelongingState.ACTIVE, self.unit.now, request))
        return old.kanoon if old else None

    async def _end(self, home: Belonging, state: BelongingState, reason: str) -> None:
        """Somebody no longer belongs: neither as a member nor as a deputy."""
        await self.store.belongings.save(home.to(state, self.unit.now, reason))
        for absence in await self.store.absences.of(home.kanoon):
            if home.member in (absence.deputy, absence.hamyar):
                await self.store.absences.drop(absence)

    async def _cancel_open_request(self, member: MemberId) -> None:
        """Somebody who now leads a kanoon, or is gone, no longer asks to join one."""
        open_one = await self.store.joins.open_of(member)
        if open_one is not None:
            over = await self.store.joins.save(open_one.to(JoinState.CANCELLED, self.unit.now))
            self.unit.record(events.JoinCancelled(over.id, over.kanoon, member, over.version))

    async def _name(self, member: MemberId | None) -> str:
        """The full name; "" for nobody and for somebody who is gone."""
        return "" if member is None else (await self.members.names_of([member])).get(member, "")

    async def _card(self, kanoon: Kanoon, *, full: bool) -> KanoonCard:
        hamyars = await self._hamyars(kanoon)
        names = await self.members.names_of([kanoon.rahbar, *hamyars, *([] if kanoon.rahyar is None else [kanoon.rahyar])])
        shown = {m: n if full else rules.discreet(n) for m, n in names.items()}
        people = await self.store.belongings.count(kanoon.id)
        return KanoonCard(
            kanoon.id, rules.kanoon_code(kanoon.id), kanoon.title, kanoon.affinity, kanoon.goal, kanoon.place,
            shown.get(kanoon.rahbar, ""), tuple(shown[h] for h in hamyars if h in shown),
            "" if kanoon.rahyar is None else names.get(kanoon.rahyar, ""), kanoon.rahyar,
            people, None if kanoon.capacity is None else max(0, kanoon.capacity - people), kanoon.state, kanoon.reason, kanoon.questions,
        )  # fmt: skip


def dabir_scopes(kanoon: Kanoon) -> tuple[str, ...]:
    """Where a dabir's hat must count for this kanoon (seed 002: by topic or by province)."""
    return ("topic:kanoon", f"area:{kanoon.province}") if kanoon.province else ("topic:kanoon",)


def line_of(kanoon: Kanoon) -> KanoonLine:
    return KanoonLine(kanoon.id, rules.kanoon_code(kanoon.id), kanoon.title, kanoon.affinity, kanoon.place)

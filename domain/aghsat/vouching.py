"""بن دادن - own money becomes a voucher for one kind of goods; what is not used by its day goes back to the giver.   Moves: bon.py   Source: banking.md 10 (D G4)"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.aghsat import events
from domain.aghsat.bon import ANYTHING, Bon, BonId, BonState
from domain.aghsat.plan import NOTHING
from domain.aghsat.repaying import Repaying
from domain.aghsat.views import BonView
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Vouching(Repaying):
    """A voucher never becomes cash of whoever it was given to."""

    @command(Role.MEMBER)
    async def give_bon(self, actor: Actor, code: str, amount: Rial, category: str, days: int, words: str) -> BonId:
        """`category`: a word of the bazaar's first level, or ANYTHING; whoever has the `code` was shown to the giver by name.

        Raises Refusal: `aghsat.not_now`, `aghsat.nobody_with_code`, `aghsat.yourself`, `aghsat.bad_terms`, `aghsat.bad_words` (most), `aghsat.enough_bons` (most), and
        those of sending money.
        """
        me, other = await self._me(actor), await self.house.by_code(code)
        if other is None:
            raise Refusal("aghsat.nobody_with_code")
        if other.id == me.id:
            raise Refusal("aghsat.yourself")
        if days not in self.policy.bon_days:
            raise Refusal("aghsat.bad_terms")
        if len(words) > self.policy.bon_words:
            raise Refusal("aghsat.bad_words", most=self.policy.bon_words)
        if await self.bons.count_active(me.id) >= self.policy.bons:
            raise Refusal("aghsat.enough_bons", most=self.policy.bons)
        await self.till.check_may_leave(me.id, amount)
        now = self.unit.now
        made = await self.bons.add(Bon(BonId(0), me.id, other.id, amount, category, words.strip(), now, now + timedelta(days=days), now))
        await self.till.fill(made)
        self._tell_bon(made)
        return made.id

    @command(Role.SYSTEM)
    async def expire_bon(self, actor: Actor, bon: BonId) -> None:
        """Its day has come: what is left goes back."""
        self.about(f"aghsat:bon:{bon}")
        found = await self.bons.find(bon, lock=True)
        if found is not None and found.state is not BonState.EXPIRED and found.until <= self.unit.now:
            await self._over(found)

    @command(Role.SYSTEM)
    async def bon_changed(self, actor: Actor, bon: BonId) -> None:
        """Something was bought with it, or went back; after its day what came back goes to the giver at once."""
        self.about(f"aghsat:bon:{bon}")
        found = await self.bons.find(bon, lock=True)
        if found is None:
            return
        left = await self.till.left(found)
        if found.until <= self.unit.now:
            again = replace(found, moved=self.unit.now)
            await (self._over(found) if found.state is not BonState.EXPIRED else self._empty(await self.bons.save(again)))
        elif found.state is BonState.ACTIVE and not left:
            self._tell_bon(await self.bons.save(found.to(BonState.USED, self.unit.now)))
        elif found.state is BonState.USED and left:
            await self.bons.save(found.to(BonState.ACTIVE, self.unit.now))

    async def _over(self, found: Bon) -> None:
        after = await self.bons.save(found.to(BonState.EXPIRED, self.unit.now))
        self._tell_bon(after, await self._empty(after))

    async def _empty(self, over: Bon) -> Rial:
        if left := await self.till.left(over):
            await self.till.empty(over, left)
        return left

    def _tell_bon(self, one: Bon, left: Rial = NOTHING) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.BonMoved(one.id, one.giver, one.member, one.state, one.until, left))

    @query(Role.MEMBER)
    async def my_bons(self, actor: Actor) -> list[BonView]:
        """Given to me and by me, newest first."""
        me, shown = actor.member_id, self.policy.shown
        found = [*await self.bons.given_to(me, tuple(BonState), shown), *await self.bons.given_by(me, shown)]
        names = await self.house.short_names_of({b.giver if b.member == me else b.member for b in found})
        return [await self._bon_view(b, me, names) for b in sorted(found, key=lambda b: -b.id)]

    async def _bon_view(self, b: Bon, me: MemberId, names: dict[MemberId, str]) -> BonView:
        mine = b.member == me
        other = names.get(b.giver if mine else b.member, "")
        return BonView(b.id, b.number, other, b.amount, await self.till.left(b), b.category, b.words, b.given, b.until, b.state, mine)

    @query(Role.SYSTEM)
    async def bon_for(self, actor: Actor, bon: BonId, member: MemberId) -> BonView | None:
        """As one of its two sees it; None for everybody else."""
        found = await self.bons.find(bon)
        if found is None or member not in (found.giver, found.member):
            return None
        names = await self.house.short_names_of({found.giver, found.member})
        return await self._bon_view(found, member, names)

    @query(Role.SYSTEM)
    async def usable_bons(self, actor: Actor, member: MemberId, categories: frozenset[str]) -> list[BonView]:
        """Those that pay for goods which are all of these categories, what ends soonest first."""
        found = [b for b in await self.bons.given_to(member, (BonState.ACTIVE,), self.policy.bons) if b.until > self.unit.now]
        fit = [b for b in found if b.category == ANYTHING or categories == {b.category}]
        return [await self._bon_view(b, member, {}) for b in sorted(fit, key=lambda b: (b.until, b.id))]

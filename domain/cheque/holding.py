"""دارنده‌ی چک - accepts or rejects what is offered, passes it on, or gives it back to the drawer; everything is written down.   Moves: cheque.py"""

from __future__ import annotations

from dataclasses import replace

from domain.cheque.cheque import Cheque, ChequeId, ChequeState, LeafDeed
from domain.cheque.writing import Writing
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command

OFFERS = (ChequeState.ISSUED, ChequeState.PASSING)


def to_pass(cheque: ChequeId, code: str) -> str:
    """What a code before passing a cheque on is for."""
    return f"cheque:pass:{cheque}:{code}"


class Holding(Writing):
    """An offer is answered by who it was made to; a cheque is moved by who holds it."""

    @command(Role.MEMBER)
    async def accept(self, actor: Actor, cheque: ChequeId) -> None:
        """Raises Refusal: `cheque.no_such_cheque`, `cheque.answered_already`, `cheque.not_now`, `cheque.cannot_move`."""
        found, me = await self._offered(actor, cheque), await self._me(actor)
        after = replace(found.to(ChequeState.HELD, self.unit.now), holder=me.id, offered=None)
        await self._done(after, LeafDeed.ACCEPT, me.id, found.holder)

    @command(Role.MEMBER)
    async def reject(self, actor: Actor, cheque: ChequeId, why: str) -> None:
        """An issued one is over, a passed one stays with its holder.

        Raises Refusal: `cheque.no_such_cheque`, `cheque.answered_already`, `cheque.bad_words`, `cheque.cannot_move`.
        """
        found, words = await self._offered(actor, cheque), self._words(why)
        await self._say_no(found, actor.member_id, words)

    async def _say_no(self, found: Cheque, by: MemberId | None, words: str = "") -> None:
        """Raises Refusal(`cheque.cannot_move`)."""
        state = ChequeState.REJECTED if found.state is ChequeState.ISSUED else ChequeState.HELD
        await self._done(replace(found.to(state, self.unit.now), offered=None), LeafDeed.REJECT, by, found.holder, words)

    async def _offered(self, actor: Actor, cheque: ChequeId) -> Cheque:
        """Raises Refusal: `cheque.no_such_cheque`, `cheque.answered_already`."""
        found = await self._leaf(cheque, lock=True)
        if found.offered == actor.member and found.state in OFFERS:
            return found
        raise Refusal("cheque.answered_already" if await self._concerns(found, actor) else "cheque.no_such_cheque")

    async def _concerns(self, one: Cheque, actor: Actor) -> bool:
        """Whether somebody had anything to do with it."""
        people = {one.member, one.payee, one.holder, one.offered}
        return actor.member in people or any(actor.member in (s.by, s.to) for s in await self.cheques.steps(one))

    async def _held(self, actor: Actor, cheque: ChequeId) -> Cheque:
        """Raises Refusal(`cheque.no_such_cheque`): absent, not mine, and one that I offered to its payee."""
        found = await self._leaf(cheque, lock=True)
        if found.holder != actor.member or found.state is ChequeState.ISSUED:
            raise Refusal("cheque.no_such_cheque")
        return found

    @command(Role.MEMBER)
    async def pass_on(self, actor: Actor, cheque: ChequeId, code: str) -> None:
        """انتقال, signed by the holder; it is theirs until the other one accepts.

        Raises Refusal: `cheque.no_such_cheque`, `cheque.not_now`, `cheque.nobody_with_code`, `cheque.not_yourself`, `cheque.without_account`, `cheque.to_drawer`,
        `cheque.code_first`, `cheque.cannot_move`, `icap.no_certificate`.
        """
        found, me, other = await self._held(actor, cheque), await self._me(actor), await self._other(actor, code)
        if other.id == found.member:
            raise Refusal("cheque.to_drawer")
        await self._check_step(actor, to_pass(cheque, code))
        after = replace(found.to(ChequeState.PASSING, self.unit.now), offered=other.id)
        nth = len(await self.cheques.steps(found))
        seal = await self._sealed(me.id, [found.serial, found.digest, nth, [me.name, me.identifier], [other.name, other.identifier]])
        await self._done(after, LeafDeed.PASS, me.id, other.id, seal=seal)

    @command(Role.MEMBER)
    async def call_off(self, actor: Actor, cheque: ChequeId) -> None:
        """Not to be passed on after all, while the other one has not answered. Raises Refusal: `cheque.no_such_cheque`, `cheque.cannot_move`."""
        found = await self._held(actor, cheque)
        self._only(found, ChequeState.PASSING)
        await self._done(replace(found.to(ChequeState.HELD, self.unit.now), offered=None), LeafDeed.CALL_OFF, actor.member_id, found.offered)

    @command(Role.MEMBER)
    async def give_back(self, actor: Actor, cheque: ChequeId) -> None:
        """عودت: nothing is to be paid any more. Raises Refusal: `cheque.no_such_cheque`, `cheque.cannot_move`."""
        found = await self._held(actor, cheque)
        await self._done(found.to(ChequeState.RETURNED, self.unit.now), LeafDeed.GIVE_BACK, actor.member_id, found.member)

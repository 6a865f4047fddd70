"""پیوستن به کانون - asking, deciding, asking back, undoing, expiring (kanoon:K7-K11; shared:G7-G9).   Siblings: rules.py finding.py belonging.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kanoon import events, rules
from domain.kanoon.base import KanoonBase
from domain.kanoon.model import BelongingState, JoinId, JoinRequest, JoinState, Kanoon, KanoonId, KanoonState, Reply, Why
from domain.kanoon.views import Decision, Filed
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Joining(KanoonBase):
    """Every decision is checked again when it takes effect: who decides, whether the applicant is still there, whether there is room."""

    @command(Role.MEMBER)
    async def ask_to_join(self, actor: Actor, kanoon: KanoonId, note: str, *, consent: bool, token: str = "", replies: list[str] | None = None) -> Filed:
        """Ask to belong; a member of another kanoon asks to move (kanoon:K7, K9-K11). `replies`: one to each question of the kanoon, in their order.

        Raises Refusal: `kanoon.not_found`, `kanoon.consent_needed`, `kanoon.not_open`, `kanoon.already_member`, `kanoon.request_is_open`,
        `kanoon.holds_role_elsewhere`, `kanoon.full`, `kanoon.rejected_too_often`, `kanoon.ask_again_later`, `kanoon.note_length`,
        `kanoon.questions_changed`, `kanoon.answer_length`.
        """
        me, now = actor.member_id, self.unit.now
        wanted = await self._kanoon(kanoon, lock=True)
        if not consent:
            raise Refusal("kanoon.consent_needed")
        leaves = await self._check_may_ask(actor, wanted)
        invite = await self.store.invites.by_token(token) if token else None
        inviter = invite.by if invite is not None and invite.kanoon == wanted.id and invite.until > now else None
        said = rules.checked(note, "note", 0, self.policy.note)
        told = self._replies(wanted, replies or [])
        asked = await self.store.joins.add(JoinRequest(JoinId(0), wanted.id, me, said, inviter, JoinState.WAITING, now, now, replies=told))
        self._record(events.JoinAsked, asked)
        self.about(f"kanoon:join:{asked.id}", consent="hamyar and rahbar see my full name")
        return Filed(asked.id, rules.join_number(asked.id), wanted.title, now + self.policy.expires_after, leaves)

    @query(Role.MEMBER)
    async def check_may_ask(self, actor: Actor, kanoon: KanoonId) -> None:
        """So that nobody answers questions in vain. Raises Refusal as `ask_to_join`."""
        await self._check_may_ask(actor, await self._kanoon(kanoon))

    @command(Role.MEMBER)
    async def approve(self, actor: Actor, request: JoinId) -> Decision:
        """The hamyar says yes: the applicant belongs, and no longer elsewhere (kanoon:K7, K11).

        Raises Refusal: `kanoon.request_not_found`, `kanoon.already_decided`, `kanoon.request_over`, `kanoon.own_request`, `kanoon.not_open`,
        `kanoon.own_family`, `kanoon.full`, `kanoon.applicant_gone`, `kanoon.holds_role_elsewhere`, `kanoon.already_member`,
        `kanoon.changed_meanwhile`.
        """
        kanoon, asked, locked = await self._to_decide(actor, request)
        self._check_open(kanoon)
        if not await self.members.is_active(asked.member):
            raise Refusal("kanoon.applicant_gone")
        await self._check_room(kanoon)
        left = await self._settle(asked.member, kanoon, locked, asked.id)
        moved = asked.to(JoinState.APPROVED, self.unit.now, by=actor.member_id)
        done = await self.store.joins.save(replace(moved, moved_from=left))
        self._record(events.JoinApproved, done)
        if left is not None:
            self.unit.record(events.MemberMoved(asked.member, left, kanoon.id))
        return await self._decision(done)

    @command(Role.MEMBER)
    async def reject(self, actor: Actor, request: JoinId, reason: str = "", why: Why | None = None) -> Decision:
        """The hamyar says no, with a reason from the list or in own words, which the applicant reads (shared:G7).

        Raises Refusal as `approve`, and `kanoon.reason_length`.
        """
        _, asked, _ = await self._to_decide(actor, request)
        words = rules.checked(reason, "reason", *self.policy.reason) if why is None else ""
        done = await self.store.joins.save(asked.to(JoinState.REJECTED, self.unit.now, by=actor.member_id, reason=words, why=why))
        self._record(events.JoinRejected, done)
        return await self._decision(done)

    @command(Role.MEMBER)
    async def ask_more(self, actor: Actor, request: JoinId, question: str) -> Decision:
        """The hamyar asks the applicant something first (decision 25).

        Raises Refusal as `approve`, and `kanoon.reason_length`, `kanoon.asked_too_often`, `kanoon.cannot_move` (a question is open).
        """
        _, asked, _ = await self._to_decide(actor, request)
        if sum(w.by_hamyar for w in asked.talk) >= self.policy.questions:
            raise Refusal("kanoon.asked_too_often", questions=self.policy.questions)
        text = rules.checked(question, "reason", *self.policy.reason)
        moved = asked.to(JoinState.NEEDS_ANSWER, self.unit.now, by=actor.member_id)
        done = await self.store.joins.save(moved.saying(text, self.unit.now, by_hamyar=True))
        self._record(events.JoinAnswerWanted, done)
        return await self._decision(done)

    @command(Role.MEMBER)
    async def answer(self, actor: Actor, request: JoinId, text: str) -> None:
        """The applicant answers; the request waits for the hamyar again. Raises Refusal: `kanoon.request_not_found`, `kanoon.no_question`,
        `kanoon.answer_length`."""
        asked = await self._own(actor, request)
        if asked.state is not JoinState.NEEDS_ANSWER:
            raise Refusal("kanoon.no_question")
        said = rules.checked(text, "answer", *self.policy.answer)
        moved = asked.to(JoinState.WAITING, self.unit.now)
        done = await self.store.joins.save(moved.saying(said, self.unit.now, by_hamyar=False))
        self._record(events.JoinAnswered, done)

    @command(Role.MEMBER)
    async def cancel_request(self, actor: Actor, request: JoinId) -> None:
        """The applicant takes it back. Raises Refusal: `kanoon.request_not_found`, `kanoon.already_decided`, `kanoon.request_over`."""
        asked = await self._own(actor, request)
        await self._check_undecided(asked)
        self._record(events.JoinCancelled, await self.store.joins.save(asked.to(JoinState.CANCELLED, self.unit.now)))

    @command(Role.MEMBER)
    async def undo_approval(self, actor: Actor, request: JoinId) -> Decision:
        """Who approved takes it back within minutes: the request waits again, and a kanoon that was left takes the member back.

        Raises Refusal: `kanoon.request_not_found`, `kanoon.too_late_to_undo`, `kanoon.cannot_undo` (the member has gone on since, has another
        request, or the old kanoon has no place for them any more), `kanoon.changed_meanwhile`.
        """
        kanoon, asked, locked = await self._decidable(actor, request)
        until = rules.may_undo_until(asked, self.policy)
        if until is None or asked.decided_by != actor.member or self.unit.now > until:
            raise Refusal("kanoon.too_late_to_undo")
        home = await self.store.belongings.active_of(asked.member, lock=True)
        if home is None or home.request != asked.id or await self._holds_role(kanoon, asked.member) or await self.store.joins.open_of(asked.member):
            raise Refusal("kanoon.cannot_undo")
        await self._end(home, BelongingState.UNDONE, "")
        if asked.moved_from is not None:
            await self._take_back(asked, locked)
        again = replace(asked.to(JoinState.WAITING, self.unit.now), moved_from=None)
        done = await self.store.joins.save(again)
        self._record(events.JoinUndone, done)
        return await self._decision(done)

    @command(Role.SYSTEM)
    async def expire_request(self, actor: Actor, request: JoinId, version: int) -> bool:
        """After 14 days without a move (shared:G8). False when it has moved since the clock was set."""
        asked = await self._for_system(request)
        if asked is None or asked.version != version or not asked.is_open or self.unit.now < asked.since + self.policy.expires_after:
            return False
        self._record(events.JoinExpired, await self.store.joins.save(asked.to(JoinState.EXPIRED, self.unit.now)))
        return True

    async def _check_may_ask(self, actor: Actor, wanted: Kanoon) -> str:
        """Everything that forbids asking; returns the title of the kanoon that would be left. Raises Refusal as `ask_to_join`."""
        me = actor.member_id
        if wanted.state in (KanoonState.DRAFT, KanoonState.AWAITING_HAMYAR):
            raise Refusal("kanoon.not_found")
        self._check_open(wanted)
        home = await self.store.belongings.active_of(me)
        if home is not None and home.kanoon == wanted.id:
            raise Refusal("kanoon.already_member")
        open_one = await self.store.joins.open_of(me)
        if open_one is not None:
            raise Refusal("kanoon.request_is_open", kanoon=(await self._kanoon(open_one.kanoon)).title)
        leaves = None if home is None else await self._kanoon(home.kanoon)
        if leaves is not None and await self._holds_role(leaves, me):
            raise Refusal("kanoon.holds_role_elsewhere", kanoon=leaves.title)
        rules.check_may_ask_again(await self.store.joins.rejected_at(wanted.id, me), self.unit.now, self.policy)
        await self._check_room(wanted)
        return "" if leaves is None else leaves.title

    async def _decidable(self, actor: Actor, request: JoinId) -> tuple[Kanoon, JoinRequest, dict[KanoonId, Kanoon]]:
        """The request with all its rows locked, for one who decides in its kanoon now. A forged number and another's answer alike.

        Raises Refusal(`kanoon.request_not_found`), Refusal(`kanoon.own_request`).
        """
        seen = await self.store.joins.find(request)
        if seen is None:
            raise Refusal("kanoon.request_not_found")
        homes = await self._homes_of(seen.member)
        locked = await self._locked([seen.kanoon, *homes.values(), *([seen.moved_from] if seen.moved_from else [])])
        asked, kanoon = await self.store.joins.find(request, lock=True), locked[seen.kanoon]
        if asked is None or actor.member not in await self._deciders(kanoon):
            raise Refusal("kanoon.request_not_found")
        if asked.member == actor.member:
            raise Refusal("kanoon.own_request")
        self.about(f"kanoon:join:{asked.id}")
        return kanoon, asked, locked

    async def _to_decide(self, actor: Actor, request: JoinId) -> tuple[Kanoon, JoinRequest, dict[KanoonId, Kanoon]]:
        kanoon, asked, locked = await self._decidable(actor, request)
        await self._check_undecided(asked)
        if await self._too_close(kanoon, actor.member_id, asked.member):
            raise Refusal("kanoon.own_family")
        return kanoon, asked, locked

    def _replies(self, kanoon: Kanoon, said: list[str]) -> tuple[Reply, ...]:
        """Raises Refusal(`kanoon.questions_changed`), Refusal(`kanoon.answer_length`)."""
        if len(said) != len(kanoon.questions):
            raise Refusal("kanoon.questions_changed")
        return tuple(Reply(q, rules.checked(a, "answer", *self.policy.answer)) for q, a in zip(kanoon.questions, said, strict=True))

    async def _check_undecided(self, asked: JoinRequest) -> None:
        """Raises Refusal(`kanoon.already_decided`, name, state, at) or Refusal(`kanoon.request_over`, state)."""
        if asked.decided_by is not None and not asked.is_open:
            raise Refusal("kanoon.already_decided", name=await self._name(asked.decided_by), state=asked.state, at=asked.since)
        if not asked.is_open:
            raise Refusal("kanoon.request_over", state=asked.state)

    async def _own(self, actor: Actor, request: JoinId) -> JoinRequest:
        """Raises Refusal(`kanoon.request_not_found`): absent and not yours answer alike."""
        asked = await self._for_system(request)
        if asked is None or asked.member != actor.member:
            raise Refusal("kanoon.request_not_found")
        self.about(f"kanoon:join:{asked.id}")
        return asked

    async def _for_system(self, request: JoinId) -> JoinRequest | None:
        seen = await self.store.joins.find(request)
        if seen is None:
            return None
        await self._kanoon(seen.kanoon, lock=True)
        self.about(f"kanoon:join:{request}")
        return await self.store.joins.find(request, lock=True)

    async def _take_back(self, asked: JoinRequest, locked: dict[KanoonId, Kanoon]) -> None:
        """Give the member their former place again. Raises Refusal(`kanoon.cannot_undo`)."""
        left = locked.get(asked.moved_from) if asked.moved_from is not None else None
        before = None if left is None else await self.store.belongings.last_in(asked.member, left.id)
        if left is None or before is None or before.state is not BelongingState.MOVED or left.state is KanoonState.CLOSED:
            raise Refusal("kanoon.cannot_undo")
        if left.capacity is not None and await self.store.belongings.count(left.id) >= left.capacity:
            raise Refusal("kanoon.cannot_undo")
        await self.store.belongings.save(before.to(BelongingState.ACTIVE, self.unit.now))

    async def _decision(self, asked: JoinRequest) -> Decision:
        return Decision(rules.join_number(asked.id), await self._name(asked.member), asked.state, rules.may_undo_until(asked, self.policy))

    def _record(self, kind: type[events.JoinEvent], asked: JoinRequest) -> None:
        self.unit.record(kind(asked.id, asked.kanoon, asked.member, asked.version))

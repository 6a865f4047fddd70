"""کنار گفت‌وگو - notes, ready answers, texts for the house, and learning beside an experienced rahyar.   Never to the person of the case, but by `Answering._say`"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.kernel.people import RAHYARS, Actor, MemberId
from domain.kernel.persian.letters import match_key, normalise
from domain.kernel.persian.variables import IN_PERSIAN
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh import desk_events
from domain.moshavereh.access import Access
from domain.moshavereh.answering import Answering
from domain.moshavereh.base import DESK, SUPERVISORS
from domain.moshavereh.beside_model import PROPOSAL_MOVES, KnowledgeText, PrivateNote, Proposal, ProposalState, ReadyAnswer
from domain.moshavereh.model import Case
from domain.moshavereh.ready_words import filled, missing_of

SHORTCUT = (2, 30)  # letters


class Beside(Access, Answering):
    """What rahyars do for each other."""

    @command(*DESK)
    async def write_note(self, actor: Actor, case_id: int, words: str, mentioned: tuple[int, ...] = ()) -> None:
        """A private note beside a case that one has, may take or watches; colleagues who are mentioned are told, and may open it.

        Raises `moshavereh.no_such_case`, `moshavereh.nothing_said`, `moshavereh.bad_goal` (somebody mentioned is no rahyar).
        """
        case = await self._seen(actor, case_id)
        if not (words := normalise(words).strip()[: self.policy.words]):
            raise Refusal("moshavereh.nothing_said")
        if mentioned and not set(mentioned) <= await self._desk():
            raise Refusal("moshavereh.bad_goal")
        told = tuple(MemberId(m) for m in mentioned)
        await self.store.aids.note(case, PrivateNote(0, case.id, actor.member_id, words, self.now, mentioned=told))
        self.about(f"moshavereh:case:{case.id}")
        self.unit.record(desk_events.NoteWritten(case.id, case.number, actor.member_id, case.rahyar, told, words, whisper=False))

    @query(*DESK)
    async def ready_answers(self, actor: Actor, words: str = "") -> list[ReadyAnswer]:
        """My own, then everybody's, that hold every one of the words, however they are spelt."""
        return await self.store.aids.ready_for(actor.member_id, match_key(words), self.policy.rows)

    @query(*DESK)
    async def filled_answer(self, actor: Actor, case_id: int, answer: int, values: Mapping[str, str] | None = None) -> str:
        """A ready answer with its variables filled for a case of mine, to look at before it is sent.

        Raises `moshavereh.not_yours`, `moshavereh.no_such_answer`, `moshavereh.missing_variables` (names).
        """
        return await self._filled(await self._mine(actor, case_id), await self._ready(actor, answer), actor, values or {})

    @command(*DESK)
    async def send_ready(self, actor: Actor, case_id: int, answer: int, values: Mapping[str, str] | None = None) -> int:
        """Send a ready answer; returns the line. Raises what `filled_answer` and `reply` raise."""
        case = await self._answerable(actor, case_id)
        ready = await self._ready(actor, answer)
        return int(await self._say(case, actor.member_id, await self._filled(case, ready, actor, values or {}), ready.media))

    @command(*DESK)
    async def keep_ready(self, actor: Actor, shortcut: str, words: str, media: str = "", *, shared: bool = False, answer: int = 0) -> int:
        """Keep a ready answer, or change one (`answer`); shared ones are a supervisor's. Returns its number.

        Raises `moshavereh.no_such_answer`, `moshavereh.shortcut_length` (least, most), `moshavereh.nothing_said`, `moshavereh.not_shared`.
        """
        short, words = " ".join(normalise(shortcut).split()), words.strip()[: self.policy.words]
        if not SHORTCUT[0] <= len(short) <= SHORTCUT[1]:
            raise Refusal("moshavereh.shortcut_length", least=SHORTCUT[0], most=SHORTCUT[1])
        if not words and not media:
            raise Refusal("moshavereh.nothing_said")
        before = await self._changeable(actor, answer) if answer else ReadyAnswer(0, None if shared else actor.member_id, short, words, media)
        if before.owner is None and not actor.has(*SUPERVISORS):
            raise Refusal("moshavereh.not_shared")
        kept = await self.store.aids.keep_ready(replace(before, shortcut=short, words=words, media=media))
        self.about(f"moshavereh:ready:{kept.id}", shared=kept.owner is None)
        return kept.id

    @command(*DESK)
    async def drop_ready(self, actor: Actor, answer: int) -> None:
        """Throw a ready answer away. Raises `moshavereh.no_such_answer`, `moshavereh.not_shared`."""
        await self.store.aids.drop_ready(await self._changeable(actor, answer))
        self.about(f"moshavereh:ready:{answer}")

    @command(*DESK)
    async def propose_text(self, actor: Actor, case_id: int, question: str, answer: str) -> int:
        """Propose what the house should know, without anything personal. Returns its number. Raises `moshavereh.no_such_case`, `moshavereh.nothing_said`."""
        case = await self._seen(actor, case_id)
        question, answer = normalise(question).strip()[: self.policy.words], normalise(answer).strip()[: self.policy.words]
        if not question or not answer:
            raise Refusal("moshavereh.nothing_said")
        text = await self.store.aids.add_text(KnowledgeText(0, case.id, actor.member_id, question, answer, self.now))
        self.about(f"moshavereh:text:{text.id}")
        self.unit.record(desk_events.KnowledgeProposed(text.id, actor.member_id, question))
        return text.id

    @query(*SUPERVISORS)
    async def proposed_texts(self, actor: Actor) -> list[KnowledgeText]:
        """What rahyars proposed, newest first."""
        return await self.store.aids.texts(self.policy.rows)

    @command(*RAHYARS)
    async def learn_beside(self, actor: Actor, mentor: int) -> None:
        """Be a trainee beside a rahyar on duty: propose answers to their cases. 0 ends it.

        Raises `moshavereh.not_on_duty`, `moshavereh.bad_goal` (no such colleague, or a trainee).
        """
        duty = await self._acts(actor)
        if duty is None:
            raise Refusal("moshavereh.not_on_duty")
        beside = await self.store.duties.find(MemberId(mentor)) if mentor else None
        if mentor and (beside is None or beside.mentor is not None or mentor == actor.member):
            raise Refusal("moshavereh.bad_goal")
        await self._keep_duty(replace(duty, mentor=MemberId(mentor) if mentor else None))
        self.about(f"moshavereh:rahyar:{actor.member}", mentor=mentor)

    @command(*RAHYARS)
    async def propose_answer(self, actor: Actor, case_id: int, words: str) -> int:
        """A trainee says what they would answer in a case of their mentor. Returns its number.

        Raises `moshavereh.no_such_case`, `moshavereh.nothing_said`.
        """
        duty, case = await self._acts(actor), await self._get(case_id)
        if duty is None or duty.mentor is None or case.rahyar != duty.mentor or case.is_over:
            raise Refusal("moshavereh.no_such_case")
        if not (words := normalise(words).strip()[: self.policy.words]):
            raise Refusal("moshavereh.nothing_said")
        proposal = await self.store.aids.propose(case, Proposal(0, case.id, actor.member_id, words, ProposalState.WAITING, self.now))
        self.about(f"moshavereh:proposal:{proposal.id}")
        self.unit.record(desk_events.AnswerProposed(case.id, case.number, proposal.id, actor.member_id, duty.mentor, words))
        return proposal.id

    @command(*RAHYARS)
    async def send_proposal(self, actor: Actor, proposal: int, words: str = "") -> int:
        """Send what a trainee proposed, changed or as it is; returns the line. Raises `moshavereh.no_such_proposal`, and what `reply` raises."""
        found = await self._proposal(proposal)
        case = await self._answerable(actor, found.case)
        line = await self._say(case, actor.member_id, words or found.words, "")
        await self._decided(case, replace(found, state=ProposalState.SENT))
        return int(line)

    @command(*RAHYARS)
    async def decline_proposal(self, actor: Actor, proposal: int, why: str) -> None:
        """Say to a trainee why not. Raises `moshavereh.no_such_proposal`, `moshavereh.not_yours`, `moshavereh.reason_length`."""
        found = await self._proposal(proposal)
        case = await self._mine(actor, found.case)
        await self._decided(case, replace(found, state=ProposalState.DECLINED, why=self._checked(why)))
        self.about(f"moshavereh:proposal:{proposal}")

    async def _ready(self, actor: Actor, answer: int) -> ReadyAnswer:
        found = await self.store.aids.ready(answer)
        if found is None or found.owner not in (None, actor.member):
            raise Refusal("moshavereh.no_such_answer")
        return found

    async def _changeable(self, actor: Actor, answer: int) -> ReadyAnswer:
        found = await self._ready(actor, answer)
        if found.owner is None and not actor.has(*SUPERVISORS):
            raise Refusal("moshavereh.not_shared")
        return found

    async def _filled(self, case: Case, ready: ReadyAnswer, actor: Actor, given: Mapping[str, str]) -> str:
        kanoon = "" if case.member is None else (await self.known.kanoon_of(case.member))[0]
        own = {"name": await self._name(case.member), "number": case.number, "rahyar": await self._name(actor.member), "kanoon": kanoon}
        values = {**own, **{word: own[name] for word, name in IN_PERSIAN.items()}, **given}
        if missing := missing_of(ready.words, values):
            raise Refusal("moshavereh.missing_variables", names=list(missing))
        return filled(ready.words, values)

    async def _proposal(self, proposal: int) -> Proposal:
        of = await self.store.aids.case_of_proposal(proposal)
        found = None if of is None else await self.store.aids.proposal(proposal, await self._get(of))
        if found is None or not PROPOSAL_MOVES[found.state]:
            raise Refusal("moshavereh.no_such_proposal")
        return found

    async def _decided(self, case: Case, proposal: Proposal) -> None:
        await self.store.aids.decide(case, proposal)
        sent = proposal.state is ProposalState.SENT
        self.unit.record(desk_events.ProposalDecided(case.id, case.number, proposal.by, sent, proposal.why))

"""ردیف‌های کنار پرونده - notes, ready answers, proposals, texts, looks and listeners; never a line.   Port: domain/moshavereh/ports.py `Aids`"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from domain.kernel.people import MemberId
from domain.kernel.persian.letters import match_key
from domain.kernel.refusal import Refusal
from domain.moshavereh.beside_model import KnowledgeText, PrivateNote, Proposal, ProposalState, ReadyAnswer, Reveal
from domain.moshavereh.model import Case, CaseId
from storage.kit.database import insert_into
from storage.kit.rows import SealedRows, member_of
from storage.moshavereh.rows import owner_of
from storage.moshavereh.tables import (
    moshavereh_listener,
    moshavereh_mention,
    moshavereh_note,
    moshavereh_proposal,
    moshavereh_ready,
    moshavereh_reveal,
    moshavereh_text,
)


class AidRows(SealedRows):
    async def note(self, case: Case, note: PrivateNote) -> PrivateNote:
        values = {"case_id": case.id, "by": note.by, "words": await self._seal(owner_of(case), note.words), "at": note.at, "whisper": note.whisper}
        number = (await self._conn.execute(insert(moshavereh_note).values(values).returning(moshavereh_note.c.id))).scalar_one()
        if note.mentioned:
            await self._conn.execute(insert(moshavereh_mention), [{"note_id": number, "member_id": who} for who in dict.fromkeys(note.mentioned)])
        return replace(note, id=number)

    async def notes(self, case: Case) -> list[PrivateNote]:
        n = moshavereh_note.c
        rows = (await self._conn.execute(select(moshavereh_note).where(n.case_id == case.id).order_by(n.id))).all()
        m, named = moshavereh_mention.c, dict[int, list[MemberId]]()
        for of in (await self._conn.execute(select(m.note_id, m.member_id).where(m.note_id.in_([r.id for r in rows])).order_by(m.member_id))).all():
            named.setdefault(of.note_id, []).append(MemberId(of.member_id))
        return [PrivateNote(r.id, case.id, MemberId(r.by), await self._open(owner_of(case), r.words), r.at, r.whisper, tuple(named.get(r.id, ()))) for r in rows]

    async def keep_ready(self, answer: ReadyAnswer) -> ReadyAnswer:
        r, key = moshavereh_ready.c, match_key(f"{answer.shortcut} {answer.words}")
        kept = replace(answer, version=answer.version + 1)
        values = {"owner": kept.owner, "shortcut": kept.shortcut, "words": kept.words, "media": kept.media, "key": key, "version": kept.version}
        if not answer.id:
            number = await self._conn.execute(insert(moshavereh_ready).values(values).returning(r.id))
            return replace(kept, id=number.scalar_one())
        change = update(moshavereh_ready).where(r.id == answer.id, r.version == answer.version).values(values)
        if (await self._conn.execute(change)).rowcount != 1:
            raise Refusal("moshavereh.changed_meanwhile")
        return kept

    async def drop_ready(self, answer: ReadyAnswer) -> None:
        await self._conn.execute(delete(moshavereh_ready).where(moshavereh_ready.c.id == answer.id))

    async def ready(self, answer: int) -> ReadyAnswer | None:
        row = (await self._conn.execute(select(moshavereh_ready).where(moshavereh_ready.c.id == answer))).one_or_none()
        return _ready(row) if row else None

    async def ready_for(self, rahyar: MemberId, words: str, limit: int) -> list[ReadyAnswer]:
        r = moshavereh_ready.c
        theirs = select(moshavereh_ready).where(or_(r.owner == rahyar, r.owner.is_(None)), *(r.key.contains(w, autoescape=True) for w in words.split()))
        rows = await self._conn.execute(theirs.order_by(r.owner.is_(None), r.shortcut, r.id).limit(limit))
        return [_ready(row) for row in rows]

    async def propose(self, case: Case, proposal: Proposal) -> Proposal:
        values = {
            "case_id": case.id, "by": proposal.by, "words": await self._seal(owner_of(case), proposal.words), "state": proposal.state.value, "at": proposal.at,
            "why": b"", "version": 1,
        }  # fmt: skip
        number = await self._conn.execute(insert(moshavereh_proposal).values(values).returning(moshavereh_proposal.c.id))
        return replace(proposal, id=number.scalar_one(), version=1)

    async def proposal(self, proposal: int, case: Case) -> Proposal | None:
        p = moshavereh_proposal.c
        row = (await self._conn.execute(select(moshavereh_proposal).where(p.id == proposal, p.case_id == case.id))).one_or_none()
        return await self._proposal(case, row) if row else None

    async def case_of_proposal(self, proposal: int) -> CaseId | None:
        p = moshavereh_proposal.c
        number = (await self._conn.execute(select(p.case_id).where(p.id == proposal))).scalar()
        return None if number is None else CaseId(number)

    async def proposals(self, case: Case) -> list[Proposal]:
        p = moshavereh_proposal.c
        rows = (await self._conn.execute(select(moshavereh_proposal).where(p.case_id == case.id).order_by(p.id))).all()
        return [await self._proposal(case, row) for row in rows]

    async def decide(self, case: Case, proposal: Proposal) -> Proposal:
        p, why = moshavereh_proposal.c, await self._seal(owner_of(case), proposal.why)
        change = update(moshavereh_proposal).where(p.id == proposal.id, p.version == proposal.version)
        if (await self._conn.execute(change.values(state=proposal.state.value, why=why, version=proposal.version + 1))).rowcount != 1:
            raise Refusal("moshavereh.changed_meanwhile")
        return replace(proposal, version=proposal.version + 1)

    async def _proposal(self, case: Case, r: Any) -> Proposal:
        words, why = await self._open(owner_of(case), r.words), await self._open(owner_of(case), r.why)
        return Proposal(r.id, case.id, MemberId(r.by), words, ProposalState(r.state), r.at, why, r.version)

    async def add_text(self, text: KnowledgeText) -> KnowledgeText:
        """Sealed for the house: whoever wrote it meant it for everybody, but it is not read over before it is looked at."""
        question, answer = await self._seal("house", text.question), await self._seal("house", text.answer)
        values = {"case_id": text.case, "by": text.by, "question": question, "answer": answer, "at": text.at}
        number = await self._conn.execute(insert(moshavereh_text).values(values).returning(moshavereh_text.c.id))
        return replace(text, id=number.scalar_one())

    async def texts(self, limit: int) -> list[KnowledgeText]:
        rows = (await self._conn.execute(select(moshavereh_text).order_by(moshavereh_text.c.id.desc()).limit(limit))).all()
        return [KnowledgeText(r.id, CaseId(r.case_id), MemberId(r.by), await self._open("house", r.question), await self._open("house", r.answer), r.at) for r in rows]

    async def reveal(self, case: Case, reveal: Reveal) -> None:
        reason = await self._seal(owner_of(case), reveal.reason)
        await self._conn.execute(insert(moshavereh_reveal).values(case_id=case.id, by=reveal.by, kind=reveal.kind, reason=reason, at=reveal.at))

    async def reveals(self, case: Case) -> list[Reveal]:
        r = moshavereh_reveal.c
        rows = (await self._conn.execute(select(moshavereh_reveal).where(r.case_id == case.id).order_by(r.id))).all()
        return [Reveal(case.id, MemberId(row.by), row.kind, await self._open(owner_of(case), row.reason), row.at) for row in rows]

    async def listen(self, case: Case, who: MemberId, now: datetime) -> None:
        row = insert_into(self._conn, moshavereh_listener).values(case_id=case.id, member=who, since=now)
        await self._conn.execute(row.on_conflict_do_nothing())

    async def listen_no_more(self, case: Case, who: MemberId) -> None:
        n = moshavereh_listener.c
        await self._conn.execute(delete(moshavereh_listener).where(n.case_id == case.id, n.member == who))

    async def listeners(self, case: Case) -> list[MemberId]:
        n = moshavereh_listener.c
        return [MemberId(m) for m in (await self._conn.execute(select(n.member).where(n.case_id == case.id).order_by(n.since, n.member))).scalars()]

    async def drop_own(self, rahyar: MemberId) -> None:
        await self._conn.execute(delete(moshavereh_ready).where(moshavereh_ready.c.owner == rahyar))


def _ready(r: Any) -> ReadyAnswer:
    return ReadyAnswer(r.id, member_of(r.owner), r.shortcut, r.words, r.media, r.version)

"""جدول‌های عضویت - what is kept of members; everything personal is sealed with the member's own key (decision 17).   Stores: the siblings"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Row, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.retention import Keep
from storage.kit.sealed import Blind
from storage.kit.tables import Moment, RowId, metadata

member = Table(
    "member",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("state", String(12), nullable=False),
    Column("code", String(12), nullable=False),
    Column("identifier_index", LargeBinary),  # NULL once erased
    Column("identifier_sealed", LargeBinary),
    Column("mobile_index", LargeBinary),
    Column("mobile_sealed", LargeBinary),
    Column("owns_mobile", Boolean, nullable=False),
    Column("sms_trusted", Boolean, nullable=False),
    Column("person_sealed", LargeBinary),  # JSON: given, family, birth, address, postal_code, legal_form, registration
    Column("province", String(20), nullable=False),
    Column("city", String(60), nullable=False),
    Column("guardian", RowId),  # of a child; of an organisation its representative
    Column("terms", Integer, nullable=False),
    Column("joined", Moment, nullable=False),
    Column("leaves", Moment),
    Column("version", Integer, nullable=False),
    Index("uq_member_code", "code", unique=True),
    Index("uq_member_identifier_index", "identifier_index", unique=True),
    Index("uq_member_own_mobile", "mobile_index", unique=True, sqlite_where=text("owns_mobile"), postgresql_where=text("owns_mobile")),
    Index("ix_member_guardian", "guardian"),
    Index("ix_member_province_state", "province", "state"),
)

application = Table(
    "member_application",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("person", String(80), nullable=False),  # "" once forgotten
    Column("by", RowId),
    Column("identifier_index", LargeBinary),
    Column("form_sealed", LargeBinary),  # JSON of domain.membership.model.Form, by the key of `application:<id>`
    Column("cause", String(15)),
    Column("reason", String(300), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("filed", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("member", RowId),
    Column("wants", String(80)),  # domain.membership.papers.Item, with spaces between
    Index("ix_member_application_person_stage", "person", "stage"),
    Index("ix_member_application_by", "by"),
    Index("ix_member_application_member", "member"),
    Index("ix_member_application_stage_moved", "stage", "moved"),
)

signer = Table(
    "member_signer",
    metadata,
    Column("application", RowId, ForeignKey("member_application.id"), primary_key=True, autoincrement=False),
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("role", String(15), nullable=False),
    Column("answer", String(10), nullable=False),
)

challenge = Table(
    "member_challenge",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("purpose", String(10), nullable=False),
    Column("person", String(80), nullable=False),
    Column("member", RowId),
    Column("code_index", LargeBinary, nullable=False),
    Column("until", Moment, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("sms_sealed", LargeBinary),
    Index("uq_member_challenge_purpose_code_index", "purpose", "code_index", unique=True),
    Index("ix_member_challenge_purpose_person", "purpose", "person"),
)

hit = Table(
    "member_hit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("what", String(10), nullable=False),
    Column("who", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_member_hit_what_who_at", "what", "who", "at"),
)

change = Table(
    "member_change",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("topic", String(10), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("wish_sealed", LargeBinary, nullable=False),  # JSON list: given, value
    Column("asked", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_member_change_member", "member"),
)

acceptance = Table(
    "member_acceptance",
    metadata,
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("terms", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

choice = Table(
    "member_choice",
    metadata,
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("category", String(20), primary_key=True),
    Column("on", Boolean, nullable=False),
)

RETENTION = [
    Keep("member_challenge", challenge, lambda p: p.code, lambda bound: challenge.c.until < bound),
    Keep("member_hit", hit, lambda p: p.knock, lambda bound: hit.c.at < bound),
]


def _whose_form(row: Row[Any]) -> str:
    return f"application:{row.id}"


def _whose(row: Row[Any]) -> str:
    return f"member:{row.id}"


def _identifier_in(form: str) -> str:
    return str(json.loads(form)["identifier"])


BLIND = [
    Blind(member, "identifier_index", "identifier", "identifier_sealed", _whose),
    Blind(member, "mobile_index", "mobile", "mobile_sealed", _whose),
    Blind(application, "identifier_index", "identifier", "form_sealed", _whose_form, text=_identifier_in),
]
"""The digests of codes are not turned over: no code lives longer than ten minutes."""

INVARIANTS = [
    Invariant("membership.found_by_identifier", "Every member who was not erased can be found by their identifier.", (
        "SELECT id, state FROM member WHERE (identifier_index IS NULL) <> (state = 'erased')"
    )),
    Invariant("membership.erased_is_gone", "Nothing personal is left of an erased member, no account and no role.", (
        "SELECT id FROM member m WHERE state = 'erased' AND (person_sealed IS NOT NULL OR mobile_sealed IS NOT NULL "
        "OR EXISTS (SELECT 1 FROM account_member a WHERE a.member = m.id) OR EXISTS (SELECT 1 FROM role_grant g WHERE g.member = m.id) "
        "OR EXISTS (SELECT 1 FROM member_change c WHERE c.member = m.id) OR EXISTS (SELECT 1 FROM member_choice c WHERE c.member = m.id))"
    )),
    Invariant("membership.frozen_is_out", "Nobody is signed in for a frozen member.", (
        "SELECT m.id FROM member m JOIN account_member a ON a.member = m.id WHERE m.state = 'frozen'"
    )),
    Invariant("membership.approved_made_a_member", "Every approved application names the member it made.", (
        "SELECT id FROM member_application WHERE stage = 'approved' AND (member IS NULL OR member NOT IN (SELECT id FROM member))"
    )),
    Invariant("membership.speaker_is_behind", "Who speaks through an account is one of those behind it.", (
        "SELECT a.member FROM account a WHERE a.member IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM account_member b WHERE b.person = a.person AND b.member = a.member)"
    )),
    Invariant("membership.child_has_guardian", "Somebody who is still a member answers for every child and every organisation.", (
        "SELECT id FROM member WHERE kind IN ('minor', 'legal') AND state <> 'erased' "
        "AND (guardian IS NULL OR guardian NOT IN (SELECT id FROM member WHERE state <> 'erased'))"
    )),
    Invariant("membership.asked_again_for_something", "Whoever is to correct an application is told what.", (
        "SELECT id FROM member_application WHERE stage = 'needs_correction' AND wants IS NULL"
    )),
]  # fmt: skip

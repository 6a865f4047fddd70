"""جدول‌های آیکاپ - certificates, notes, and what was signed.   Mapping: certificates.py notes.py   Rules: domain/icap/

A private key and the words of a note are sealed with the key of their member: when that goes, nobody signs with the one or reads the other any more.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

VALID = "state = 'valid'"
OPEN = "state IN ('draft', 'signed')"

icap_certificate = Table(
    "icap_certificate",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("private", LargeBinary, nullable=False),  # 32 bytes in hexadecimal digits, sealed with the member's key
    Column("public", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("issued", Moment, nullable=False),
    Column("until", Date, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("cause", String(10), nullable=False),  # "": not revoked
    Column("version", Integer, nullable=False),
    Index("ix_icap_certificate_member", "member", "id"),
    Index("uq_icap_certificate_valid", "member", unique=True, sqlite_where=text(VALID), postgresql_where=text(VALID)),
)

icap_note = Table(
    "icap_note",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("loan", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("guarantor", RowId),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("day", Date, nullable=False),  # with `rates`, the table of its amounts
    Column("rates", Integer, nullable=False),
    Column("token", String(40), nullable=False),
    Column("wording", LargeBinary, nullable=False),  # what was signed, sealed with the issuer's key; empty before
    Column("digest", String(64), nullable=False),  # SHA-256 of it
    Column("tie", String(60), nullable=False),
    Column("reminded", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_icap_note_member", "member", "id"),
    Index("ix_icap_note_guarantor", "guarantor", "id"),
    Index("uq_icap_note_token", "token", unique=True),
    Index("uq_icap_note_open", "member", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    CheckConstraint("guarantor IS NULL OR guarantor <> member", name="two_people"),
    CheckConstraint("state NOT IN ('signed', 'issued', 'allocated', 'released') OR digest <> ''", name="signed_is_frozen"),
    CheckConstraint("state NOT IN ('allocated', 'released') OR tie <> ''", name="tied_to_something"),
)

icap_signature = Table(
    "icap_signature",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("note", RowId, nullable=False),
    Column("side", String(10), nullable=False),
    Column("certificate", RowId, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("uq_icap_signature_side", "note", "side", unique=True),
    Index("ix_icap_signature_certificate", "certificate"),
)

INVARIANTS = [
    Invariant(
        "icap.what_is_signed_has_its_signatures",
        "A signed note has the issuer's signature; an issued one of two people has both.",
        "SELECT n.id FROM icap_note n WHERE n.state IN ('signed', 'issued', 'allocated', 'released') AND "
        "(SELECT count(*) FROM icap_signature s WHERE s.note = n.id) <> CASE WHEN n.guarantor IS NOT NULL AND n.state <> 'signed' THEN 2 ELSE 1 END ORDER BY n.id",
    ),
    Invariant(
        "icap.stamps_are_held_only_before_issue",
        "Stamp duty that is still held belongs to a note that is not issued.",
        "SELECT h.id FROM hesam_hold h LEFT JOIN icap_note n ON h.key = 'icap:note:' || n.id "
        "WHERE h.state = 'pending' AND h.key LIKE 'icap:note:%' AND (n.id IS NULL OR n.state NOT IN ('draft', 'signed')) ORDER BY h.id",
    ),
]

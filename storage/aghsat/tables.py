"""جدول‌های ام‌اقساط - plans, their parts, the supports they rely on, vouchers.   Mapping: plans.py bons.py   Rules: domain/aghsat/"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

OWING = "state IN ('running', 'behind', 'defaulted')"
STANDS = "state IN ('drawn', 'running', 'behind', 'defaulted', 'done', 'undone')"

aghsat_plan = Table(
    "aghsat_plan",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("basis", String(8), nullable=False),
    Column("advance", BigInteger, nullable=False),
    Column("months", Integer, nullable=False),
    Column("breath", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("thing", String(60), nullable=False),
    Column("title", String(120), nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("credit", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("drawn", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("begins", Date),
    Column("back", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_aghsat_plan_member", "member", "id"),
    Index("uq_aghsat_plan_thing", "thing", unique=True, sqlite_where=text(STANDS), postgresql_where=text(STANDS)),
    CheckConstraint("total > 0 AND advance >= 0 AND advance < total AND cost >= 0 AND credit >= 0 AND back >= 0 AND back <= total", name="adds_up"),
    CheckConstraint("months > 0 AND breath >= 0 AND days >= 0", name="some_time"),
    CheckConstraint("(state IN ('drawn', 'lapsed')) = (begins IS NULL)", name="begins_when_signed"),
)

aghsat_part = Table(
    "aghsat_part",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("plan", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    Column("due", Date, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("off", BigInteger, nullable=False),
    Column("paid", Moment),
    Column("said", Integer, nullable=False),  # days after it was due
    Column("version", Integer, nullable=False),
    Index("uq_aghsat_part_number", "plan", "number", unique=True),
    CheckConstraint("amount > 0 AND off >= 0 AND off <= amount", name="adds_up"),
)

aghsat_use = Table(
    "aghsat_use",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("plan", RowId, nullable=False),
    Column("support", RowId, nullable=False),
    Column("credit", BigInteger, nullable=False),
    Index("uq_aghsat_use_once", "plan", "support", unique=True),
    Index("ix_aghsat_use_support", "support"),
    CheckConstraint("credit > 0", name="something"),
)

aghsat_bon = Table(
    "aghsat_bon",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("giver", RowId, nullable=False),
    Column("member", RowId, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("category", String(12), nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of the giver
    Column("given", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("state", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_aghsat_bon_member", "member", "id"),
    Index("ix_aghsat_bon_giver", "giver", "id"),
    CheckConstraint("giver <> member", name="not_to_oneself"),
    CheckConstraint("amount > 0", name="something"),
)

INVARIANTS = [
    Invariant(
        "aghsat.parts_add_up",
        "The parts of a plan that was signed are what is paid later, to the last rial.",
        "SELECT g.id FROM aghsat_plan g WHERE "
        "coalesce((SELECT sum(p.amount) FROM aghsat_part p WHERE p.plan = g.id), 0) <> CASE WHEN g.begins IS NULL THEN 0 ELSE g.total - g.advance END ORDER BY g.id",
    ),
    Invariant(
        "aghsat.owed_is_what_is_not_paid",
        "What the books say that a member owes for a plan is what of its parts is neither paid nor fell away.",
        "SELECT g.id FROM aghsat_plan g LEFT JOIN hesam_account a ON a.money = 'receivable' AND a.owner = g.member AND a.bound = 'plan:' || g.id "
        "WHERE coalesce(a.balance, 0) + coalesce((SELECT sum(p.amount - p.off) FROM aghsat_part p WHERE p.plan = g.id AND p.paid IS NULL), 0) <> 0 ORDER BY g.id",
    ),
    Invariant(
        "aghsat.is_over_when_nothing_is_owed",
        "Of a plan that is owed something is to be paid, of any other nothing.",
        f"SELECT g.id FROM aghsat_plan g WHERE (g.{OWING}) <> "
        "EXISTS (SELECT 1 FROM aghsat_part p WHERE p.plan = g.id AND p.paid IS NULL AND p.off < p.amount) ORDER BY g.id",
    ),
    Invariant(
        "aghsat.supports_are_used_by_plans_that_run",
        "Of a support for the bazaar as much is used as plans that run use of it.",
        "SELECT s.id FROM hami_support s WHERE s.spent_on = 'bazaar' AND s.state IN ('active', 'partly', 'used') AND s.used <> "
        f"coalesce((SELECT sum(u.credit) FROM aghsat_use u JOIN aghsat_plan g ON g.id = u.plan WHERE u.support = s.id AND g.{OWING}), 0) ORDER BY s.id",
    ),
    Invariant(
        "aghsat.an_order_and_its_plan_agree",
        "An order that a plan pays is paid exactly when the plan was signed.",
        "SELECT o.id FROM bazaar_order o LEFT JOIN aghsat_plan g ON 'plan:' || g.id = o.source WHERE o.source LIKE 'plan:%' AND "
        "(g.id IS NULL OR g.thing <> 'bazaar:order:' || o.id OR (o.state = 'unpaid') <> (g.state = 'drawn') "
        "OR (g.begins IS NULL AND o.state NOT IN ('unpaid', 'lapsed', 'cancelled'))) ORDER BY o.id",
    ),
    Invariant(
        "aghsat.vouchers_that_are_over_are_empty",
        "On a voucher that is over or used up there is no money, and never more than was given.",
        "SELECT b.id FROM aghsat_bon b LEFT JOIN hesam_account a ON a.money = 'bon' AND a.owner = b.member AND a.bound = 'bon:' || b.id "
        "WHERE coalesce(a.balance, 0) > CASE WHEN b.state = 'active' THEN b.amount ELSE 0 END ORDER BY b.id",
    ),
]

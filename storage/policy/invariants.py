"""درستی نرخ‌ها - what must always hold of changes.   Asked by: bot/audit.py   Tables: tables.py"""

from __future__ import annotations

from storage.kit.invariants import Invariant

INVARIANTS = [
    Invariant(
        "policy.four_eyes",
        "Nobody approved or refused a change of their own.",
        "SELECT id, state FROM policy_change WHERE state IN ('approved', 'refused') AND (decided_by IS NULL OR decided_by = proposed_by) ORDER BY id",
    ),
    Invariant(
        "policy.numbers_without_gaps",
        "The approved changes are numbered from one on, without a gap, and the book knows how many there are.",
        "SELECT count(*) AS approved, max(number) AS newest FROM policy_change WHERE state = 'approved' "
        "HAVING count(*) <> coalesce(max(number), 0) OR count(DISTINCT number) <> count(*) OR count(*) <> coalesce((SELECT max(number) FROM policy_book), 0)",
    ),
    Invariant(
        "policy.one_change_a_day",
        "Of one key, no two approved changes begin on the same day.",
        "SELECT key, since, count(*) AS times FROM policy_change WHERE state = 'approved' GROUP BY key, since HAVING count(*) > 1",
    ),
    Invariant(
        "policy.decided_says_when",
        "A change has a moment of decision exactly when it is not open, and a number exactly when it was approved.",
        "SELECT id, state FROM policy_change WHERE (state = 'proposed') <> (decided IS NULL) OR (state = 'approved') <> (number > 0) ORDER BY id",
    ),
    Invariant(
        "policy.not_backwards",
        "No change was approved after the day it begins.",
        "SELECT id FROM policy_change WHERE state = 'approved' AND decided >= until ORDER BY id",
    ),
]

"""درستی پرونده‌ها - what must always hold between cases, their conversations and what stands beside.   Asked by: bot/audit.py   Tables: tables.py"""

from __future__ import annotations

from storage.kit.invariants import Invariant

INVARIANTS = [
    Invariant(
        "moshavereh.owner_agrees",
        "A case is with a rahyar exactly when its conversation is, and waits exactly when its conversation does.",
        "SELECT c.id, c.state, t.owner FROM moshavereh_case c LEFT JOIN conversation t ON t.id = c.talk WHERE "
        "(c.state IN ('taken', 'on_hold', 'snoozed', 'transfer') AND (t.id IS NULL OR t.owner <> 'rahyar' OR t.rahyar <> c.rahyar)) OR "
        "(c.state IN ('waiting', 'ringing') AND (t.id IS NULL OR t.owner <> 'queue')) ORDER BY c.id",
    ),
    Invariant(
        "moshavereh.nobody_forgotten",
        "A conversation that is not the bot's has exactly one open case.",
        "SELECT t.id, t.owner FROM conversation t WHERE t.owner <> 'bot' AND "
        "(SELECT count(*) FROM moshavereh_case c WHERE c.talk = t.id AND c.state NOT IN ('closed', 'abandoned')) <> 1 ORDER BY t.id",
    ),
    Invariant(
        "moshavereh.taken_by_somebody",
        "A case in somebody's hand has its rahyar, one that waits has none, one that rings has whom it rings at.",
        "SELECT id, state FROM moshavereh_case WHERE (state IN ('taken', 'on_hold', 'snoozed', 'transfer') AND rahyar IS NULL) "
        "OR (state IN ('waiting', 'ringing') AND rahyar IS NOT NULL) OR (state = 'ringing') <> (rung IS NOT NULL AND state <> 'transfer') "
        "OR (state = 'snoozed') <> (until IS NOT NULL) ORDER BY id",
    ),
    Invariant(
        "moshavereh.log_ends_with_the_case",
        "Of every case that has a log, the last deed that opens or ends it agrees with its state.",
        "SELECT c.id, c.state FROM moshavereh_case c JOIN moshavereh_deed d ON d.id = (SELECT max(e.id) FROM moshavereh_deed e WHERE e.case_id = c.id "
        "AND e.what IN ('opened', 'reopened', 'closed', 'abandoned')) WHERE (d.what IN ('closed', 'abandoned')) <> (c.state IN ('closed', 'abandoned')) ORDER BY c.id",
    ),
]

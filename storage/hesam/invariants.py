"""درستی پول - what must always hold of the ledger.   Asked by: bot/audit.py   Tables: tables.py"""

from __future__ import annotations

from storage.kit.invariants import Invariant

SUM = "coalesce((SELECT sum(p.amount) FROM hesam_posting p WHERE p.{end} = a.id), 0)"

INVARIANTS = [
    Invariant("hesam.sum_is_zero", "All balances together are nothing.", "SELECT sum(balance) AS rials FROM hesam_account HAVING sum(balance) <> 0"),
    Invariant(
        "hesam.balance_is_its_postings",
        "A balance is what arrived less what left.",
        f"SELECT a.id, a.balance FROM hesam_account a WHERE a.balance <> {SUM.format(end='target')} - {SUM.format(end='source')} ORDER BY a.id",
    ),
    Invariant(
        "hesam.held_is_its_holds",
        "What is held is the sum of the holds that are open.",
        "SELECT a.id, a.held FROM hesam_account a WHERE a.held <> coalesce((SELECT sum(h.amount) FROM hesam_hold h "
        "WHERE h.source = a.id AND h.state = 'pending'), 0) ORDER BY a.id",
    ),
    Invariant(
        "hesam.nothing_below",
        "No account that must have is below what is held on it, and none that owes is above zero.",
        "SELECT id, balance, held FROM hesam_account WHERE (side = 'has' AND balance < held) OR (side = 'owes' AND balance > 0) OR held < 0 ORDER BY id",
    ),
    Invariant(
        "hesam.entries_have_postings",
        "An entry has postings, and a posting its entry.",
        "SELECT e.id FROM hesam_entry e WHERE NOT EXISTS (SELECT 1 FROM hesam_posting p WHERE p.entry = e.id) "
        "UNION ALL SELECT p.entry FROM hesam_posting p WHERE NOT EXISTS (SELECT 1 FROM hesam_entry e WHERE e.id = p.entry)",
    ),
    Invariant(
        "hesam.holds_are_settled_once",
        "A hold is posted exactly when an entry settles it.",
        "SELECT h.id, h.state FROM hesam_hold h WHERE (h.state = 'posted') <> EXISTS (SELECT 1 FROM hesam_entry e WHERE e.hold = h.id) ORDER BY h.id",
    ),
    Invariant(
        "hesam.transfers_are_posted",
        "Every transfer moved its amount once, and what was returned went back.",
        "SELECT t.id, t.state FROM hesam_transfer t WHERE t.amount <> coalesce((SELECT sum(p.amount) FROM hesam_posting p JOIN hesam_entry e ON e.id = p.entry "
        "WHERE e.key = 'transfer:' || t.id), 0) OR t.returned <> coalesce((SELECT sum(p.amount) FROM hesam_posting p JOIN hesam_entry e ON e.id = p.entry "
        "WHERE e.key = 'transfer:' || t.id || '\\:back'), 0) ORDER BY t.id",
    ),
    Invariant(
        "hesam.held_while_asked",
        "Money of a transfer is held only while the two disagree.",
        "SELECT t.id, t.state FROM hesam_transfer t WHERE t.held <> coalesce((SELECT sum(h.amount) FROM hesam_hold h WHERE h.state = 'pending' "
        "AND h.about = 'hesam:transfer:' || t.id), 0) OR (t.held > 0 AND t.state NOT IN ('asked_back', 'disputed')) ORDER BY t.id",
    ),
    Invariant(
        "hesam.paid_is_credited_once",
        "A payment is credited with its own amount exactly when it is paid.",
        "SELECT y.id, y.state FROM hesam_payment y WHERE coalesce((SELECT sum(p.amount) FROM hesam_posting p JOIN hesam_entry e ON e.id = p.entry "
        "WHERE e.key = 'payment:' || y.id), 0) <> CASE WHEN y.state = 'paid' THEN y.amount ELSE 0 END ORDER BY y.id",
    ),
    Invariant(
        "hesam.payouts_are_held_or_settled",
        "A payout holds its money while it is under way, has posted it exactly when it is paid, and else has let it go.",
        "SELECT y.id, y.state FROM hesam_payout y LEFT JOIN hesam_hold h ON h.key = 'payout:' || y.id WHERE h.id IS NULL OR h.amount <> y.amount "
        "OR h.state <> CASE WHEN y.state IN ('asked', 'sending') THEN 'pending' WHEN y.state = 'paid' THEN 'posted' ELSE 'voided' END ORDER BY y.id",
    ),
]

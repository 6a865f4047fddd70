"""درستی کانون‌ها - what must always hold among kanoons, their people and their hats.   Asked by: bot/audit.py   Tables: tables.py"""

from __future__ import annotations

from storage.kit.invariants import Invariant

INVARIANTS = [
    Invariant(
        "kanoon.one_kanoon_per_member",
        "A member belongs to at most one kanoon (kanoon:K10).",
        "SELECT member, count(*) AS times FROM kanoon_belonging WHERE state = 'active' GROUP BY member HAVING count(*) > 1",
    ),
    Invariant(
        "kanoon.one_open_request",
        "A member has at most one open request (kanoon:K10).",
        "SELECT member, count(*) AS times FROM kanoon_join WHERE state IN ('waiting', 'needs_answer') GROUP BY member HAVING count(*) > 1",
    ),
    Invariant(
        "kanoon.capacity",
        "No kanoon has more people than it has room for.",
        "SELECT k.id, k.capacity, count(*) AS people FROM kanoon k JOIN kanoon_belonging b ON b.kanoon = k.id AND b.state = 'active' "
        "WHERE k.capacity IS NOT NULL GROUP BY k.id, k.capacity HAVING count(*) > k.capacity",
    ),
    Invariant(
        "kanoon.approved_belongs",
        "Every approved request has the belonging that it made.",
        "SELECT j.id FROM kanoon_join j WHERE j.state = 'approved' AND NOT EXISTS (SELECT 1 FROM kanoon_belonging b WHERE b.request = j.id)",
    ),
    Invariant(
        "kanoon.hats_inside",
        "Who wears the hat of a rahbar or hamyar belongs to that kanoon, and the kanoon is open or suspended.",
        "SELECT g.member, g.role, g.scope FROM role_grant g WHERE g.role IN ('rahbar', 'hamyar') AND NOT EXISTS ("
        "SELECT 1 FROM kanoon_belonging b JOIN kanoon k ON k.id = b.kanoon WHERE b.member = g.member AND b.state = 'active' "
        "AND k.state IN ('active', 'suspended') AND g.scope = 'kanoon:' || CAST(k.id AS VARCHAR))",
    ),
    Invariant(
        "kanoon.one_rahbar",
        "The rahbar's hat of a kanoon is worn by its rahbar and by nobody else.",
        "SELECT k.id, g.member FROM kanoon k JOIN role_grant g ON g.role = 'rahbar' AND g.scope = 'kanoon:' || CAST(k.id AS VARCHAR) WHERE g.member <> k.rahbar",
    ),
    Invariant(
        "kanoon.not_both",
        "Nobody is rahbar and hamyar of one kanoon.",
        "SELECT r.member, r.scope FROM role_grant r JOIN role_grant h ON h.member = r.member AND h.scope = r.scope WHERE r.role = 'rahbar' AND h.role = 'hamyar' "
        "AND r.scope LIKE 'kanoon:%'",
    ),
]

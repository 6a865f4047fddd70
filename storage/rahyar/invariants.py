"""درستی میز رهیار - what must always hold between assignments, hats and people.   Asked by: bot/audit.py   Tables: tables.py"""

from __future__ import annotations

from storage.kit.invariants import Invariant

INVARIANTS = [
    Invariant(
        "rahyar.one_for_a_scope",
        "A province, a town, an organisation and a person each have one rahyar at most (shared:G11).",
        "SELECT scope, count(*) AS times FROM rahyar_assignment WHERE state = 'active' GROUP BY scope HAVING count(*) > 1",
    ),
    Invariant(
        "rahyar.wears_the_hat",
        "Who is the rahyar of a scope wears the hat that goes with it.",
        "SELECT a.id, a.scope, a.rahyar FROM rahyar_assignment a WHERE a.state = 'active' AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.member = a.rahyar "
        "AND g.role IN ('rahyar_area', 'rahyar_org', 'rahyar_social') AND (g.scope = a.scope OR a.scope LIKE g.scope || '/%')) ORDER BY a.id",
    ),
    Invariant(
        "rahyar.not_their_own",
        "Nobody is assigned to themselves.",
        "SELECT id, scope FROM rahyar_assignment WHERE scope = 'member:' || CAST(rahyar AS VARCHAR)",
    ),
    Invariant(
        "rahyar.ended_says_when",
        "An assignment has an end exactly when it is over.",
        "SELECT id, state FROM rahyar_assignment WHERE (state = 'ended') <> (until IS NOT NULL)",
    ),
    Invariant(
        "rahyar.one_organisation",
        "A member belongs to one organisation at most, or asks to.",
        "SELECT member, count(*) AS times FROM rahyar_affiliation WHERE state IN ('declared', 'confirmed') GROUP BY member HAVING count(*) > 1",
    ),
    Invariant(
        "rahyar.decided_by_another",
        "Nobody confirmed or refused their own organisation (shared:G9).",
        "SELECT id FROM rahyar_affiliation WHERE decided_by = member",
    ),
    Invariant(
        "rahyar.closed_says_when",
        "A follow-up is over exactly when its moment is kept.",
        "SELECT id, state FROM rahyar_follow_up WHERE (state = 'open') <> (closed IS NULL)",
    ),
    Invariant(
        "rahyar.nothing_of_the_erased",
        "Nobody goes along with an erased member, and nothing is to be done for them.",
        "SELECT m.id FROM member m WHERE m.state = 'erased' AND ("
        "EXISTS (SELECT 1 FROM rahyar_assignment a WHERE a.state = 'active' AND (a.rahyar = m.id OR a.scope = 'member:' || CAST(m.id AS VARCHAR))) "
        "OR EXISTS (SELECT 1 FROM rahyar_affiliation f WHERE f.member = m.id AND f.state IN ('declared', 'confirmed')) "
        "OR EXISTS (SELECT 1 FROM rahyar_follow_up u WHERE u.state = 'open' AND (u.rahyar = m.id OR u.about = 'member:' || CAST(m.id AS VARCHAR))))",
    ),
    Invariant(
        "rahyar.joined_names_the_member",
        "An invitation names a member exactly when they joined, and no account from then on.",
        "SELECT id, state FROM rahyar_invitation WHERE (state = 'joined') <> (member IS NOT NULL) OR (state IN ('joined', 'over') AND person <> '')",
    ),
]

"""اهل شهر - who of the demo town lives here, and what they wear.   Used by: town.py"""

from __future__ import annotations

KANOONS = (("rahbar1", "member1-1", "member1-2", "member1-3", "asker1-1", "asker1-2"), ("rahbar2", "member2-1", "asker2-1"), ("rahbar3", "member3-1"), ("rahbar4",))
"""The kanoons of the demo town that live here too, by their rahbar, and who of their people."""
BESIDE = (
    "hamyar1", "hamyar2", "hamyar3", "hamyar4", "rahbar5", "hamyar5", "rahbar6", "hamyar6", "rahbar7", "free1", "rahyar1", "rahyar2", "rahyar3", "dabir1",
    "poshtiban1", "admin1",
)  # fmt: skip
PLAIN = ("title", "affinity", "goal", "place", "rahbar", "hamyar")
"""What is taken over of a kanoon of the demo town; the rest of its life is this town's own."""
NEWCOMERS = ("stranger", "invited", "doubted", "corrector", "claimant")
ROLES = {
    "member1-2": [("dastyar", "area:kerman")],
    "dabir1": [("dabir", ""), ("dispatcher", "")],
    "hamyar2": [("carrier", "")],
    "hamyar3": [("carrier", "")],
    "poshtiban1": [("rates_keeper", ""), ("bazaar_manager", "")],
}

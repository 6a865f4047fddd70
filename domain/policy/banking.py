"""نرخ‌های بانکی - the numbers of notes and instalments, with their sources.   Source: banking.md 13.1 (what its codes mean: section 12)

They wait here for the subsystems of their `home`, which read them through ports under these keys.
"""

from __future__ import annotations

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("note.ratio", "icap", Measure.PERCENT, 12_000, 10_000, 30_000, Origin.SOURCE, "L3"),
    Rule("note.stamp", "icap", Measure.PERMILLE, 50, 0, 1_000, Origin.SOURCE, "S5, S6; conflict: 3 (S6b); rounding up to a rial is assumed"),
    Rule("note.draft_days", "icap", Measure.DAYS, 0, 0, 30, Origin.SOURCE, "S7; 0: to the end of the day it began", public=False),
    Rule("cert.validity", "icap", Measure.MONTHS, 12, 1, 60, Origin.SOURCE, "M3"),
    Rule("cert.remind_before", "icap", Measure.DAYS, 30, 1, 120, Origin.ASSUMPTION, "13.4", public=False),
    Rule("aghsat.max_months", "aghsat", Measure.MONTHS, 84, 1, 120, Origin.SOURCE, "T1"),
    Rule("aghsat.round_up_from", "aghsat", Measure.RATIO, 97, 1, 100, Origin.SOURCE, "T1; that the last instalment takes the rest is assumed", public=False),
    Rule("aghsat_plus.min_cover", "aghsat", Measure.PERCENT, 5_000, 0, 10_000, Origin.ASSUMPTION, "from T3"),
)
"""In the order in which they are shown."""

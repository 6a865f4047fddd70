"""نرخ‌های بانکی - the numbers of instalment buying, with their sources.   Source: banking.md 13.1 (what its codes mean: section 12)

They wait here for the subsystems of their `home`, which read them through ports under these keys.
"""

from __future__ import annotations

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("aghsat.max_months", "aghsat", Measure.MONTHS, 84, 1, 120, Origin.SOURCE, "T1"),
    Rule("aghsat.round_up_from", "aghsat", Measure.RATIO, 97, 1, 100, Origin.SOURCE, "T1; that the last instalment takes the rest is assumed", public=False),
    Rule("aghsat_plus.min_cover", "aghsat", Measure.PERCENT, 5_000, 0, 10_000, Origin.ASSUMPTION, "from T3"),
)
"""In the order in which they are shown."""

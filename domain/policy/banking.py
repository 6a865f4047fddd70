"""نرخ‌های بانکی - the numbers of loans, scoring, notes, identity and instalments, with their sources.   Source: banking.md 13.1 (what its codes mean: section 12)

They wait here for the subsystems of their `home`, which read them through ports under these keys.
"""

from __future__ import annotations

from domain.kernel.rates import Measure, Origin, Rule

TOMAN = 10  # rials
MILLION = 1_000_000 * TOMAN

RULES = (
    Rule("loan.ceiling.person", "loan", Measure.RIAL, 400 * MILLION, 10 * MILLION, 5_000 * MILLION, Origin.SOURCE, "L11, L14; conflict: 300 (L13), 500 (L9, K2)"),
    Rule("loan.ceiling.legal", "loan", Measure.RIAL, 750 * MILLION, 10 * MILLION, 20_000 * MILLION, Origin.SOURCE, "L13, L14"),
    Rule("loan.rounding", "loan", Measure.RIAL, 100_000 * TOMAN, 1, 10 * MILLION, Origin.ASSUMPTION, "F-5", public=False),
    Rule("loan.idle", "loan", Measure.DAYS, 30, 1, 365, Origin.ASSUMPTION, "13.4"),
    Rule("loan.guarantor_from", "loan", Measure.RIAL, 200 * MILLION, 0, 5_000 * MILLION, Origin.ASSUMPTION, "13.5; reality unknown"),
    Rule("track.nofee.base_months", "loan", Measure.MONTHS, 10, 1, 60, Origin.SOURCE, "L1, L3, M1; that it is this track is an inference"),
    Rule("track.nofee.min", "loan", Measure.MONTHS, 10, 1, 120, Origin.SOURCE, "L3", below="track.nofee.max"),
    Rule("track.nofee.max", "loan", Measure.MONTHS, 36, 1, 120, Origin.SOURCE, "L3"),
    Rule("track.fee.base_months", "loan", Measure.MONTHS, 12, 1, 60, Origin.SOURCE, "K1, L6; the base is an inference"),
    Rule("track.fee.min", "loan", Measure.MONTHS, 12, 2, 120, Origin.SOURCE, "K1, L6", below="track.fee.max"),
    Rule("track.fee.max", "loan", Measure.MONTHS, 60, 2, 120, Origin.SOURCE, "L5"),
    Rule("fee.rate_year", "loan", Measure.PERCENT, 200, 0, 400, Origin.SOURCE, "seed 001, L11, K1; 4 percent is the cap of the regulator"),
    Rule("late.margin", "loan", Measure.PERCENT, 600, 0, 600, Origin.SOURCE, "F3, K1"),
    Rule("late.nofee_rate", "loan", Measure.PERCENT, 0, 0, 400, Origin.ASSUMPTION, "what a fee-free loan is charged is unknown"),
    Rule("late.grace_days", "loan", Measure.DAYS, 0, 0, 60, Origin.ASSUMPTION, "13.1"),
    Rule("score.window_min", "loan", Measure.DAYS, 90, 1, 180, Origin.SOURCE, "L8, L9", below="score.window_max"),
    Rule("score.window_max", "loan", Measure.DAYS, 180, 30, 730, Origin.SOURCE, "L8, L9; whether more is counted is unknown"),
    Rule("score.divisor", "loan", Measure.COUNT, 180, 30, 730, Origin.SOURCE, "L1, K1", public=False),
    Rule("score.unit", "loan", Measure.RIAL, MILLION, TOMAN, 100 * MILLION, Origin.SOURCE, "L3, L6"),
    Rule("transfer.degree", "loan", Measure.COUNT, 1, 0, 3, Origin.SOURCE, "L8; parents, spouse and children by assumption"),
    Rule("marriage.match_window", "loan", Measure.DAYS, 12, 1, 90, Origin.SOURCE, "M4; working days"),
    Rule("merat.validity", "merat", Measure.MONTHS, 12, 1, 60, Origin.SOURCE, "I2, E4"),
    Rule("merat.sla_min", "merat", Measure.DAYS, 2, 0, 60, Origin.SOURCE, "I2", below="merat.sla_max"),
    Rule("merat.sla_max", "merat", Measure.DAYS, 3, 1, 90, Origin.SOURCE, "I2"),
    Rule("merat.fee", "merat", Measure.RIAL, 50_000 * TOMAN, 0, 5 * MILLION, Origin.SOURCE, "E4; may be old"),
    Rule("note.ratio", "icap", Measure.PERCENT, 12_000, 10_000, 30_000, Origin.SOURCE, "L3"),
    Rule("note.stamp", "icap", Measure.PERMILLE, 50, 0, 1_000, Origin.SOURCE, "S5, S6; conflict: 3 (S6b); rounding up to a rial is assumed"),
    Rule("note.draft_days", "icap", Measure.DAYS, 0, 0, 30, Origin.SOURCE, "S7; 0: to the end of the day it began", public=False),
    Rule("cert.validity", "icap", Measure.MONTHS, 12, 1, 60, Origin.SOURCE, "M3"),
    Rule("cert.remind_before", "icap", Measure.DAYS, 30, 1, 120, Origin.ASSUMPTION, "13.4", public=False),
    Rule("kyc.fee", "pishkhan", Measure.RIAL, 210_200, 0, 5 * MILLION, Origin.SOURCE, "M2; conflict: 100,000 rials"),
    Rule("kyc.attempts", "pishkhan", Measure.COUNT, 3, 1, 20, Origin.ASSUMPTION, "V13 is comparable only"),
    Rule("aghsat.max_months", "aghsat", Measure.MONTHS, 84, 1, 120, Origin.SOURCE, "T1"),
    Rule("aghsat.round_up_from", "aghsat", Measure.RATIO, 97, 1, 100, Origin.SOURCE, "T1; that the last instalment takes the rest is assumed", public=False),
    Rule("aghsat_plus.min_cover", "aghsat", Measure.PERCENT, 5_000, 0, 10_000, Origin.ASSUMPTION, "from T3"),
)
"""In the order in which they are shown."""

"""نشان دادن - fields of results for the texts, and the picture of one.   Used by: the dialogs and notices beside this file"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from domain.merat.views import ResultView


def result_fields(seen: ResultView) -> dict[str, Any]:
    """Fields of everything that tells of a result."""
    return {
        "number": seen.number, "grade": seen.grade, "score": seen.score, "monthly": seen.monthly, "debt": seen.debt, "guarantee": seen.guarantee,
        "until": seen.until, "decided": seen.decided, "rank": seen.rank, "group": seen.group or None,
    }  # fmt: skip


def gauge(seen: ResultView, history: Sequence[ResultView]) -> str:
    """What the picture is drawn of: the result, and the scores before it, oldest first."""
    facts = {
        "score": seen.score, "grade": seen.grade.value, "until": seen.until.isoformat(), "monthly": seen.monthly,
        "before": [[h.decided.isoformat(), h.score] for h in reversed(history)],
    }  # fmt: skip
    return f"gauge:{json.dumps(facts)}"

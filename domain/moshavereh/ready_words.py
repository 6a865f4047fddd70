"""متن آماده - variables in ready answers: rules without a database.   Verbs: beside.py"""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIABLE = re.compile(r"\{([^{}\s]{1,40})\}")
KNOWN = ("name", "number", "rahyar", "kanoon")
"""Filled by the house: the member, the case, who answers, the kanoon. Any other is asked of the rahyar."""


def variables_of(words: str) -> tuple[str, ...]:
    """The variables of an answer, in their order, each once."""
    return tuple(dict.fromkeys(VARIABLE.findall(words)))


def missing_of(words: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Those that have no value, or an empty one."""
    return tuple(v for v in variables_of(words) if not values.get(v, "").strip())


def filled(words: str, values: Mapping[str, str]) -> str:
    """The answer with every variable in its place. A brace in a value is left alone: values are put in once."""
    return VARIABLE.sub(lambda found: values[found[1]], words)

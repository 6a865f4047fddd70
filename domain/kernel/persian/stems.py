"""ریشه و پسوند - light stems and stop words, for comparing sentences.   Used by bot/engine/intents.py"""

from __future__ import annotations

SUFFIXES = ("هایم", "هام", "های", "ها", "مو", "تو", "شو", "ام", "م", "ت", "ش", "ی")
STOP_WORDS = frozenset(("و", "را", "رو", "به", "از", "در", "با", "که", "این", "آن", "یک", "می", "من", "است", "برای", "لطفا", "خواهم"))


def stem(word: str) -> str:
    """A word of more than four letters without its commonest endings."""
    return next((word[: -len(s)] for s in SUFFIXES if len(word) > 4 and word.endswith(s)), word)

"""قصدها - which dialog a free sentence asks for: TF-IDF centroids of character n-grams.   Utterances: `<flow>.words` in locales/"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from domain.kernel.persian.spoken import written
from domain.kernel.persian.stems import STOP_WORDS, stem

SURE, CLOSE = 0.20, 0.06
"""Measured on own sentences (tests/engine): below SURE it is nothing we know; two within CLOSE of each other are asked about."""


def _bare(text: str) -> str:
    """The words that tell something, in their order."""
    return " ".join(w for w in written(text).split() if w not in STOP_WORDS)


def _features(text: str) -> Counter[str]:
    words = _bare(text).split()
    found: Counter[str] = Counter()
    for word in words:
        word = "0" if word.isdigit() else word
        padded = f" {word} "
        found.update(padded[i : i + n] for n in (2, 3, 4) for i in range(len(padded) - n + 1))
        found[f"#{stem(word)}"] += 1
    found.update(f"@{a[:4]} {b[:4]}" for a, b in pairwise(words))
    return found


class Intents:
    """Made once at start-up from the utterances of every flow."""

    def __init__(self, utterances: Mapping[str, Iterable[str]]) -> None:
        """`utterances`: flow name -> its sentences."""
        self._told: dict[str, list[str]] = {}
        for flow, lines in utterances.items():
            for line in lines:
                self._told.setdefault(_bare(line), []).append(flow)
        counted = [(flow, _features(line)) for flow, lines in utterances.items() for line in lines]
        seen = Counter(feature for _, features in counted for feature in features)
        self._weight = {f: math.log((len(counted) + 1) / (n + 0.5)) for f, n in seen.items()}
        self._unseen = math.log(len(counted) + 1)
        sums: dict[str, dict[str, float]] = {}
        for flow, features in counted:
            total = sums.setdefault(flow, {})
            for f, v in self._vector(features).items():
                total[f] = total.get(f, 0.0) + v
        self._centroids = {flow: _unit(total) for flow, total in sums.items()}

    def guess(self, text: str, allowed: frozenset[str] | set[str]) -> list[str]:
        """The flows that `text` asks for, best first: none, one that is clear, or up to three to ask about. One's own sentence, said word by word, is clear."""
        if told := [flow for flow in self._told.get(_bare(text), ()) if flow in allowed]:
            return list(dict.fromkeys(told))
        vector = self._vector(_features(text))
        scores = sorted(((sum(v * c.get(f, 0.0) for f, v in vector.items()), flow) for flow, c in self._centroids.items() if flow in allowed), reverse=True)
        sure = [(score, flow) for score, flow in scores[:3] if score >= SURE]
        return [flow for score, flow in sure if score >= sure[0][0] - CLOSE]

    def _vector(self, features: Counter[str]) -> dict[str, float]:
        return _unit({f: (1 + math.log(n)) * self._weight.get(f, self._unseen) for f, n in features.items()})


@functools.lru_cache(maxsize=4)
def intents_of(sentences: tuple[tuple[str, tuple[str, ...]], ...]) -> Intents:
    """The same for the same sentences, as pairs of flow and lines: counted once in a process."""
    return Intents(dict(sentences))


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
    return {f: v / length for f, v in vector.items()}

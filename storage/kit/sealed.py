"""مهر و موم - how a storage module says which of its columns depend on the master key: its lists `SEALED` and `BLIND`.   Walked by storage/kit/rotation.py

What the vault sealed for an owner need not be declared: only the owner's key is wrapped with the master key. What `Keyring.seal` made directly is declared in
`SEALED`, a keyed blind index in `BLIND`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table


def nothing(_row: Row[Any]) -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column that the house's own key sealed; `about(row)` is what it was bound to."""

    table: Table
    column: str
    about: Callable[[Row[Any]], bytes] = nothing

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.column}"


@dataclass(frozen=True, slots=True)
class Blind:
    """A blind index `column` beside a sealed value in the column `sealed`.

    `owner(row)` names whose key of the vault sealed it; None: the house's own key did, bound to `about(row)`. `text(opened)` is what was indexed, if not the
    sealed text itself.
    """

    table: Table
    column: str
    kind: str
    sealed: str
    owner: Callable[[Row[Any]], str] | None
    text: Callable[[str], str] = str
    about: Callable[[Row[Any]], bytes] = nothing

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.column}"

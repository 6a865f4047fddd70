"""فهرست انبار - finds every storage module, and what modules declare: tables, invariants, blind indexes.   Used by storage/migrations/, bot/audit.py, rotation.py"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TypeVar

import storage

T = TypeVar("T")


def module_names() -> list[str]:
    """Every module of the storage but the migrations."""
    return [module.name for module in pkgutil.walk_packages(storage.__path__, "storage.") if not module.name.startswith("storage.migrations")]


def import_every_table() -> None:
    """Import every storage module, so that `metadata` knows every table."""
    for name in module_names():
        importlib.import_module(name)


def declared(name: str, kind: type[T]) -> list[T]:
    """What the storage modules keep in their module-level list `name`, in the order of their names. Raises TypeError for anything else in it."""
    found: dict[int, T] = {}
    for module in module_names():
        for item in getattr(importlib.import_module(module), name, ()):
            if not isinstance(item, kind):
                raise TypeError(f"{module}.{name} holds {item!r}")
            found[id(item)] = item  # a package may show again what its parts declare
    return list(found.values())

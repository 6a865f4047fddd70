"""گردآوری - finds every dialog, card and listener of handlers/, and refuses what could not work.   Decorators: handlers/kit/registry.py"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Collection, Iterable
from types import ModuleType
from typing import Any

import handlers
from bot.engine.menu import FAMILIES
from handlers.kit.registry import Flow, Registry


class WrongHandler(Exception):
    """A handler that could not work; said at start-up, not at midnight."""


def handler_modules() -> list[ModuleType]:
    """Every module below handlers/ but the kit."""
    found = pkgutil.walk_packages(handlers.__path__, "handlers.")
    return [importlib.import_module(m.name) for m in found if not m.name.startswith("handlers.kit")]


def collect(modules: Iterable[ModuleType], services: Collection[str]) -> Registry:
    """The registry of everything declared in the modules. Raises WrongHandler: a doubled name, an unknown service or family."""
    registry = Registry()
    for module in modules:
        for function in vars(module).values():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                _register(registry, function, services)
    return registry


def _register(registry: Registry, function: Any, services: Collection[str]) -> None:
    flow: Flow | None = getattr(function, "declared", None)
    if flow is not None:
        if flow.name in registry.flows:
            raise WrongHandler(f"two flows are called {flow.name}")
        if flow.family and flow.family not in FAMILIES:
            raise WrongHandler(f"{flow.name}: there is no family {flow.family}")
        registry.flows[flow.name] = flow
    if name := getattr(function, "declared_card", None):
        if name in registry.cards:
            raise WrongHandler(f"two cards are called {name}")
        registry.cards[name] = function
    for event in getattr(function, "declared_hears", ()):
        registry.hearers.setdefault(event, []).append(function)
    if timer := getattr(function, "declared_timer", None):
        if timer in registry.timers:
            raise WrongHandler(f"two listeners for the timer {timer}")
        registry.timers[timer] = function
        if (hour := getattr(function, "declared_daily", None)) is not None:
            registry.daily[timer] = hour
    if comes_first := hasattr(function, "declared_first"):
        registry.first.append(function)
    if flow or hasattr(function, "declared_card") or hasattr(function, "declared_hears") or timer or comes_first:
        first = 2 if hasattr(function, "declared_hears") or timer or comes_first else 1
        for word in list(inspect.signature(function).parameters)[first:]:
            if word not in services:
                raise WrongHandler(f"{function.__module__}.{function.__name__} wants an unknown service: {word}")

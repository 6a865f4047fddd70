"""بیرون از خانه - services of other organisations: each a port's real class and its local twin.   Ports: domain/<subsystem>/ports.py"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.outside.registry import TwinRegistry
from bot.outside.sms import TwinSms
from domain.membership.ports import Registry, Sms


@dataclass(frozen=True, slots=True)
class Outside:
    """Whom the house asks beyond its walls; the local twins unless wiring gives the real ones."""

    registry: Registry = field(default_factory=TwinRegistry)
    sms: Sms = field(default_factory=TwinSms)

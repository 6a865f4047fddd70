"""شبیه‌ساز پیام‌رسان‌ها - a strict Bot API server for Telegram and Bale, over real HTTP.   Described in docs/simulator.md; its own tests: tests/botapi/"""

from tests.kit.botapi.errors import ApiError
from tests.kit.botapi.faults import Fault
from tests.kit.botapi.people import Person, Presence, Seen, Tap
from tests.kit.botapi.server import BotApi

__all__ = ["ApiError", "BotApi", "Fault", "Person", "Presence", "Seen", "Tap"]

"""خوانندگان پاسخ - one reader for every kind of answer.   Protocol: handlers/kit/chat.py   Refusals: common.again.* in locales/fa/LC_MESSAGES/common.po"""

from handlers.kit.readers.identities import card_number, code, fida, legal_id, mobile, national_id, own_contact, postal_code, sheba
from handlers.kit.readers.quantities import clock_time, hundredths, jalali_day, number, rials
from handlers.kit.readers.sent import Given, file, location, photo, video, voice
from handlers.kit.readers.typed import address, name, text

__all__ = [
    "Given", "address", "card_number", "clock_time", "code", "fida", "file", "hundredths", "jalali_day", "legal_id", "location", "mobile", "name", "national_id",
    "number", "own_contact", "photo", "postal_code", "rials", "sheba", "text", "video", "voice",
]  # fmt: skip

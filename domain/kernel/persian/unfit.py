"""واژه‌های ناروا - what no booth may be called, and what nobody may sell.   Used by: domain/sat/

The lists are assumed, to be gone through by the house (bazaar:M3, M8).
"""

from __future__ import annotations

import re

from domain.kernel.persian.sounds import sounds

HOLY = ("الله", "خدا", "پیامبر", "امام", "قرآن", "کعبه", "عاشورا", "اربعین", "حسینی", "زهرا", "مهدی")
POLITICAL = ("انقلاب", "رهبر", "رهبری", "دولت", "مجلس", "سپاه", "بسیج", "انتخابات", "حزب")
OFFICIAL = ("رسالت", "بانک", "بیمه", "پست", "مرآت", "آیکاپ", "فرداپ", "اتکا", "شهرداری", "دادگستری", "رسمی", "نمایندگی")
"""A name with one of these may be right, but it must not look like an organisation that it is not: somebody looks."""
FORBIDDEN = (
    "قرص", "آنتی‌بیوتیک", "ترامادول", "متادون", "تریاک", "شراب", "عرق‌سگی", "ودکا", "آبجو", "سیگار", "قلیان", "تنباکو", "ناس", "تفنگ", "اسلحه", "فشنگ", "شوکر",
    "دلار", "یورو", "ارز", "بیت‌کوین", "رمزارز", "قمار", "پاسور", "شرط‌بندی", "مارک‌تقلبی", "فیک",
)  # fmt: skip
NAME = re.compile("[ء-غف-يٮ-ۓ۰-۹0-9 \u200c]+")


def found_in(text: str, words: tuple[str, ...]) -> str:
    """The first of the words that the text has as whole words, however they are spelt; "" when none."""
    told = f" {' '.join(sounds(text))} "
    for word in words:
        if f" {' '.join(sounds(word))} " in told:
            return word
    return ""

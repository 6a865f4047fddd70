"""متن‌ها - key to Persian text, with digits, money, dates and plurals.   Catalogues: locales/fa/LC_MESSAGES/   How to write them: docs/texts.md"""

from bot.texts.catalogue import BadCatalogue
from bot.texts.lint import check, check_command
from bot.texts.phrasing import Texts
from bot.texts.shapes import Phrase

__all__ = ["BadCatalogue", "Phrase", "Texts", "check", "check_command"]

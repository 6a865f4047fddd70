"""کانون همیاری اجتماعی - groups of people, who leads them, who joins them.   Talk: handlers/kanoon/  Rows: storage/kanoon/  Words: kanoon.po"""

from domain.kanoon.service import KanoonService

__all__ = ["KanoonService"]

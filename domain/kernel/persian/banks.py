"""بانک‌ها - which bank issued a card or keeps an account.   Names: common.bank.<word> in locales/fa/LC_MESSAGES/common.po"""

from __future__ import annotations

AS_OF = "1404"
"""[assumption] The tables as generally published in this Jalali year; banks merge, so a name is a hint to the member and never a check."""

_WORDS = {
    # word: (code in the sheba, first digits of its cards)
    "markazi": ("010", ("636795",)),
    "sanat_madan": ("011", ("627961",)),
    "mellat": ("012", ("610433", "991975")),
    "refah": ("013", ("589463",)),
    "maskan": ("014", ("628023",)),
    "sepah": ("015", ("589210",)),
    "keshavarzi": ("016", ("603770", "639217")),
    "melli": ("017", ("603799",)),
    "tejarat": ("018", ("627353", "585983")),
    "saderat": ("019", ("603769",)),
    "tosee_saderat": ("020", ("627648", "207177")),
    "post": ("021", ("627760",)),
    "tosee_taavon": ("022", ("502908",)),
    "karafarin": ("053", ("627488", "502910")),
    "parsian": ("054", ("622106", "639194", "627884")),
    "eghtesad_novin": ("055", ("627412",)),
    "saman": ("056", ("621986",)),
    "pasargad": ("057", ("502229", "639347")),
    "sarmaye": ("058", ("639607",)),
    "sina": ("059", ("639346",)),
    "mehr_iran": ("060", ("606373",)),
    "shahr": ("061", ("502806", "504706")),
    "ayande": ("062", ("636214",)),
    "gardeshgari": ("064", ("505416", "505426")),
    "day": ("066", ("502938",)),
    "iran_zamin": ("069", ("505785",)),
    "resalat": ("070", ("504172",)),  # banking 3
    "khavarmiane": ("078", ("585947",)),
}


def bank_of_card(card: str) -> str | None:
    """The word of the bank that issued a card, None if the table does not know it."""
    return next((word for word, (_, first) in _WORDS.items() if card[:6] in first), None)


def bank_of_sheba(sheba: str) -> str | None:
    """The word of the bank behind a sheba (`IR` and 24 digits), None if the table does not know it."""
    return next((word for word, (code, _) in _WORDS.items() if sheba[4:7] == code), None)


def words() -> tuple[str, ...]:
    """Every bank of the tables."""
    return tuple(_WORDS)


def name_key(bank: str) -> str:
    """The text key of a bank's name."""
    return f"common.bank.{bank}"

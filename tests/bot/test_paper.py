"""برگه - documents run from right to left, are the same for the same facts, and take nothing that people write for a sign.   Product: bot/pictures/paper.py"""

from __future__ import annotations

import json

import msgspec
import pypdfium2
import pytest

from bot.engine.page import page
from bot.house import LOCALES
from bot.pictures import draw
from bot.pictures.paper import BOLD, INNER, drawable, fitting, marked
from bot.texts import Texts
from domain.hesam.model import Money, Why
from tests.kit.renderings import looks_as_before
from tests.kit.units import START

TEXTS = Texts.load(LOCALES, strict=True)


def _drawn(parts: list[str], *, as_picture: bool = False) -> bytes:
    media = page(TEXTS, "hesam.statement.sheet_name", parts, START, as_picture=as_picture)
    return draw(media.ref.removeprefix("draw:"), TEXTS)


def _statement(lines: int) -> list[str]:
    fields = {"at": START, "why": Why.SENT, "other": "مریم «احمدی»", "money": Money.OWN}
    rows = [TEXTS.say("hesam.statement.sheet_came" if n % 3 else "hesam.statement.sheet_went", **fields, amount=n * 1_234_560, left=n * 9_990_000) for n in range(lines)]
    return [TEXTS.say("hesam.statement.sheet_sums", opening=0, closing=123_456_780), TEXTS.say("hesam.statement.sheet_head"), *rows, "✅ یک <b>بند</b> با (پرانتز) و ۲٪."]


def test_it_looks_as_it_did_when_somebody_read_it() -> None:
    looks_as_before("statement", _drawn(_statement(9), as_picture=True))


def test_a_long_one_has_pages_and_the_same_facts_give_the_same_bytes() -> None:
    first, again = (_drawn(_statement(60)) for _ in range(2))
    assert first == again and first.startswith(b"%PDF-")
    document = pypdfium2.PdfDocument(first)
    assert (len(document), document.get_metadata_dict()["Title"]) == (3, "صورت‌حساب پول من")
    document.close()


def test_nothing_that_people_write_becomes_a_sign() -> None:
    assert marked("&lt;b&gt; ** __ [a](b) ⁖⁖ x") == "<b> ** __ [a](b)  x"
    assert marked("یک <b>دو</b> 🌱") == f"یک {BOLD}دو{BOLD}"


def test_what_the_font_cannot_write_is_left_out() -> None:
    assert drawable("✅ رسید 🌱\n می‌شود ۱۲ A") == "رسید\nمی‌شود ۱۲ A"


@pytest.mark.parametrize("wide", [[10.0], [500.0, 20.0, 20.0], [100.0, 100.0, 100.0], [20.0, 60.0, 300.0, 300.0]])
def test_columns_fit_on_the_page_and_only_the_widest_give_way(wide: list[float]) -> None:
    fit = fitting(wide)
    assert sum(fit) == pytest.approx(INNER)
    assert all(after >= before - 1e-6 for before, after in zip(wide, fit, strict=True) if before < INNER / len(wide))


def test_facts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        draw(f"paper:{json.dumps({'title': 1})}", TEXTS)
    with pytest.raises(ValueError, match="nobody draws"):
        draw("poem:{}", TEXTS)

"""آزمون کاتالوگ‌ها - every text of the house is clean, and the checker sees what it should."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from bot.texts import Texts, check, check_command
from domain.kernel.persian import banks

LOCALES = Path(__file__).parents[2] / "locales"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'


def faults_of(folder: Path, text: str, comment: str = "", key: str = "kanoon.a") -> list[str]:
    escaped = text.replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    (folder / "kanoon.po").write_text(f'{HEAD}{comment}msgid "{key}"\nmsgstr "{escaped}"\n', "utf-8")
    return check(folder)


def test_every_catalogue_of_the_house_is_clean() -> None:
    assert check(LOCALES) == []


def test_every_bank_of_the_tables_has_its_name() -> None:
    texts = Texts.load(LOCALES, strict=True)
    assert {f"common.bank.{word}" for word in banks.words()} == set(texts.index("common.bank"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("۱۲ پیام 5 دارید", "digits"),
        ("٥ پیام", "digits"),
        ("كتاب", "Arabic letter"),
        ("علي", "Arabic letter"),
        ("کتـاب", "tatweel"),
        ('"کانون"', "quotation"),
        ("صبر کنید...", "dots"),
        ("خوبید?", "foreign sign"),
        ("سلام, خوبید", "foreign sign"),
        ("او می رود", "«می»"),
        ("نمی دانم", "«می»"),
        ("کتاب ها", "«ها»"),
        ("کتاب های شما", "«ها»"),
        ("سلام  خوبید", "two spaces"),
        ("سلام ، خوبید", "wrong side"),
        ("« سلام »", "wrong side"),
        ("سلام،خوبید", "no space"),
        ("سلام\u200c خوبید", "half-space"),
        ("سلام\u202e", "invisible"),
        ("سلام\u200bخوبید", "invisible"),
        ("سلام ", "space at an end"),
        ("پیام telegram", "Latin letters: telegram"),
        ("<u>سلام</u>", "markup <u>"),
        ("<b>سلام", "stays open"),
        ("<b><i>سلام</b></i>", "closes nothing"),
        ("سلام</b>", "closes nothing"),
        ("شمارهٔ شما", "a hamza on"),
        ("شمارۀ شما", "a hamza on"),
        ("سود & زیان", "bare &"),
        ("سود > زیان", "bare <"),
        ("<code>{x:code}</code>", "own <code>"),
        ("{x:gold}", "no format"),
        ("{x", "expected '}'"),
        ("✅", "no word"),
        ("س" * 351, "351 characters"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, text: str, fault: str) -> None:
    found = faults_of(tmp_path, text)
    assert len(found) >= 1
    assert any(fault in line for line in found), found
    assert all(line.startswith("kanoon.po:") for line in found)


@pytest.mark.parametrize(
    "text",
    [
        "سلام! <b>{name}</b>، {amount:toman} به کانون «{kanoon}» رسید.",
        "سود &amp; زیان…",
        "می‌روم و نمی‌دانم کتاب‌های شما کجاست.",
        "نشانی: {x}؛ ساعت {t:clock}.",
        "قدیمی ماند و آن‌ها رفتند.",
        "اِم‌رسالت، لطفاً خانه‌ی ما را ببینید.",
        "<code>{x}</code> و <b>{y:code}</b>",
        "{first}",
    ],
)
def test_good_persian_passes(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, text) == []


def test_a_comment_for_translators_allows_latin_words_and_length(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "شبا با IR شروع می‌شود", "# latin: IR; a part of the number\n") == []
    assert faults_of(tmp_path, "شبا با IR و SMS", "# latin: IR; a part of the number\n") != []
    assert faults_of(tmp_path, "س" * 400, "# long: the rules of the house in full\n") == []


def test_what_people_say_may_be_spelt_as_they_spell_it(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "مي خوام\nwam", key="kanoon.ask.words") == []


def test_a_long_label_is_found(tmp_path: Path) -> None:
    assert "a label of 61 characters" in faults_of(tmp_path, "س" * 61, key="kanoon.ask.title")[0]


@pytest.mark.parametrize("lead", ["مثلاً «۱۵۰»", "برای نمونه ۱۵۰"])
def test_an_example_does_not_say_once_more_that_it_is_one(tmp_path: Path, lead: str) -> None:
    assert "before every example" in faults_of(tmp_path, lead, key="kanoon.ask.number.example")[0]
    assert faults_of(tmp_path, lead, key="kanoon.ask.number") == []


def test_a_fuzzy_text_is_not_shipped(tmp_path: Path) -> None:
    assert "fuzzy" in faults_of(tmp_path, "سلام", "#, fuzzy\n")[0]


def test_the_command_tells_its_faults_and_answers_with_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faults_of(tmp_path, "مي رود")
    told: list[str] = []
    assert check_command(["check"], tmp_path, told.append) == 1
    assert len(told) == 1
    faults_of(tmp_path, "می‌رود")
    assert check_command(["check"], tmp_path) == 0
    assert check_command(["sing"], tmp_path) == 2
    assert "texts check" in capsys.readouterr().err


def test_compiled_catalogues_hold_the_same_words(tmp_path: Path) -> None:
    faults_of(tmp_path, "سلام")
    assert check_command(["compile"], tmp_path, lambda _: None) == 0
    with (tmp_path / "kanoon.mo").open("rb") as compiled:
        assert read_mo(compiled)["kanoon.a"].string == "سلام"

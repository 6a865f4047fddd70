"""آلبوم - several pictures sent at once arrive one by one; they are one thing said, and get one answer."""

from __future__ import annotations

from handlers.kit.said import Media
from tests.kit.talk import Person, Town

FIRST_ONLY = "چند عکس را با هم فرستادید"


async def sends_album(person: Person, name: str, parts: int = 4, caption: str = "") -> None:
    for n in range(parts):
        await person.says(caption if n == 0 else "", media=Media("photo", f"web:{name}{n}", album=name))


async def test_an_album_that_answers_nothing_gets_one_answer(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await sends_album(zahra, "a")
    assert zahra.text.count("به کارم نمی‌آید") == 1
    await sends_album(zahra, "b")
    assert zahra.text.count("به کارم نمی‌آید") == 2, "another album is something else said"


async def test_an_album_at_a_question_for_words_is_one_misunderstanding(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens("shop_buy")
    before = len(zahra.chat)
    await sends_album(zahra, "a")
    assert len(zahra.chat) == before + 1
    assert "رهیار صحبت کنید" not in zahra.last.text, "four pictures are not four misunderstandings"
    await zahra.says("bread")
    assert "shop.buy.count" in zahra.last.text


async def test_of_an_album_as_an_answer_the_first_is_taken_and_that_is_said_once(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens("shop_show")
    await sends_album(zahra, "a")
    assert zahra.text.count(FIRST_ONLY) == 1
    assert "shop.show.what" in zahra.last.text
    await zahra.says("bread")
    assert "shop.show" in zahra.last.text and "what=bread" in zahra.text


async def test_a_single_picture_is_never_taken_for_an_album(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    for n in range(2):
        await zahra.says(media=Media("photo", f"web:{n}"))
    assert zahra.text.count("به کارم نمی‌آید") == 2

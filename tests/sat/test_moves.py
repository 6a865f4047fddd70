"""سات و کالا در هر وضع - in every state, everything that must not happen then is refused, and what may happen does.   Moves: domain/sat/model.py product.py"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from domain.hasteh.model import HastehId
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from domain.sat.model import SAT_MOVES, SatId, SatState
from domain.sat.product import PRODUCT_MOVES, ProductForm, ProductId, ProductState
from domain.sat.sections import Section
from tests.membership.townsfolk import Folk
from tests.sat.conftest import FORM, KILIM, PRICE, added, asks, do, on_sale, opened, told, workshop

WHY = "نام کار خودتان را بنویسید"
EVENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "mend": ("zahra", (replace(FORM, name="گلیم روستای ما"),)), "let_in": ("reza", ()), "send_sat_back": ("reza", (WHY,)), "refuse_sat": ("hassan", (WHY,)),
    "pause": ("zahra", ()), "resume": ("zahra", ()), "suspend": ("reza", (WHY,)), "release": ("hassan", ()), "close": ("zahra", ()),
}  # fmt: skip
AFTER: dict[SatState, dict[str, SatState]] = {
    SatState.CHECKING: {"close": SatState.CLOSED},
    SatState.REVIEW: {"let_in": SatState.ACTIVE, "send_sat_back": SatState.NEEDS_EDIT, "refuse_sat": SatState.REJECTED, "close": SatState.CLOSED},
    SatState.NEEDS_EDIT: {"mend": SatState.CHECKING, "close": SatState.CLOSED},
    SatState.ACTIVE: {"pause": SatState.PAUSED, "suspend": SatState.SUSPENDED, "close": SatState.CLOSED},
    SatState.PAUSED: {"resume": SatState.ACTIVE, "suspend": SatState.SUSPENDED, "close": SatState.CLOSED},
    SatState.SUSPENDED: {"release": SatState.ACTIVE, "close": SatState.CLOSED},
}


async def brought(folk: Folk, state: SatState) -> SatId:
    """A sat of Zahra's that stands so; a name like that of an organisation is looked at."""
    number = await asks(folk, name="نمایندگی گلیم" if state in (SatState.REVIEW, SatState.NEEDS_EDIT, SatState.REJECTED) else FORM.name)
    if state is not SatState.CHECKING:
        await folk.town.later(seconds=1)
    by = {
        SatState.NEEDS_EDIT: "send_sat_back", SatState.REJECTED: "refuse_sat", SatState.PAUSED: "pause", SatState.SUSPENDED: "suspend", SatState.CLOSED: "close",
    }  # fmt: skip
    if state in by:
        who, args = EVENTS[by[state]]
        await do(folk, who, by[state], number, *args)
    return number


async def stands(folk: Folk, number: SatId) -> SatState:
    async with folk.scene() as scene:
        return (await scene.services["sat"].sat_of(SYSTEM, number)).state


@pytest.mark.parametrize("state", [s for s in SatState if s is not SatState.CHECKING])
async def test_what_must_not_happen_to_a_sat_is_refused(folk: Folk, state: SatState) -> None:
    number = await brought(folk, state)
    for event, (who, args) in EVENTS.items():
        if event not in AFTER.get(state, {}):
            assert await told(folk, who, event, number, *args) in ("sat.cannot_move", "sat.decided_already"), event
    assert await stands(folk, number) is state


@pytest.mark.parametrize(("state", "event", "after"), [(s, e, a) for s, events in AFTER.items() if s is not SatState.CHECKING for e, a in events.items()])
async def test_what_may_happen_to_a_sat_does(folk: Folk, state: SatState, event: str, after: SatState) -> None:
    number = await brought(folk, state)
    assert after in SAT_MOVES[state]
    who, args = EVENTS[event]
    me = await do(folk, who, event, number, *args)
    assert me is None
    assert await stands(folk, number) in (after, SatState.ACTIVE if after is SatState.CHECKING else after), "what is checked may be open by now"


GOODS_EVENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "mend_product": ("zahra", (replace(KILIM, title="گلیم پشمی بزرگ"),)), "let_on_sale": ("reza", ()), "send_product_back": ("reza", (WHY,)),
    "take_down": ("hassan", (WHY,)), "hide": ("zahra", ()), "show": ("zahra", ()), "delete": ("zahra", ()),
}  # fmt: skip
GOODS_AFTER: dict[ProductState, dict[str, ProductState]] = {
    ProductState.REVIEW: {
        "let_on_sale": ProductState.LIVE, "send_product_back": ProductState.NEEDS_EDIT, "take_down": ProductState.REJECTED, "delete": ProductState.DELETED,
    },
    ProductState.NEEDS_EDIT: {"mend_product": ProductState.REVIEW, "delete": ProductState.DELETED},
    ProductState.LIVE: {"hide": ProductState.HIDDEN, "take_down": ProductState.REJECTED, "delete": ProductState.DELETED},
    ProductState.HIDDEN: {"show": ProductState.LIVE, "take_down": ProductState.REJECTED, "delete": ProductState.DELETED},
    ProductState.REJECTED: {},
    ProductState.DELETED: {},
}  # fmt: skip


async def goods_brought(folk: Folk, state: ProductState) -> ProductId:
    number = await added(folk, await opened(folk))
    steps = {
        ProductState.REVIEW: (), ProductState.NEEDS_EDIT: ("send_product_back",), ProductState.LIVE: ("let_on_sale",), ProductState.HIDDEN: ("let_on_sale", "hide"),
        ProductState.REJECTED: ("take_down",), ProductState.DELETED: ("delete",),
    }[state]  # fmt: skip
    for step in steps:
        who, args = GOODS_EVENTS[step]
        await do(folk, who, step, number, *args)
    return number


async def goods_stand(folk: Folk, number: ProductId) -> ProductState:
    async with folk.scene() as scene:
        found: ProductState = (await scene.services["sat"].goods_now(SYSTEM, number)).state
        return found


@pytest.mark.parametrize("state", list(GOODS_AFTER))
async def test_what_must_not_happen_to_goods_is_refused(folk: Folk, state: ProductState) -> None:
    number = await goods_brought(folk, state)
    for event, (who, args) in GOODS_EVENTS.items():
        if event not in GOODS_AFTER[state]:
            said = await told(folk, who, event, number, *args)
            assert said in ("sat.cannot_move", "sat.decided_already", "sat.no_such_product", "sat.not_hidden"), event
    assert await goods_stand(folk, number) is state


@pytest.mark.parametrize(("state", "event", "after"), [(s, e, a) for s, events in GOODS_AFTER.items() for e, a in events.items()])
async def test_what_may_happen_to_goods_does(folk: Folk, state: ProductState, event: str, after: ProductState) -> None:
    number = await goods_brought(folk, state)
    who, args = GOODS_EVENTS[event]
    await do(folk, who, event, number, *args)
    await folk.town.later(seconds=1)
    assert await goods_stand(folk, number) is after
    assert after in PRODUCT_MOVES[state] or after is ProductState.REVIEW, "what is mended is checked on its way"


async def test_the_first_goods_are_looked_at_and_some_sections_always(folk: Folk) -> None:
    home = await opened(folk)
    for n in range(3):
        number = await added(folk, home, title=f"گلیم شماره‌ی {n}")
        assert await goods_stand(folk, number) is ProductState.REVIEW
        await do(folk, "reza", "let_on_sale", number)
    assert await goods_stand(folk, await added(folk, home)) is ProductState.LIVE
    assert await goods_stand(folk, await added(folk, home, section=Section.SHEEP, title="بره‌ی شش‌ماهه")) is ProductState.REVIEW


async def test_other_words_of_something_risky_wait_and_the_old_ones_are_shown(folk: Folk) -> None:
    home = await opened(folk)
    number = await on_sale(folk, home, section=Section.SOAP, title="صابون زیتون", about="")
    assert await do(folk, "zahra", "reword", number, "صابون زیتون و عسل", "دست‌ساز") is False
    assert (await do(folk, "maryam", "on_sale", number)).form.title == "صابون زیتون"
    assert [p.id for p in await do(folk, "reza", "goods_waiting")] == [number]
    await do(folk, "reza", "let_on_sale", number)
    assert (await do(folk, "maryam", "on_sale", number)).form.title == "صابون زیتون و عسل"
    await do(folk, "zahra", "reword", number, "صابون سیاه", "")
    await do(folk, "reza", "send_product_back", number, WHY)
    seen = await do(folk, "zahra", "product", number)
    assert seen.form.title == "صابون زیتون و عسل" and seen.wanted is None and seen.why == WHY and seen.state is ProductState.LIVE


async def test_what_a_leader_must_not_ask_for(folk: Folk) -> None:
    assert await told(folk, "zahra", "open", FORM) == "sat.code_first"
    assert await told(folk, "maryam", "open", FORM) == "sat.hasteh_first"
    for change, code in (
        ({"name": "رهبر بازار"}, "sat.name_word"), ({"name": "Golim"}, "sat.name_letters"), ({"name": "گل"}, "sat.bad_words"), ({"methods": ()}, "sat.bad_form"),
        ({"sheba": "IR00"}, "sat.bad_form"), ({"opens": FORM.closes}, "sat.bad_hours"), ({"about": "سیگار و تنباکو هم داریم"}, "sat.forbidden"),
    ):  # fmt: skip
        assert await told(folk, "zahra", "open", replace(FORM, **change)) == code, change  # type: ignore[arg-type]  # some of its fields
    home = await opened(folk)
    assert await told(folk, "zahra", "open", FORM) == "sat.has_one"
    for form, code in (
        (replace(KILIM, title="تفنگ بادی"), "sat.forbidden"), (replace(KILIM, about="خرید امتیاز وام"), "sat.no_points"),
        (replace(KILIM, prep_days=0), "sat.bad_product"),
        (replace(KILIM, photos=()), "sat.bad_product"), (replace(KILIM, title="گل"), "sat.bad_words"),
    ):  # fmt: skip
        assert await told(folk, "zahra", "add", home, form, PRICE, 1) == code, form
    assert await told(folk, "zahra", "add", home, KILIM, Rial(5), 1) == "sat.bad_price"
    assert await told(folk, "zahra", "add", home, KILIM, PRICE, -1) == "sat.bad_stock"


async def test_a_name_that_sounds_like_another_is_taken(folk: Folk) -> None:
    await opened(folk)
    await workshop(folk, "maryam")
    assert await told(folk, "maryam", "check_name", "گلیم دهزیار") == "sat.name_taken"
    with pytest.raises(Refusal, match="name_taken"):
        await asks(folk, "maryam", name="گلیم ده زیار")


async def test_nobody_sees_or_changes_what_is_not_theirs(folk: Folk) -> None:
    home = await opened(folk)
    number = await added(folk, home)
    for verb, args in (("sat", ()), ("pause", ()), ("close", ()), ("my_goods", ()), ("add", (KILIM, PRICE, 1)), ("describe", ("چیز دیگری", FORM.opens, FORM.closes))):
        assert await told(folk, "maryam", verb, home, *args) == "sat.no_such_sat", verb
        assert await told(folk, "maryam", verb, SatId(999), *args) == "sat.no_such_sat", verb
    for verb, args in (("product", ()), ("price_it", (PRICE,)), ("count_it", (3,)), ("hide", ()), ("delete", ()), ("on_sale", ())):
        assert await told(folk, "maryam", verb, number, *args) == "sat.no_such_product", verb
    for verb in ("let_on_sale", "let_in"):
        assert await told(folk, "maryam", verb, number) == "kernel.not_allowed"


async def test_who_looks_after_the_bazaar_does_not_decide_about_their_own(folk: Folk) -> None:
    await workshop(folk, "reza")
    own = await opened(folk, "reza", name="نمایندگی گلیم رضا")
    assert await told(folk, "reza", "let_in", own) == "sat.no_such_sat"
    assert await do(folk, "reza", "sats_waiting") == [] and [s.id for s in await do(folk, "hassan", "sats_waiting")] == [own]
    await do(folk, "hassan", "let_in", own)
    number = await added(folk, own, "reza")
    assert await told(folk, "reza", "let_on_sale", number) == "sat.no_such_product"
    assert await told(folk, "hassan", "let_on_sale", number) == "done"


async def test_a_sat_rests_with_its_hasteh_and_its_goods_with_it(folk: Folk) -> None:
    home = await opened(folk)
    number = await on_sale(folk, home)
    await do(folk, "zahra", "pause", HastehId(1), service="hasteh")
    assert await stands(folk, home) is SatState.PAUSED and await told(folk, "maryam", "on_sale", number) == "sat.no_such_product"
    assert await told(folk, "zahra", "resume", home) == "sat.hasteh_paused"
    await do(folk, "zahra", "resume", HastehId(1), service="hasteh")
    assert await stands(folk, home) is SatState.ACTIVE and await told(folk, "maryam", "on_sale", number) == "done"
    await do(folk, "zahra", "pause", home)
    await do(folk, "zahra", "pause", HastehId(1), service="hasteh")
    await do(folk, "zahra", "resume", HastehId(1), service="hasteh")
    assert await stands(folk, home) is SatState.PAUSED, "who went on leave by themselves comes back by themselves"
    await do(folk, "zahra", "close", HastehId(1), service="hasteh")
    assert await stands(folk, home) is SatState.CLOSED


async def test_nobody_looks_and_the_cards_go_out_again(folk: Folk) -> None:
    await opened(folk, name="نمایندگی گلیم")
    before = folk["reza"].last.id
    await folk.town.later(days=1)
    assert folk["reza"].last.id == before
    await folk.town.later(days=2)
    assert folk["reza"].last.id != before and "منتظر نگاه شماست" in folk["reza"].last.text


@pytest.mark.postgres
async def test_of_two_answers_the_first_counts(postgres_folk: Folk) -> None:
    number = await added(postgres_folk, await opened(postgres_folk))

    async def answers(who: str, verb: str, *args: Any) -> str:
        return await told(postgres_folk, who, verb, number, *args)

    said = await asyncio.gather(answers("reza", "let_on_sale"), answers("hassan", "take_down", WHY), return_exceptions=True)
    assert sorted(map(str, said)) in (["done", "sat.decided_already"], ["done", "done"], ["done", "sat.cannot_move"], ["done", "sat.changed_meanwhile"])
    assert await goods_stand(postgres_folk, number) in (ProductState.LIVE, ProductState.REJECTED)


@pytest.mark.postgres
async def test_the_last_one_is_taken_once_and_stock_is_never_below_nothing(postgres_folk: Folk) -> None:
    number = await on_sale(postgres_folk, await opened(postgres_folk), stock=5)

    async def takes() -> str:
        try:
            async with postgres_folk.scene() as scene:
                await scene.services["sat"].reserve(SYSTEM, number, 1)
        except Refusal as no:
            return no.code
        return "done"

    said = await asyncio.gather(*(takes() for _ in range(50)))
    assert said.count("done") == 5 and set(said) == {"done", "sat.not_so_many"}
    assert (await do(postgres_folk, "zahra", "product", number)).stock == 0
    assert "تمام شد" in postgres_folk["zahra"].text


def test_every_form_of_goods_says_whether_it_is_a_service() -> None:
    assert ProductForm(Section.REPAIR, "تعمیر دار گلیم", "", 2, 0, ("x",)).service and not KILIM.service

"""میز بازار - booths and goods that wait, and taking down what should not be there; always with a reason.   Rules: domain/sat/judging.py"""

from __future__ import annotations

from domain.kernel.codes import BadCode, read_code
from domain.sat import SatService
from domain.sat.base import MANAGERS
from domain.sat.model import LETTERS as SAT_LETTERS
from domain.sat.model import SatId, SatState
from domain.sat.policy import policy_on
from domain.sat.product import LETTERS as PRODUCT_LETTERS
from domain.sat.product import ProductId, ProductState
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.sat.telling import form_fields, product_fields, sat_fields

CODE = 20  # characters


@flow("sat.desk", offers=MANAGERS, family="desk", order=62, drafts=False)
async def desk(chat: Chat, sat: SatService) -> None:
    """Booths first, then goods; longest waiting first."""
    sats = [Option(f"sat {s.id}", "sat_waits_line", sat_fields(s)) for s in await sat.sats_waiting(chat.member)]
    goods = [Option(f"product {p.id}", "product_waits_line", product_fields(p)) for p in await sat.goods_waiting(chat.member)]
    what, _, number = (await chat.choose("what_waits", [*sats, *goods], search=True)).partition(" ")
    await chat.start("sat.judge_sat" if what == "sat" else "sat.judge_product", int(number))


@flow("sat.judge_sat", offers=MANAGERS)
async def judge_sat(chat: Chat, sat: SatService) -> None:
    """The subject is the sat."""
    number = SatId(int(chat.subject or 0))
    seen = await sat.sat(chat.member, number)
    if not seen.may or seen.state is not SatState.REVIEW:
        await chat.stop("sat.decided_already")
    told = sat_fields(seen)
    if seen.form.logo:
        await chat.give("logo_of_it", photo=seen.form.logo, **told)
    deed = await chat.choose("about_sat", [Option(d, f"judge_{d}") for d in ("let_in", "send_back", "refuse")], **told)
    if deed == "let_in":
        await chat.confirm("sure_to_let_in", **told)
        await sat.let_in(chat.member, number)
    else:
        why = await chat.ask("reason", text(*policy_on(chat.today).words), said_as=f"reason_{deed}")
        await chat.confirm("sure_to_say_no", **told)
        await (sat.send_sat_back(chat.member, number, why) if deed == "send_back" else sat.refuse_sat(chat.member, number, why))
    await chat.say("sat.is_told")


@flow("sat.judge_product", offers=MANAGERS)
async def judge_product(chat: Chat, sat: SatService) -> None:
    """With its photo; the subject is the product."""
    number = ProductId(int(chat.subject or 0))
    seen = await sat.product(chat.member, number)
    if not seen.may or not (seen.state is ProductState.REVIEW or seen.wanted is not None):
        await chat.stop("sat.decided_already")
    told = product_fields(seen) | form_fields(seen.wanted or seen.form)
    await chat.give("photo_of_it", photo=seen.form.photos[0], **told)
    deed = await chat.choose("about_product", [Option(d, f"judge_{d}") for d in ("let_on", "send_back", "take_down")], **told)
    if deed == "let_on":
        await sat.let_on_sale(chat.member, number)
        await chat.stop("sat.is_told")
    why = await chat.ask("reason", text(*policy_on(chat.today).words), said_as=f"reason_{deed}")
    await chat.confirm("sure_to_say_no", **told)
    await (sat.send_product_back(chat.member, number, why) if deed == "send_back" else sat.take_down(chat.member, number, why))
    await chat.say("sat.is_told")


@flow("sat.watch", offers=MANAGERS, family="desk", order=63)
async def watch(chat: Chat, sat: SatService) -> None:
    """Something that is shown and should not be, by its code; and letting a booth go on. The subject, if any, is the booth."""
    kind, number = ("sat", int(chat.subject)) if chat.subject else _read(await chat.ask("which_code", text(1, CODE, lines=False)))
    if not kind:
        await chat.again("which_code", "sat.no_such_code")
    if kind == "product":
        await _taken_down(chat, sat, ProductId(number))
    elif (await sat.sat(chat.member, SatId(number))).state is SatState.SUSPENDED:
        await _released(chat, sat, SatId(number))
    else:
        await _suspended(chat, sat, SatId(number))
    await chat.say("sat.is_told")


async def _taken_down(chat: Chat, sat: SatService, number: ProductId) -> None:
    seen = await sat.product(chat.member, number)
    why = await chat.ask("reason", text(*policy_on(chat.today).words), said_as="reason_take_down")
    await chat.confirm("sure_to_take_down", **product_fields(seen))
    await sat.take_down(chat.member, number, why)


async def _released(chat: Chat, sat: SatService, number: SatId) -> None:
    await chat.confirm("sure_to_release", **sat_fields(await sat.sat(chat.member, number)))
    await sat.release(chat.member, number)


async def _suspended(chat: Chat, sat: SatService, number: SatId) -> None:
    seen = await sat.sat(chat.member, number)
    why = await chat.ask("reason", text(*policy_on(chat.today).words), said_as="reason_suspend")
    await chat.confirm("sure_to_suspend", **sat_fields(seen))
    await sat.suspend(chat.member, number, why)


def _read(told: str) -> tuple[str, int]:
    for kind, letters in (("sat", SAT_LETTERS), ("product", PRODUCT_LETTERS)):
        if told.strip().upper().startswith(letters):
            try:
                return kind, read_code(letters, told)
            except BadCode:
                return "", 0
    return "", 0

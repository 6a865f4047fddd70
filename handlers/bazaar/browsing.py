"""گشتن در بازار - by category and section, by words, by booth; near goods first.   Rules: domain/sat/showing.py"""

from __future__ import annotations

from domain.aghsat import AghsatService
from domain.bazaar import BazaarService
from domain.kernel.codes import BadCode, read_code
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.membership.service import MembershipService
from domain.sat import SatService
from domain.sat.model import LETTERS as SAT_LETTERS
from domain.sat.model import Method, SatId
from domain.sat.product import LETTERS as PRODUCT_LETTERS
from domain.sat.product import ProductId
from domain.sat.views import OnSale
from handlers.bazaar.telling import booth_fields, on_sale_fields, record_fields, score_fields
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text

WORDS = 60  # characters of a search
PHOTOS = 3  # shown of one product
EVERYWHERE, NEAR, CHEAP, MONTHLY = "everywhere", "near", "cheap", "monthly"


@flow("bazaar.browse", offers=Role.MEMBER, family="market", order=1, drafts=False)
async def browse(chat: Chat, sat: SatService, membership: MembershipService) -> None:
    """Category, section, then what there is."""
    counts = await sat.shelves(chat.member)
    category = await chat.choose("which_category", [Option(c, "category_line", {"category": c, "count": n}) for c, n in counts.items() if n])
    sections = await sat.sections_of(chat.member, category)
    section = await chat.choose("which_section", [Option(s, "section_line", {"section": s, "count": n}) for s, n in sections.items() if n])
    home = (await membership.profile(chat.member)).home.province.value
    order = await chat.choose("in_which_order", [Option(o, f"order_{o}") for o in (EVERYWHERE, NEAR, CHEAP, MONTHLY)])
    found = await sat.browse(chat.member, section, home if order == NEAR else "", home, order == CHEAP, order == MONTHLY)
    await _one_of(chat, found)


@flow("bazaar.search", offers=Role.MEMBER, family="market", order=2, drafts=False)
async def search(chat: Chat, sat: SatService, membership: MembershipService) -> None:
    """However it is spelt."""
    words = await chat.ask("what_for", text(2, WORDS, lines=False))
    home = (await membership.profile(chat.member)).home.province.value
    found = await sat.search(chat.member, words, home, False, False)
    if not found:
        await chat.again("what_for", "nothing_found", words=words)
        return
    await _one_of(chat, found)


async def _one_of(chat: Chat, found: list[OnSale]) -> None:
    picked = await chat.choose("which_good", [Option(int(p.id), "bazaar.good_line", on_sale_fields(p)) for p in found], search=True)
    await chat.start("bazaar.product", picked)


@flow("bazaar.product", offers=Role.MEMBER, drafts=False, links=True)
async def product(chat: Chat, sat: SatService, bazaar: BazaarService, aghsat: AghsatService) -> None:
    """With its photos; the subject is the product, or its code out of a link."""
    number = ProductId(_number(PRODUCT_LETTERS, chat.subject))
    seen = await sat.on_sale(chat.member, number)
    score = await bazaar.score_of_good(chat.member, int(number))
    told = on_sale_fields(seen) | score_fields(score)
    for n, photo in enumerate(seen.form.photos[1:PHOTOS], 1):
        await chat.give("one_more_photo", photo=photo, n=n, title=seen.form.title)
    if score.count:
        await chat.give("product_card_rated", photo=seen.form.photos[0], **told)
    else:
        await chat.give("product_card", photo=seen.form.photos[0], **told)
    if seen.mine:
        await chat.start("sat.product", int(number))
    if Method.INSTALMENTS in seen.methods:
        await _by_instalments(chat, bazaar, aghsat, seen.price)
    kept = await bazaar.is_kept(chat.member, int(number))
    deeds = [*(["cart"] if seen.stock else []), "drop" if kept else "keep", "ask", *(["opinions"] if score.count else []), "booth", "share"]
    deed = await chat.choose("deed_of_good", [*(Option(d, f"do_{d}") for d in deeds), Option("leave_it", "bazaar.all_for_now")])
    if deed == "leave_it":
        await chat.stop("bazaar.any_time")
    if deed in ("cart", "ask"):
        await chat.start("bazaar.put_in_cart" if deed == "cart" else "bazaar.ask_seller", int(number))
    if deed == "opinions":
        await chat.start("bazaar.opinions", int(number))
    if deed == "booth":
        await chat.start("bazaar.booth", int(seen.sat))
    if deed == "share":
        await chat.give("shared", qr=chat.link("bazaar.product", seen.code), link=chat.link("bazaar.product", seen.code), **told)
        return
    if deed == "keep":
        await bazaar.keep(chat.member, int(number))
        await chat.say("is_kept", title=seen.form.title)
    else:
        await bazaar.drop(chat.member, int(number))
        await chat.say("is_dropped", title=seen.form.title)


async def _by_instalments(chat: Chat, bazaar: BazaarService, aghsat: AghsatService, price: Rial) -> None:
    """What a month would be, over as many as one may."""
    months = await bazaar.most_months(chat.member)
    if part := await aghsat.least_part(chat.member, price, months):
        await chat.say("by_instalments", part=part, months=months)


@flow("bazaar.booth", offers=Role.MEMBER, drafts=False, links=True)
async def booth(chat: Chat, sat: SatService, bazaar: BazaarService) -> None:
    """The subject is the sat, or its code out of a link."""
    number = SatId(_number(SAT_LETTERS, chat.subject))
    seen = await sat.booth(chat.member, number)
    score, record = await bazaar.score_of_sat(chat.member, int(number)), await bazaar.record_of_sat(chat.member, int(number))
    told = booth_fields(seen) | score_fields(score) | record_fields(record)
    if seen.on_leave:
        await chat.stop("on_leave", **told)
    if seen.logo:
        await chat.give("logo_card", photo=seen.logo, **told)
    if score.count:
        await chat.write("score_line", **told)
    if record.delivered:
        await chat.write("delivered_line", **told)
    if record.faults:
        await chat.write("faults_line", **told)
    if record.late:
        await chat.write("late_line", **told)
    if record.disputed:
        await chat.write("disputed_line", **told)
    await chat.say("booth_card", **told)
    await _one_of(chat, await sat.goods_of(chat.member, number))


@flow("bazaar.by_code", offers=Role.MEMBER, family="market", order=3, drafts=False)
async def by_code(chat: Chat, sat: SatService) -> None:
    """Of a product or of a booth, as somebody told it."""
    told = (await chat.ask("which_code", text(1, 20, lines=False))).upper()
    if told.startswith(PRODUCT_LETTERS) and (number := _number(PRODUCT_LETTERS, told)):
        await chat.start("bazaar.product", number)
    if told.startswith(SAT_LETTERS) and (number := _number(SAT_LETTERS, told)):
        await chat.start("bazaar.booth", number)
    await chat.again("which_code", "bazaar.no_such_code")


@flow("sat.share", offers=Role.MEMBER, family="market", order=24, drafts=False)
async def share(chat: Chat, sat: SatService) -> None:
    """My booth as a link and a QR code, for everybody."""
    home = await sat.mine(chat.member)
    if home is None:
        await chat.start("sat.open")
        return
    address = chat.link("bazaar.booth", home.code)
    await chat.give("sat.share_card", qr=address, link=address, name=home.form.name, about=home.form.about)


def _number(letters: str, subject: object) -> int:
    """0 for what is neither."""
    if isinstance(subject, int):
        return subject
    try:
        return read_code(letters, str(subject or ""))
    except BadCode:
        return 0

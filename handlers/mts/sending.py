"""فرستادن مرسوله - what, how heavy, from where to whom, what it costs; then somebody comes for it.   Rules: domain/mts/sending.py"""

from __future__ import annotations

import re

from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.places import Province
from domain.membership.service import MembershipService
from domain.mts import MtsService
from domain.mts.parcel import OF_BANK, ParcelId, ParcelKind, Spot
from domain.mts.policy import policy_on
from domain.mts.sending import ParcelForm
from domain.mts.tariff import charged
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, mobile, name, number, postal_code, rials, text
from handlers.membership.questions import member_code
from handlers.mts.telling import parcel_fields

SIZE = 40  # characters
DIGITS = re.compile("[0-9]+")
NO_SIZE = (0, 0, 0)
ABOUT_RECEIVER = ("mts.nobody_with_code", "mts.not_yourself")


@flow("mts.send", offers=Role.MEMBER, family="sending", order=1)
async def send(chat: Chat, mts: MtsService, membership: MembershipService) -> None:
    """The price comes before the yes."""
    p = policy_on(chat.today)
    kind = await chat.choose("kind", [Option(k, f"mts.parcel_kind.{k.value}") for k in ParcelKind if k not in OF_BANK])
    content = await chat.ask("content", text(*p.content, lines=False))
    grams = await chat.ask("grams", number(1, p.heaviest))
    size = await _size(chat)
    insured = await chat.ask("declared", rials(1, p.declared), optional=True)
    declared = Rial(insured or 0)
    origin = await _origin(chat, membership)
    code, who, phone = await _receiver(chat)
    province = await chat.choose("to_province", [Option(one, f"membership.province.{one.value}") for one in Province], search=True, columns=2)
    city = await chat.ask("to_city", text(2, 60, lines=False))
    where, postal = await chat.ask("to_address", address()), await chat.ask("to_postal_code", postal_code())
    target = Spot(province.value, city, where, postal)
    heavy = charged(grams, size)
    price = await mts.price(chat.member, origin, target, heavy, declared)
    if heavy > grams:
        await chat.write("large_for_its_weight", grams=grams, heavy=heavy)
        await chat.say("price_by_size")
    await chat.confirm("sure_to_send", carriage=price.carriage, insurance=price.insurance or None, total=price.total, days=price.days, city=city)
    try:
        made = await mts.send(chat.member, ParcelForm(kind, content, origin, target, grams, declared, code, who, phone, size))
    except Refusal as no:
        await _other_way(chat, no)
        return
    seen = await mts.parcel(chat.member, made)
    await _label(chat, mts, made)
    await chat.say("is_sent", **parcel_fields(seen))


async def _size(chat: Chat) -> tuple[int, int, int]:
    """Three numbers, however they are parted; a small one has none."""
    told = await chat.ask("size", text(1, SIZE, lines=False), optional=True)
    sides = [int(digits) for digits in DIGITS.findall(told or "")]
    if told and (len(sides) != len(NO_SIZE) or not all(1 <= side <= policy_on(chat.today).longest for side in sides)):
        await chat.again("size", "mts.bad_size")
    return (sides[0], sides[1], sides[2]) if told else NO_SIZE


async def _other_way(chat: Chat, no: Refusal) -> None:
    """A code that is nobody's is asked again; a purse that is too small is filled first."""
    if no.code in ABOUT_RECEIVER:
        await chat.again("receiver_code", no)
    if no.code != "mts.money_short":
        raise no
    deed = await chat.choose("money_first", [Option(d, f"do_{d}") for d in ("pay_in", "later")], **no.fields)
    if deed == "pay_in":
        await chat.start("hesam.pay_in")
    await chat.stop("mts.any_time")


async def _origin(chat: Chat, membership: MembershipService) -> Spot:
    """Home, if that is right."""
    home = (await membership.profile(chat.member)).home
    known = bool(home.address and home.postal_code)
    if known and await chat.yes_no("from_home", address=home.address, postal_code=home.postal_code):
        return Spot(home.province.value, home.city, home.address, home.postal_code)
    where, postal = await chat.ask("from_address", address()), await chat.ask("from_postal_code", postal_code())
    return Spot(home.province.value, home.city, where, postal)


async def _receiver(chat: Chat) -> tuple[str, str, str]:
    """A member by code, who then has a code for the delivery; anybody else by name and number."""
    if await chat.yes_no("is_member"):
        return await chat.ask("receiver_code", member_code()), "", ""
    return "", await chat.ask("receiver_name", name()), await chat.ask("receiver_mobile", mobile())


async def _label(chat: Chat, mts: MtsService, parcel: ParcelId) -> None:
    """To put on it: whoever carries it scans the square with their phone."""
    seen = await mts.parcel(chat.member, parcel)
    told = parcel_fields(seen)
    await chat.write("mts.label_to", **told)
    await chat.write("mts.label_from", **told)
    await chat.write("mts.label_what", **told)
    await chat.hand("mts.label", name="mts.label_name", qr=chat.link("mts.scan", seen.code), code=seen.code)


@flow("mts.label", offers=Role.MEMBER, drafts=False)
async def label(chat: Chat, mts: MtsService) -> None:
    """Once more; the subject is the parcel, and only its sender prints it."""
    number_of = ParcelId(int(chat.subject or 0))
    if (await mts.parcel(chat.member, number_of)).side != "sender":
        await chat.stop("mts.refusal.no_such_parcel")
    await _label(chat, mts, number_of)

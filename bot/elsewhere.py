"""جست‌وجو از گفت‌وگوی دیگر - goods for who writes the bot's name and some words in another chat (Telegram).   Search: domain/sat/showing.py   Called by: inbox.py"""

from __future__ import annotations

from bot.gateways.base import Incoming, Offered, Outgoing
from bot.scene import Scene
from domain.membership.places import Province
from domain.sat.views import OnSale

MOST = 10  # goods in a list that stands above a keyboard
LABEL = 64  # characters that Telegram has room for on the button above it


async def offer_goods(scene: Scene, incoming: Incoming) -> None:
    """Members find what is shown in the bazaar, near goods first; who is none is led to the bot. Nobody's name or number is in it."""
    actor = await scene.actor_at(incoming.who, await scene.accounts.find(incoming.who))
    texts, found = scene.house.texts, list[OnSale]()
    if actor.member is None:
        above = texts.plain("bazaar.elsewhere.members_only")
    else:
        home = (await scene.services["membership"].profile(actor)).home.province.value
        found = await scene.services["sat"].search(actor, incoming.said.text, home, True, False) if incoming.said.text else []
        above = texts.plain("bazaar.elsewhere.found" if found else "bazaar.elsewhere.nothing")
    offers = tuple(_offered(scene, incoming, one) for one in found[:MOST])
    scene.leaving.add(Outgoing("offer", incoming.at, above[:LABEL], tap=incoming.message, offers=offers))


def _offered(scene: Scene, incoming: Incoming, one: OnSale) -> Offered:
    texts, link = scene.house.texts, scene.house.linker(incoming.at)("bazaar.product", one.code)
    told = {"title": one.form.title, "price": one.price, "booth": one.name, "city": one.city, "province": Province(one.province)}
    return Offered(
        one.code, one.form.title, texts.plain("bazaar.elsewhere.words", **told), texts.say("bazaar.elsewhere.message", **told),
        texts.plain("bazaar.elsewhere.open"), link,
    )  # fmt: skip

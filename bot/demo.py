"""شهر نمایشی - a small believable town for `make run`: people, kanoons and open requests, made by the services themselves.   Names: locales/fa/town.toml"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.gateways.web import DemoPerson
from bot.jobs import Jobs
from bot.scene import Scene, open_scene
from domain.hesam.model import BANK, Posting, Why, own
from domain.kanoon.acting import Plan
from domain.kanoon.groups import ActivityKind
from domain.kanoon.model import Affinity, KanoonId
from domain.kanoon.registering import Form as KanoonForm
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, MemberId, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.membership.model import Form, Kind
from domain.membership.places import Home, Province
from domain.rahyar.model import Employer, FollowUpKind, Skill
from storage.kit import house as house_rows

if TYPE_CHECKING:
    from bot.house import House

SETTLED = "town"  # in the table `house`: the town has moved in
SAVED, FOUNDED, GATHERED, ASKED = timedelta(days=185), timedelta(days=90), timedelta(days=60), timedelta(hours=20)
"""How long ago people had money with us (long enough for points), kanoons were founded, people came, and those asked who still wait."""


@dataclass(frozen=True, slots=True)
class Town:
    """The town as it is written down."""

    told: dict[str, Any]

    @property
    def people(self) -> tuple[DemoPerson, ...]:
        """Whose place one may take on the page."""
        seats = [p for p in self.told["person"] if "seat" in p]
        return tuple(DemoPerson(p["key"], f"{p['given']} {p['family']}", p["seat"], p["mobile"]) for p in seats)

    async def move_in(self, house: House) -> None:
        """Let everybody join, found their kanoons and ask for what they ask for; once in the life of a database."""
        async with house.units.open(house.clock()) as unit:
            if await house_rows.get(unit.conn, SETTLED) is not None:
                return
        jobs = Jobs(house)
        for person in self.told["person"]:
            async with open_scene(house, house.clock()) as scene:
                await _join(scene, person)
                await scene.settle()
        while await jobs.tick():
            """The registry answers."""
        await self._give_roles(house)
        for kanoon in self.told["kanoon"]:
            await self._found(house, kanoon)
            await self._live(house, kanoon)
        if "rahyar" in self.told:
            await self._accompany(house)
        await self._pay_in(house)
        async with house.units.open(house.clock()) as unit:
            await house_rows.put(unit.conn, SETTLED, "1")
        while await jobs.tick():
            """Notices and reminders that are due at once."""

    async def _give_roles(self, house: House) -> None:
        async with open_scene(house, house.clock()) as scene:
            for person in self.told["person"]:
                for told in person.get("roles", ()):
                    role, _, scope = told.partition(" ")
                    await scene.unit.hats.give(await _member(scene, person["key"]), Role(role), scope)
            await scene.settle()

    async def _found(self, house: House, told: dict[str, Any]) -> None:
        """The rahbar registers, the hamyar agrees, a dabir names a rahyar, people ask and most are taken."""
        people = {p["key"]: p for p in self.told["person"]}
        async with open_scene(house, house.clock() - FOUNDED) as scene:
            kanoon, hamyar = scene.services["kanoon"], people[told["hamyar"]]
            form = KanoonForm(told["title"], Affinity(told["affinity"]), told["goal"], told["place"], told.get("capacity"))
            rahbar = await _actor(scene, told["rahbar"])
            registered = await kanoon.register(rahbar, form, hamyar["national_id"], hamyar["mobile"])
            for offer in await kanoon.open_offers(rahbar):
                await kanoon.accept_offer(await _actor(scene, told["hamyar"]), offer.id)
            if "rahyar" in told:
                await kanoon.assign_rahyar(await _actor(scene, told["dabir"]), registered.id, await _member(scene, told["rahyar"]))
            await scene.settle()
        await self._gather(house, told, KanoonId(registered.id))

    async def _gather(self, house: House, told: dict[str, Any], where: KanoonId) -> None:
        """Most who asked were taken long ago; some wait since yesterday."""
        async with open_scene(house, house.clock() - GATHERED) as scene:
            kanoon, hamyar = scene.services["kanoon"], await _actor(scene, told["hamyar"])
            for key in told["members"]:
                filed = await kanoon.ask_to_join(await _actor(scene, key), where, "", consent=True)
                await kanoon.approve(hamyar, filed.id)
            await kanoon.ask_applicants(hamyar, told.get("questions", []))
            await scene.settle()
        async with open_scene(house, house.clock() - ASKED) as scene:
            kanoon, hamyar = scene.services["kanoon"], await _actor(scene, told["hamyar"])
            for key in told["asking"]:
                note, replies = told["notes"].get(key, ""), told.get("answers", {}).get(key, [])
                filed = await kanoon.ask_to_join(await _actor(scene, key), where, note, consent=True, replies=replies)
                if key in told.get("asks_back", {}):
                    await kanoon.ask_more(hamyar, filed.id, told["asks_back"][key])
            await scene.settle()

    async def _live(self, house: House, told: dict[str, Any]) -> None:
        """What they let each other know, plan and say."""
        async with open_scene(house, house.clock()) as scene:
            kanoon = scene.services["kanoon"]
            for tags in told.get("tags", ()):
                await kanoon.declare_tags(await _actor(scene, tags["key"]), tags["skills"], tags["needs"])
            for plan in told.get("plan", ()):
                day = day_in_tehran(scene.unit.now) + timedelta(days=plan["in_days"])
                budget = Rial(plan["budget"]) if "budget" in plan else None
                wanted = Plan(ActivityKind(plan["kind"]), plan["title"], day, plan["place"], budget)
                made = await kanoon.plan_activity(await _actor(scene, plan.get("by", told["rahbar"])), wanted)
                for key in plan.get("coming", ()):
                    await kanoon.attend(await _actor(scene, key), made.id, True)
            if "message" in told:
                await kanoon.send_message(await _actor(scene, told["rahbar"]), told["message"])
            await scene.settle()

    async def _pay_in(self, house: House) -> None:
        """Some have money with us already; it came from the bank, as all money does."""
        async with open_scene(house, house.clock() - SAVED) as scene:
            for key, toman in self.told.get("money", {}).items():
                posting = Posting(BANK, own(await _member(scene, key)), Rial(toman * 10))
                await scene.services["hesam"].post(SYSTEM, f"town:{key}", Why.PAID_IN, (posting,), "town:money:1")
            await scene.settle()

    async def _accompany(self, house: House) -> None:
        """A dabir names rahyars, members say to which organisation they belong, and there is something to follow up."""
        told = self.told["rahyar"]
        async with open_scene(house, house.clock() - GATHERED) as scene:
            rahyar = scene.services["rahyar"]
            for person in self.told["person"]:
                for role, _, scope in (worn.partition(" ") for worn in person.get("roles", ())):
                    await rahyar.adopt(SYSTEM, await _member(scene, person["key"]), Role(role), scope)
            for one in told["assign"]:
                await rahyar.assign(await _actor(scene, told["dabir"]), one["scope"], await _member(scene, one["rahyar"]))
            for key, skills in told["skills"].items():
                dabir = replace(await _actor(scene, told["dabir"]), hats=frozenset({Hat(Role.DABIR)}))
                await rahyar.mark_skills(dabir, await _member(scene, key), [Skill(s) for s in skills])
            await scene.settle()
        async with open_scene(house, house.clock() - ASKED) as scene:
            rahyar = scene.services["rahyar"]
            for one in told["belongs"]:
                await rahyar.declare_org(await _actor(scene, one["key"]), Employer(one["employer"]))
                if "by" in one:
                    by = await _actor(scene, one["by"])
                    await rahyar.confirm_org(by, (await rahyar.orgs_to_confirm(by))[0].id)
            for key, people in told["invites"].items():
                for whom in people:
                    await rahyar.invite(await _actor(scene, key), whom)
            await scene.settle()
        async with open_scene(house, house.clock()) as scene:
            for one in told["follow"]:
                due, whom = day_in_tehran(scene.unit.now) + timedelta(days=one["in_days"]), await _member(scene, one["key"])
                promised = (FollowUpKind(one["kind"]), one["topic"], due, one.get("remark", ""))
                await scene.services["rahyar"].follow_up(await _actor(scene, one["rahyar"]), f"member:{whom}", *promised)
            await scene.settle()


async def _join(scene: Scene, person: dict[str, Any]) -> None:
    account = f"web:{person['key']}"
    await scene.accounts.saw(account, "web", person["key"])
    newcomer = Actor(None, frozenset({Hat(Role.NEWCOMER)}), account)
    membership = scene.services["membership"]
    home = Home(Province(person["province"]), person["city"])
    birth = date.fromisoformat(person["birth"])
    terms = await membership.terms(newcomer)
    await membership.file(newcomer, Form(Kind.NATURAL, person["national_id"], person["given"], person["family"], birth, person["mobile"], home, terms))


async def _member(scene: Scene, key: str) -> MemberId:
    account = await scene.accounts.find(f"web:{key}")
    if account is None or account.member is None:
        raise LookupError(f"{key} of the demo town is not a member")
    return account.member


async def _actor(scene: Scene, key: str) -> Actor:
    return await scene.actor_of(await _member(scene, key), f"web:{key}")


def load_town(locales: Path) -> Town:
    """Read the town. Raises OSError when it is not there."""
    return Town(tomllib.loads((locales / "fa" / "town.toml").read_text(encoding="utf-8")))

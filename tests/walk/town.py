"""شهر پیمایش - the demo town's people in every role, with something open of every kind; moved in through the services.   The town as told: bot/demo.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.demo import Town as Told
from bot.demo import load_town
from bot.house import LOCALES
from bot.scene import Scene, open_scene
from domain.kanoon.acting import Plan
from domain.kanoon.groups import ActivityKind
from domain.kanoon.model import Affinity
from domain.kanoon.registering import Form as KanoonForm
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.membership.model import Form, Kind, Signatory, SignerRole
from domain.membership.papers import Item
from domain.membership.places import Home, Province
from domain.rahyar.model import Employer, FollowUpKind, Skill
from tests.kit.talk import Person
from tests.walk.booths import keep_booths
from tests.walk.cast import BESIDE, KANOONS, NEWCOMERS, PLAIN, ROLES
from tests.walk.cheques import keep_cheques
from tests.walk.counter import keep_accounts
from tests.walk.hamis import keep_supports
from tests.walk.hastehs import keep_hastehs
from tests.walk.instalments import keep_instalments
from tests.walk.loans import keep_loans
from tests.walk.money import move_money
from tests.walk.parcels import keep_parcels
from tests.walk.rates import change_rates
from tests.walk.scores import keep_scores
from tests.walk.signers import keep_notes
from tests.walk.together import keep_together
from tests.walk.world import World


class Neighbours:
    """Who lives here, by their key: identifiers, phones, codes; and deeds in their name."""

    def __init__(self, world: World, told: dict[str, Any]) -> None:
        self.world = world
        self.told = {p["key"]: p for p in told["person"]}
        self.busy: set[str] = set()  # who speaks with a rahyar, or waits for one

    def person(self, key: str) -> Person:
        fresh = key not in self.world.people
        person = self.world.person(key)
        if fresh:
            person.at = type(person.at)("web", "web", key)  # where the demo town reaches its people
        return person

    def national_id(self, key: str) -> str:
        return str(self.told[key]["national_id"])

    def mobile(self, key: str) -> str:
        return str(self.told[key]["mobile"])

    def place(self, word: str) -> str:
        """A word by which kanoons are found."""
        return word

    async def actor(self, scene: Scene, key: str) -> Actor:
        return await scene.actor_at(f"web:{key}", await scene.accounts.find(f"web:{key}"))

    async def member(self, key: str) -> MemberId:
        async with open_scene(self.world.house, self.world.town.now) as scene:
            return (await self.actor(scene, key)).member_id

    async def code(self, key: str) -> str:
        """The member code, as it stands on the own page."""
        async with open_scene(self.world.house, self.world.town.now) as scene:
            return str((await scene.services["membership"].profile(await self.actor(scene, key))).code)

    async def do(self, who: str, service: str, verb: str, *args: Any, **fields: Any) -> Any:
        """A deed outside of any dialog, with everything that follows from it."""
        async with open_scene(self.world.house, self.world.town.now) as scene:
            done = await getattr(scene.services[service], verb)(await self.actor(scene, who), *args, **fields)
            await scene.settle()
        await self.world.town.settle()
        return done

    async def kanoon(self, who: str, verb: str, *args: Any, **fields: Any) -> Any:
        return await self.do(who, "kanoon", verb, *args, **fields)

    async def membership(self, who: str, verb: str, *args: Any, **fields: Any) -> Any:
        return await self.do(who, "membership", verb, *args, **fields)


def valid_id(nine: str) -> str:
    """A کد ملی with its check digit."""
    rest = sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
    return nine + str(rest if rest < 2 else 11 - rest)


def _told() -> dict[str, Any]:
    """The part of the demo town that lives here."""
    told = load_town(LOCALES).told
    here = {key for people in KANOONS for key in people} | set(BESIDE)
    kanoons = [k for k in told["kanoon"] if k["rahbar"] in {people[0] for people in KANOONS}]
    kanoons = [{**{word: k[word] for word in PLAIN}, "notes": {}, **{w: [key for key in k[w] if key in here] for w in ("members", "asking")}} for k in kanoons]
    people = [p for p in told["person"] if p["key"] in here]
    return {"kanoon": kanoons, "person": people}


async def move_in(world: World) -> Neighbours:
    """Everybody is there, everything is open."""
    told = _told()
    town = Neighbours(world, told)
    await Told(told).move_in(world.house)
    for key in (*town.told, *NEWCOMERS):
        town.person(key)
    async with open_scene(world.house, world.town.now) as scene:
        for key, worn in ROLES.items():
            for role, scope in worn:
                await scene.unit.hats.give((await town.actor(scene, key)).member_id, Role(role), scope)
    await _kanoons(town)
    await _applications(town)
    await _households(town)
    await _rahyars(town)
    await change_rates(town)
    await move_money(town)
    await keep_scores(town)
    await keep_accounts(town)
    await keep_notes(town)
    await keep_supports(town)
    await keep_loans(town)
    await keep_cheques(town)
    await keep_hastehs(town)
    await keep_booths(town)
    await keep_parcels(town)
    await keep_instalments(town)
    await keep_together(town)
    await _cases(town)
    await world.town.settle()
    return town


async def _mine(town: Neighbours, who: str) -> Any:
    return (await town.kanoon(who, "mine")).card.id


async def _kanoons(town: Neighbours) -> None:
    """Requests, offers, activities, an absence, registrations, a suspension."""
    first, second = await _mine(town, "rahbar1"), await _mine(town, "rahbar2")
    await town.kanoon("dabir1", "assign_rahyar", first, await town.member("rahyar2"))
    await town.kanoon("rahbar1", "propose_hamyar", first, await town.member("member1-1"))
    await town.kanoon("rahbar1", "send_message", "جمعه صبح برای لایروبی قنات دور هم جمع می‌شویم.")
    await town.kanoon("hamyar1", "ask_applicants", ["از کدام خانواده‌ی روستا هستید؟"])
    asked = (await town.kanoon("hamyar2", "requests_to_decide"))[0]
    await town.kanoon("hamyar2", "ask_more", asked.id, "از کدام خانواده هستید؟")
    await town.kanoon("rahbar2", "propose_rahbar", second, await town.member("member2-1"))
    offer = (await town.kanoon("rahbar2", "open_offers"))[0]
    await town.kanoon("member2-1", "accept_offer", offer.id)
    await _activities(town)
    await town.kanoon("hamyar3", "go_away", day_in_tehran(town.world.town.now) + timedelta(days=5), await town.member("member3-1"))
    await town.kanoon("free1", "ask_to_join", await _mine(town, "rahbar3"), "", consent=True)
    for rahbar, hamyar in (("rahbar5", "hamyar5"), ("rahbar6", "hamyar6")):
        form = KanoonForm(f"کانون {town.told[rahbar]['family']}", Affinity.FAMILY, "پس‌انداز و همیاری خانواده")
        await town.kanoon(rahbar, "register", form, town.national_id(hamyar), town.mobile(hamyar))
    offer = (await town.kanoon("rahbar6", "open_offers"))[0]
    await town.kanoon("hamyar6", "refuse_offer", offer.id, "فرصت ندارم")
    await town.kanoon("dabir1", "suspend", await _mine(town, "rahbar4"), "شکایت عضوها در حال بررسی است")


async def _activities(town: Neighbours) -> None:
    """One in every state; somebody comes to each."""
    day = day_in_tehran(town.world.town.now) + timedelta(days=2)
    planned = [await town.kanoon("rahbar1", "plan_activity", Plan(ActivityKind.TEACHING, title, day)) for title in ("کلاس قرآن", "لایروبی قنات", "سفر مشهد")]
    for activity in planned:
        await town.kanoon("member1-2", "attend", activity.id, True)
    for activity in planned[1:]:
        await town.kanoon("rahbar1", "begin_activity", activity.id)
    await town.kanoon("rahbar1", "finish_activity", planned[2].id)
    await town.kanoon("member1-3", "plan_activity", Plan(ActivityKind.TEACHING, "کارگاه گلیم‌بافی", day))


async def _applications(town: Neighbours) -> None:
    """A doubt, a correction, a claim to somebody else's identifier, an organisation that waits for its signatories."""
    home, birth = Home(Province.KERMAN, "کرمان"), date(1988, 3, 2)
    doubts = (
        ("doubted", valid_id("990000001"), "+989350000001"),
        ("corrector", valid_id("990000002"), "+989350000002"),
        ("claimant", town.national_id("free1"), "+989350000003"),
    )
    for who, identifier, mobile in doubts:
        await town.person(who).opens()
        await town.membership(who, "file", Form(Kind.NATURAL, identifier, "سعید", "آذری", birth, mobile, home, 1))
    waiting = await town.membership("poshtiban1", "waiting_reviews")
    await town.membership("poshtiban1", "ask_again", waiting[1][0], tuple(Item), "نام خانوادگی را کامل بنویسید")
    signers = (Signatory(await town.code("member1-2"), SignerRole.DIRECTOR), Signatory(await town.code("member1-3"), SignerRole.SIGNATORY))
    await town.membership("member1-2", "file", Form(Kind.LEGAL, "14000000003", "", "تعاونی پسته", None, "", home, 1, signers))


async def _households(town: Neighbours) -> None:
    """A second messenger, a relative on the same phone, somebody who leaves, one who moved house, one whose rules are of yesterday, a code on a screen."""
    mine = (Signatory(await town.code("rahbar7"), SignerRole.DIRECTOR),)
    await town.membership("rahbar7", "file", Form(Kind.LEGAL, "10100000010", "", "کارگاه گلیم", None, "", Home(Province.KERMAN, "کرمان"), 1, mine))
    speakers = await town.membership("rahbar7", "speakers")
    await town.membership("rahbar7", "switch", next(s.member for s in speakers if s.kind is Kind.LEGAL))
    relative = town.told["member3-1"]
    await town.membership("hamyar6", "leave")
    form = Form(Kind.NATURAL, valid_id("004300021"), "مریم", relative["family"], date(1990, 1, 9), "+989350000004", Home(Province.KERMAN, "کرمان"), 1)
    await town.membership("member3-1", "file", form)
    await town.membership("member1-3", "change_home", Home(Province(town.told["rahbar2"]["province"]), town.told["rahbar2"]["city"]))
    await town.person("rahyar2").opens()
    second = town.person("second")
    await second.opens()
    shown = await town.membership("rahyar2", "link_code")
    await town.membership("second", "use_code", shown.code)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        members = scene.services["membership"].ports.members
        me = await members.find((await town.actor(scene, "rahbar3")).member_id)
        assert me is not None
        await members.save(replace(me, terms=0))
    await town.person("admin1").opens("membership_link")
    await town.person("admin1").taps("بله، درست است")
    await town.person("rahbar1").opens("kanoon_invite")


async def _rahyars(town: Neighbours) -> None:
    """A rahyar of a province who has work of every kind, members of organisations in every state, an invitation, skills."""
    rahyar = await town.member("rahyar2")
    await town.do("dabir1", "rahyar", "assign", "area:kerman", rahyar)
    await town.do("dabir1", "rahyar", "assign", f"member:{await town.member('hamyar1')}", await town.member("rahyar1"))
    await town.do("dabir1", "rahyar", "assign", "org:hoze", await town.member("poshtiban1"))  # who is not on duty
    for who, employer in (("free1", Employer.EMDAD), ("member1-3", Employer.ETKA), ("hamyar2", Employer.HOZE)):
        await town.do(who, "rahyar", "declare_org", employer)
    waiting = {a.member: a.id for a in await town.do("dabir1", "rahyar", "orgs_to_confirm")}
    for who in ("member1-3", "hamyar2"):
        await town.do("dabir1", "rahyar", "confirm_org", waiting[await town.member(who)])
    day = day_in_tehran(town.world.town.now)
    for who, days in (("member1-1", 0), ("member1-2", 3)):
        about = f"member:{await town.member(who)}"
        await town.do("rahyar2", "rahyar", "follow_up", about, FollowUpKind.PURSUIT, "درخواست وام", day + timedelta(days=days), "عصرها بهتر است")
    done = (await town.do("rahyar2", "rahyar", "my_work"))[0]
    await town.do("rahyar2", "rahyar", "conclude", done.id, "مدارک کامل شد")
    invited = await town.do("rahyar2", "rahyar", "invite", "همسایه‌ی تازه")
    await town.person("invited").opens(f"rahyar_invited-{invited.token}")
    await town.do("dabir1", "rahyar", "mark_skills", rahyar, [Skill.LOAN])


async def _cases(town: Neighbours) -> None:
    """One that waits, one that a rahyar has taken."""
    town.busy |= {"asker1-1", "asker1-2", "member2-1", "member1-1", "member3-1"}
    for who in ("asker1-1", "asker1-2"):
        await town.person(who).opens()
        await town.person(who).says("/rahyar")
    case = (await town.do("rahyar1", "moshavereh", "at_desk"))[0]
    await town.do("rahyar1", "moshavereh", "take", case.id)
    await _desk(town, case.id)


async def _desk(town: Neighbours, case: int) -> None:
    """Around the desk: colleagues on duty, a trainee who proposes, an offer, ready answers, a second talk, calls that were promised."""

    async def does(who: str, verb: str, *args: Any) -> Any:
        return await town.do(who, "moshavereh", verb, *args)

    await does("rahyar1", "reply", case, "سلام، همراه شما هستم.")
    await does("rahyar1", "propose_text", case, "اگر همیار عوض شود چه می‌شود؟", "درخواست‌ها سر جایشان می‌مانند.")
    await does("rahyar1", "keep_ready", "مدارک عضویت", "سلام {نام}، برای {زمان} کارت ملی بیاورید.")
    for who, keeper in (("member2-1", "rahyar1"), ("member1-1", "rahyar2")):
        await town.person(who).opens()
        await town.person(who).says("/rahyar")
        newest = max(c.id for c in await does(keeper, "at_desk"))
        await does(keeper, "take", newest)
        await does(keeper, "reply", newest, "سلام، همراه شما هستم.")
    await does("rahyar2", "transfer", newest, f"member:{await town.member('rahyar1')}", "درباره‌ی کانون است")
    for who in ("rahyar1", "rahyar2", "rahyar3"):
        await does(who, "come_on_duty")
    await does("rahyar3", "learn_beside", await town.member("rahyar1"))
    await does("rahyar3", "propose_answer", case, "کارت ملی کافی است.")
    await _what_is_typed(town)
    for who, keeper in (("member1-3", "rahyar1"), ("hamyar3", "")):
        await town.person(who).opens()
        await does(who, "ask_call_back", (await does(who, "call_times"))[0])
        if keeper:
            await does(keeper, "take_call", (await does(keeper, "call_list"))[0][0].id)


async def _what_is_typed(town: Neighbours) -> None:
    """Two questions that no button leads to: for which talk a command is, and what becomes of words into a talk that went to a colleague meanwhile."""
    rahyar1, rahyar2 = town.person("rahyar1"), town.person("rahyar2")
    await rahyar1.says("/label")
    await rahyar1.says("/menu")
    await town.person("member3-1").opens()
    await town.person("member3-1").says("/rahyar")
    case = max(c.id for c in await town.do("rahyar2", "moshavereh", "at_desk"))
    await town.do("rahyar2", "moshavereh", "take", case)
    await rahyar2.begins("moshavereh.answer", case)
    await town.do("dabir1", "moshavereh", "take_over", case, "عضو ناراحت است")
    await rahyar2.says("این را هم بپرسید.")

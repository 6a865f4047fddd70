"""نمایش‌نامه‌ها - dialogs written down as who does what, to be played with nonsense and crashes in between.   Played by: test_scripts.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from domain.kanoon.model import JoinId, KanoonId
from domain.kernel.people import Role
from domain.kernel.persian.dates import day_in_tehran
from handlers.kit.said import Media
from tests.kanoon.talkers import Talkers
from tests.kanoon.test_together import a_plan
from tests.kanoon.village import NAMES, Village

YES = "بله، درست است"
PHOTO = Media("photo", "web:picture-1", mime="image/jpeg", size=1000)
Before = Callable[[Talkers, KanoonId], Awaitable[object]]


@dataclass(frozen=True)
class Script:
    """`who` opens `flow` about `subject` and does `acts`: a label to tap, `+words` to type, or a photo to send. At the end, `reader` has read `end`."""

    who: str
    flow: str
    acts: tuple[str | Media, ...]
    end: str
    reader: str = ""
    before: tuple[Before, ...] = ()
    members: tuple[str, ...] = ("maryam",)
    subject: object = None
    hats: dict[str, tuple[Role, str]] = field(default_factory=dict)


async def reza_asks(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("reza", "ask_to_join", kanoon, "", consent=True)


async def omid_asks(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("omid", "ask_to_join", kanoon, "", consent=True)


async def hassan_asks_reza(talkers: Talkers, kanoon: KanoonId) -> None:
    await reza_asks(talkers, kanoon)
    await talkers.do("hassan", "ask_more", await last_join(talkers, kanoon), "از کدام خانواده‌اید؟")


async def leila_is_hamyar_too(talkers: Talkers, kanoon: KanoonId) -> None:
    await Village.second_hamyar(talkers.village, kanoon)


async def hassan_asks_applicants(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("hassan", "ask_applicants", ["از کدام خانواده‌اید؟", "چه کاری بلدید؟"])


async def zahra_offers_maryam(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("zahra", "propose_hamyar", kanoon, talkers.village.id("maryam"))


async def zahra_hands_over(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("zahra", "propose_rahbar", kanoon, talkers.village.id("maryam"))
    await talkers.do("maryam", "accept_offer", await talkers.village.last_offer(kanoon))


async def hassan_is_away(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("hassan", "go_away", day_in_tehran(talkers.town.now) + timedelta(days=3), talkers.village.id("maryam"))


async def an_activity(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("zahra", "plan_activity", a_plan(talkers.village))
    await talkers.do("maryam", "attend", 1, True)


async def it_began(talkers: Talkers, kanoon: KanoonId) -> None:
    await an_activity(talkers, kanoon)
    await talkers.do("zahra", "begin_activity", 1)


async def maryams_idea(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("maryam", "plan_activity", a_plan(talkers.village))


async def a_rahyar(talkers: Talkers, kanoon: KanoonId) -> None:
    await talkers.do("dabir", "assign_rahyar", kanoon, talkers.village.id("rahyar"))


async def an_identity(talkers: Talkers, kanoon: KanoonId) -> None:
    talkers.cards.identities[("0084575948", "+989123456789")] = talkers.village.id("narges")


async def last_join(talkers: Talkers, kanoon: KanoonId) -> JoinId:
    async with talkers.village.open() as (_, service):
        return (await service.store.joins.waiting_in(kanoon))[-1].id


DABIR = {"dabir": (Role.DABIR, "area:گلستان"), "rahyar": (Role.RAHYAR_AREA, "area:گلستان")}
MARYAM = int(NAMES["maryam"])

SCRIPTS = {
    "join": Script("reza", "kanoon.join", ("کد، نام یا جای کانون", "+قورچای", "قورچای", "بله", "+همسایه‌ام", YES), "شماره‌ی پیگیری"),
    "join_with_questions": Script(
        "reza", "kanoon.join", ("کانون‌های نزدیک من", "قورچای", "بله", "+خانواده‌ی قاسمی", "+بنایی", "رد شدن", YES), "بنایی", "hassan", (hassan_asks_applicants,)
    ),
    "join_by_affinity": Script("reza", "kanoon.join", ("از روی نوع", "روستا", "قورچای", "خیر"), "درخواستی هم ثبت نشد"),
    "join_by_rahbar": Script("reza", "kanoon.join", ("راهبرش را می‌شناسم", "+خانم کریمی", "قورچای", "بله", "رد شدن", YES), "رضا قاسمی", "hassan"),
    "join_by_job": Script("reza", "kanoon.join", ("از روی کار", "+نوسازی", "قورچای", "بله", "رد شدن", YES), "رضا قاسمی", "hassan"),
    "answer": Script("reza", "kanoon.pending", ("پاسخ به همیار", "+خانواده‌ی قاسمی"), "خانواده‌ی قاسمی", "hassan", (hassan_asks_reza,)),
    "withdraw": Script("reza", "kanoon.pending", ("پس گرفتن درخواست", YES), "پس گرفته شد", "", (reza_asks,)),
    "approve": Script("hassan", "kanoon.requests", ("رضا قاسمی", "می‌پذیرم"), "خوش آمدید", "reza", (reza_asks,)),
    "reject": Script("hassan", "kanoon.requests", ("رضا", "نمی‌پذیرم", "با واژه‌های خودم", "+شما را نمی‌شناسیم", YES), "شما را نمی‌شناسیم", "reza", (reza_asks,)),
    "reject_from_list": Script(
        "hassan", "kanoon.requests", ("رضا", "نمی‌پذیرم", "معرفی شما برای تصمیم کافی نبود", YES), "معرفی شما برای تصمیم کافی نبود", "reza", (reza_asks,)
    ),
    "ask_more": Script("hassan", "kanoon.requests", ("رضا قاسمی", "پرسشی دارم", "+کجا زندگی می‌کنید؟"), "پرسشی دارد", "reza", (reza_asks,)),
    "many": Script("hassan", "kanoon.requests", ("چند نفر با هم", "رضا", "امید", "همین", YES), "خوش آمدید", "omid", (reza_asks, omid_asks)),
    "register": Script(
        "reza", "kanoon.register",
        ("+کانون روستای الیمون", "روستا", "+همیاری اهالی روستا", "+الیمون", "+۱۵۰", "+۰۰۸۴۵۷۵۹۴۸", "+۰۹۱۲۳۴۵۶۷۸۹", YES), "الیمون", "narges", (an_identity,),
    ),
    "refuse_role": Script("maryam", "kanoon.refuse_role", ("+فرصت ندارم", YES), "فرصت ندارم", "zahra", (zahra_offers_maryam,), subject=2),
    "withdraw_offer": Script("zahra", "kanoon.withdraw_offer", ("مریم", YES), "پس گرفته شد", "", (zahra_offers_maryam,)),
    "replace_hamyar": Script("zahra", "kanoon.replace_hamyar", ("به جای حسن", "مریم", YES), "نقش همیار", "maryam"),
    "release_hamyar": Script("zahra", "kanoon.release_hamyar", ("حسن", "+به شهر می‌روند", YES), "دیگر همیار نیست", "", (leila_is_hamyar_too,)),
    "hand_over": Script("zahra", "kanoon.hand_over", ("مریم", YES), "پیشنهاد راهبری", "maryam"),
    "decline_hand_over": Script("hassan", "kanoon.decline_hand_over", ("+با عضوها حرف بزنیم",), "با عضوها حرف بزنیم", "zahra", (zahra_hands_over,), subject=2),
    "away": Script("hassan", "kanoon.away", ("+سه روز دیگر", "مریم", YES), "جانشین هستید", "maryam"),
    "back": Script("hassan", "kanoon.away", ("بله",), "جانشینی شما", "maryam", (hassan_is_away,)),
    "remove": Script("zahra", "kanoon.remove_member", ("مریم", "+از روستا رفته‌اند", YES), "از روستا رفته‌اند", "maryam"),
    "leave": Script("maryam", "kanoon.leave", ("+از محله رفته‌ایم", YES), "از محله رفته‌ایم", "hassan"),
    "mute": Script("maryam", "kanoon.mute", ("نه، نیاید",), "برایتان نمی‌آید"),
    "tags": Script("maryam", "kanoon.tags", ("+خیاطی", "+چرخ خیاطی", YES), "نگه داشتم"),
    "broadcast": Script("zahra", "kanoon.broadcast", ("+جمعه صبح دور هم هستیم", YES), "جمعه صبح", "maryam"),
    "point": Script("zahra", "kanoon.point", ("مریم", "کار و کسب خانگی", "+کارگاه جا دارد", YES), "کارگاه جا دارد", "maryam"),
    "people": Script("zahra", "kanoon.people", ("مریم", "راهنمایی", "قرض‌الحسنه", "+برای جهیزیه", YES), "برای جهیزیه", "maryam"),
    "neighbours": Script("maryam", "kanoon.people", ("حسن م.",), "نام کامل و شماره"),
    "details_goal": Script("zahra", "kanoon.details", ("هدف", "+آبیاری و فروش پسته", YES), "عوض شد"),
    "details_place": Script("zahra", "kanoon.details", ("جا", "+قورچای رامیان", YES), "عوض شد"),
    "details_capacity": Script("zahra", "kanoon.details", ("ظرفیت", "+۵۰"), "عوض شد"),
    "questions": Script("hassan", "kanoon.questions", ("می‌نویسم", "+از کدام خانواده‌اید؟", "+چه کاری بلدید؟", "رد شدن", YES), "روی کارت درخواست"),
    "plan": Script("zahra", "kanoon.plan", ("عمرانی", "+سنگ‌فرش", "+فردا", "+میدان", "+ده میلیون تومان", YES), "برنامه‌ی تازه", "maryam"),
    "attend": Script("maryam", "kanoon.activities", ("سنگ‌فرش", "نمی‌آیم"), "نیستید", "", (an_activity,)),
    "photo": Script("zahra", "kanoon.activities", ("سنگ‌فرش", "افزودن عکس", PHOTO), "عکسی از", "maryam", (it_began,)),
    "mark": Script("zahra", "kanoon.activities", ("سنگ‌فرش", "ثبت حاضران", "مریم", "همین"), "حضور ۱ نفر", "", (it_began,)),
    "decline_idea": Script("hassan", "kanoon.activities", ("سنگ‌فرش", "نپذیرفتن", "+راه بسته است"), "راه بسته است", "maryam", (maryams_idea,)),
    "call_off": Script("zahra", "kanoon.activities", ("سنگ‌فرش", "برگزار نمی‌شود", "+باران سنگین", YES), "باران سنگین", "maryam", (an_activity,)),
    "letter": Script("maryam", "kanoon.write_to_rahyar", ("+از کجا شروع کنم؟",), "از کجا شروع کنم", "rahyar", (a_rahyar,), hats=DABIR),
    "letter_back": Script("rahyar", "kanoon.answer_member", ("+فردا می‌آیم",), "فردا می‌آیم", "maryam", (a_rahyar,), subject=MARYAM, hats=DABIR),
    "queue": Script("zahra", "kanoon.queue", ("رضا",), "تصمیم با همیار است", "", (reza_asks,)),
    "assign_rahyar": Script("dabir", "kanoon.assign_rahyar", ("قورچای", "سارا نوری", YES), "شما رهیار", "rahyar", hats=DABIR),
    "find_successor": Script("dabir", "kanoon.find_successor", ("قورچای", "همیار", "حسن", "مریم", "+در دسترس نیستند", YES), "از سوی دبیر", "maryam", hats=DABIR),
    "suspend": Script("dabir", "kanoon.suspend", ("قورچای", "+شکایت رسیده", YES), "شکایت رسیده", "zahra", hats=DABIR),
    "close_by_dabir": Script("dabir", "kanoon.close_by_dabir", ("قورچای", "+به درخواست عضوها", YES), "به درخواست عضوها", "maryam", hats=DABIR),
    "close": Script("zahra", "kanoon.close", ("+دیگر دور هم نیستیم", YES), "دیگر دور هم نیستیم", "hassan", members=()),
}  # fmt: skip

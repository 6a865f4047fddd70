"""نه‌های دامنه - what no dialog lets through, and the domain refuses all the same.   The cast: neighbours.py   Met in chat: test_refusals.py and its siblings"""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel.people import Role
from domain.membership.model import Signatory, SignerRole, State
from domain.membership.places import Home, Province
from domain.membership.rules import Category
from tests.membership.neighbours import CAST, Neighbours, form_of, refused


async def test_security_requests_and_money_are_always_told(n: Neighbours) -> None:
    await n.join("zahra")
    for category in (Category.SECURITY, Category.REQUESTS, Category.MONEY):
        with refused("membership.notice_locked"):
            await n.do("zahra", "choose_notice", category, False)


async def test_who_is_tied_does_not_leave_and_who_leaves_does_not_leave_twice(n: Neighbours) -> None:
    await n.join("zahra", "hassan")
    with refused("membership.not_leaving"):
        await n.do("hassan", "stay")
    await n.do("hassan", "leave")
    with refused("membership.leaving_already"):
        await n.do("hassan", "leave")
    await n.do("zahra", "file", form_of("nika"))
    await n.tick()
    with refused("membership.tied") as no:
        await n.do("zahra", "leave")
    assert no.value.fields["count"] == 1 and (await n.member("zahra")).state is State.ACTIVE


async def test_an_early_or_late_clock_forgets_nobody(n: Neighbours) -> None:
    await n.join("zahra")
    zahra = await n.id("zahra")
    await n.do("system", "erase", zahra)
    await n.do("zahra", "leave")
    n.later(days=6)
    await n.do("system", "erase", zahra)
    assert (await n.member("zahra")).state is State.LEAVING
    await n.do("zahra", "stay")
    n.later(days=2)
    await n.do("system", "erase", zahra)
    assert (await n.member("zahra")).state is State.ACTIVE


BAD_GRANTS: list[tuple[Role, str, str]] = [
    (Role.RAHBAR, "kanoon:1", "not_granted_here"),
    (Role.HAMYAR, "kanoon:1", "not_granted_here"),
    (Role.MEMBER, "", "not_granted_here"),
    (Role.SYSTEM, "", "not_granted_here"),
    (Role.RAHYAR_AREA, "", "bad_scope"),
    (Role.RAHYAR_AREA, "area:atlantis", "bad_scope"),
    (Role.RAHYAR_ORG, "area:golestan", "bad_scope"),
    (Role.RAHYAR_SOCIAL, "kanoon:x", "bad_scope"),
    (Role.ADMIN, "org:bank", "bad_scope"),
    (Role.DABIR, "topic:", "bad_scope"),
]


@pytest.mark.parametrize(("role", "scope", "code"), BAD_GRANTS)
async def test_roles_are_given_only_where_they_may_count(n: Neighbours, role: Role, scope: str, code: str) -> None:
    await n.join("zahra")
    with refused(f"membership.{code}"):
        await n.do("system", "grant", await n.code("zahra"), role, scope)


@pytest.mark.parametrize("who", ["zahra", "stranger"])
@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("grant", ("AAAAAAAA", Role.ADMIN)), ("revoke", (1, Role.ADMIN)), ("suspend", ("AAAAAAAA", "یک دلیل کافی")), ("restore", ("AAAAAAAA",)),
        ("entrust", ("AAAAAAAA", "AAAAAAAA", "یک دلیل کافی")), ("freeze_for", ("AAAAAAAA", False)), ("trust_sms", ("AAAAAAAA",)),
        ("look_at_paper", (1,)), ("review", (1,)), ("wearers", ()), ("member_behind", ("AAAAAAAA",)), ("erase", (1,)), ("outcome", (1,)),
    ],
)  # fmt: skip
async def test_who_does_not_serve_does_nothing_of_the_servants(n: Neighbours, who: str, verb: str, args: tuple[Any, ...]) -> None:
    await n.join("zahra")
    notes = await n.notes()
    with refused("kernel.not_allowed"):
        await n.do(who, verb, *args)
    assert await n.notes() == notes


async def test_there_is_no_photo_to_look_at(n: Neighbours) -> None:
    await n.join("hassan")
    await n.give("hassan", Role.POSHTIBAN)
    await n.join("zahra")
    with refused("membership.no_paper"):
        await n.do("hassan", "look_at_paper", 2)


async def test_a_registration_is_a_number(n: Neighbours) -> None:
    await n.join("zahra")
    for registration in ("abc", "۱۲۳", "1" * 11):
        with refused("membership.bad_registration"):
            await n.do("zahra", "file", form_of("workshop", signatories=_signed(await n.code("zahra")), registration=registration))


def _signed(code: str) -> Any:
    return (Signatory(code, SignerRole.DIRECTOR),)


async def test_a_home_needs_a_town_and_a_right_postal_code(n: Neighbours) -> None:
    await n.join("zahra")
    with refused("membership.bad_place"):
        await n.do("zahra", "change_home", Home(Province.FARS, "  "))
    with refused("membership.bad_postal_code"):
        await n.do("zahra", "change_home", Home(Province.FARS, "شیراز", "", "0000000000"))
    with refused("membership.bad_name"):
        await n.do("zahra", "change_names", "ز", "کریمی")
    with refused("membership.bad_mobile"):
        await n.do("zahra", "change_mobile", "0912")


async def test_an_account_of_somebody_else_is_not_signed_out(n: Neighbours) -> None:
    await n.join("zahra", "hassan")
    with refused("membership.no_such_device"):
        await n.do("zahra", "sign_out", "telegram:hassan", CAST["zahra"][1])
    with refused("membership.no_such_member"):
        await n.do("zahra", "switch", await n.id("hassan"))


async def test_nobody_looks_into_the_requests_of_another(n: Neighbours) -> None:
    await n.join("zahra", "hassan")
    with refused("membership.no_such_member"):
        await n.do("zahra", "requests_of", await n.id("hassan"))
    await n.give("zahra", Role.RAHYAR_ONLINE)
    assert len(await n.do("zahra", "requests_of", await n.id("hassan"))) == 1


async def test_other_members_see_a_short_name_and_servants_the_whole(n: Neighbours) -> None:
    await n.join("zahra", "hassan")
    ids = [await n.id("zahra")]
    assert list((await n.do("hassan", "names_of", ids)).values()) == ["زهرا ک."]
    await n.give("hassan", Role.RAHYAR_ONLINE)
    assert list((await n.do("hassan", "names_of", ids)).values()) == ["زهرا کریمی"]

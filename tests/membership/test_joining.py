"""پیوستن - how people become members, and who does not.   The cast: neighbours.py"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.kernel.people import Role
from domain.membership.correcting import Correction
from domain.membership.events import AccountLinked, ApplicationSettled, IdentityAsked, IdentityDoubted, MemberJoined, SignaturesAsked
from domain.membership.model import Cause, Signatory, SignerRole, Stage, State
from domain.membership.places import Home, Province
from domain.membership.policy import POLICIES
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST, Neighbours, form_of, national_id, refused

MISMATCH, UNKNOWN = Finding.MISMATCH, Finding.UNKNOWN


async def test_zahra_joins_and_her_account_speaks_for_her(n: Neighbours) -> None:
    filed = await n.do("zahra", "file", form_of("zahra"))
    assert filed.number.startswith("MB") and not filed.known
    await n.tick()
    zahra = await n.member("zahra")
    assert (zahra.name, zahra.state, zahra.owns_mobile, zahra.terms) == ("زهرا کریمی", State.ACTIVE, True, 1)
    assert len(zahra.code) == 8
    assert n.of(MemberJoined) == [MemberJoined(zahra.id, "telegram:zahra")]
    assert n.of(AccountLinked) == [AccountLinked(zahra.id, "telegram:zahra", speaks=True)]
    assert await n.stage() is Stage.APPROVED
    assert (await n.do("zahra", "profile")).code == zahra.code


async def test_the_registry_hears_the_whole_claim_under_one_key(n: Neighbours) -> None:
    await n.join("zahra")
    (claim,) = n.clerk.asked
    assert (claim.identifier, claim.birth, claim.mobile) == (CAST["zahra"][1], date(1986, 5, 22), "+989121111111")
    assert claim.key == "membership-1-1"


async def test_a_guest_of_the_country_joins_with_a_fida_number(n: Neighbours) -> None:
    await n.join("wali")
    assert (await n.member("wali")).state is State.ACTIVE


BAD_FORMS = {
    "membership.bad_identifier": {"identifier": "0012345678"},
    "membership.bad_mobile": {"mobile": "09121111111"},
    "membership.bad_name": {"given": "ز"},
    "membership.bad_place": {"home": Home(Province.FARS, " ")},
    "membership.bad_postal_code": {"home": Home(Province.FARS, "شیراز", "", "0123456789")},
    "membership.terms_changed": {"terms": 0},
    "membership.no_birth": {"birth": None},
    "membership.birth_in_future": {"birth": date(2027, 1, 1)},
    "membership.too_old": {"birth": date(1890, 1, 1)},
    "membership.too_young": {"birth": date(2009, 1, 1)},
}


@pytest.mark.parametrize("code", BAD_FORMS)
async def test_a_wrong_declaration_is_refused_and_nothing_is_kept(n: Neighbours, code: str) -> None:
    with refused(code):
        await n.do("zahra", "file", form_of("zahra", **BAD_FORMS[code]))
    assert await n.notes() == 0
    assert await n.do("zahra", "my_application") is None


async def test_eighteen_is_counted_on_the_birthday_itself(n: Neighbours) -> None:
    today = n.now.date()
    with refused("membership.too_young"):
        await n.do("zahra", "file", form_of("zahra", birth=date(today.year - 18, today.month, today.day + 3)))
    await n.do("zahra", "check_birth", CAST["zahra"][0], date(today.year - 18, today.month, today.day - 3))
    await n.do("zahra", "file", form_of("zahra", birth=date(today.year - 18, today.month, today.day - 3)))


async def test_somebody_with_an_open_application_does_not_file_another(n: Neighbours) -> None:
    await n.do("zahra", "file", form_of("zahra"))
    with refused("membership.already_open"):
        await n.do("zahra", "file", form_of("zahra"))


async def test_a_mismatch_goes_to_a_poshtiban_and_nobody_is_linked(n: Neighbours) -> None:
    n.clerk.says[CAST["zahra"][1]] = MISMATCH
    await n.join("zahra")
    assert await n.stage() is Stage.IN_REVIEW
    assert [e.application for e in n.of(IdentityDoubted)] == [1]
    assert (await n.do("zahra", "my_application")).stage is Stage.IN_REVIEW


async def test_a_silent_registry_is_asked_again_with_the_same_key_and_then_a_person_looks(n: Neighbours) -> None:
    n.clerk.says[CAST["zahra"][1]] = None
    await n.do("zahra", "file", form_of("zahra"))
    filed = n.now
    for _ in range(3):
        assert await n.stage() is Stage.WAITING_IDENTITY
        await n.tick()
    assert await n.stage() is Stage.IN_REVIEW
    assert n.now - filed == 2 * POLICIES[0].registry_pause
    assert {c.key for c in n.clerk.asked} == {"membership-1-1"}


async def test_a_late_answer_of_the_registry_changes_nothing(n: Neighbours) -> None:
    await n.do("zahra", "file", form_of("zahra"))
    (asked,) = n.of(IdentityAsked)
    await n.do("zahra", "withdraw")
    await n.do("system", "check_identity", asked.application, asked.version)
    assert await n.stage() is Stage.WITHDRAWN and n.clerk.asked == []


async def test_an_outsider_hears_the_same_of_a_known_and_an_unknown_identifier(n: Neighbours) -> None:
    await n.join("zahra")
    n.clerk.says[CAST["maryam"][1]] = MISMATCH
    stranger = {"mobile": "+989129999999"}
    known = await n.do("stranger", "file", form_of("zahra", **stranger))
    await n.tick()
    unknown = await n.do("other", "file", form_of("maryam", **stranger))
    await n.tick()
    seen = [await n.do(who, "my_application") for who in ("stranger", "other")]
    assert known.known == unknown.known and known.number and unknown.number
    assert [(s.stage, s.reason) for s in seen] == [(Stage.IN_REVIEW, "")] * 2


async def test_who_comes_from_the_registered_number_is_shown_to_the_other_door(n: Neighbours) -> None:
    await n.join("zahra")
    filed = await n.do("zahra@bale", "file", form_of("zahra"))
    assert filed.known and filed.number == ""
    filed = await n.do("zahra@bale", "file", form_of("zahra", birth=date(1986, 5, 23)))
    assert not filed.known


async def test_a_rejected_applicant_waits_a_day_and_has_three_tries(n: Neighbours) -> None:
    await n.join("hassan")
    await n.give("hassan", Role.POSHTIBAN)
    n.clerk.says[CAST["zahra"][1]] = MISMATCH
    for turn in range(3):
        await n.join("zahra")
        await n.do("hassan", "reject", turn + 2, "نام با شناسه نمی‌خواند")
        if turn < 2:
            with refused("membership.again_later") as no:
                await n.do("zahra", "file", form_of("zahra"))
            assert no.value.fields["until"] == n.now + timedelta(hours=24)
        n.later(hours=25)
    with refused("membership.again_too_often"):
        await n.do("zahra", "file", form_of("zahra"))


async def test_a_mother_brings_her_child_and_both_speak_through_her_phone(n: Neighbours) -> None:
    await n.join("zahra")
    await n.do("zahra", "file", form_of("nika", mobile="+989120000000"))
    await n.tick()
    nika, zahra = await n.member("nika"), await n.member("zahra")
    assert (nika.guardian, nika.owns_mobile, nika.mobile) == (zahra.id, False, zahra.mobile)
    assert n.clerk.asked[-1].mobile == ""
    assert [(s.name, s.now) for s in await n.do("zahra", "speakers")] == [("زهرا کریمی", True), ("نیکا کریمی", False)]
    assert (await n.do("zahra", "file", form_of("nika"))).known


async def test_a_child_cannot_come_alone_nor_an_adult_as_a_child(n: Neighbours) -> None:
    with refused("membership.guardian_needed"):
        await n.do("nika", "file", form_of("nika"))
    await n.join("zahra")
    with refused("membership.not_minor"):
        await n.do("zahra", "file", form_of("nika", birth=date(2000, 1, 1)))


async def test_two_adults_share_a_phone_and_a_poshtiban_says_yes(n: Neighbours) -> None:
    await n.join("zahra", "reza")
    await n.give("reza", Role.POSHTIBAN)
    shared = form_of("hassan", mobile=CAST["zahra"][5])
    await n.do("zahra", "file", shared)
    await n.tick()
    assert (await n.do("reza", "review", 3)).cause is Cause.SHARED_MOBILE
    await n.do("reza", "approve", 3)
    hassan = await n.member("hassan")
    assert not hassan.owns_mobile
    assert [s.name for s in await n.do("zahra", "speakers")] == ["زهرا کریمی", "حسن مرادی"]


async def _workshop(n: Neighbours, *signers: str) -> None:
    signatories = tuple([Signatory(await n.code(who), SignerRole.SIGNATORY) for who in signers])
    await n.do("zahra", "file", form_of("workshop", signatories=signatories))
    await n.tick()


async def test_an_organisation_is_a_member_when_all_signatories_agreed(n: Neighbours) -> None:
    await n.join("zahra", "hassan", "maryam")
    await _workshop(n, "zahra", "hassan", "maryam")
    assert set(n.of(SignaturesAsked)[0].signers) == {await n.id("hassan"), await n.id("maryam")}
    await n.do("hassan", "sign", 4, True)
    assert await n.stage(4) is Stage.WAITING_SIGNATORIES
    assert (await n.do("maryam", "signature", 4)).by == "زهرا کریمی"
    await n.do("maryam", "sign", 4, True)
    assert await n.stage(4) is Stage.APPROVED
    assert (await n.member("workshop")).name == "کارگاه گلیم"


async def test_one_no_of_a_signatory_ends_it_and_nobody_signs_twice_or_unasked(n: Neighbours) -> None:
    await n.join("zahra", "hassan", "maryam", "reza")
    await _workshop(n, "hassan", "maryam")
    with refused("membership.no_application"):
        await n.do("reza", "sign", 5, True)
    await n.do("hassan", "sign", 5, True)
    with refused("membership.already_decided"):
        await n.do("hassan", "sign", 5, False)
    await n.do("maryam", "sign", 5, False)
    assert await n.stage(5) is Stage.REJECTED


async def test_signatories_are_active_people(n: Neighbours) -> None:
    await n.join("zahra")
    for code in ("AAAAAAAA", await n.code("zahra") + "X"):
        with refused("membership.signatory_unknown"):
            await n.do("zahra", "file", form_of("workshop", signatories=(Signatory(code, SignerRole.DIRECTOR),)))
    with refused("membership.no_signatories"):
        await n.do("zahra", "file", form_of("workshop"))
    many = tuple(Signatory(f"AAAAAAA{i}", SignerRole.SIGNATORY) for i in range(8))
    with refused("membership.too_many_signatories"):
        await n.do("zahra", "file", form_of("workshop", signatories=many))
    assert await n.do("zahra", "name_behind", "aaaaaaaa") is None
    code = (await n.code("zahra")).lower()
    assert await n.do("zahra", "name_behind", f"{code[:4]} {code[4:]}") == "زهرا ک."


async def test_member_codes_are_not_to_be_guessed(n: Neighbours) -> None:
    await n.join("zahra", "hassan")
    for guess in range(POLICIES[0].code_misses):
        assert await n.do("zahra", "name_behind", f"AAAAAA{guess:02}") is None
    with refused("membership.too_many_tries"):
        await n.do("zahra", "name_behind", await n.code("hassan"))
    n.later(hours=2)
    assert await n.do("zahra", "name_behind", await n.code("hassan")) == "حسن م."


async def test_nobody_acted_for_fourteen_days(n: Neighbours) -> None:
    n.clerk.says[CAST["zahra"][1]] = UNKNOWN
    await n.join("zahra")
    n.later(days=13)
    await n.do("system", "expire", 1)
    assert await n.stage() is Stage.IN_REVIEW
    n.later(days=1)
    await n.do("system", "expire", 1)
    assert await n.stage() is Stage.EXPIRED and n.of(ApplicationSettled)


async def test_only_so_many_people_share_one_account(n: Neighbours) -> None:
    await n.join("zahra")
    for child in range(5):
        await n.do("zahra", "file", form_of("nika", identifier=national_id(200000001 + child)))
        await n.tick()
    with refused("membership.family_full"):
        await n.do("zahra", "file", form_of("nika", identifier=national_id(200000009)))


async def test_what_was_declared_is_forgotten_but_the_member_stays(n: Neighbours) -> None:
    await n.join("zahra")
    await n.do("system", "forget_application", 1)
    async with n.open() as (_, membership):
        kept = await membership.ports.applications.find(1)
    assert kept is not None and kept.form.identifier == "" and kept.stage is Stage.APPROVED
    assert (await n.member("zahra")).name == "زهرا کریمی"


async def test_an_open_application_is_not_forgotten(n: Neighbours) -> None:
    await n.do("zahra", "file", form_of("zahra"))
    await n.do("system", "forget_application", 1)
    assert (await n.do("zahra", "my_application")).name == "زهرا کریمی"


async def test_there_is_nothing_to_withdraw(n: Neighbours) -> None:
    with refused("membership.no_application"):
        await n.do("zahra", "withdraw")
    with refused("membership.no_application"):
        await n.do("zahra", "correct", Correction(given="زهرا"))

"""ورود - linking messengers by a code, where I am signed in, a stolen phone, a family phone.   Rules: domain/membership/linking.py proving.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.linking import Device
from domain.membership.model import Kind
from domain.membership.policy import policy_on
from domain.membership.proving import Tried
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import code, mobile
from handlers.membership.questions import READERS, ask_identifier


@flow("membership.link", offers=Role.MEMBER, family="account", order=30, drafts=False)
async def link(chat: Chat, membership: MembershipService) -> None:
    """Show a code to type in another messenger."""
    await chat.confirm("sure_to_link")
    made = await membership.link_code(chat.member)
    await chat.say("code_to_type", code=made.code, until=made.until)


@flow("membership.use_code", offers=(Role.NEWCOMER, Role.MEMBER), family="door", order=3, drafts=False)
async def use_code(chat: Chat, membership: MembershipService) -> None:
    """Type the code that another messenger shows."""
    policy = policy_on(chat.today)
    for n in range(policy.wrong_tries):
        typed = await chat.ask("shown_code", code(policy.link_digits), n=n)
        tried = await membership.use_code(chat.member, typed)
        if tried.ok:
            await chat.stop("linked")
        await chat.say("wrong_code", n=n, left=tried.left)
    await chat.stop("enough_tries")


@flow("membership.sign_in", offers=(Role.NEWCOMER, Role.MEMBER), family="door", order=2, drafts=False)
async def sign_in(chat: Chat, membership: MembershipService) -> None:
    """I am a member already: prove it by a code that goes to where I am reached."""
    kind = await chat.choose("who_am_i", [Option(k, f"with_{k.value}_id") for k in (Kind.NATURAL, Kind.FOREIGN, Kind.LEGAL)])
    identifier = await ask_identifier(chat, kind)
    number = await chat.ask("registered_mobile", mobile())
    sent = await membership.send_code(chat.member, identifier, number)
    await chat.say("sent_if_known", until=sent.until)
    policy = policy_on(chat.today)
    for n in range(2 * policy.wrong_tries):
        typed = await chat.ask("sent_code", code(policy.code_digits), n=n, optional=True)
        if not typed:
            sent = await membership.send_code(chat.member, identifier, number)
            await chat.say("sent_again", n=n, until=sent.until)
            continue
        tried = await _try_code(chat, membership, typed, n)
        if tried.ok:
            await chat.stop("signed_in")
        if tried.left == 0:
            break
        await chat.say("wrong_code", n=n, left=tried.left)
    await chat.stop("enough_tries")


async def _try_code(chat: Chat, membership: MembershipService, typed: str, n: int) -> Tried:
    """A code that is over is told, and the question stays: another is one tap away."""
    try:
        return await membership.sign_in(chat.member, typed)
    except Refusal as no:
        await chat.again("sent_code", no, n=n)
        raise


@flow("membership.devices", offers=Role.MEMBER, family="account", order=40, drafts=False)
async def devices(chat: Chat, membership: MembershipService) -> None:
    """Where am I signed in; sign one of them out."""
    places = await membership.devices(chat.member)
    picked = await chat.choose("where", [Option("", "all_mine"), *(_device_option(d) for d in places)])
    if not picked:
        await chat.stop("all_well")
    elif picked == chat.member.person:
        await chat.confirm("sure_to_leave_here")
        await membership.sign_out_here(chat.member)
        await chat.stop("signed_out_here")

    async def out(identifier: str) -> Tried:
        return await membership.sign_out(chat.member, picked, identifier)

    await _proved(chat, membership, out)
    await chat.say("signed_out_there")


def _device_option(device: Device) -> Option[str]:
    return Option(device.person, "device_here" if device.here else "device", {"platform": f"membership.platform.{device.platform}", "seen": device.seen})


@flow("membership.freeze", offers=Role.MEMBER, family="account", order=45, drafts=False)
async def freeze(chat: Chat, membership: MembershipService) -> None:
    """My phone was stolen: sign everything out until I come back with a code."""
    sim_lost = await chat.yes_no("sim_lost")
    await chat.confirm("sure_to_freeze")

    async def close(identifier: str) -> Tried:
        return await membership.freeze(chat.member, identifier, sim_lost)

    await _proved(chat, membership, close)
    await chat.say("frozen")


async def _proved(chat: Chat, membership: MembershipService, act: Callable[[str], Awaitable[Tried]]) -> None:
    """Ask for the own identifier until the act accepts it; too many wrong ones end the run."""
    reader = READERS[(await membership.profile(chat.member)).kind]
    for n in range(policy_on(chat.today).wrong_tries):
        tried = await act(await chat.ask("own_identifier", reader(), n=n))
        if tried.ok:
            return
        await chat.say("wrong_identifier", n=n, left=tried.left)
    await chat.stop("enough_tries")


@flow("membership.switch", offers=Role.MEMBER, family="account", order=55, drafts=False)
async def switch(chat: Chat, membership: MembershipService) -> None:
    """Somebody else of the family takes the phone."""
    people = [s for s in await membership.speakers(chat.member) if not s.now]
    picked = await chat.choose("who", [Option(s.member, name=s.name) for s in people])
    await membership.switch(chat.member, picked)
    await chat.say("switched", name=next((s.name for s in people if s.member == picked), ""))

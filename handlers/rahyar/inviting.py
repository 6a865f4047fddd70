"""معرفی و مهارت - invite who has not applied, see who came, and what I master (people:R11, R13).   Rules: domain/rahyar/inviting.py mastering.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS
from domain.rahyar import RahyarService
from domain.rahyar.model import InvitationId, InvitationState
from domain.rahyar.policy import policy_on
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text

OPEN = (InvitationState.SENT, InvitationState.OPENED)


@flow("rahyar.invite", offers=RAHYARS, family="desk", order=26)
async def invite(chat: Chat, rahyar: RahyarService) -> None:
    """A link for one person who has not applied."""
    whom = await chat.ask("whom", text(*policy_on(chat.today).whom, lines=False))
    made = await rahyar.invite(chat.member, whom)
    address = chat.link("rahyar.invited", made.token)
    await chat.give("link", qr=address, whom=made.whom, link=address, until=made.until)


@flow("rahyar.invitations", offers=RAHYARS, family="desk", order=27, drafts=False)
async def invitations(chat: Chat, rahyar: RahyarService) -> None:
    """Whom I invited, and who came; a link may be taken back."""
    found = {int(i.id): i for i in await rahyar.my_invitations(chat.member)}
    picked = await chat.choose("which", [Option(id, "line", {"whom": i.whom, "state": i.state}) for id, i in found.items()], search=True)
    one = found[picked]
    if one.state is InvitationState.JOINED:
        await chat.stop("joined", whom=one.whom, name=one.name or None)
    if one.state not in OPEN:
        await chat.stop("over", whom=one.whom)
    if not await chat.yes_no("take_back", whom=one.whom, state=one.state, made=one.made, until=one.until):
        await chat.stop("stays", until=one.until)
    await rahyar.take_invitation_back(chat.member, InvitationId(picked))
    await chat.say("taken_back", whom=one.whom)


@flow("rahyar.skills", offers=RAHYARS, family="desk", order=29, drafts=False)
async def skills(chat: Chat, rahyar: RahyarService) -> None:
    """My checklist, and of what I am the rahyar."""
    seen = await rahyar.my_skills(chat.member)
    has, lacks = [s.skill for s in seen if s.has], [s.skill for s in seen if not s.has]
    await chat.stop("list", has=has or None, lacks=lacks or None, count=len(has), all=len(seen))

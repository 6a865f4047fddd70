"""اصلاح - only what was wrong is declared again, and papers are looked at (reference-systems 1).   Doubts: reviewing.py"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command
from domain.membership.events import CorrectionAsked, IdentityAsked, PaperWanted
from domain.membership.joining import Filed
from domain.membership.model import Form, Kind, Stage
from domain.membership.papers import Item
from domain.membership.places import Home
from domain.membership.reviewing import Reviewing
from domain.membership.rules import ITEMS, check_form, check_reason


@dataclass(frozen=True, slots=True)
class Correction:
    """What is declared anew; everything else stays as it was. Of an organisation, `family` is its name. `paper`: `<kind>|<ref>` of a photo."""

    identifier: str = ""
    birth: date | None = None
    given: str = ""
    family: str = ""
    mobile: str = ""
    home: Home | None = None
    paper: str = ""

    def of(self, item: Item, form: Form) -> dict[str, object]:
        """The fields of a declaration that answer an item. Raises Refusal(membership.still_missing)."""
        fields: dict[Item, dict[str, object]] = {
            Item.IDENTIFIER: {"identifier": self.identifier},
            Item.BIRTH: {"birth": self.birth},
            Item.NAME: {"family": self.family} if form.kind is Kind.LEGAL else {"given": self.given, "family": self.family},
            Item.MOBILE: {"mobile": self.mobile},
            Item.HOME: {"home": self.home},
            Item.PAPER: {"paper": self.paper},
        }
        if not all(fields[item].values()):
            raise Refusal("membership.still_missing", item=item)
        return fields[item]


class Correcting(Reviewing):
    """Verbs about what is sent again."""

    @command(Role.POSHTIBAN, Role.ADMIN)
    async def ask_again(self, actor: Actor, application: int, items: tuple[Item, ...], reason: str) -> None:
        """Ask the applicant for some things again, and say why.

        Raises Refusal: membership.bad_reason, nothing_wanted (none, or what this kind does not have), no_application, own_application, already_decided.
        """
        check_reason(reason)
        found = await self._under_review(actor, application)
        if not items or not set(items) <= set(ITEMS[found.form.kind]):
            raise Refusal("membership.nothing_wanted")
        wants = tuple(item for item in Item if item in items)
        found = await self._move(found, Stage.NEEDS_CORRECTION, reason=reason.strip(), wants=wants)
        self.about(f"membership:application:{application}", cause=found.cause, wants=[*wants])
        self.unit.record(CorrectionAsked(application, found.version))

    @command(Role.NEWCOMER, Role.MEMBER)
    async def correct(self, actor: Actor, given: Correction) -> Filed:
        """Send again what was asked for; whatever else is in `given` is left alone, and number and signatories stay.

        Raises Refusal: membership.no_application, still_missing, cannot_move, and those of `check_form`.
        """
        application = await self._mine(actor)
        form = application.form
        for item in application.wants:
            form = replace(form, **given.of(item, form))  # type: ignore[arg-type]  # fields of Form, named by Correction
        form = replace(form, terms=self._policy.terms)
        check_form(form, self._today, self._policy)
        sent = application.wants
        application = await self._move(application, Stage.WAITING_IDENTITY, form=form, cause=None, reason="", asked=0, member=None, wants=())
        self.about(f"membership:application:{application.id}", sent=[*sent])
        self.unit.record(IdentityAsked(application.id, self.unit.now, application.version))
        return Filed(application.number)

    @command(Role.POSHTIBAN, Role.ADMIN)
    async def look_at_paper(self, actor: Actor, application: int) -> None:
        """Let the photo come to the poshtiban's own chat; who looked is noted. Raises Refusal: membership.no_application, own_application, no_paper."""
        found = await self._application(application)
        if self._is_own(found, actor):
            raise Refusal("membership.own_application")
        if not found.form.paper:
            raise Refusal("membership.no_paper")
        self.about(f"membership:application:{application}")
        self.unit.record(PaperWanted(application, actor.member_id))

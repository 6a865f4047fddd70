"""خدمت کانون - everything people do in and around a kanoon, under one name.   Its parts: registering.py roles.py joining.py belonging.py speaking.py"""

from __future__ import annotations

from domain.kanoon.acting import Acting
from domain.kanoon.belonging import BelongingVerbs
from domain.kanoon.finding import Finding
from domain.kanoon.governing import Governing
from domain.kanoon.joining import Joining
from domain.kanoon.roles import Roles
from domain.kanoon.speaking import Speaking
from domain.kanoon.standing_in import StandingIn


class KanoonService(Finding, Joining, Roles, BelongingVerbs, Governing, StandingIn, Acting, Speaking):
    """Injected into dialogs as `kanoon`. Each part is a file of verbs over the same ports and checks (base.py)."""

"""خدمت کانون - everything people do in and around a kanoon, under one name.   Its parts: one file of verbs each, beside this one"""

from __future__ import annotations

from domain.kanoon.accompanying import Accompanying
from domain.kanoon.acting import Acting
from domain.kanoon.belonging import BelongingVerbs
from domain.kanoon.describing import Describing
from domain.kanoon.governing import Governing
from domain.kanoon.joining import Joining
from domain.kanoon.remembering import Remembering
from domain.kanoon.seeking import Seeking
from domain.kanoon.speaking import Speaking
from domain.kanoon.standing_in import StandingIn
from domain.kanoon.taking_along import TakingAlong


class KanoonService(Seeking, Remembering, Joining, BelongingVerbs, Governing, StandingIn, Acting, Describing, Speaking, Accompanying, TakingAlong):
    """Injected into dialogs as `kanoon`. Each part is a file of verbs over the same ports and checks (base.py)."""

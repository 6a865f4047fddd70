"""خدمت پول - everything that is done with money, under one name.   Verbs: ledger_verbs.py reading.py sending.py recalling.py paying.py invoicing.py withdrawing.py"""

from __future__ import annotations

from domain.hesam.invoicing import Invoicing
from domain.hesam.ledger_verbs import LedgerVerbs
from domain.hesam.reading import Reading
from domain.hesam.recalling import Recalling
from domain.hesam.sending import Sending
from domain.hesam.withdrawing import Withdrawing


class HesamService(Reading, Sending, Recalling, Invoicing, Withdrawing, LedgerVerbs):
    """Injected into dialogs as `hesam`; its verbs for the house stand behind the money ports of other subsystems."""

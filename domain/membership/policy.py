"""آیین عضویت - the numbers of membership, each set with the day it begins.   Rules that use them: rules.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """One set of numbers, valid from `since`. [assumption] unless a source is named."""

    since: date
    terms: int = 1  # the version of the rules that everybody accepts
    told_together: int = 100  # members who are told of new rules in one transaction
    adult: int = 18  # years; banking.md 4
    oldest: int = 120  # years
    code_digits: int = 6  # length: banking.md 13.1
    code_life: timedelta = timedelta(seconds=120)  # banking.md 13.1
    step_up_holds: timedelta = timedelta(minutes=10)  # from the right code to what it was for
    link_digits: int = 8  # longer, as it is looked up without knowing whose it is
    link_life: timedelta = timedelta(minutes=10)
    wrong_tries: int = 5  # decision 24
    sends: int = 5  # codes an hour; shared:G2
    window: timedelta = timedelta(hours=1)  # in which tries and sends are counted
    family: int = 6  # members behind one messenger account
    signatories: int = 7
    registry_tries: int = 3
    registry_pause: timedelta = timedelta(minutes=5)
    code_misses: int = 10  # member codes that are nobody's, an hour: more is guessing (rel:O1)
    again_after: timedelta = timedelta(hours=24)  # shared:G7
    again_times: int = 3  # shared:G7
    reminders: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=72))  # shared:G8
    expiry: timedelta = timedelta(days=14)  # shared:G8
    takeover_wait: timedelta = timedelta(hours=72)  # in which a member may object to being claimed by another account
    keep_application: timedelta = timedelta(days=30)  # what was declared is kept so long after the end
    cooling: timedelta = timedelta(days=7)  # between "forget me" and being forgotten
    erase_again: timedelta = timedelta(days=1)  # between two looks at what still delays it
    quiet_from: int = 22  # o'clock in Tehran; conv:D16
    quiet_until: int = 8
    awake: timedelta = timedelta(minutes=10)  # who was here so lately is not woken by a notice
    last_call: timedelta = timedelta(days=1)  # before being forgotten a member is told once more
    nudges: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=72), timedelta(days=13))  # to an applicant who is to act


POLICIES = (Policy(since=date(2026, 3, 21)),)


def policy_on(day: date) -> Policy:
    """The numbers valid on a day in Tehran; before the first set, the first."""
    return next((p for p in reversed(POLICIES) if p.since <= day), POLICIES[0])

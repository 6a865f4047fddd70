"""عضویت در انبار - rows of members, applications, codes and changes.   Domain: domain/membership/   Siblings: handlers/membership/"""

from storage.membership.applications import ApplicationRows
from storage.membership.cards import MemberCards
from storage.membership.members import MemberRows
from storage.membership.proofs import ChallengeRows, Chance, ChangeRows

__all__ = ["ApplicationRows", "ChallengeRows", "Chance", "ChangeRows", "MemberCards", "MemberRows"]

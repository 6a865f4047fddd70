"""خدمت‌ها - how each subsystem's service is put together from its store and its ports.   Services: domain/<subsystem>/service.py"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.aghsat_ports import HouseOfPlans, ThingsOfPlans, TillOfPlans
from bot.bazaar_ports import CarrierOfOrders, PeopleOfBazaar, PlansOfOrders, ShopOfSats, TillOfBazaar
from bot.cheque_ports import HouseOfCheques, TillOfCheques
from bot.fees import FeesFromOwnMoney
from bot.hami_ports import CreditOfDeposits, FellowsOfKanoons, Neighbours
from bot.hasteh_ports import JourneyOfHastehs, PeopleOfHastehs, TradeOfHastehs
from bot.hesam_people import PeopleWithMoney
from bot.icap_ports import ProofsInHouse, Signers
from bot.loan_deposits import OwnDeposits
from bot.loan_ports import HouseOfLoans, TillOfLoans
from bot.merat_ports import DebtsOfHouse, LeadersOfKanoons, PeopleOfMerat
from bot.mts_ports import PeopleOfParcels, TillOfParcels
from bot.outside import Outside
from bot.outside.photos import PhotosAsSent
from bot.people import KnownPeople, TalkOwners
from bot.pishkhan_ports import Customers
from bot.rahyar_people import KanoonsOfRahyars, PeopleOfRahyars
from bot.rates import HouseRates, every_rule
from bot.sat_ports import HouseOfSats, OpenOrders
from domain.aghsat import AghsatService
from domain.aghsat.ports import Ports as AghsatPorts
from domain.bazaar import BazaarService
from domain.bazaar.ports import Ports as BazaarPorts
from domain.cheque import ChequeService
from domain.cheque.ports import Ports as ChequePorts
from domain.hami import HamiService
from domain.hami.ports import Ports as HamiPorts
from domain.hasteh import HastehService
from domain.hasteh.ports import Ports as HastehPorts
from domain.hesam import HesamService
from domain.hesam.model import STAMP, Why
from domain.hesam.ports import Ports as HesamPorts
from domain.icap import IcapService
from domain.icap.ports import Ports as IcapPorts
from domain.kanoon import KanoonService
from domain.kernel.people import SYSTEM, Actor, MemberId, Role
from domain.kernel.requests import DataLine, RequestLine
from domain.kernel.verbs import Service
from domain.loan import LoanService
from domain.loan.ports import Ports as LoanPorts
from domain.membership.ports import Ports
from domain.membership.service import MembershipService
from domain.merat import MeratService
from domain.merat.ports import Ports as MeratPorts
from domain.moshavereh.service import MoshaverehService
from domain.mts import MtsService
from domain.mts.ports import Ports as MtsPorts
from domain.pishkhan import PishkhanService
from domain.pishkhan.ports import Ports as PishkhanPorts
from domain.policy import PolicyService
from domain.rahyar import RahyarService
from domain.rahyar.ports import Ports as RahyarPorts
from domain.sat import SatService
from domain.sat.ports import Ports as SatPorts
from storage.aghsat import BonRows, PartRows, PlanRows
from storage.bazaar import BackRows, CartRows, LetterRows, OrderRows, RatingRows, WishRows
from storage.cheque import BookRows as ChequeBookRows
from storage.cheque import ChequeRows
from storage.hami import AskRows, ProfileRows, SupportRows
from storage.hasteh import DriveRows, FellowRows, HastehRows, LinkRows, MarkRows, MatchRows, TalentRows, WorkCallRows
from storage.hesam import BookRows, LookRows, PaymentRows, PayoutRows, TransferRows
from storage.icap import CertificateRows, Ed25519, NoteRows
from storage.kanoon import LinkTokens, kanoon_store
from storage.kit.accounts import AccountRows
from storage.kit.unit import UnitOfWork
from storage.loan import DueRows, FileRows, LoanRows, QuoteRows, ReliefRows
from storage.membership import ApplicationRows, ChallengeRows, Chance, ChangeRows, MemberCards, MemberRows
from storage.merat import CheckRows, ImproverRows, PermitRows, WitnessRows
from storage.moshavereh import moshavereh_store
from storage.mts import ClaimRows, JobRows, ParcelRows, TrackLookRows
from storage.pishkhan import AccountRows as BankAccountRows
from storage.pishkhan import BankCardRows, IdentityRows
from storage.policy import RateChangeRows
from storage.rahyar import LinkTokens as RahyarTokens
from storage.rahyar import rahyar_store
from storage.sat import GoodsRows, SatRows

if TYPE_CHECKING:
    from bot.scene import Scene


class Services:
    """The services of one unit of work, made when first asked for, by their subsystem's word."""

    def __init__(self, unit: UnitOfWork, makers: Makers | None = None, scene: Scene | None = None) -> None:
        """`scene`: the transaction of an incoming event, for ports that reach conversations; None outside of one (command line, tests of one service)."""
        self.unit, self.scene = unit, scene
        self._makers = MAKERS if makers is None else makers
        self._made: dict[str, Service] = {}

    @property
    def words(self) -> list[str]:
        """Every subsystem there is a service of."""
        return list(self._makers)

    def __getitem__(self, word: str) -> Any:
        """The service called `word`. Raises KeyError for a word that is no subsystem (wiring asks for all of them at start-up)."""
        if word not in self._made:
            self._made[word] = self._makers[word](self)
        return self._made[word]


Makers = dict[str, Callable[[Services], Service]]


def make_moshavereh(services: Services) -> MoshaverehService:
    unit = services.unit
    return MoshaverehService(unit, moshavereh_store(unit), TalkOwners(services.scene), KnownPeople(unit), HouseHats(services))


class OtherSubsystems:
    """Port Elsewhere of membership: asks every other service that keeps requests (`requests_of(actor, member)`), data (`data_of(actor, member)`) or ties
    (`ties_of(actor, member)`)."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        return [line for other in self._others("requests_of") for line in await other.requests_of(actor, member)]

    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        return [line for other in self._others("data_of") for line in await other.data_of(actor, member)]

    async def ties_of(self, member: MemberId) -> list[str]:
        return [key for other in self._others("ties_of") for key in await other.ties_of(SYSTEM, member)]

    def _others(self, verb: str) -> list[Any]:
        return [self._services[word] for word in self._services.words if word != "membership" and hasattr(self._services[word], verb)]


class HouseHats:
    """Port Hats of membership: the roles that were granted, and the admins that the settings name."""

    def __init__(self, services: Services) -> None:
        self._granted, self._scene = services.unit.hats, services.scene

    async def give(self, member: MemberId, role: Role, scope: str = "") -> None:
        await self._granted.give(member, role, scope)

    async def take(self, member: MemberId, role: Role, scope: str = "") -> None:
        await self._granted.take(member, role, scope)

    async def wearers(self, role: Role, scope: str | None = None) -> list[MemberId]:
        return await (self._scene.wearers(role, scope) if self._scene is not None else self._granted.wearers(role, scope))


def make_membership(services: Services) -> MembershipService:
    unit, conn = services.unit, services.unit.conn
    outside = services.scene.house.outside if services.scene is not None else Outside()
    ports = Ports(
        MemberRows(unit), ApplicationRows(unit), ChallengeRows(unit), ChangeRows(unit), AccountRows(conn, unit.now), HouseHats(services),
        outside.registry, outside.sms, Chance(), OtherSubsystems(services),
    )  # fmt: skip
    return MembershipService(unit, ports)


def make_kanoon(services: Services) -> KanoonService:
    unit, cards = services.unit, MemberCards(services.unit)
    return KanoonService(unit, kanoon_store(unit), cards, cards, unit.hats, LinkTokens())


def make_rahyar(services: Services) -> RahyarService:
    unit = services.unit
    ports = RahyarPorts(PeopleOfRahyars(unit), (KanoonsOfRahyars(unit),), RahyarTokens())
    return RahyarService(unit, rahyar_store(unit), ports, HouseHats(services))


def make_policy(services: Services) -> PolicyService:
    unit = services.unit
    return PolicyService(unit, RateChangeRows(unit), MemberCards(unit), HouseHats(services), every_rule())


def make_hesam(services: Services) -> HesamService:
    unit = services.unit
    outside = services.scene.house.outside if services.scene is not None else Outside()
    rows = (BookRows(unit), TransferRows(unit), LookRows(unit), PaymentRows(unit))
    return HesamService(unit, HesamPorts(*rows, PeopleWithMoney(services), HouseRates(services), outside.gateway, outside.invoices, PayoutRows(unit), outside.bank))


def make_loan(services: Services) -> LoanService:
    unit = services.unit
    reliefs = ReliefRows(unit)
    rows = (QuoteRows(unit), LoanRows(unit), DueRows(unit), reliefs, FileRows(unit), reliefs)
    return LoanService(unit, LoanPorts(*rows, OwnDeposits(unit), HouseOfLoans(services), TillOfLoans(services), HouseRates(services)))


def make_merat(services: Services) -> MeratService:
    unit = services.unit
    outside = services.scene.house.outside if services.scene is not None else Outside()
    checks = CheckRows(unit)
    rows = (checks, WitnessRows(unit), ImproverRows(unit), PermitRows(unit), checks)
    beside = (PeopleOfMerat(unit), LeadersOfKanoons(unit), FeesFromOwnMoney(services, Why.MERAT_FEE), DebtsOfHouse(services))
    return MeratService(unit, MeratPorts(*rows, *beside, outside.bureau, HouseRates(services)))


def make_cheque(services: Services) -> ChequeService:
    unit = services.unit
    outside = services.scene.house.outside if services.scene is not None else Outside()
    beside = (HouseOfCheques(services), TillOfCheques(services), outside.cheques, HouseRates(services))
    return ChequeService(unit, ChequePorts(ChequeBookRows(unit), ChequeRows(unit), *beside))


def make_hasteh(services: Services) -> HastehService:
    unit = services.unit
    beside = (TalentRows(unit), WorkCallRows(unit), LinkRows(unit), MatchRows(unit), DriveRows(unit))
    people, trade, journey = PeopleOfHastehs(services), TradeOfHastehs(services), JourneyOfHastehs(services)
    return HastehService(unit, HastehPorts(HastehRows(unit), FellowRows(unit), people, trade, MarkRows(unit), journey, *beside, HouseRates(services)))


def make_aghsat(services: Services) -> AghsatService:
    unit = services.unit
    beside = (HouseOfPlans(services), ThingsOfPlans(services), TillOfPlans(services), HouseRates(services))
    return AghsatService(unit, AghsatPorts(PlanRows(unit), PartRows(unit), BonRows(unit), *beside))


def make_bazaar(services: Services) -> BazaarService:
    unit = services.unit
    return BazaarService(
        unit,
        BazaarPorts(
            CartRows(unit), LetterRows(unit), OrderRows(unit), WishRows(unit), BackRows(unit), RatingRows(unit), ShopOfSats(services), PeopleOfBazaar(services),
            TillOfBazaar(services), PlansOfOrders(services), CarrierOfOrders(services), Chance(), HouseRates(services),
        ),
    )  # fmt: skip


def make_mts(services: Services) -> MtsService:
    unit = services.unit
    rows = (ParcelRows(unit), JobRows(unit), ClaimRows(unit), TrackLookRows(unit))
    return MtsService(unit, MtsPorts(*rows, PeopleOfParcels(services), TillOfParcels(services), Chance(), HouseRates(services)))


def make_sat(services: Services) -> SatService:
    unit, scene = services.unit, services.scene
    outside, photos = (scene.house.outside, scene.house.photos) if scene is not None else (Outside(), PhotosAsSent())
    beside = (HouseOfSats(services), outside.bank, photos, OpenOrders(services), HouseRates(services))
    return SatService(unit, SatPorts(SatRows(unit), GoodsRows(unit), *beside))


def make_pishkhan(services: Services) -> PishkhanService:
    unit = services.unit
    outside = services.scene.house.outside if services.scene is not None else Outside()
    identities = IdentityRows(unit)
    rows = (identities, BankAccountRows(unit), BankCardRows(unit), identities)
    fees = FeesFromOwnMoney(services, Why.IDENTITY_FEE)
    return PishkhanService(unit, PishkhanPorts(*rows, Customers(unit), fees, outside.counter, Chance(), ProofsInHouse(services), HouseRates(services)))


def make_hami(services: Services) -> HamiService:
    unit = services.unit
    profiles = ProfileRows(unit)
    rows = (profiles, AskRows(unit), SupportRows(unit), profiles)
    beside = (Neighbours(unit), FellowsOfKanoons(unit), CreditOfDeposits(services), ProofsInHouse(services))
    return HamiService(unit, HamiPorts(*rows, *beside, HouseRates(services)))


def make_icap(services: Services) -> IcapService:
    unit = services.unit
    certificates = CertificateRows(unit)
    rows = (certificates, NoteRows(unit), certificates)
    stamps = FeesFromOwnMoney(services, Why.STAMP_DUTY, STAMP)
    return IcapService(unit, IcapPorts(*rows, Signers(unit), ProofsInHouse(services), Ed25519(), stamps, HouseRates(services)))


MAKERS: Makers = {
    "aghsat": make_aghsat,
    "bazaar": make_bazaar,
    "cheque": make_cheque,
    "hami": make_hami,
    "hasteh": make_hasteh,
    "hesam": make_hesam,
    "icap": make_icap,
    "kanoon": make_kanoon,
    "loan": make_loan,
    "membership": make_membership,
    "merat": make_merat,
    "moshavereh": make_moshavereh,
    "mts": make_mts,
    "pishkhan": make_pishkhan,
    "policy": make_policy,
    "rahyar": make_rahyar,
    "sat": make_sat,
}
"""One line a subsystem: `"kanoon": make_kanoon`. Ports of one subsystem that another fulfils meet here."""

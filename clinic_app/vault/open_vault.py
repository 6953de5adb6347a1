"""An open vault, inside one transaction: its stores, and what may be counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.tallies.case_facts import Countable
from clinic_app.vault.kyr_tables import KYR_EVENTS
from clinic_app.vault.laptop_tables import CLIENT_HOLDERS, EVENT_HOLDERS
from clinic_app.vault.stores import counting
from clinic_app.vault.stores.audit import AuditLog
from clinic_app.vault.stores.backup_places import BackupPlaces
from clinic_app.vault.stores.carried_notes import CarriedNotes
from clinic_app.vault.stores.clients import Clients
from clinic_app.vault.stores.clinic import ClinicStore, EnrolmentStore
from clinic_app.vault.stores.closes import Closes
from clinic_app.vault.stores.confirmations import Confirmations
from clinic_app.vault.stores.decisions import Decisions
from clinic_app.vault.stores.drafts import Drafts
from clinic_app.vault.stores.hand_offs import HandOffs
from clinic_app.vault.stores.histories import Histories
from clinic_app.vault.stores.holders import FormerCodes, Holders
from clinic_app.vault.stores.holds import Holds
from clinic_app.vault.stores.households import Households
from clinic_app.vault.stores.kept_keys import KeptKeys
from clinic_app.vault.stores.kyr_events import KyrEvents
from clinic_app.vault.stores.laptops import Laptops
from clinic_app.vault.stores.merges import Merges
from clinic_app.vault.stores.pairs import Pairs
from clinic_app.vault.stores.purges import Purges
from clinic_app.vault.stores.recovery_papers import RecoveryPapers
from clinic_app.vault.stores.rescreenings import Rescreenings
from clinic_app.vault.stores.retention import Retention
from clinic_app.vault.stores.rule_packs import RulePacks
from clinic_app.vault.stores.screenings import Screenings
from clinic_app.vault.stores.services import Services
from clinic_app.vault.stores.shown_papers import ShownPapers
from clinic_app.vault.stores.state import VaultState
from clinic_app.vault.stores.temporary_passphrases import TemporaryPassphrases
from clinic_app.vault.stores.workers import Workers
from clinic_app.vault.tables import CLIENTS


class OpenVault:
    """Everything a vault holds. Of use only inside the block that yielded it.

    Attributes:
        clinic: The clinic itself.
        enrolment: Where it stands with headquarters.
        workers: Who works here.
        clients: Who was helped.
        merges: Which of their files are of one person.
        pairs: Which of them may be one person.
        screenings: Every sitting.
        decisions: What representatives signed.
        services: What was done.
        shown_papers: What clients have laid on the table.
        kyr_events: Head counts of Know Your Rights events.
        drafts: What each worker was typing.
        rule_packs: What was installed since the program came.
        confirmations: What representatives read where the rules confirm nothing.
        kept_keys: What outlives a change of keys.
        temporary_passphrases: Whose passphrase somebody else chose.
        recovery_papers: The printed ways back in, and who holds them.
        rescreenings: What screenings come to under later rules.
        holds: Who must not be purged, and why.
        retention: How long people are kept, and for whom that is over.
        backup_places: Where copies of the records may lie.
        households: Who heads which, also where the head is not here.
        purges: Who is gone for good, and the way there.
        closes: The closed months and the release ledger.
        audit: Who did what.
        notes: The signed notes that travel beside the bundles.
        state: What the records know of their key file.
        laptops: This laptop among those of the clinic.
        hand_offs: Files of records that went between them.
        holders: Which of them holds which client.
        event_holders: Which of them holds which event.
        former_codes: Codes that clients carry on paper besides their own here.
        histories: Every value that stands of records that moved.
    """

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self.clinic = ClinicStore(connection)
        self.enrolment = EnrolmentStore(connection, seals)
        self.workers = Workers(connection)
        self.clients = Clients(connection)
        self.merges = Merges(connection)
        self.pairs = Pairs(connection)
        self.screenings = Screenings(connection, seals)
        self.decisions = Decisions(connection, seals)
        self.services = Services(connection)
        self.shown_papers = ShownPapers(connection, seals)
        self.kyr_events = KyrEvents(connection)
        self.drafts = Drafts(connection, seals)
        self.rule_packs = RulePacks(connection)
        self.confirmations = Confirmations(connection, seals)
        self.kept_keys = KeptKeys(connection, seals)
        self.temporary_passphrases = TemporaryPassphrases(connection)
        self.recovery_papers = RecoveryPapers(connection, seals)
        self.rescreenings = Rescreenings(connection, seals, self.screenings)
        self.holds = Holds(connection, seals)
        self.retention = Retention(connection)
        self.backup_places = BackupPlaces(connection)
        self.households = Households(connection)
        self.purges = Purges(connection, self.drafts, self.households)
        self.closes = Closes(connection)
        self.audit = AuditLog(connection)
        self.notes = CarriedNotes(connection)
        self.state = VaultState(connection)
        self.laptops = Laptops(connection, seals)
        self.hand_offs = HandOffs(connection)
        self.holders = Holders(connection, CLIENT_HOLDERS, CLIENTS)
        self.event_holders = Holders(connection, EVENT_HOLDERS, KYR_EVENTS)
        self.former_codes = FormerCodes(connection)
        self.histories = Histories(connection, seals)

    @contextmanager
    def on_trial(self) -> Iterator[None]:
        """Take back whatever the block writes: of use to learn whether it would be refused."""
        trial = self._connection.begin_nested()
        try:
            yield
        finally:
            trial.rollback()

    def countable(self) -> Countable:
        """Return everything that may be counted, read from indexed columns alone."""
        return counting.countable(self._connection, self.workers.all())

    def first_day(self) -> date | None:
        """Return the first day of anything that counts; None before that."""
        return counting.first_day(self._connection)

    def last_saved_day(self) -> date | None:
        """Return the latest clinic day that any record carries; None in an empty vault."""
        return counting.last_saved_day(self._connection)

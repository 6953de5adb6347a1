"""The ledger inside one transaction."""

from sqlalchemy import Connection, select

from clinic_app.headquarters.ledger.bundle_book import BundleBook
from clinic_app.headquarters.ledger.count_book import CountBook
from clinic_app.headquarters.ledger.edition_book import EditionBook
from clinic_app.headquarters.ledger.enrolment_book import EnrolmentBook
from clinic_app.headquarters.ledger.leaving_book import LeavingBook
from clinic_app.headquarters.ledger.lock_book import LockBook
from clinic_app.headquarters.ledger.question_book import QuestionBook
from clinic_app.headquarters.ledger.size_book import SizeBook
from clinic_app.headquarters.ledger.source_book import SourceBook
from clinic_app.headquarters.ledger.tables import ABOUT
from clinic_app.headquarters.ledger.values import About


class OpenLedger:
    """What the ledger can be asked and told, until the transaction ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.enrolments = EnrolmentBook(connection)
        self.bundles = BundleBook(connection)
        self.counts = CountBook(connection)
        self.locks = LockBook(connection)
        self.editions = EditionBook(connection)
        self.leavings = LeavingBook(connection)
        self.sizes = SizeBook(connection)
        self.questions = QuestionBook(connection)
        self.sources = SourceBook(connection)

    def about(self) -> About:
        """Return whose ledger it is."""
        row = self._connection.execute(select(ABOUT)).one()
        return About(row.keyring_id, row.name, row.dataset == "training")

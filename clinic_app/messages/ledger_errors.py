"""Words for what may be wrong with the ledger of a headquarters."""

from clinic_app.headquarters.encoding_errors import LedgerEncodingError
from clinic_app.headquarters.errors import (
    LedgerAddressError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerForeignError,
    LedgerMissingError,
    LedgerNewerError,
    LedgerNotThereError,
    LedgerPlaceError,
    LedgerServerRefusesError,
    LedgerTakenError,
    LedgerUnreachableError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _ledger_missing(error: LedgerMissingError) -> str:
    return _(
        "The folder {folder} has the keys, and the ledger is gone. Take ledger.db-wal and "
        "ledger.db-shm out of the folder where they lie there, and bring ledger.db back from a "
        "copy; what was collected since can be collected again from the bundles. Where making "
        "this headquarters was interrupted, there never was one: choose a new folder."
    ).format(folder=error.folder)


def _ledger_foreign(error: LedgerForeignError) -> str:
    return _(
        "The keys and the ledger in {folder} belong to two different headquarters; nothing was "
        "changed. Bring back the pair that belongs together."
    ).format(folder=error.folder)


def _ledger_damaged(error: LedgerDamagedError) -> str:
    return _(
        "The ledger in {folder} is damaged; nothing was changed. Take ledger.db, and ledger.db-wal "
        "and ledger.db-shm where they lie there, out of the folder, bring ledger.db back from a "
        "copy, then collect the bundles since then again."
    ).format(folder=error.folder)


def _ledger_newer(error: LedgerNewerError) -> str:
    return _(
        "The ledger in {folder} was made by a newer version of this program; nothing was "
        "changed. Bring this computer's program up to date."
    ).format(folder=error.folder)


def _ledger_busy(error: LedgerBusyError) -> str:
    return _(
        "Another program is writing to the ledger in {folder}; nothing was changed. "
        "Wait until it is done, then try again."
    ).format(folder=error.folder)


def _ledger_place(_error: LedgerPlaceError) -> str:
    return _(
        "This is no address of a database that a ledger can lie in; nothing was made. Give one "
        "such as postgresql+psycopg://name@host/database, or none for a file in the folder."
    )


def _ledger_address(error: LedgerAddressError) -> str:
    return _(
        "The file ledger.address in {folder} is damaged or belongs to another headquarters; "
        "nothing was changed. Bring it back from a copy."
    ).format(folder=error.folder)


def _ledger_unreachable(error: LedgerUnreachableError) -> str:
    return _(
        "The database {server} does not answer, does not encrypt, or lets nobody in by this name "
        "and password; what was taken in before is kept, and the bundles still lie in their "
        "folder. See that it is running and can be reached, that TLS is switched on there and "
        "its certificate is what the address asks for, and that name, password and database are "
        "right, then do the same again."
    ).format(server=error.server)


def _ledger_server_refuses(error: LedgerServerRefusesError) -> str:
    return _(
        "The database {server} cannot keep anything: its disk is full or at fault, or this "
        "program may not write there; nothing was changed. Show this to whoever looks after it, "
        "then do the same again."
    ).format(server=error.server)


def _ledger_encoding(error: LedgerEncodingError) -> str:
    return _(
        "The database {server} does not keep the letters of every language, so a name may be "
        "refused; nothing was changed. Ask whoever looks after it for one whose encoding is UTF8, "
        "as “createdb --encoding=UTF8 --template=template0” makes it."
    ).format(server=error.server)


def _ledger_not_there(error: LedgerNotThereError) -> str:
    return _(
        "The database {server} holds no ledger, or not all of one; nothing was changed. Bring the "
        "ledger back from a copy of that database, or look at which database this headquarters "
        "uses."
    ).format(server=error.server)


def _ledger_taken(error: LedgerTakenError) -> str:
    return _(
        "The database {server} holds a ledger already, or tables named as a ledger's are; "
        "nothing was made. Give this headquarters an empty database of its own."
    ).format(server=error.server)


SENTENCES: Sentences = {
    LedgerAddressError: _ledger_address,
    LedgerBusyError: _ledger_busy,
    LedgerDamagedError: _ledger_damaged,
    LedgerEncodingError: _ledger_encoding,
    LedgerForeignError: _ledger_foreign,
    LedgerMissingError: _ledger_missing,
    LedgerNewerError: _ledger_newer,
    LedgerNotThereError: _ledger_not_there,
    LedgerPlaceError: _ledger_place,
    LedgerServerRefusesError: _ledger_server_refuses,
    LedgerTakenError: _ledger_taken,
    LedgerUnreachableError: _ledger_unreachable,
}

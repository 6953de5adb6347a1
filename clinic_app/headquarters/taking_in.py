"""What becomes of each file of a batch, inside one transaction of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clinic_app.bundles.errors import BundleError
from clinic_app.bundles.file_name import SHORT_HASH_DIGITS, stem
from clinic_app.bundles.payload import PayloadReader
from clinic_app.bundles.phone_code import phone_code
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import OpenedFile, open_file
from clinic_app.headquarters.conflict_errors import ConflictsError, MonthLockedError
from clinic_app.headquarters.errors import (
    KeyReplacedError,
    KeyRevokedError,
    RealBundleError,
    SettledError,
    TrainingBundleError,
    UnknownSignerError,
    UnknownSignersError,
    WrongClinicError,
)
from clinic_app.headquarters.judging import Judgement, held_back, judge, oldest_named, remember
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import HeldFile, History, SetAside, Signer, TakenIn
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.room_apart import RoomApart
from clinic_app.tallies.month import Month


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it was read.

    Attributes:
        name: Where it lay below the folder; empty for one that was set aside before.
        sha256: Its identity.
    """

    name: str
    raw: bytes
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What became of one file.

    Attributes:
        sha256: Empty where it could not be read.
        clinic: As the file says it; empty where it could not be opened.
        month: Likewise.
        seq: Likewise; 0 where it could not be opened.
        error: Why it does not count; None where it does.
        code: The receipt's eight symbols; empty where the clinic is not known.
        stem: What its receipt is called, without the suffix.
    """

    name: str
    sha256: str = ""
    clinic: str = ""
    month: str = ""
    seq: int = 0
    status: ReceiptStatus
    error: BundleError | None = None
    code: str = ""
    stem: str = ""

    @property
    def reason(self) -> str:
        """Why it does not count, in one word of the receipt; empty where it does."""
        return "" if self.error is None else self.error.reason


class Batch:
    """Files judged together; :meth:`results` has them in the order in which they came."""

    def __init__(
        self, headquarters: Headquarters, opened: OpenLedger, arrivals: Sequence[Arrival], at: str
    ) -> None:
        self._headquarters = headquarters
        self._opened = opened
        self._at = at
        self._arrivals = arrivals
        self._signers = opened.enrolments.signers()
        self._locked = opened.locks.locked()
        self._since: dict[bytes, tuple[int, str]] = {}
        self._done: dict[bytes, FileResult] = {}
        self._open: dict[bytes, tuple[Arrival, OpenedFile, Signer]] = {}
        self._unknown: list[tuple[Arrival, OpenedFile]] = []
        self._taken: list[TakenIn] = []
        self._room: RoomApart | None = None
        self._settled: set[bytes] = set()
        self._reader = PayloadReader()

    def results(self) -> tuple[FileResult, ...]:
        """Judge every file, keep what is taken in or set aside, and say what became of each."""
        hashes = [arrival.sha256 for arrival in self._arrivals]
        held = self._opened.bundles.held(hashes)
        self._settled = self._opened.bundles.settled_among(hashes)
        for sha256, arrival in zip(hashes, self._arrivals, strict=True):
            if sha256 in held:
                self._done[sha256] = self._seen(arrival, held[sha256])
            elif sha256 not in self._done and sha256 not in self._open:
                self._look_into(sha256, arrival)
        self._since = self._opened.bundles.release([*self._open, *self._done])
        self._judge_all()
        if self._unknown:
            self._keep_unknown(hashes)
        return self._named(hashes)

    def _look_into(self, sha256: bytes, arrival: Arrival) -> None:
        """Open a file and see whether its signer may speak for the clinic inside."""
        try:
            opened = open_file(arrival.raw, self._headquarters.keys.opening, self._reader)
        except BundleError as error:
            digits = sha256.hex()
            self._done[sha256] = FileResult(
                name=arrival.name,
                sha256=digits,
                status=ReceiptStatus.REJECTED,
                error=error.without_trace(),  # else a thousand kept hold their whole batches
                stem=digits[:SHORT_HASH_DIGITS],
            )
            return
        file = replace(opened, payload=b"")  # up to 50 kB, of hundreds, that nobody asks for
        signer = self._signers.get(file.signer)
        rejected = ReceiptStatus.REJECTED
        if sha256 in self._settled:
            self._done[sha256] = self._result(arrival, file, signer, rejected, SettledError())
        elif signer is None:
            self._unknown.append((arrival, file))
        elif (refusal := self._refusal(file, signer)) is not None:
            self._done[sha256] = self._result(arrival, file, signer, rejected, refusal)
        else:
            self._open[sha256] = arrival, file, signer

    def _keep_unknown(self, hashes: Sequence[bytes]) -> None:
        """Set aside what no accepted key signed, as far as there is room for it."""
        room = RoomApart(self._opened, hashes, is_known=False)
        for arrival, file in self._unknown:
            error: BundleError = UnknownSignerError()
            if room.has_room(arrival.sha256, file.tally.clinic, len(arrival.raw)):
                self._set_aside(arrival, file, error)
            else:
                error = UnknownSignersError()
            result = self._result(arrival, file, None, ReceiptStatus.REJECTED, error)
            self._done[arrival.sha256] = result

    def _refusal(self, file: OpenedFile, signer: Signer) -> BundleError | None:
        if signer.code != file.tally.clinic:
            return WrongClinicError()
        if signer.is_revoked:
            return KeyRevokedError()
        if signer.last is not None and not _is_sealed_before(file, *signer.last):
            return KeyReplacedError()
        is_training_here = self._headquarters.is_training
        if file.tally.is_training and not is_training_here:
            return TrainingBundleError()
        if is_training_here and not file.tally.is_training:
            return RealBundleError()
        return None

    def _judge_all(self) -> None:
        if not self._open:
            return
        histories = self._histories()
        for sha256, (arrival, file, signer) in self._open.items():
            history = histories[signer.clinic_id]
            judgement = held_back(judge(file, history), self._locked)
            self._keep(sha256, judgement, signer.clinic_id)
            error = judgement.error
            if judgement.status in {ReceiptStatus.ACCEPTED, ReceiptStatus.SUPERSEDED}:
                remember(history, file, judgement)
            elif error is not None:
                error = self._keep_apart(arrival, file, error)
            self._done[sha256] = self._result(arrival, file, signer, judgement.status, error)
        self._opened.bundles.add(self._taken)
        self._opened.sources.move_back(self._taken, self._locked)

    def _histories(self) -> dict[int, History]:
        clinic_ids = {signer.clinic_id for _arrival, _file, signer in self._open.values()}
        tallies = [file.tally for _arrival, file, _signer in self._open.values()]
        return self._opened.bundles.histories(
            sorted(clinic_ids),
            min(oldest_named(tally) for tally in tallies),
            max(tally.newest.seq for tally in tallies),
        )

    def _keep(self, sha256: bytes, judgement: Judgement, clinic_id: int) -> None:
        if judgement.status not in {ReceiptStatus.ACCEPTED, ReceiptStatus.SUPERSEDED}:
            return
        arrival, file, _signer = self._open[sha256]
        newest = file.tally.newest
        is_late = judgement.status is ReceiptStatus.SUPERSEDED
        self._taken.append(
            TakenIn(
                clinic_id=clinic_id,
                seq=newest.seq,
                sha256=sha256,
                file=stem(file.tally.clinic, newest.month.label, newest.seq, file.sha256),
                signer=file.signer,
                raw=arrival.raw,
                at=self._at,
                payloads=judgement.payloads,
                closes=judgement.closes,
                repeats_from=file.tally.closes[0].seq if is_late else 0,
            )
        )

    def _keep_apart(self, arrival: Arrival, file: OpenedFile, error: BundleError) -> BundleError:
        """Set aside what does not fit, as far as there is room for it; return what it is told."""
        if self._room is None:
            self._room = RoomApart(self._opened, list(self._open), is_known=True)
        sha256 = arrival.sha256
        was_apart = sha256 in self._since
        if self._room.has_room(sha256, file.tally.clinic, len(arrival.raw)) or was_apart:
            self._set_aside(arrival, file, error)
            return error
        return ConflictsError()

    def _set_aside(self, arrival: Arrival, file: OpenedFile, error: BundleError) -> None:
        place, since = self._since.get(arrival.sha256, (None, self._at))
        self._opened.bundles.set_aside(
            SetAside(
                sha256=arrival.sha256,
                reason=error.reason,
                clinic=file.tally.clinic,
                signer=file.signer,
                at=since,
                raw=arrival.raw,
                place=place,
            )
        )
        if isinstance(error, MonthLockedError):
            months = map(Month.from_label, error.labels)
            self._opened.locks.hold(arrival.sha256, months)

    def _result(
        self,
        arrival: Arrival,
        file: OpenedFile,
        signer: Signer | None,
        status: ReceiptStatus,
        error: BundleError | None,
    ) -> FileResult:
        newest = file.tally.newest
        return FileResult(
            name=arrival.name,
            sha256=file.sha256,
            clinic=file.tally.clinic,
            month=newest.month.label,
            seq=newest.seq,
            status=status,
            error=error,
            code=self._code(signer, file.sha256, status),
            stem=stem(file.tally.clinic, newest.month.label, newest.seq, file.sha256),
        )

    def _seen(self, arrival: Arrival, held: HeldFile) -> FileResult:
        digits = arrival.sha256.hex()
        return FileResult(
            name=arrival.name,
            sha256=digits,
            clinic=held.code,
            month=held.month.label,
            seq=held.seq,
            status=ReceiptStatus.SEEN,
            code=self._code(self._signers.get(held.signer), digits, ReceiptStatus.SEEN),
            stem=stem(held.code, held.month.label, held.seq, digits),
        )

    def _code(self, signer: Signer | None, sha256: str, status: ReceiptStatus) -> str:
        if signer is None:
            return ""
        signing_key = self._headquarters.keys.signing.public
        return phone_code(signer.number, signing_key, sha256, status)

    def _named(self, hashes: Sequence[bytes]) -> tuple[FileResult, ...]:
        """Return a result per file; a second copy of one that was just taken in was seen."""
        results: list[FileResult] = []
        told: set[bytes] = set()
        for sha256, arrival in zip(hashes, self._arrivals, strict=True):
            result = self._done[sha256]
            if sha256 in told and sha256 in self._open and result.status.is_held:
                code = self._code(self._open[sha256][2], result.sha256, ReceiptStatus.SEEN)
                result = replace(result, status=ReceiptStatus.SEEN, code=code)
            told.add(sha256)
            is_named = result.name == arrival.name
            results.append(result if is_named else replace(result, name=arrival.name))
        return tuple(results)


def _is_sealed_before(file: OpenedFile, last_seq: int, last_payload: str) -> bool:
    """Whether a key that was replaced sealed *file* while it still spoke for its clinic."""
    seq = file.tally.newest.seq
    return seq < last_seq or (seq == last_seq and file.payload_sha256 == last_payload)

"""Whether somebody was registered before: who is alike, what was said about it, and what waits.

Every client is compared with all others once, in the background, and again when the name, the
birth date, the phone or the gender was changed. An answer is remembered: two people of whom
somebody said that they are two are shown again only once one of them is known otherwise.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.crowd import Crowd
from clinic_app.records.likeness import Face, likeness, near_dates, takes_part
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.errors import NotTwoFilesError, RecordWithdrawnError
from clinic_app.workflows.session import Session

MOST_PAIRS = 100
"""Pairs that are read at once; whoever answered these asks for the next."""

_MOST = 2
"""What a worker in a queue looks at."""

_FEW = 100
"""So many are looked up one by one; for more, everybody is read once."""

_LOOKED_UP_AT_A_TIME = 5
_COMPARED_AT_A_TIME = 50
"""Clients in one transaction: a worker who saves waits no longer than a frame or two."""

_READ_AT_A_TIME = 200

_Alike = Callable[[OpenVault, Client], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Filed:
    """A client, and how much stands in the file, without what was withdrawn."""

    client: Client
    screenings: int
    services: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two clients who may be one person, the one registered first on the left."""

    left: Filed
    right: Filed


def like(session: Session, client: Client) -> tuple[Client, ...]:
    """Return other clients who may be the same person as *client*, the likeliest first.

    Neither those withdrawn nor those who want no record are among them, nor those of whom
    somebody said that they are somebody else.
    """
    if not takes_part(client):
        return ()
    with session.reading() as opened:
        ((_client, alike),) = _of_people(opened, (client.id,), _looked_up)
        return _likeliest(
            (points, other)
            for points, other in _standing(opened, alike)
            if not opened.pairs.are_told_apart(client, other)
        )


def like_typed(session: Session, face: Face) -> tuple[Client, ...]:
    """Return who may have been registered before as the person whose form is being filled in."""
    with session.reading() as opened:
        merged, alike = opened.merges.all_merged(), dict[str, int]()
        for other, points in _compared(opened, face).items():
            stands = merged.get(other, other)
            alike[stands] = max(points, alike.get(stands, 0))
        return _likeliest(_standing(opened, alike))


def _standing(opened: OpenVault, alike: Mapping[str, int]) -> Iterator[tuple[int, Client]]:
    found = ((points, opened.clients.get(other)) for other, points in alike.items())
    return ((points, other) for points, other in found if takes_part(other))


def _likeliest(found: Iterator[tuple[int, Client]]) -> tuple[Client, ...]:
    ordered = sorted(found, key=lambda one: (-one[0], one[1].code))
    return tuple(other for _points, other in ordered)[:_MOST]


def open_pairs(session: Session) -> tuple[Twins, ...]:
    """Return the pairs about which nobody has said anything yet, the likeliest first.

    No more than :data:`MOST_PAIRS`.
    """
    with session.reading() as opened:
        return tuple(
            Twins(_filed(opened, pair.earlier_id), _filed(opened, pair.later_id))
            for pair in opened.pairs.open(MOST_PAIRS)
        )


def count(session: Session) -> int:
    """Return how many such pairs there are."""
    with session.reading() as opened:
        return opened.pairs.count_open()


def tell_apart(session: Session, one_id: str, other_id: str) -> None:
    """Remember that two clients are two people, though another laptop may hold one of them.

    Raises:
        RecordMissingError: There is no such client.
        RecordWithdrawnError: One of them was withdrawn meanwhile.
        NotTwoFilesError: They were merged meanwhile, or are one and the same.
    """
    with session.transaction() as opened:
        one, other = opened.clients.get(one_id), opened.clients.get(other_id)
        if one.id == other.id:
            raise NotTwoFilesError
        if one.withdrawn is not None or other.withdrawn is not None:
            raise RecordWithdrawnError
        opened.pairs.tell_apart(one, other, session.stamp())
        for client in (one, other):
            session.note(opened, Act.TOLD_APART, About.CLIENT, client.id)


def ask_again(session: Session, one_id: str, other_id: str) -> None:
    """Take back that two clients are two people."""
    with session.transaction() as opened:
        opened.pairs.ask_again(one_id, other_id)
        for client_id in (one_id, other_id):
            session.note(opened, Act.ASKED_AGAIN, About.CLIENT, client_id)


def catch_up(session: Session) -> Iterator[tuple[int, int]]:
    """Compare whoever is new, or was changed, with everybody.

    Yields:
        How many are compared, of how many, after each short step.
    """
    with session.reading() as opened:
        waiting = opened.pairs.count_to_compare()
    find: _Alike = _looked_up
    at_a_time = _LOOKED_UP_AT_A_TIME
    if waiting > _FEW:
        crowd = Crowd()
        for _read in _gather(session, crowd):
            yield 0, waiting
        find, at_a_time = _in(crowd), _COMPARED_AT_A_TIME
    done = 0
    while True:
        with session.transaction() as opened:
            ids = opened.pairs.to_compare(at_a_time)
            if ids:
                opened.pairs.compared(_of_people(opened, ids, find))
                opened.pairs.done(ids)
        if not ids:
            return
        done += len(ids)
        yield done, max(done, waiting)


def finish(session: Session) -> None:
    """Compare whoever is still to be compared, now: before a count that must not miss anybody."""
    for _done in catch_up(session):
        pass


def _filed(opened: OpenVault, client_id: str) -> Filed:
    return Filed(
        client=opened.clients.get(client_id),
        screenings=opened.screenings.count_of_client(client_id),
        services=opened.services.count_of_client(client_id),
    )


def _gather(session: Session, crowd: Crowd) -> Iterator[int]:
    """Put everybody into *crowd*, page by page."""
    after = 0
    while True:
        with session.reading() as opened:
            found = opened.clients.after(after, _READ_AT_A_TIME)
        if not found:
            return
        after = found[-1][0]
        for _number, client in found:
            if takes_part(client):
                crowd.put(client)
        yield after


def _of_people(
    opened: OpenVault, client_ids: Collection[str], find: _Alike
) -> list[tuple[Client, dict[str, int]]]:
    """Return each person behind *client_ids*, with how alike others are to any of the files."""
    merged = opened.merges.all_merged()
    files: dict[str, list[str]] = {merged.get(one, one): [] for one in client_ids}
    for file in (*files, *merged):
        stands = merged.get(file, file)
        if stands in files:
            files[stands].append(file)
    clients = opened.clients.themselves([one for ids in files.values() for one in ids])
    return [
        (clients[stands], _of_person(opened, [clients[one] for one in ids], find, merged))
        for stands, ids in files.items()
    ]


def _of_person(
    opened: OpenVault, files: Iterable[Client], find: _Alike, merged: Mapping[str, str]
) -> dict[str, int]:
    """Return how alike others are to any of a person's files, by the id that stands for each."""
    found: dict[str, int] = {}
    own = ""
    for file in files:
        own = own or file.id  # the one that stands comes first
        for other, points in find(opened, file).items():
            stands = merged.get(other, other)
            if stands != own:
                found[stands] = max(points, found.get(stands, 0))
    return found


def _in(crowd: Crowd) -> _Alike:
    def find(_opened: OpenVault, client: Client) -> dict[str, int]:
        if not takes_part(client):
            crowd.leave(client.id)
            return {}
        # Whoever was registered or changed meanwhile is there for the next.
        return crowd.alike(crowd.put(client))

    return find


def _looked_up(opened: OpenVault, client: Client) -> dict[str, int]:
    """Return how alike others are, by id."""
    return _compared(opened, Face.of(client)) if takes_part(client) else {}


def _compared(opened: OpenVault, face: Face) -> dict[str, int]:
    found = {}
    for other in _worth_comparing(opened, face):
        points = likeness(face, Face.of(other)) if takes_part(other) else 0
        if points:
            found[other.id] = points
    return found


def _worth_comparing(opened: OpenVault, face: Face) -> Iterator[Client]:
    """Yield every file with a near birth date, or with the same phone where one has no date."""
    born, phone = face.birth_date, face.phone
    if born is not None:
        yield from opened.clients.born_on(near_dates(born))
    for other in opened.clients.called(phone) if phone else ():
        if born is None or other.birth_date is None:
            yield other

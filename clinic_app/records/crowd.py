"""Many clients at once, arranged so that each is compared with those few who can be alike.

Whoever is alike has a near birth date, or the same phone where no birth date is known, and either
a word of the name that is a spelling of the other's, or the same name written together: see
:mod:`clinic_app.records.likeness`. All three are necessary there, so nobody is missed here.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from clinic_app.records.client import Client
from clinic_app.records.likeness import Face, likeness, near_dates
from clinic_app.records.vocabulary import Vocabulary


class Crowd:
    """Everybody who was put in, the newest of each."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._faces: dict[str, Face] = {}
        self._born: dict[date, set[str]] = defaultdict(set)
        self._called: dict[str, set[str]] = defaultdict(set)
        self._called_undated: dict[str, set[str]] = defaultdict(set)

    def put(self, client: Client) -> Face:
        """Let *client* be there, instead of what stood for the same one; return the face."""
        face = Face.of(client, self._vocabulary.heard)
        if face == self._faces.get(client.id):
            return face
        self.leave(client.id)
        self._faces[client.id] = face
        if face.birth_date is not None:
            self._born[face.birth_date].add(client.id)
        if face.phone:
            self._called[face.phone].add(client.id)
            if face.birth_date is None:
                self._called_undated[face.phone].add(client.id)
        return face

    def leave(self, client_id: str) -> None:
        """Let nobody of that id be there."""
        face = self._faces.pop(client_id, None)
        if face is None:
            return
        if face.birth_date is not None:
            self._born[face.birth_date].discard(client_id)
        self._called[face.phone].discard(client_id)
        self._called_undated[face.phone].discard(client_id)

    def alike(self, face: Face) -> dict[str, int]:
        """Return how alike everybody is who may be the same person as *face*, by id."""
        found, spellings = {}, self._vocabulary.spellings_in(face)
        for client_id in self._worth_comparing(face):
            other = self._faces[client_id]
            if spellings.isdisjoint(other.texts) and face.together != other.together:
                continue
            points = likeness(face, other)
            if points:
                found[client_id] = points
        return found

    def _worth_comparing(self, face: Face) -> Iterator[str]:
        if face.birth_date is None:
            yield from self._called.get(face.phone, ())
            return
        for day in near_dates(face.birth_date):
            yield from self._born.get(day, ())
        yield from self._called_undated.get(face.phone, ())

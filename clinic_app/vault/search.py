"""Finding a client while the name is still being typed."""

from sqlalchemy import Connection, Integer, column, text
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.sql.selectable import TextualSelect

from clinic_app.records.folding import digits_of, is_phone, words_of

_STANDING = text(
    "SELECT rowid FROM client_words WHERE client_words MATCH :words"
    " AND rowid NOT IN (SELECT number FROM clients WHERE withdrawn_day IS NOT NULL)"
    " ORDER BY rowid DESC LIMIT :limit"
)
_WITHDRAWN = text(
    "SELECT rowid FROM client_words WHERE client_words MATCH :words"
    " AND rowid IN (SELECT number FROM clients WHERE withdrawn_day IS NOT NULL)"
    " ORDER BY rowid DESC LIMIT :limit"
)


def find_numbers(connection: Connection, typed: str, limit: int) -> tuple[int, ...]:
    """Return the row numbers of the clients whom *typed* fits, best first.

    Every word that was typed begins one of the client's words. Clients with exactly these
    words come first, so that a short name is not lost among longer ones; then the newest;
    withdrawn ones last.
    """
    words = (digits_of(typed),) if is_phone(typed) else words_of(typed)
    if not words:
        return ()
    exactly = " ".join(f'"{word}"' for word in words)
    beginning = " ".join(f'"{word}"*' for word in words)
    found: dict[int, None] = {}
    for query, wanted in (
        (_STANDING, exactly),
        (_STANDING, beginning),
        (_WITHDRAWN, beginning),
    ):
        if len(found) < limit:
            found.update(dict.fromkeys(_numbers(connection, query, wanted, limit)))
    return tuple(found)[:limit]


def numbers_with(word: str) -> TextualSelect:
    """Return the query for the row numbers of all clients with exactly this folded word."""
    query = text("SELECT rowid FROM client_words WHERE client_words MATCH :word")
    return query.bindparams(word=f'"{word}"').columns(column("rowid", Integer))


def _numbers(connection: Connection, query: TextClause, words: str, limit: int) -> tuple[int, ...]:
    return tuple(connection.scalars(query, {"words": words, "limit": limit}))

"""How many invented clients are helped and how many heads are trained, where that is named."""


class Goals:
    """How many are to be helped and trained in all, where that was asked for."""

    def __init__(self, helped: int | None, trained: int | None) -> None:
        self._most_helped = helped
        self._most_trained = trained
        self._helped: set[str] = set()
        self._trained = 0

    @property
    def helped_missing(self) -> int:
        """How many clients are still to be helped; 0 where no number was asked for."""
        return 0 if self._most_helped is None else self._most_helped - len(self._helped)

    @property
    def trained_missing(self) -> int:
        """How many heads are still to be trained; 0 where no number was asked for."""
        return 0 if self._most_trained is None else self._most_trained - self._trained

    def may_help(self, client_id: str) -> bool:
        """Note that a client is helped to apply, unless that would be one too many."""
        if self._most_helped is not None and not self.helped_missing:
            return client_id in self._helped
        self._helped.add(client_id)
        return True

    def take_back(self, client_id: str) -> None:
        """Note that a client was not helped after all."""
        self._helped.discard(client_id)

    def train(self, heads: int) -> int:
        """Return how many of *heads* are trained without being too many, and note them."""
        most = heads if self._most_trained is None else min(heads, self.trained_missing)
        self._trained += most
        return most

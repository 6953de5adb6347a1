"""A draft comes back as it was kept, to whoever typed it, and replaces the one before."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from clinic_app.records.draft import Draft, Pane, Part
from clinic_app.records.worker import Worker
from clinic_app.vault.open_vault import OpenVault

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PARTS = st.builds(Part, TEXTS, TEXTS, st.integers(0, 400), st.integers(0, 400))
PANES = st.builds(
    Pane,
    name=TEXTS,
    subject=st.lists(TEXTS, max_size=3).map(tuple),
    parts=st.lists(PARTS, max_size=4).map(tuple),
    focus=TEXTS,
)
DRAFTS = st.builds(Draft, st.just(AT), st.lists(PANES, max_size=3).map(tuple))


@pytest.fixture
def at_work(opened: OpenVault) -> OpenVault:
    for worker_id in ("a", "b"):
        opened.workers.add(Worker(id=worker_id, name=worker_id))
    return opened


def test_a_draft_is_its_workers_alone(at_work: OpenVault) -> None:
    draft = Draft(AT, (Pane(name="clients.form", parts=(Part("Name", "Wid", 3, 3),)),))
    at_work.drafts.keep("a", draft)

    assert at_work.drafts.of("a") == draft
    assert at_work.drafts.of("b") is None


def test_a_worker_has_one_draft_until_it_is_forgotten(at_work: OpenVault) -> None:
    at_work.drafts.keep("a", Draft(AT, (Pane(name="today"),)))
    at_work.drafts.keep("a", Draft(AT, ()))
    assert at_work.drafts.of("a") == Draft(AT, ())

    at_work.drafts.forget("a")
    at_work.drafts.forget("a")

    assert at_work.drafts.of("a") is None


def test_nobody_unknown_has_a_draft(opened: OpenVault) -> None:
    with pytest.raises(IntegrityError):
        opened.drafts.keep("nobody", Draft(AT, ()))


@given(draft=DRAFTS)
def test_whatever_was_typed_comes_back_to_the_letter(
    trial: Callable[[], AbstractContextManager[OpenVault]], draft: Draft
) -> None:
    with trial() as opened:
        opened.workers.add(Worker(id="a", name="a"))
        opened.drafts.keep("a", draft)

        assert opened.drafts.of("a") == draft

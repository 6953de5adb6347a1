"""A session: several acts may be saved together, all of them or none."""

import pytest

from clinic_app.records.client import Consent
from clinic_app.workflows import clients, clinic
from clinic_app.workflows.errors import NameMissingError
from clinic_app.workflows.languages import language_name, languages
from clinic_app.workflows.session import Session


def register(session: Session, name: str) -> None:
    clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def test_acts_together_are_saved_together(session: Session) -> None:
    with session.together() as together:
        register(together, "Ada")
        register(together, "Bela")

    assert {client.name for client in clients.search(session, "")} == {"Ada", "Bela"}


def test_acts_together_are_lost_together(session: Session) -> None:
    def both() -> None:
        with session.together() as together:
            register(together, "Ada")
            register(together, "")

    with pytest.raises(NameMissingError):
        both()

    assert clients.search(session, "") == ()


def test_the_clinic_is_described_anew_and_keeps_its_code(session: Session) -> None:
    described = clinic.describe(session, name=" New Name ", site="", phone=" 555 ")

    assert (described.clinic.name, described.clinic.site) == ("New Name", "New Name")
    assert (described.clinic.phone, described.clinic.code) == ("555", "STMARK")
    with session.reading() as opened:
        assert opened.clinic.get() == described.clinic
    with pytest.raises(NameMissingError):
        clinic.describe(session, name=" ", site="", phone="")


def test_languages_are_known_by_tag_and_a_stranger_keeps_its_own() -> None:
    assert [language.tag for language in languages()][:3] == ["ht", "es", "en"]
    assert language_name("ht") == "Haitian Creole"
    assert language_name("tlh") == "tlh"

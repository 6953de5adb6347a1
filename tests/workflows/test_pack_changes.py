"""The difference between two rule packs, in words that a representative can judge."""

import pytest

from clinic_app.paths import resources
from clinic_app.workflows.pack_changes import changes_in_words, event_words
from clinic_app.workflows.pack_files import read_folder
from clinic_app.workflows.rules import Rules, rules_in, shipped_rules

ORDER_HEAD = 'case = "Miot v. Trump, No. 25-cv-02471"\ncourt = "D.D.C. (Reyes, J.)"'
ORDER = f"[[orders]]\n{ORDER_HEAD}"
NEW_ORDER = """[[orders]]
case = "Doe v. Noem"
court = "N.D. Cal."
dated = 2026-11-20
text = "Invented for a test."
confidence = "low"
source = "invented for a test"
acts_on = ["HT-2025-T2"]
effect = "stays"
from = 2026-11-20
is_confirmed = false

"""
NEW_FEE = """[[fee]]
id = "new"
form = "I-999"
what = "something new"
tracks = []

[[fee.amounts]]
cents = 10_00
tag = "K"
citation = "none"

"""


def edited(file: str, old: str, new: str) -> Rules:
    files = read_folder(resources() / "rule_packs" / "tps")
    text = files[file].decode()
    assert old in text
    files[file] = text.replace(old, new, 1).encode()
    return rules_in(files, "")


def test_the_same_rules_differ_in_nothing() -> None:
    assert changes_in_words(shipped_rules(), edited("pack.toml", "2026.11", "2026.12")) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "countries/LB.toml",
            "published = 2026-05-29",
            "published = 2026-05-30",
            "Lebanon: automatic extension to 2026-11-27 (91 FR 32069) changed "
            "(published: 2026-05-29 → 2026-05-30)",
        ),
        (
            "countries/LB.toml",
            "initial_registration = { first = 2024-11-27, last = 2026-05-27 }",
            "initial_registration = { first = 2024-11-27, last = 2026-05-28 }",
            "Lebanon: designation to 2026-05-27 (89 FR 93641) changed (initial registration: "
            "2024-11-27 – 2026-05-27 → 2024-11-27 – 2026-05-28)",
        ),
        (
            "countries/LB.toml",
            "ead_auto_extension_through = 2026-11-27\n",
            "",
            "Lebanon: automatic extension to 2026-11-27 (91 FR 32069) changed "
            "(ead auto extension through: 2026-11-27 → none)",
        ),
        (
            "countries/LB.toml",
            'source = "immpolicytracking.org',
            'source = "elsewhere, immpolicytracking.org',
            "Lebanon: automatic extension to 2026-11-27 (91 FR 32069) changed",
        ),
        (
            "countries/LB.toml",
            'state = "in_effect"',
            'state = "court_contested"',
            "Lebanon: Lebanon 2024 is now contested in court (in effect through 2026-11-27 for "
            "certain), before: in effect (in effect through 2026-11-27 for certain)",
        ),
        (
            "countries/LB.toml",
            "last_confirmed = 2026-06-30",
            "last_confirmed = 2026-07-30",
            "Lebanon: last checked 2026-07-30, before: 2026-06-30",
        ),
        (
            "countries/LB.toml",
            "aliases = []",
            'aliases = ["Liban"]',
            "Lebanon: what is told of its designations changed",
        ),
        (
            "countries/LB.toml",
            '"lubnaan", ',
            "",
            "Lebanon: how people write its name, or a place that another state claims, changed",
        ),
        (
            "countries/HT.toml",
            ORDER,
            NEW_ORDER + ORDER,
            "Haiti: order in Doe v. Noem (N.D. Cal., 2026-11-20) added",
        ),
        (
            "countries/HT.toml",
            ORDER_HEAD,
            ORDER_HEAD.replace("(Reyes, J.)", ""),
            "Haiti: order in Miot v. Trump, No. 25-cv-02471 (D.D.C. , 2026-02-02) changed",
        ),
        (
            "pack.toml",
            '[[global_notes]]\nid = "mullin_v_doe"',
            '[[global_notes]]\nid = "first"\ntext = "Look again."\nconfidence = "low"\n'
            'source = "invented"\n\n[[global_notes]]\nid = "mullin_v_doe"',
            "note: Look again. added",
        ),
        (
            "fees.toml",
            "cents = 510_00",
            "cents = 520_00",
            "fee changed: I-821, I-821, initial TPS registration; $520.00 from 2026-01-01",
        ),
        ("fees.toml", "[[fee]]", NEW_FEE + "[[fee]]", "fee added: I-999, something new"),
        (
            "forms.toml",
            'note = "Does not cover HR-1 fees."',
            'note = "Covers nothing."',
            "forms changed",
        ),
        (
            "forms.toml",
            'id = "I-821"',
            'id = "I-821"\nedition = 2026-01-20\nedition_seen = 2026-11-20',
            "edition of Form I-821: 2026-01-20",
        ),
        (
            "evidence.toml",
            "Take none, and call the representative.",
            "Take none.",
            "notes for whoever prepares a filing changed",
        ),
        (
            "evidence.toml",
            '"rent receipts, utility bills',
            '"leases, rent receipts, utility bills',
            "evidence to bring changed",
        ),
        (
            "words/ht.toml",
            'label = "Pou ou kenbe"',
            'label = "Pou ou"',
            "1 text in Kreyòl ayisyen changed",
        ),
        (
            "words/ht.toml",
            'reviewer = ""',
            'reviewer = "M. Baptiste"\nreviewed_on = 2026-11-20',
            "words in Kreyòl ayisyen are reviewed now, by M. Baptiste",
        ),
    ],
)
def test_each_change_is_told(file: str, old: str, new: str, told: str) -> None:
    assert told in changes_in_words(shipped_rules(), edited(file, old, new))


def without(file: str) -> Rules:
    files = read_folder(resources() / "rule_packs" / "tps")
    del files[file]
    return rules_in(files, "")


def test_a_country_and_a_language_that_come_or_go_are_told() -> None:
    fewer = without("countries/LB.toml")

    assert changes_in_words(shipped_rules(), fewer) == ("Lebanon: no longer in these rules",)
    assert changes_in_words(fewer, shipped_rules()) == ("Lebanon: new in these rules",)


def test_a_notice_a_fee_and_an_order_that_are_gone_are_told() -> None:
    more_fees = edited("fees.toml", "[[fee]]", NEW_FEE + "[[fee]]")
    more_orders = edited("countries/HT.toml", ORDER, NEW_ORDER + ORDER)

    assert changes_in_words(more_fees, shipped_rules()) == ("fee removed: I-999, something new",)
    assert changes_in_words(more_orders, shipped_rules()) == (
        "Haiti: order in Doe v. Noem (N.D. Cal., 2026-11-20) removed",
    )


def test_every_notice_that_we_ship_has_words() -> None:
    for law in shipped_rules().pack.countries:
        for event in law.events:
            told = event_words(event)
            assert "None" not in told, event.id
            assert event.citation in told

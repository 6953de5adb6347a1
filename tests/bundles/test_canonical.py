"""Canonical JSON: one value, one spelling."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import canonical
from clinic_app.bundles.errors import (
    ContentKindError,
    ContentNotCanonicalError,
    ContentUnreadableError,
)

VALUES = st.recursive(
    st.integers(-(2**80), 2**80) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_was_written_is_read(value: canonical.Value) -> None:
    assert canonical.read(canonical.write(value)) == value


@given(VALUES)
def test_the_spelling_is_that_of_the_standard_library(value: canonical.Value) -> None:
    spelled = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )

    assert canonical.write(value) == spelled.encode()


@pytest.mark.parametrize("text", ["1.5", "1.0", "1e3", '{"a":true}', "[null]", "[[false]]"])
def test_only_integers_and_strings_are_values(text: str) -> None:
    with pytest.raises(ContentKindError):
        canonical.read(text.encode())


@pytest.mark.parametrize(
    "text",
    ['{"a":1,"a":2}', '{"b":1,"a":2}', '{"a": 1}', " 1", "-0", '"\\u0041"', '"\\/"', "1\n"],
)
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(ContentNotCanonicalError):
        canonical.read(text.encode())


@pytest.mark.parametrize(
    "unverified", [b"", b"{", b"\xff", b"[" * 100_000, b"1" * 100_000, b"NaN", b'"\\ud800"', b"01"]
)
def test_what_is_no_json_is_refused(unverified: bytes) -> None:
    with pytest.raises(ContentUnreadableError):
        canonical.read(unverified)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(unverified: bytes) -> None:
    try:
        value = canonical.read(unverified)
    except (ContentKindError, ContentNotCanonicalError, ContentUnreadableError):
        return
    assert canonical.write(value) == unverified

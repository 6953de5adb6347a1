"""The signed file of a rule pack: whole and from headquarters, or not at all."""

import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import canonical, signed_pack
from clinic_app.bundles.pack_errors import (
    NotASignedPackError,
    PackContentError,
    PackFileNewerError,
    PackSignatureError,
    PackTruncatedError,
    SignedPackError,
)
from clinic_app.crypto.signing import SigningKey

KEY = SigningKey(b"k" * 32)
FILES = {"pack.toml": b'version = "1"\n', "countries/LB.toml": b"iso2 = 'LB'\n" * 40}
MAGIC = b"clinic-app rules\x00"
PURPOSE = b"clinic-app rule pack"


def forged(files: dict[str, bytes], /, **changes: object) -> bytes:
    """Return a file that headquarters did sign, whatever it says."""
    packed = zlib.compress(b"".join(files.values()))
    listed = [
        {"path": path, "sha256": signed_pack._sha256(data), "size": len(data)}
        for path, data in files.items()
    ]
    told = {"files": listed, "packed": len(packed), "signature": "Ed25519", "version": 1, **changes}
    header = canonical.write(told)
    signed = MAGIC + len(header).to_bytes(4) + header + packed
    return signed + KEY.sign(PURPOSE, signed)


def test_what_was_signed_is_read_again_file_by_file() -> None:
    signed = signed_pack.write(FILES, KEY)

    pack = signed_pack.read(signed, KEY.public)

    assert pack.verified_files == FILES
    assert list(pack.verified_files) == sorted(FILES)


def test_the_same_files_give_the_same_bytes() -> None:
    other_order = dict(reversed(FILES.items()))

    assert signed_pack.write(FILES, KEY) == signed_pack.write(other_order, KEY)


def test_another_key_than_the_pinned_one_is_refused() -> None:
    signed = signed_pack.write(FILES, SigningKey(b"x" * 32))

    with pytest.raises(PackSignatureError):
        signed_pack.read(signed, KEY.public)


def test_every_changed_byte_is_refused() -> None:
    signed = signed_pack.write(FILES, KEY)

    for at in range(len(signed)):
        changed = bytearray(signed)
        changed[at] ^= 1
        with pytest.raises(SignedPackError):
            signed_pack.read(bytes(changed), KEY.public)


@pytest.mark.parametrize("left", [1, 40, 64, 65, 100])
def test_a_file_that_ends_too_early_says_so(left: int) -> None:
    signed = signed_pack.write(FILES, KEY)

    with pytest.raises(PackTruncatedError):
        signed_pack.read(signed[:-left], KEY.public)


def test_a_file_cut_inside_its_header_says_so() -> None:
    with pytest.raises(PackTruncatedError):
        signed_pack.read(signed_pack.write(FILES, KEY)[:50], KEY.public)


def test_something_else_is_no_rule_pack() -> None:
    for other in (b"", b"PK\x03\x04", MAGIC[:-1], MAGIC + bytes(signed_pack.MOST_FILE_BYTES)):
        with pytest.raises(NotASignedPackError):
            signed_pack.read(other, KEY.public)


def test_a_newer_format_says_so_whoever_signed_it() -> None:
    newer = forged(FILES, version=2)
    unsigned = newer[:-64] + bytes(64)

    for file in (newer, unsigned):
        with pytest.raises(PackFileNewerError):
            signed_pack.read(file, KEY.public)


@pytest.mark.parametrize(
    "path",
    ["../pack.toml", "/pack.toml", "a/b/c.toml", "pack.py", "a\\b.toml", "CON:.toml", ".toml",
     "countries/../x.toml", "a/.toml", "pack.toml\n"],
)  # fmt: skip
def test_a_path_that_climbs_or_is_no_toml_is_refused_though_signed(path: str) -> None:
    with pytest.raises(PackContentError) as caught:
        signed_pack.read(forged({path: b""}), KEY.public)
    assert caught.value.path == path

    with pytest.raises(PackContentError):
        signed_pack.write({path: b""}, KEY)


def test_two_names_that_are_one_on_some_disks_are_refused() -> None:
    with pytest.raises(PackContentError):
        signed_pack.read(forged({"Pack.toml": b"", "pack.toml": b""}), KEY.public)


def test_a_list_out_of_order_is_refused() -> None:
    with pytest.raises(PackContentError):
        signed_pack.read(forged({"pack.toml": b"", "a.toml": b""}), KEY.public)


def test_a_size_or_a_hash_that_is_not_true_is_refused() -> None:
    wrong_size = [{"path": "a.toml", "sha256": "0" * 64, "size": 3}]
    wrong_hash = [{"path": "a.toml", "sha256": "0" * 64, "size": 2}]

    for listed in (wrong_size, wrong_hash):
        with pytest.raises(PackContentError):
            signed_pack.read(forged({"a.toml": b"ab"}, files=listed), KEY.public)


def test_what_unpacks_to_more_than_is_listed_is_not_unpacked() -> None:
    listed = [{"path": "a.toml", "sha256": "0" * 64, "size": 10}]

    with pytest.raises(PackContentError):
        signed_pack.read(forged({"a.toml": bytes(10_000_000)}, files=listed), KEY.public)


def test_more_than_a_pack_may_hold_is_not_signed() -> None:
    too_many = {f"f{number}.toml": b"" for number in range(signed_pack.MOST_FILES + 1)}
    too_large = {"a.toml": bytes(signed_pack.MOST_CONTENT_BYTES + 1)}

    for files in (too_many, too_large):
        with pytest.raises(PackContentError):
            signed_pack.write(files, KEY)


def test_what_does_not_pack_small_enough_is_not_signed() -> None:
    incompressible = b"".join(signed_pack._sha256(bytes([n % 256, n // 256])).encode()
                              for n in range(2**16))  # fmt: skip

    with pytest.raises(PackContentError):
        signed_pack.write({"a.toml": incompressible * 3}, KEY)


@pytest.mark.parametrize(
    "changes",
    [
        {"packed": 1},
        {"signature": "none"},
        {"more": 1},
        {"version": "1"},
        {"version": 0},
        {"files": [1]},
    ],
)
def test_a_header_of_another_shape_is_refused_though_signed(changes: dict[str, object]) -> None:
    with pytest.raises(PackContentError):
        signed_pack.read(forged(FILES, **changes), KEY.public)


def test_a_header_that_is_no_json_is_refused_though_signed() -> None:
    signed = MAGIC + (3).to_bytes(4) + b"{]}" + zlib.compress(b"")

    with pytest.raises(PackContentError):
        signed_pack.read(signed + KEY.sign(PURPOSE, signed), KEY.public)
    with pytest.raises(PackSignatureError):
        signed_pack.read(signed + bytes(64), KEY.public)


def test_bytes_that_do_not_unpack_are_refused_though_signed() -> None:
    header = canonical.write(
        {"files": [], "packed": 4, "signature": "Ed25519", "version": 1}
    )  # fmt: skip
    signed = MAGIC + len(header).to_bytes(4) + header + b"zzzz"

    with pytest.raises(PackContentError):
        signed_pack.read(signed + KEY.sign(PURPOSE, signed), KEY.public)


@given(st.dictionaries(st.from_regex(signed_pack._PATH, fullmatch=True), st.binary(max_size=200)))
def test_any_files_come_back_as_they_were(files: dict[str, bytes]) -> None:
    if len({path.casefold() for path in files}) < len(files):
        return

    assert signed_pack.read(signed_pack.write(files, KEY), KEY.public).verified_files == files


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(after: bytes) -> None:
    for file in (after, MAGIC + after, MAGIC + len(after).to_bytes(4) + after):
        with pytest.raises(SignedPackError):
            signed_pack.read(file, KEY.public)


def test_the_header_is_the_one_spelling_of_itself() -> None:
    signed = signed_pack.write(FILES, KEY)
    length = int.from_bytes(signed[17:21])

    assert (
        canonical.write(msgspec.json.decode(signed[21 : 21 + length])) == signed[21 : 21 + length]
    )

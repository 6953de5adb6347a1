"""An independent reader: SQLCipher's published page layout and `cryptography`, nothing of ours.

A page of 4,096 bytes ends in 80 reserved ones: a 16-byte initial vector and an HMAC-SHA512 over
ciphertext, vector and page number (little endian). Page 1 begins with the 16-byte salt, in clear
and outside the HMAC. The HMAC's key is PBKDF2-HMAC-SHA512, 2 rounds, of the raw key with every
byte of the salt xor 0x3a.

Source: SQLCipher, "Design" and API documentation, version 4 defaults.
"""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.vault.create import create_vault

PAGE, RESERVED, MAC, SALT = 4096, 80, 64, 16


class PageReader:
    def __init__(self, database: bytes, key: bytes) -> None:
        self.pages = [database[at : at + PAGE] for at in range(0, len(database), PAGE)]
        self.key = key
        salt = bytes(byte ^ 0x3A for byte in database[:SALT])
        self.mac_key = PBKDF2HMAC(SHA512(), length=32, salt=salt, iterations=2).derive(key)

    def read(self, number: int) -> bytes:
        page = self.pages[number - 1]
        start = SALT if number == 1 else 0
        mac = HMAC(self.mac_key, SHA512())
        mac.update(page[start:-MAC] + struct.pack("<I", number))
        mac.verify(page[-MAC:])
        vector = page[-RESERVED : -RESERVED + 16]
        decryptor = Cipher(AES(self.key), CBC(vector)).decryptor()
        return decryptor.update(page[start:-RESERVED]) + decryptor.finalize()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vault")
    vault, _ = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef"),
        worker=Worker(id="a1", name="Ana Example"),
        passphrase="correct horse battery staple",
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    vault.lock()
    return folder


@pytest.fixture(scope="module")
def raw_key(folder: Path) -> bytes:
    ring = Keyring.from_bytes((folder / "clinic.vault.json").read_bytes())
    secrets, _ = ring.unlock("correct horse battery staple")
    return secrets.derive(b"clinic-app vault database", ring.id)


@pytest.fixture
def reader(folder: Path, raw_key: bytes) -> PageReader:
    return PageReader((folder / "clinic.db").read_bytes(), raw_key)


def test_page_1_is_the_head_of_a_database(reader: PageReader) -> None:
    head = reader.read(1)

    # Where SQLite writes "SQLite format 3", the salt lies: what follows is its file header.
    assert struct.unpack(">H", head[0:2]) == (PAGE,)
    assert head[4] == RESERVED
    assert struct.unpack(">I", head[12:16]) == (len(reader.pages),)
    assert struct.unpack(">I", head[40:44]) == (1,)  # text is UTF-8


def test_every_page_is_authentic_and_one_names_the_worker(reader: PageReader) -> None:
    plain = [reader.read(number) for number in range(1, len(reader.pages) + 1)]

    assert len(plain) > 10
    assert any(b"Ana Example" in page for page in plain[1:])
    assert not any(b"Ana Example" in page for page in reader.pages)


def test_a_changed_bit_and_a_moved_page_are_found_out(reader: PageReader) -> None:
    reader.pages[1], reader.pages[2] = reader.pages[2], reader.pages[1]
    with pytest.raises(InvalidSignature):
        reader.read(2)

    reader.pages[3] = bytes([reader.pages[3][0] ^ 1]) + reader.pages[3][1:]
    with pytest.raises(InvalidSignature):
        reader.read(4)


def test_the_file_looks_like_no_database(folder: Path) -> None:
    assert not (folder / "clinic.db").read_bytes().startswith(b"SQLite format 3")


def shell() -> str:
    """The `sqlcipher` shell where one of version 4 or later is installed."""
    path = shutil.which("sqlcipher")
    if path is None:
        return ""
    asked = "PRAGMA cipher_version;"
    said = subprocess.run(  # noqa: S603 - found on the path
        [path, ":memory:", asked], capture_output=True, text=True, check=False
    )
    return path if said.stdout.strip()[:1] >= "4" else ""


@pytest.mark.skipif(not shell(), reason="no sqlcipher shell of version 4 or later is installed")
def test_the_shell_of_sqlcipher_opens_it(folder: Path, raw_key: bytes) -> None:
    asked = (f"PRAGMA key = \"x'{raw_key.hex()}'\";", "SELECT name FROM workers;")

    said = subprocess.run(  # noqa: S603 - found on the path
        [shell(), str(folder / "clinic.db"), *asked], capture_output=True, text=True, check=True
    )

    assert "Ana Example" in said.stdout

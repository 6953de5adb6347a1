"""The dated law read from the files of a rule pack: strictly, or not at all.

The signature is checked on the bytes before they come here; a pack can never run code.
"""

from collections.abc import Mapping

from clinic_app.screening.pack_check import check_country, check_pack
from clinic_app.screening.pack_shapes import CountryFile, PackFile
from clinic_app.screening.rule_pack import CountryLaw, RulePack
from clinic_app.screening.strict_toml import PackError, PackProblem, read_strictly

PACK_FILE = "pack.toml"
COUNTRIES_FOLDER = "countries/"
_ENDING = ".toml"


def parse_pack(verified_files: Mapping[str, bytes]) -> RulePack:
    """Read the designations of a rule pack.

    Args:
        verified_files: Path inside the pack, with slashes, to bytes. Read are ``pack.toml``
            and all of ``countries/``; fees, forms and words are read by others.

    Raises:
        PackError: A file is missing or is not what a pack must be; names file and key.
    """
    if PACK_FILE not in verified_files:
        raise PackError(PACK_FILE, "", PackProblem.FILE_MISSING)
    table = read_strictly(verified_files[PACK_FILE], PACK_FILE, PackFile)
    names = sorted(name for name in verified_files if name.startswith(COUNTRIES_FOLDER))
    countries = (_country(name, verified_files[name]) for name in names)
    pack = RulePack(
        version=table.version,
        as_of=table.as_of,
        latest_source_seen=table.latest_source_seen,
        check_by=table.check_by,
        countries=tuple(sorted(countries, key=lambda law: law.name)),
        global_notes=tuple(note.value() for note in table.global_notes),
        could_not_confirm=table.could_not_confirm,
    )
    check_pack(PACK_FILE, pack)
    return pack


def _country(name: str, verified_toml: bytes) -> CountryLaw:
    law = read_strictly(verified_toml, name, CountryFile).value()
    if name != f"{COUNTRIES_FOLDER}{law.iso2}{_ENDING}":
        raise PackError(name, "iso2", PackProblem.DOES_NOT_BELONG)
    check_country(name, law)
    return law

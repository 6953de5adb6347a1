"""What a clinic's lines of the ledger say, as a report lists them."""

from clinic_app.headquarters.ledger.values import Lines, label_numbered


def bundles_in(lines: Lines) -> tuple[tuple[str, str], ...]:
    """Return the months that came in one file, and what it is called; of each file."""
    labels = map(label_numbered, lines.months)
    if len(set(lines.files)) == len(lines.files):  # as a rule each month came in its own
        return tuple(zip(labels, lines.files, strict=True))
    told: dict[str, str] = {}
    for label, file in zip(labels, lines.files, strict=True):
        told[file] = f"{told[file]}, {label}" if file in told else label
    return tuple((months, file) for file, months in told.items())


def counts_in(lines: Lines) -> dict[int, str]:
    """Return what each month says, by its number; see :func:`.change_in`."""
    return dict(zip(lines.months, lines.numbers, strict=True))

"""The volunteer's sheet: what to prepare and to collect, and nothing that was found.

It is decided from the track alone, so that two clients on one track get the same sheet whatever
either of them answered: what is not on it tells as little as what is.
"""

from datetime import date

from clinic_app.printing.sheet import (
    Block,
    CheckList,
    Fact,
    Facts,
    Points,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.records.client import Client
from clinic_app.records.clinic import Clinic
from clinic_app.screening.outcome import Track
from clinic_app.screening.paper_pack import (
    FilingForm,
    FormNeed,
    PaperPack,
    Proof,
    Tag,
)
from clinic_app.screening.paper_words import DateWords
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import file_sheet
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.outcome_names import track_words


def volunteer_sheet(
    clinic: Clinic,
    client: Client,
    track: Track,
    deadline: date | None,
    paper: PaperPack,
    *,
    rules_line: str,
) -> Sheet:
    """Decide what the volunteer's sheet says. It is never given a finding or an answer.

    Args:
        clinic: Whose.
        client: Whom to help, and in which language.
        track: Which forms and papers.
        deadline: The last day on that track; None where there is none.
        paper: Forms and papers.
        rules_line: Which rules these are, and how old.
    """
    reads = _("Reads {language}").format(language=language_name(client.language))
    if client.needs_interpreter:
        reads = _("{reads}; needs an interpreter").format(reads=reads)
    rows = [Fact(Words(track_words(track)), Words(""))]
    if deadline is not None:
        day = Words(paper.source.dates.written(deadline))
        rows.append(Fact(day, Words(_("Last day; it must have arrived by then."))))
    return file_sheet(
        clinic,
        client,
        title=_("Volunteer's sheet"),
        about=(reads,),
        rules_line=rules_line,
        sections=(
            Section(Words(_("Route")), (Facts(tuple(rows)),)),
            Section(Words(_("Forms to prepare")), _forms(track, paper)),
            Section(Words(_("Papers to collect")), (CheckList(_papers(track, paper)),)),
            Section(Words(_("How")), (Points(_rules()),)),
        ),
    )


def _forms(track: Track, paper: PaperPack) -> tuple[Block, ...]:
    wanted = (FormNeed.TRACK, FormNeed.WISH)
    forms = [form for form in paper.forms.form if form.needs in wanted and track in form.tracks]
    listed = CheckList(tuple(Words(form_words(form, paper.source.dates)) for form in forms))
    if all(form.edition is not None for form in forms):
        return (listed,)
    looked = _("Look up the edition of each on its page at uscis.gov; these rules name none.")
    if any(form.edition is not None for form in forms):
        looked = _("Look up the edition of those for which none stands here.")
    return listed, Text(Words(looked))


def form_words(form: FilingForm, dates: DateWords) -> str:
    """Say what *form* is for, and which edition is accepted where somebody read it."""
    said = f"{form.id}: {form.purpose}. {form.note}"
    if form.edition is None or form.edition_seen is None:
        return said
    edition = _("Edition of {edition}, as read on its page on {seen}.").format(
        edition=dates.written(form.edition), seen=dates.written(form.edition_seen)
    )
    return f"{said} {edition}"


def _papers(track: Track, paper: PaperPack) -> tuple[Words, ...]:
    """Return what everybody on this track is asked for; what a finding asks for is left out."""
    accepted = {proof.id: proof for proof in paper.evidence.proof}
    asked = dict.fromkeys(
        item.proof
        for item in paper.evidence.item
        if track in item.tracks and not item.codes and not item.papers
    )
    return tuple(Words(_proof_words(accepted[proof])) for proof in asked)


def _proof_words(proof: Proof) -> str:
    """Return what is accepted as a proof, without the marks that say how a source was read."""
    accepted = "; ".join(proof.accepted)
    for tag in Tag:
        accepted = accepted.replace(f" [{tag.value}]", "")
    return f"{proof.proves}: {accepted}"


def _rules() -> tuple[Words, ...]:
    rules = (
        _("Write what the client says, as the passport spells it. Guess nothing."),
        _("Leave open what is not known, and mark the line."),
        _("Every client goes to the representative before anything is signed or sent."),
        _("Never say whether somebody may get TPS, and never give legal advice."),
    )
    return tuple(Words(rule) for rule in rules)

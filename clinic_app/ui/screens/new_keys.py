"""New keys for everybody: what they are for, what they cost, and making them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.day_field import moment_words
from clinic_app.ui.widgets.fields import LabelledField, secret_field
from clinic_app.ui.widgets.text import (
    Heading,
    Muted,
    PlainLabel,
    ProblemLabel,
    SectionHeading,
)
from clinic_app.vault.backups import Backup
from clinic_app.workflows.new_keys import Prepared


class NewKeysScreen(QWidget):
    """Says what holds without new keys and with them, before any is made.

    Signals:
        closed: The keys stay as they are.
        prepared: New keys are made and stand nowhere yet. Carries them.
    """

    closed = Signal()
    prepared = Signal(object)

    def __init__(
        self,
        *,
        prepare: Callable[[str, bool], Prepared],
        known_backups: Callable[[], tuple[Backup, ...]],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            prepare: From one's own passphrase, and whether shares are wanted, to new keys.
            known_backups: Those within reach, which keep their old keys.
            jobs: Where both run.
        """
        super().__init__()
        self._prepare = prepare
        self._known_backups = known_backups
        self._jobs = jobs
        self.reason = PlainLabel(role="notice")
        self.backups = Muted()
        self.passphrase = secret_field()
        self.code = QRadioButton(_("One new sheet with a recovery c&ode"))
        self.shares = QRadioButton(_("Three &new sheets, of which any two open"))
        self.busy = Busy()
        self.problem = ProblemLabel()
        self.back_button = back_button(_("Not now"))
        self.make_button = primary_button(_("&Make new keys"))
        self._lay_out()

        self.passphrase.returnPressed.connect(self.make_button.click)
        self.back_button.clicked.connect(self.closed)
        self.make_button.clicked.connect(self._on_make_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage(width=760)
        page.body.addWidget(Heading(_("New keys for everybody")))
        page.body.addWidget(self.reason)
        for title, words in (_without(), _with(), _never()):
            page.body.addWidget(SectionHeading(title))
            page.body.addWidget(Muted(words))
        page.body.addWidget(self.backups)
        page.body.addWidget(
            LabelledField(
                _("&Your passphrase"), self.passphrase, why=_("It stays; everybody else's goes.")
            )
        )
        for button in (self.code, self.shares):
            page.body.addWidget(button)
        page.body.addWidget(self.busy)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.make_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.passphrase)

    def start(self, removed: str) -> None:
        """Draw an empty form.

        Args:
            removed: The name of whoever was just removed; empty where nobody was.
        """
        self.reason.setText(
            _("{name} is switched off: on this laptop their passphrase opens nothing.").format(
                name=removed
            )
        )
        self.reason.setVisible(bool(removed))
        self.passphrase.clear()
        self.code.setChecked(True)
        self.problem.clear()
        self.backups.clear()
        self._set_busy(is_busy=False)
        self._jobs.run(self._known_backups, on_done=self._show_backups, on_error=self._on_failed)

    def _show_backups(self, known: tuple[Backup, ...]) -> None:
        lines = [f"{moment_words(backup.at)}  {backup.folder}" for backup in known]
        self.backups.setText("\n".join(lines) if lines else _("No backup is within reach now."))

    def _on_make_clicked(self) -> None:
        prepare, own, with_shares = self._prepare, self.passphrase.text(), self.shares.isChecked()
        self.problem.clear()
        self._set_busy(is_busy=True)
        self._jobs.run_aside(
            lambda: prepare(own, with_shares), on_done=self._on_prepared, on_error=self._on_failed
        )

    def _on_prepared(self, prepared: Prepared) -> None:
        self.passphrase.clear()
        self._set_busy(is_busy=False)
        self.prepared.emit(prepared)

    def _on_failed(self, error: ClinicError) -> None:
        self._set_busy(is_busy=False)
        self.problem.show_error(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        for part in (self.make_button, self.back_button):
            part.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Making keys; a second or two for each worker…"))
        else:
            self.busy.end()


def _without() -> tuple[str, str]:
    return (
        _("Without new keys"),
        _(
            "Whoever was switched off, or had another passphrase before, and kept a copy of the "
            "key file or a backup, still has the keys. They read everything that their role read, "
            "also of later days, if they get hold of this laptop or of a newer backup."
        ),
    )


def _with() -> tuple[str, str]:
    return (
        _("With new keys"),
        _(
            "The records are written anew. No passphrase, code or share of before opens them; "
            "what was counted and sent goes on as it was. You keep your passphrase; everybody "
            "else gets a sheet with words for one unlocking and then chooses their own. New "
            "recovery papers are printed and typed back first, and the old ones are worth nothing."
        ),
    )


def _never() -> tuple[str, str]:
    return (
        _("What no new key changes"),
        _(
            "The key that signs for headquarters stays; a new one is made under Headquarters. "
            "Copies and backups of before still open with what opened them then. Destroy those you "
            "do not need. Within reach are:"
        ),
    )

"""Words for what may fail where headquarters asks a clinic."""

from clinic_app.headquarters.errors import (
    MonthNotBegunError,
    NothingAskedError,
    QuestionNotValidError,
    ReplyForeignError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _question(_error: QuestionNotValidError) -> str:
    return _("A question is one line of 1 to 500 letters; nothing was asked. Write it anew.")


def _nothing_asked(error: NothingAskedError) -> str:
    return _(
        "No clinic has the code {code}; nothing was asked. Look at the list of clinics, and give a "
        "code as it stands there."
    ).format(code=error.code)


def _reply_foreign(_error: ReplyForeignError) -> str:
    return _(
        "The reply is of no clinic that was asked this; it was not kept. Call the clinic whose "
        "name it bears."
    )


def _month_not_begun(error: MonthNotBegunError) -> str:
    return _(
        "{month} has not begun; nothing was asked. Name the month that the clinic is to look at "
        "again, or none."
    ).format(month=error.label)


SENTENCES: Sentences = {
    MonthNotBegunError: _month_not_begun,
    NothingAskedError: _nothing_asked,
    QuestionNotValidError: _question,
    ReplyForeignError: _reply_foreign,
}

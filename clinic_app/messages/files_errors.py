"""Words for what the room ``files`` expects may fail."""

from clinic_app.files.errors import (
    DiskFullError,
    FileMissingError,
    FileNotWritableError,
    FileTooLargeError,
    FileUnreadableError,
    FileVanishedError,
    FileWrittenWrongError,
    FolderMissingError,
    FolderReadOnlyError,
    FolderUnreadableError,
    InnerFolderUnreadableError,
    NotFolderError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext


def _read_only(error: FolderReadOnlyError) -> str:
    return _(
        "Nothing may be written to “{folder}”; what was there is unchanged. "
        "Choose a folder of your own, or release the write protection of the stick."
    ).format(folder=error.path.parent)


def _full(error: DiskFullError) -> str:
    return _(
        "There is no room left where “{name}” should be written; what was there is unchanged. "
        "Free some space or use another disk or stick, then try again."
    ).format(name=error.path.name)


def _vanished(error: FileVanishedError) -> str:
    return _(
        "The folder “{folder}” went away while it was used. "
        "Put the stick back in, or choose another folder, then try again."
    ).format(folder=error.path.parent)


def _not_writable(error: FileNotWritableError) -> str:
    return _(
        "The computer refused to write “{name}”; what was there is unchanged. "
        "Close other programs that use it, or choose another folder, then try again."
    ).format(name=error.path.name)


def _written_wrong(error: FileWrittenWrongError) -> str:
    return _(
        "The disk gave back something else than was written to “{name}”; it may be failing. "
        "Use another disk or stick."
    ).format(name=error.path.name)


def _missing(error: FileMissingError) -> str:
    return _(
        "There is no file “{name}” in “{folder}”. Check the name and the folder, then try again."
    ).format(name=error.path.name, folder=error.path.parent)


def _unreadable(error: FileUnreadableError) -> str:
    return _(
        "The file “{name}” cannot be read. "
        "Check that it is a file you may open, and that its disk or stick still works."
    ).format(name=error.path.name)


def _folder_missing(error: FolderMissingError) -> str:
    return _(
        "There is no folder “{name}” in “{folder}”. "
        "Check the name, and that the stick is in, then try again."
    ).format(name=error.path.name, folder=error.path.parent)


def _folder_unreadable(error: FolderUnreadableError) -> str:
    return _(
        "The folder “{name}” cannot be read. "
        "Check that it is one you may open, and that its disk or stick still works."
    ).format(name=error.path.name)


def _inner_folder_unreadable(error: InnerFolderUnreadableError) -> str:
    name = error.path.name
    if error.others:
        return ngettext(
            "The folder “{name}” and {count} other could not be looked into; whatever lies beside "
            "them was. If they may hold something for this clinic, see whether you may open them "
            "and whether the stick still works, then try again.",
            "The folder “{name}” and {count} others could not be looked into; whatever lies beside "
            "them was. If they may hold something for this clinic, see whether you may open them "
            "and whether the stick still works, then try again.",
            error.others,
        ).format(name=name, count=error.others)
    return _(
        "The folder “{name}” could not be looked into; whatever lies beside it was. "
        "If it may hold something for this clinic, see whether you may open it "
        "and whether the stick still works, then try again."
    ).format(name=name)


def _not_folder(error: NotFolderError) -> str:
    return _(
        "“{name}” is no folder, and one is needed here. Choose the folder in which the files lie."
    ).format(name=error.path.name)


def _too_large(error: FileTooLargeError) -> str:
    return _(
        "The file “{name}” is larger than anything that belongs here; it was not read. "
        "Check that you chose the right file."
    ).format(name=error.path.name)


SENTENCES: Sentences = {
    FolderReadOnlyError: _read_only,
    DiskFullError: _full,
    FileVanishedError: _vanished,
    FileNotWritableError: _not_writable,
    FileWrittenWrongError: _written_wrong,
    FileMissingError: _missing,
    FileUnreadableError: _unreadable,
    FolderMissingError: _folder_missing,
    FolderUnreadableError: _folder_unreadable,
    InnerFolderUnreadableError: _inner_folder_unreadable,
    NotFolderError: _not_folder,
    FileTooLargeError: _too_large,
}

"""What may go wrong between the laptops of one clinic, as facts."""

from clinic_app.errors import ClinicError


class LaptopError(ClinicError):
    """Something about the clinic's other laptops that is expected to fail."""


class HandedOverError(LaptopError):
    """A record is to be changed that belongs to a client whom another laptop holds."""

    def __init__(self, laptop: str) -> None:
        super().__init__(laptop)
        self.laptop = laptop


class ClientOutError(HandedOverError):
    """Somebody is to be handed out whom another laptop holds, or somebody of the household."""

    def __init__(self, code: str, laptop: str) -> None:
        super().__init__(laptop)
        self.code = code


class FileOutError(HandedOverError):
    """Two files are to be of one person, and another laptop holds one of them."""


class DayLaptopError(LaptopError):
    """A day laptop is asked for what only the main laptop does: close, enrol, invite."""

    def __init__(self, main: str) -> None:
        super().__init__(main)
        self.main = main


class ForgetAtMainError(LaptopError):
    """A day laptop is to forget a client whom the main laptop has not taken in."""

    def __init__(self, main: str) -> None:
        super().__init__(main)
        self.main = main


class MainLaptopError(LaptopError):
    """The laptop that keeps the clinic's ledger is asked to become a day laptop."""


class NoMainLaptopError(LaptopError):
    """Records are to be handed over, and this laptop knows no main laptop."""


class NotMainLaptopError(LaptopError):
    """A day laptop's answer is to be taken in by a laptop that invited nobody."""


class RestoredPartError(LaptopError):
    """These records were restored: the keys of the laptop may be at work elsewhere."""


class LaptopOfAnotherClinicError(LaptopError):
    """A note comes from a laptop of another clinic."""

    def __init__(self, code: str, own_code: str) -> None:
        super().__init__(code, own_code)
        self.code = code
        self.own_code = own_code


class LaptopKindError(LaptopError):
    """One laptop holds invented families and the other does not."""


class AnswerForAnotherError(LaptopError):
    """A day laptop answered another main laptop, or one of before a restore."""


class OwnNoteError(LaptopError):
    """A laptop is to take in what it wrote itself."""


class NothingToHandOverError(LaptopError):
    """No client and no event of this laptop is left to hand over."""


class CodeUnknownError(LaptopError):
    """A client is to be handed out by a come-back code that nobody has."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LaptopLostError(LaptopError):
    """Clients are to be handed out to a laptop that was said to be lost."""

    def __init__(self, laptop: str) -> None:
        super().__init__(laptop)
        self.laptop = laptop


class LaptopAnsweredAnewError(LaptopError):
    """Clients are to be handed out to a key in whose place a laptop has another one since."""

    def __init__(self, laptop: str) -> None:
        super().__init__(laptop)
        self.laptop = laptop


class LaptopUnknownError(LaptopError):
    """A hand-off is signed by a laptop that was never accepted here."""


class HandOffForkedError(LaptopError):
    """Two different hand-offs of one laptop carry one number: its records were copied.

    Attributes:
        laptop_id: The laptop; our word shows it what was taken in from it.
        is_main: It is the main laptop.
    """

    def __init__(self, number: int, laptop_id: str, *, is_main: bool) -> None:
        super().__init__(number, laptop_id, is_main)
        self.number = number
        self.laptop_id = laptop_id
        self.is_main = is_main


class HandOffStoppedError(LaptopError):
    """The worker stopped a hand-off or a take-in; everything is as it was."""


class HandOffBrokenError(LaptopError):
    """The program met a mistake of its own in a hand-off; nothing of it was taken in."""


class HandOffMissingError(LaptopError):
    """An earlier hand-off of the same laptop was not taken in yet."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class VersionGoneError(LaptopError):
    """A value is picked that stands no longer: somebody picked, or it was written anew."""


class OlderThanLaptopError(LaptopError):
    """Another laptop took in a hand-off of this one that is not in these records."""

    def __init__(self, laptop: str, number: int) -> None:
        super().__init__(laptop, number)
        self.laptop = laptop
        self.number = number

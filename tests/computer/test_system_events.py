"""Messages of Windows are read as they lie in memory, on any system."""

import ctypes

import pytest

from clinic_app.computer.system_events import Message, PowerSetting, SystemEvent, event_of

POWER, SESSION = 0x0218, 0x02B1
LID = "4d0f3eba17b89440a2d1d56379e6a0f3"


def told(message: int, first: int, second: int = 0) -> SystemEvent | None:
    sent = Message(None, message, first, second)
    return event_of(ctypes.addressof(sent))


def lid(value: int, kind: str = LID) -> PowerSetting:
    return PowerSetting((ctypes.c_ubyte * 16)(*bytes.fromhex(kind)), 4, (value, 0, 0, 0))


def test_sleep_and_a_locked_screen_are_told() -> None:
    assert told(POWER, 0x0004) is SystemEvent.SLEEP
    assert told(SESSION, 0x7) is SystemEvent.SCREEN


def test_a_lid_is_told_when_it_closes_and_not_when_it_opens() -> None:
    closed, opened = lid(0), lid(1)

    assert told(POWER, 0x8013, ctypes.addressof(closed)) is SystemEvent.LID
    assert told(POWER, 0x8013, ctypes.addressof(opened)) is None


@pytest.mark.parametrize(
    ("message", "first"), [(SESSION, 0x8), (POWER, 0x0012), (0x0100, 0x7), (0x0113, 0x0004)]
)
def test_every_other_message_is_none_of_ours(message: int, first: int) -> None:
    assert told(message, first) is None


def test_another_power_setting_is_no_lid() -> None:
    other = lid(0, "00" * 16)

    assert told(POWER, 0x8013, ctypes.addressof(other)) is None

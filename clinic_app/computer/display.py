"""Whether the display that the environment names answers: Qt would abort where it does not."""

import ctypes


def display_answers() -> bool | None:
    """Whether the X server of DISPLAY takes a connection; None where that cannot be asked.

    Source: XCB, xcb_connect(3), xcb_connection_has_error(3).
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)

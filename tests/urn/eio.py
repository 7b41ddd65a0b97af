"""`python -m tests.urn.eio PROGRAM …`: run a program whose fsync always fails (EIO).

A filter of system calls answers in place of the kernel, so that no disk needs to break
and no right is needed.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

_NUMBERS = {"x86_64": (74, 75), "aarch64": (82, 83)}  # fsync, fdatasync
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EIO


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def break_fsync() -> None:
    """Let every later fsync of this process, and of what it starts, fail."""
    fsync, fdatasync = _NUMBERS[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 0),
        (_EQUALS, 2, 0, fsync),
        (_EQUALS, 1, 0, fdatasync),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *s) for s in steps))
    program = Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    system = ctypes.CDLL(None, use_errno=True)
    for words in (
        (_NO_NEW_PRIVILEGES, 1, 0, 0, 0),
        (_SET_FILTER, _FILTER, ctypes.byref(program), 0, 0),
    ):
        if system.prctl(*words):
            raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    break_fsync()
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])  # noqa: S606 - our own

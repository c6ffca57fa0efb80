"""What a process that reads strangers' files may not do: use much memory or time, write files, open connections."""

from __future__ import annotations

import ctypes
import math
import platform
import resource
import struct
import time

MB = 1024 * 1024
MEMORY = 256 * MB
"""Address space of a reading process in bytes; what it really uses is less."""
CPU_SECONDS = 20
READY = b"ready"
"""What a reading process says when it has given up its rights and takes files."""

_SYSTEM_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 44, 49, 50, 53, 56, 57, 58, 59, 322, 435)),
    "aarch64": (0xC00000B7, (198, 199, 200, 201, 203, 206, 220, 221, 281, 435)),
}
"""By processor: its audit number, and socket, connect, sendto, bind, listen, socketpair, (v)fork, clone and exec."""
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # the call fails with EPERM
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


def confine() -> None:
    """Give up for good what reading needs not: memory above MEMORY, files to write, connections, other programs.

    Where the system has no filter for calls (not Linux, other processors) only the limits are set.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _refuse_calls()


def new_turn() -> None:
    """Allow CPU_SECONDS more from now on; the system ends the process after that."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + CPU_SECONDS, most))


def _refuse_calls() -> None:
    """Install a seccomp filter: the named calls fail with EPERM, and so does every call of another architecture."""
    if platform.system() != "Linux" or platform.machine() not in _SYSTEM_CALLS:
        return
    architecture, calls = _SYSTEM_CALLS[platform.machine()]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(calls) + 2, architecture), (_LOAD, 0, 0, 0)]
    steps += [(_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    code = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("HL", len(steps), ctypes.addressof(code)))
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.prctl(_SECCOMP, _FILTER, head, 0, 0)

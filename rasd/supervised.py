"""A program that must not outlive the one that started it."""

import os
import signal
import threading

STDIN = 0
GRACE_S = 15.0  # who can't end by itself in this time is stuck; what was not committed is done again


def end_with_parent() -> None:
    """Our standard input is a pipe whose other end the parent holds: its end, however it came, is ours."""
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    # Not through sys.stdin: a thread that sleeps in its buffer can't be ended with the interpreter.
    while os.read(STDIN, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(GRACE_S)
    os._exit(1)

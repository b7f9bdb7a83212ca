"""The lock between processes: one holds it at a time, and it is let go of."""

import errno
import os
import threading
from types import SimpleNamespace

import pytest

from qualog.log.stores import file_lock
from qualog.log.stores.file_lock import LOCKS, FileLock

pytestmark = pytest.mark.skipif(not LOCKS, reason="this system has no such lock")


def impatient(fcntl):
    """Give what Windows locks with: it gives up, and is asked again."""

    def locking(file, how, count):
        assert count == 1
        if how == "unlock":
            return fcntl.flock(file, fcntl.LOCK_UN)
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OSError(errno.EDEADLK, "gave up") from None

    return SimpleNamespace(locking=locking, LK_LOCK="lock", LK_UNLCK="unlock")


@pytest.fixture(params=["here", "Windows"])
def system(request, monkeypatch):
    if request.param == "Windows":
        monkeypatch.setattr(file_lock, "msvcrt", impatient(pytest.importorskip("fcntl")))
        monkeypatch.setattr(file_lock, "fcntl", None)


@pytest.mark.usefixtures("system")
def test_one_holds_it_at_a_time(tmp_path):
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    order = []

    def second():
        with other:
            order.append("second")

    waiting = threading.Thread(target=second)
    with one:
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]
    one.close()
    other.close()


def test_it_is_let_go_of_after_an_error(tmp_path):
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    with pytest.raises(KeyError), one:
        raise KeyError
    with other:
        pass
    one.close()
    other.close()


def test_closing_closes_its_file_and_may_be_done_twice(tmp_path):
    lock = FileLock(tmp_path / "lock")
    lock.close()  # it was never held
    with lock:
        handle = lock._file
    lock.close()
    with pytest.raises(OSError):
        os.fstat(handle)
    lock.close()
    with lock:  # and it can be held again
        pass
    lock.close()

"""The one bridge between Qt and work: what takes time runs elsewhere, what it returns comes back to the GUI thread.

1. Two lanes, `database` and `network`, one thread each: work of a lane runs in the order it was submitted.
2. `done` and `failed` are called on the GUI thread, from its event loop or from `settle`, never from inside `submit`.
3. Nothing is called for a widget that is gone.
4. What went wrong is never swallowed: an error a person can meet goes to `failed`; any other goes to the
   error hook first, and then to `failed`, so that the page can stop waiting.
5. Closing finishes what the database lane was given and drops what the network lane has not begun.
"""

import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from app.errors import UndersignedError

T = TypeVar("T")
Lane = Literal["database", "network"]
Failed = Callable[[UndersignedError | Exception], None]
Hook = Callable[[BaseException], None]


class _Job(NamedTuple):
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Failed | None
    owner: QObject | None


class _Outcome(NamedTuple):
    job: _Job
    result: object = None
    error: BaseException | None = None


class Bridge(QObject):
    """Runs work on its lane and hands back what came of it.

    Args:
        parent: whose child it is; it must be made on the GUI thread.
        on_unexpected: told of every error that is no `UndersignedError`; by default Python's own hook.
    """

    becameIdle = Signal()
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None, *, on_unexpected: Hook | None = None) -> None:
        super().__init__(parent)
        self._hook = on_unexpected or _to_excepthook
        self._pending = 0
        self._closed = False
        self._reports = threading.Semaphore(0)
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._lanes = {
            "database": _Lane("database", self._report, finishes=True),
            "network": _Lane("network", self._report, finishes=False),
        }

    @property
    def pending(self) -> int:
        """How many pieces of work have not been handed back yet."""
        return self._pending

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        lane: Lane = "database",
        owner: QObject | None = None,
    ) -> None:
        """Runs `work` on its lane, then `done(result)` or `failed(error)` on the GUI thread.

        Args:
            work: takes nothing and touches no widget.
            done: what to do with the result.
            failed: what to do with the error; without it every error goes to the error hook.
            lane: which thread.
            owner: nothing is called once this object is gone or the bridge is closed; by default the object `done` (or `failed`)
                is a method of.

        Raises:
            RuntimeError: the bridge was closed.
        """
        if self._closed:
            raise RuntimeError("the bridge is closed")
        self._pending += 1
        self._lanes[lane].put(_Job(work, done, failed, owner or _owner_of(done) or _owner_of(failed)))

    def settle(self, timeout: float) -> None:
        """Waits for what is pending and hands it back, at most `timeout` seconds.

        For the time before a window is shown: there is nothing yet that could stand still.
        """
        until = time.monotonic() + timeout
        while self._pending and self._reports.acquire(timeout=max(until - time.monotonic(), 0.0)):
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def close(self, timeout: float = 5.0) -> bool:
        """Takes no more work and waits for both threads, at most `timeout` seconds in all.

        Returns:
            True if both have ended; False if one still hangs (it ends with the process).
        """
        self._closed = True
        until = time.monotonic() + timeout
        for lane in self._lanes.values():
            lane.finish()
        ended = [lane.join(max(until - time.monotonic(), 0.0)) for lane in self._lanes.values()]
        return all(ended)

    def _report(self, outcome: _Outcome) -> None:
        """Called on a lane's thread."""
        if isValid(self):
            self._settled.emit(outcome)
            self._reports.release()

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        self._pending -= 1
        job, error = outcome.job, outcome.error
        try:
            if error is not None and (job.failed is None or not isinstance(error, UndersignedError)):
                self._hook(error)
            if self._closed or (job.owner is not None and not isValid(job.owner)):
                return
            if error is None:
                if job.done is not None:
                    job.done(outcome.result)
            elif job.failed is not None and isinstance(error, Exception):
                job.failed(error)
        finally:
            if not self._pending:
                self.becameIdle.emit()


class _Lane:
    """One thread that works through a queue. A daemon: work that hangs cannot keep the program from ending."""

    def __init__(self, name: str, report: Callable[[_Outcome], None], *, finishes: bool) -> None:
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._report = report
        self._finishes = finishes
        self._dropping = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._name = name

    def put(self, job: _Job) -> None:
        """Adds a job; the thread starts with the first one."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"bridge-{self._name}", daemon=True)
                self._thread.start()
        self._queue.put(job)

    def finish(self) -> None:
        """Ends the thread after what it has to do."""
        self._dropping = not self._finishes
        self._queue.put(None)

    def join(self, timeout: float) -> bool:
        """Waits; True if the thread has ended or never began."""
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            if not self._dropping:
                self._report(_attempt(job))


def _attempt(job: _Job) -> _Outcome:
    try:
        return _Outcome(job, result=job.work())
    except BaseException as error:  # noqa: BLE001 - handed on to `failed` or to the error hook
        return _Outcome(job, error=error)


def _owner_of(call: Callable[..., None] | None) -> QObject | None:
    owner = getattr(call, "__self__", None)
    return owner if isinstance(owner, QObject) else None


def _to_excepthook(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)

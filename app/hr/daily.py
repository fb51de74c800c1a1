"""What the service does once a day, however many of it run: the trail's head, a timestamp, the checkpoint to its holders, reminders.

Whoever first writes the day's line takes the task. Where it fails, or the taker dies, somebody else may take it after
ten minutes. A task that does not work leaves the others alone, and is named on the trail once that day.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select, update

from app.domain.dates import to_utc_text
from app.errors import UndersignedError
from app.hr import trail
from app.hr.core import Core
from app.hr.holders import Holders
from app.hr.mail_server import MailServer
from app.hr.reminders import Reminders
from app.hr.store.database import StorageError, upsert
from app.hr.store.schema import daily_tasks
from app.hr.timestamps import Timestamps
from app.hr.trail_heads import TrailHeads

LEASE = timedelta(minutes=10)
ACTOR = "the service"

_log = logging.getLogger(__name__)


class Daily:
    """Runs each day's tasks under a lease in the database."""

    def __init__(
        self, core: Core, holders: Holders, trail_heads: TrailHeads, reminders: Reminders, stamps: Timestamps
    ) -> None:
        self._core = core
        self._holders = holders
        self._trail_heads = trail_heads
        self._reminders = reminders
        self._timestamps = stamps

    def run(self, mail: MailServer | None, go_on: Callable[[], bool] = lambda: True) -> list[str]:
        """Do what is left of today, and return the tasks done; raises StorageError.

        A task that does not work leaves the others alone. Reminders stop early once `go_on` says no.
        """
        tasks: tuple[tuple[str, Callable[[], bool]], ...] = (
            ("trail-head", self._made_head),
            # After the trail's head, so that the stamped head has it in it.
            ("timestamp", self._stamped),
            ("send-checkpoint", lambda: self._sent(mail)),
            ("remind", lambda: self._reminded(go_on)),
        )
        done = []
        for task, work in tasks:
            with self.goes_on(task):
                if work():
                    self._finish(task)
                    done.append(task)
        return done

    @contextmanager
    def goes_on(self, task: str) -> Iterator[None]:
        """Whatever goes wrong within is named in the server's log and, once a day, on the trail; then it goes on.

        Raises StorageError alone: without the database nothing else would work either.
        """
        try:
            yield
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - one odd value must not end every other task of every day
            name = error.code if isinstance(error, UndersignedError) else type(error).__name__
            _log.warning("The task %s did not work, and is tried again: %s", task, name)
            self._note_trouble(task, name)

    def _made_head(self) -> bool:
        if not self._take("trail-head"):
            return False
        self._trail_heads.make()
        return True

    def _stamped(self) -> bool:
        """Whether a timestamp was wanted and taken just now."""
        wanted = self._timestamps.service() is not None and self._take("timestamp")
        return wanted and self._timestamps.take(ACTOR).problem is None

    def _sent(self, mail: MailServer | None) -> bool:
        if not self._take("send-checkpoint"):
            return False
        return all(each.problem is None for each in self._holders.send(mail, ACTOR))

    def _reminded(self, go_on: Callable[[], bool]) -> bool:
        ready = self._reminders.is_time() and self._take("remind")
        return ready and self._reminders.run(ACTOR, go_on).complete

    def _note_trouble(self, task: str, name: str) -> None:
        line = {"task": f"trouble-{task}", "day": self._core.today().isoformat(), "done": True}
        known = (daily_tasks.c.task == line["task"], daily_tasks.c.day == line["day"])
        with self._core.database.write() as connection:
            if connection.execute(select(daily_tasks.c.task).where(*known)).first() is None:
                at = self._core.now_text()
                upsert(connection, daily_tasks, [{**line, "taken_at": at}])
                trail.note(connection, at, ACTOR, "task-failed", task, name)

    def _take(self, task: str) -> bool:
        """Write the day's line if nobody has, and take it if nobody holds it: one statement, so one taker."""
        now = self._core.clock()
        line = {"task": task, "day": self._core.today().isoformat(), "taken_at": "", "done": False}
        free = (
            daily_tasks.c.task == task,
            daily_tasks.c.day == line["day"],
            ~daily_tasks.c.done,
            daily_tasks.c.taken_at <= to_utc_text(now - LEASE),
        )
        with self._core.database.write() as connection:
            upsert(connection, daily_tasks, [line])
            taken = connection.execute(update(daily_tasks).where(*free).values(taken_at=to_utc_text(now)))
            return bool(taken.rowcount)

    def _finish(self, task: str) -> None:
        ours = (daily_tasks.c.task == task, daily_tasks.c.day == self._core.today().isoformat())
        with self._core.database.write() as connection:
            connection.execute(update(daily_tasks).where(*ours).values(done=True))

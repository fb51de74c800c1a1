"""What the service does once a day, however many of it run: the trail's head, a timestamp, the checkpoint to its holders, reminders.

Whoever first writes the day's line takes the task. Where it fails, or the taker dies, somebody else may take it after
ten minutes.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update

from app.domain.dates import to_utc_text
from app.hr.core import Core
from app.hr.holders import Holders
from app.hr.mail_server import MailServer
from app.hr.reminders import Reminders
from app.hr.store.database import upsert
from app.hr.store.schema import daily_tasks
from app.hr.timestamps import Timestamps
from app.hr.trail_heads import TrailHeads

LEASE = timedelta(minutes=10)
ACTOR = "the service"


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

        Reminders stop early once `go_on` says no.
        """
        done = []
        if self._take("trail-head"):
            self._trail_heads.make()
            self._finish("trail-head")
            done.append("trail-head")
        # After the trail's head, so that the stamped head has it in it.
        if self._stamped():
            self._finish("timestamp")
            done.append("timestamp")
        if self._take("send-checkpoint"):
            sent = self._holders.send(mail, ACTOR)
            if all(each.problem is None for each in sent):
                self._finish("send-checkpoint")
                done.append("send-checkpoint")
        if self._reminders.is_time() and self._take("remind") and self._reminders.run(ACTOR, go_on).complete:
            self._finish("remind")
            done.append("remind")
        return done

    def _stamped(self) -> bool:
        """Whether a timestamp was wanted and taken just now."""
        wanted = self._timestamps.service() is not None and self._take("timestamp")
        return wanted and self._timestamps.take(ACTOR).problem is None

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

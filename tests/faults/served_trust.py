"""A served trust on SQLite, which can be copied and put back, and its devices."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from app.hr.service import open_service
from app.hr.store.database import open_database
from app.hr.store.schema import records
from app.sync.transport import Limits
from tests.fakes.staff_app import StaffApp
from tests.server.conftest import World


class Trust:
    """A served trust on SQLite, which can be copied and put back, and its devices."""

    def __init__(self, folder: Path, migrated: Path, serve) -> None:
        self.folder, self.serve = folder, serve
        self.file = folder / "service.sqlite"
        shutil.copy(migrated, self.file)
        self.world = World(f"sqlite:///{self.file}")
        self.world.staff()
        self.world.publish(checklist=False)
        self.hr = self.world.hr
        self.url = serve(self.hr)
        self.apps = []

    def device(self, staff_id: str, seed: bytes) -> StaffApp:
        folder = self.folder / f"{staff_id}-{len(self.apps)}"
        app = StaffApp(folder, self, self.world.clock, seed=seed, limits=Limits())
        self.apps.append(app)
        (issued,) = self.hr.enrolment.invite([staff_id], "hr")
        app.enrol(issued.code)
        app.refresh()
        return app

    def copy(self) -> Path:
        kept_at = self.folder / "backup.sqlite"
        kept_at.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.file)) as source, closing(sqlite3.connect(kept_at)) as target:
            source.backup(target)
        return kept_at

    def put_back(self, backup: Path, *, epoch: bool = True) -> None:
        fresh = self.file = self.folder / f"service-{len(list(self.folder.iterdir()))}.sqlite"
        shutil.copy(backup, fresh)
        database = open_database(f"sqlite:///{fresh}")
        key, clock = self.world.service_key, self.world.clock
        self.hr = open_service(database, key, clock, os.urandom, was_moved=True)
        self.world._opened.append(self.hr)
        if epoch:
            self.hr.epochs.open("os user pat")
        self.url = self.serve(self.hr)
        for app in self.apps:
            app.move_to(self.url)

    def jtis(self) -> list[str]:
        with self.hr.core.database.read() as connection:
            query = select(records.c.jti).where(records.c.typ == "policy-ack+jws")
            return list(connection.execute(query).scalars())

    def standing(self, staff_id: str):
        _, rows = self.hr.outstanding.rows("social-media-policy")
        return next(row for row in rows if row.staff_id == staff_id)

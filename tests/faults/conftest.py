"""What goes wrong, for real: kills, full disks, hostile logs, backups put back."""

import pytest

from tests.fakes.hr_service import FixedClock, HrService
from tests.fakes.staff_app import TEXT, StaffApp, checklist
from tests.faults.served_trust import Trust
from tests.server.conftest import (  # noqa: F401 - the fixtures of a real service
    database_url,
    migrated_file,
    postgresql,
    school,
    serving,
    world,
)


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def service(clock):
    running = HrService(clock)
    yield running
    running.shut()


@pytest.fixture
def enrolled(tmp_path, service, clock):
    """A device set up at the simulated service, with a policy and its checklist fetched."""
    staff = StaffApp(tmp_path / "staff", service, clock)
    service.publish(TEXT, checklist=checklist(), due="2026-12-04")
    staff.enrol(service.invite(service.hire()))
    staff.refresh()
    yield staff
    staff.close()


@pytest.fixture
def trust(tmp_path, migrated_file, serving):  # noqa: F811 - fixtures from above
    found = Trust(tmp_path, migrated_file, serving)
    yield found
    for app in found.apps:
        app.close()
    found.world.close()

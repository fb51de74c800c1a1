"""A behaving service and one staff member's app over it."""

import pytest

from tests.fakes.hr_service import FixedClock, HrService
from tests.fakes.staff_app import TEXT, StaffApp, checklist


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def service(clock):
    running = HrService(clock)
    yield running
    running.shut()


@pytest.fixture
def app(tmp_path, service, clock):
    staff = StaffApp(tmp_path, service, clock)
    yield staff
    staff.close()


@pytest.fixture
def enrolled(app, service):
    """Set up for Sam Field, with a policy and its checklist fetched."""
    service.publish(TEXT, checklist=checklist(), due="2026-12-04")
    app.enrol(service.invite(service.hire()))
    app.refresh()
    return app

"""One public checklist made of canaries, fresh in each run, for all whose answers are compared."""

import pytest

from tests.privacy import canaries


@pytest.fixture(scope="session")
def checklist():
    return canaries.canary_checklist()

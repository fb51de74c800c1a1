"""Another account of the same computer reads nothing of a person's files, not even their sizes."""

import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from app import config
from tests.fakes.hr_service import FixedClock, HrService
from tests.fakes.staff_app import TEXT, StaffApp, checklist

NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
TRY = """
while IFS= read -r path; do
    if (: < "$path") 2>/dev/null; then echo "OPENED $path"; else echo "refused $path"; fi
    if (: >> "$path") 2>/dev/null; then echo "OPENED $path"; else echo "refused $path"; fi
    if ls -l "$path" >/dev/null 2>&1; then echo "LISTED $path"; else echo "refused $path"; fi
done
"""

as_root = pytest.mark.skipif(not IS_ROOT, reason="only root can try it as another account")
pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="modes are POSIX's; on Windows the profile's ACL does it"
)


@pytest.fixture(scope="module")
def profile():
    """A profile in use, in a folder that everybody may enter, made under the most open umask there is."""
    folder = Path(tempfile.mkdtemp(prefix="undersigned-accounts-"))
    folder.chmod(0o755)
    before = os.umask(0)
    service = HrService(FixedClock())
    app = StaffApp(folder / "profile", service, service.clock)
    try:
        service.publish(TEXT, checklist=checklist())
        app.enrol(service.invite(service.hire()))
        app.refresh()
        app.audit()
        app.acknowledge()
        app.complete()
        app.send(everything=True)
        config.save(app.folder / "settings.toml", text_scale=130)
        yield folder / "profile"
    finally:
        os.umask(before)
        app.close()
        service.shut()
        shutil.rmtree(folder)


def everything(profile):
    return [profile, *sorted(profile.rglob("*"))]


def as_nobody(paths):
    """What a child process of another account says of each path; as that account can be taken by root alone."""
    found = subprocess.run(
        ["/bin/sh", "-c", TRY],
        input="".join(f"{path}\n" for path in paths),
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
        **({"user": NOBODY, "group": NOBODY, "extra_groups": []} if IS_ROOT else {}),
    )
    return found.stdout.splitlines()


def test_the_profile_is_what_a_person_in_the_middle_of_it_has(profile):
    names = {path.name for path in everything(profile)}
    assert {"undersigned.sqlite", "undersigned.sqlite-wal", "undersigned.sqlite-shm", "state.txt"} <= names


def test_nobody_else_can_enter_the_profile_by_its_mode(profile):
    assert stat.S_IMODE(profile.stat().st_mode) == 0o700


@as_root
def test_another_account_opens_no_file_and_lists_no_folder(profile):
    said = as_nobody(everything(profile))
    assert len(said) == 3 * len(everything(profile))
    assert all(line.startswith("refused") for line in said), said


def test_even_inside_the_folder_the_files_with_answers_and_records_stay_shut(profile):
    private = [path for path in everything(profile) if path.is_file() and path.name != "settings.toml"]
    assert len(private) >= 5
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in private), private


@as_root
def test_even_inside_the_folder_another_account_opens_none_of_them(profile):
    private = [path for path in everything(profile) if path.is_file() and path.name != "settings.toml"]
    profile.chmod(0o755)
    (profile / "state").chmod(0o755)
    try:
        said = as_nobody(private)
    finally:
        profile.chmod(0o700)
        (profile / "state").chmod(0o700)
    assert len(said) == 3 * len(private)
    assert not [line for line in said if line.startswith("OPENED")]


@as_root
def test_the_same_trial_notices_a_file_that_is_open_to_all(profile):
    planted = profile.parent / "answers.txt"
    planted.write_text("x")
    planted.chmod(0o644)
    assert any(line.startswith("OPENED") for line in as_nobody([planted]))

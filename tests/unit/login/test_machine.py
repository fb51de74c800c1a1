"""Whose machine it is: a table of cases, and what each system tells of its profiles."""

import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.config import Config
from app.login import sensing_linux, sensing_macos, sensing_posix
from app.login.asking import Visit, consider
from app.login.check import read_note
from app.login.machine import Keeping, Machine, machine
from app.login.moment import Senses
from app.login.staff import Account, left_out
from app.login.state import say_shared

OWN = Machine()
WIPED = Machine(Keeping.UNTIL_SIGN_OUT)
NO_KEYS = Machine(Keeping.IN_MEMORY)
SHARED = Machine(Keeping.IN_MEMORY, is_shared=True)


def system(name="jo", groups=(), *, wiped=None, forbids=None, service=False):
    account = Account(name, "TRUST", service, lambda: None, lambda group: group in groups)
    return SimpleNamespace(
        account=lambda: account, is_wiped=lambda: wiped, forbids_keys=lambda: forbids, senses=Senses
    )


KITCHEN = Config(shared_accounts=("TRUST\\kitchen*",), shared_groups=("Generic",))


@pytest.mark.parametrize(
    ("config", "sensing", "expected"),
    [
        (Config(), system(), OWN),
        (Config(), system(wiped=False, forbids=False), OWN),
        (Config(), system(wiped=True), WIPED),
        (Config(sign_out="keeps"), system(wiped=True), OWN),
        (Config(sign_out="wipes"), system(wiped=False), WIPED),
        (Config(), system(forbids=True), NO_KEYS),
        (Config(key_store="none"), system(), NO_KEYS),
        (Config(key_store="none"), system(wiped=True), NO_KEYS),
        (KITCHEN, system("jo"), OWN),
        (KITCHEN, system("Kitchen2"), SHARED),
        (KITCHEN, system("jo", groups=("Generic",)), SHARED),
        (KITCHEN, system("kitchen", wiped=True, forbids=True), SHARED),
        (Config(shared_computer="yes"), system(), SHARED),
    ],
)
def test_whose_machine_it_is(config, sensing, expected):
    assert machine(config, sensing, is_known=True) == expected


@pytest.mark.parametrize("key", ["shared_accounts", "shared_groups", "shared_computer"])
def test_a_rule_that_cannot_be_read_keeps_nothing_of_anybody_new(key):
    config = Config(unclear=frozenset({key}))
    assert machine(config, system(), is_known=False) == SHARED
    assert machine(config, system(), is_known=True) == OWN
    assert "could not be read" in left_out(config, system().account())


def test_a_group_that_cannot_be_looked_up_keeps_nothing_of_anybody_new():
    who = Account("jo", "TRUST", False, lambda: "", lambda group: None)
    away = SimpleNamespace(**{**vars(system()), "account": lambda: who})
    config = Config(shared_groups=("Generic accounts",))
    assert machine(config, away, is_known=False) == SHARED
    assert machine(config, away, is_known=True) == OWN


def test_a_folder_of_ones_choice_has_nothing_to_do_with_the_profile():
    assert machine(Config(), system(wiped=True), is_known=True, elsewhere=True) == OWN


@pytest.mark.parametrize(
    "config", [KITCHEN, replace(KITCHEN, staff_accounts=("*",)), Config(shared_computer="yes")]
)
def test_nothing_opens_by_itself_on_a_shared_account(config):
    outcome = consider(Visit(1.0, True, "Opens.", 0, None, {}), config, system("kitchen"))
    assert not outcome.opens
    assert not outcome.syncs
    assert outcome.why == "Stays closed: several people use this account, so whoever wants the app opens it."


def test_nor_where_the_people_who_use_it_said_so_until_they_take_it_back(tmp_path):
    state = tmp_path / "state.txt"
    for shared in (True, False):
        say_shared(state, shared=shared)
        note = read_note(str(tmp_path / "login.txt"))
        assert consider(Visit(1.8e9, True, "Opens.", 0, None, note), Config(), system()).opens is not shared


MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
tmpfs /home/live\\040user tmpfs rw 0 0
/dev/sda3 /home ext4 rw 0 0
broken
"""


@pytest.mark.skipif(sys.platform == "win32", reason="its folders are not Linux’s")
@pytest.mark.parametrize(
    ("home", "mounts", "wiped"),
    [
        ("/home/jo", MOUNTS, False),
        ("/home/live user", MOUNTS, True),
        ("/home/live user2", MOUNTS, False),
        ("/tmp/guest-k3x9zq", MOUNTS, True),
        ("/run/user/1001/home", MOUNTS, True),
        ("/root", MOUNTS, False),
        ("/root", "", None),
        ("/root", "rootfs / rootfs rw 0 0\ntmpfs / tmpfs rw 0 0\n", True),
    ],
)
def test_linux_tells_of_a_home_in_memory_or_among_passing_files(home, mounts, wiped):
    assert sensing_linux.is_wiped(home, mounts) is wiped


def test_macos_tells_of_its_guest():
    assert sensing_macos.is_wiped(201) is True
    assert sensing_macos.is_wiped(501) is None


def test_what_is_not_told_of_the_key_store_is_not_made_up():
    assert sensing_posix.forbids_keys() is None

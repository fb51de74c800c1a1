"""Whose account: no pupil and no service is ever asked."""

from dataclasses import replace

import pytest

from app.config import Config
from app.login.staff import NOT_LOOKED_UP, SHARED, Account, left_out, matches


def account(name="jo.staff", domain="TRUST", address="", groups=(), away=(), *, is_service=False):
    """`away` are the groups that cannot be looked up."""
    found = dict.fromkeys(groups, True) | dict.fromkeys(away)
    return Account(name, domain, is_service, lambda: address, lambda group: found.get(group, False))


JO = account()
RULE = Config(
    staff_accounts=(r"TRUST\staff.*", "*@staff.trust.example"), staff_groups=("All Staff", "S-1-5-21-7")
)


def test_without_a_rule_every_person_is_asked():
    assert left_out(Config(), JO) is None


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        (account("staff.jo"), True),
        (account("STAFF.JO", "trust"), True),
        (account("pupil.jo"), False),
        (account("pupil.jo", "STAFF.X"), False),  # a domain's name makes nobody staff
        (account("staff.jo", "PUPILS"), False),
        (account("staff.jo", ""), False),  # an account of this computer alone
        (account("jo", address="Jo@Staff.Trust.Example"), True),
        (account("jo", address="jo@pupils.trust.example"), False),
        (account("pupil.jo", groups=("All Staff",)), True),
        (account("jo", groups=("S-1-5-21-7",)), True),
        (account("jo", groups=("All Pupils",)), False),
        (account(""), False),
    ],
)
def test_an_account_that_the_rule_does_not_clearly_match_is_never_asked(who, asked):
    assert (left_out(RULE, who) is None) is asked


@pytest.mark.parametrize("name", ["staff.jo", "staffjo"])
def test_a_bare_pattern_looks_at_the_bare_name(name):
    rule = Config(staff_accounts=("staff.*",))
    assert (left_out(rule, account(name)) is None) is name.startswith("staff.")


def test_a_service_is_never_asked_even_if_it_is_named():
    assert (
        left_out(Config(staff_accounts=("*",)), account(is_service=True)) == "this account is not a person’s"
    )


@pytest.mark.parametrize("key", ["staff_accounts", "staff_groups"])
def test_a_rule_that_cannot_be_read_asks_nobody(key):
    broken = replace(RULE, unclear=frozenset({key}))
    assert "could not be read" in left_out(broken, account("staff.jo"))


def test_another_setting_that_cannot_be_read_keeps_nobody_from_being_asked():
    assert left_out(replace(RULE, unclear=frozenset({"scheme"})), account("staff.jo")) is None


NOT_STAFF = "this account is not one of the trust’s staff accounts"


@pytest.mark.parametrize(
    ("who", "rule", "said"),
    [
        (account("jo"), RULE, NOT_STAFF),
        (account("jo", away=("All Staff",)), RULE, NOT_LOOKED_UP),
        (account("jo", away=("All Staff",), groups=("S-1-5-21-7",)), RULE, None),  # another group is clear
        (account("staff.jo", away=("All Staff",)), RULE, None),  # the name is clear
        (account("jo", address=None), RULE, NOT_LOOKED_UP),
        (account("jo", address=None), Config(staff_accounts=("staff.*",)), NOT_STAFF),  # not asked for
        (account("jo", away=("Generic",)), Config(shared_groups=("Generic",)), NOT_LOOKED_UP),
        (account("jo", away=("Generic",)), replace(RULE, shared_groups=("Generic",)), NOT_STAFF),
        (account("staff.jo", away=("Generic",)), replace(RULE, shared_groups=("Generic",)), NOT_LOOKED_UP),
        (account("jo", away=("Generic",)), Config(shared_groups=("Generic",), shared_computer="yes"), SHARED),
    ],
)
def test_what_could_not_be_looked_up_is_neither_a_yes_nor_a_clear_no(who, rule, said):
    assert left_out(rule, who) == said


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("staff.*", "staff.jo", True),
        ("staff.*", "staffXjo", False),
        ("*", "", True),
        ("*.staff", "jo.staff", True),
        ("a*c*e", "abcde", True),
        ("a*c*e", "abde", False),
        (r"TRUST\[staff]*", r"trust\thomas", False),  # a bracket is a bracket
        (r"TRUST\[staff]*", r"trust\[Staff]jo", True),
        ("staff.?", "staff.x", False),
        ("staff.?", "staff.?", True),
        ("staff.*", "staff.jo\n", True),
        ("staff", "staff\n", False),
    ],
)
def test_only_the_star_stands_for_anything(pattern, name, fits):
    assert matches(pattern, name) is fits

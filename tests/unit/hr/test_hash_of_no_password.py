"""The password of an account that is not there: nobody has it, and trying takes as long as with one that is."""

import os

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from app.hr.accounts import hash_of_no_password

HASHER = PasswordHasher(time_cost=2, memory_cost=64, parallelism=2)


def test_it_costs_what_a_real_one_costs():
    real = HASHER.hash("correct horse battery")
    assert extract_parameters(hash_of_no_password(HASHER, os.urandom)) == extract_parameters(real)


@pytest.mark.parametrize("password", ["", "correct horse battery", "\0" * 32])
def test_it_is_worked_through_and_never_fits(password):
    with pytest.raises(VerifyMismatchError):
        HASHER.verify(hash_of_no_password(HASHER, os.urandom), password)


def test_with_the_costs_of_the_service_too():
    hasher = PasswordHasher()
    made = hash_of_no_password(hasher, os.urandom)
    assert not hasher.check_needs_rehash(made)

"""What every error that a person can meet has in common."""

import importlib
import pkgutil

import app
from app.errors import RefusedError, UnavailableError, UndersignedError


def every_error():
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if not module.name.endswith(("__main__", "env")) and ".migrations" not in module.name:
            importlib.import_module(module.name)
    todo, found = [UndersignedError], set()
    while todo:
        kind = todo.pop()
        found.add(kind)
        todo.extend(kind.__subclasses__())
    return found


def side_of(kind):
    """The device and the service name the same refusal alike: the code is what travels between them."""
    return "service" if kind.__module__.startswith(("app.hr", "app.server", "app.admin")) else "device"


def ends_well(words):
    return words.rstrip("”").endswith((".", "?", "}"))


def test_every_error_has_a_sentence_and_a_next_step_of_its_own():
    roots = {UndersignedError, RefusedError, UnavailableError}
    for kind in every_error() - roots:
        assert ends_well(kind.sentence), kind
        assert ends_well(kind.next_step), kind
        if not kind.__subclasses__():
            assert kind.sentence != UndersignedError.sentence, kind


def test_codes_are_stable_words_and_unique_on_each_side():
    kinds = every_error()
    codes = [(side_of(kind), kind().code) for kind in kinds if not kind.__name__.startswith("_")]
    assert sorted(codes) == sorted(set(codes))
    assert all(code.replace("-", "").isalnum() and code == code.lower() for _side, code in codes)


def test_missing_details_leave_no_braces_in_the_sentence():
    class SpilledMilkError(UnavailableError):
        sentence = "The {thing} is spilled."
        next_step = "Wipe it up."

    assert str(SpilledMilkError(thing="milk")) == "The milk is spilled. Wipe it up."
    assert "{" not in str(SpilledMilkError())
    assert SpilledMilkError().code == "spilled-milk"

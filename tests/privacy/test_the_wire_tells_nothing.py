"""Two people whose answers differ in everything send the same bytes, in the same number, order and sizes."""

import itertools
from pathlib import Path

import pytest

from app.config import Config
from app.domain.audit import Answer, Audit, to_bytes
from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from app.storage import audits
from app.ui import theme
from tests.desktop.conftest import Desk
from tests.fakes.hr_service import FixedClock, HrService
from tests.fakes.staff_app import TEXT
from tests.privacy import canaries, sitting
from tests.privacy.recorder import ADDRESS
from tests.privacy.story import RecordedApp, differences, play

LIVES = {
    "none, deleted": (canaries.none, True),
    "none, kept": (canaries.none, False),
    "one site, kept": (canaries.one, False),
    "two sites, deleted": (canaries.two, True),
    "five sites, deleted": (canaries.five, True),
    "five sites, kept": (canaries.five, False),
}


@pytest.fixture(scope="module")
def lives(tmp_path_factory, checklist):
    folder = tmp_path_factory.mktemp("lives")
    with pytest.MonkeyPatch.context() as monkeypatch:
        return {
            name: play(folder / name, steps, checklist, monkeypatch, delete=delete)
            for name, (steps, delete) in LIVES.items()
        }


def test_whatever_was_answered_the_same_bytes_are_sent_and_the_open_files_are_the_same(lives):
    for one, other in itertools.combinations(lives, 2):
        assert not differences(lives[one], lives[other]), (one, other)


def test_the_runs_that_are_compared_did_differ_and_did_send(lives):
    walks = {name: life.walk for name, life in lives.items()}
    assert len(walks["none, kept"].answers) == 0
    assert len(walks["five sites, kept"].chosen) == 5
    assert len({given.answer for given in walks["five sites, kept"].answers.values()}) == 4
    assert len(lives["five sites, kept"].seals) > 20 * len(lives["none, kept"].seals)
    assert all(len(life.trail.wire) > 15 for life in lives.values())
    for life in lives.values():
        records = life.trail.said["tables"]["records"]
        completions = [row for row in records if "audit-completion+jws" in row]
        assert len(completions) == 1
        (token,) = (each for each in completions[0] if str(each).count(".") == 2 and str(each) in _sent(life))
        assert token


def _sent(life):
    return b"".join(request.raw for request in life.trail.wire).decode()


def test_chance_for_the_wire_is_drawn_as_often_and_as_long_whatever_was_answered(lives):
    draws = [life.wire_draws for life in lives.values()]
    assert all(each == draws[0] for each in draws)
    assert 24 not in draws[0], "what seals the answers has a chance of its own"


def test_what_is_sealed_has_one_length_from_no_site_to_five(lives):
    sizes = [life.trail.said["sizes of what is sealed"] for life in lives.values()]
    assert all(each == sizes[0] and len(each) == 1 for each in sizes)


def test_even_every_answer_to_every_real_check_fits_into_one_block():
    folder = Path(__file__).parents[2] / "resources" / "checklists" / "section-7"
    real = parse(bundle({path.name: path.read_bytes() for path in folder.glob("*.toml")}))
    walk = Audit(real).choose(site.id for site in real.choosable)
    for name in real.checks:
        walk = walk.answer(name, Answer.NOT_FOR_ME).say_moved(name)
    walk = walk.see_commitments(each.id for each in real.commitments)
    assert len(to_bytes(walk)) + 4 <= audits.BLOCK_BYTES


def _sitting(folder, qtbot, checklist, sites, *, delete):
    clock = FixedClock()
    service = HrService(clock)
    service.publish(TEXT, checklist=checklist, due="2026-12-04")
    app = RecordedApp(folder, service.port, clock)
    desk = Desk(qtbot, app, Config(server=ADDRESS))
    try:
        sitting.begin(desk, service.invite(service.hire()))
        sitting.walk_through(desk, sites, [each.id for each in checklist.commitments] if sites else [])
        sitting.finish(desk, delete=delete)
        assert desk.policy.audit.standing == "received"
    finally:
        desk.close()
        app.close()
        service.shut()
    return app.recorder.requests, [len(each) for each in app.sent_chance.given]


@pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
def test_through_the_real_window_by_clicks_the_same_bytes_are_sent(tmp_path, qtbot, qapp, checklist):
    theme.apply(qapp, theme.Scheme.LIGHT, 1.0)
    five = [site.id for site in checklist.choosable[1:]]
    none_kept = _sitting(tmp_path / "none", qtbot, checklist, [], delete=False)
    five_deleted = _sitting(tmp_path / "five", qtbot, checklist, five, delete=True)
    assert none_kept == five_deleted
    assert len(none_kept[0]) > 10

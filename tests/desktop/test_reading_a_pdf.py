"""A policy that is a PDF: read page by page, searched, signed; and what HR says beside a policy."""

import pytest

from app import protocol
from app.desktop.places import Place
from tests.fakes.documents import pdf

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

PAGES = ("Phones\nPut them away in lessons.", "", "Use them outside.")


def publish(service, *pages, version=2):
    service.publish(pdf(*pages), version=version, media_type="application/pdf", title="Phones")


@pytest.fixture
def reader(desk, service, app):
    publish(service, *PAGES)
    app.refresh()
    desk.open()
    desk.window.resize(1280, 800)
    return desk


def test_its_pages_are_the_sections_and_each_has_to_be_in_view(reader):
    view = reader.find("policy-text")
    assert view.sections == ["Page 1: Phones", "Page 2", "Page 3: Use them outside."]
    assert not reader.find("continue-to-answer").isEnabled()
    reader.read_all()
    assert reader.place is Place.ANSWER
    reader.sign()
    assert reader.policy.answer is not None


def test_a_page_is_drawn_when_it_is_looked_at(reader):
    picture = reader.find("policy-text").grab().toImage()
    colours = {picture.pixelColor(x, 300).name() for x in range(0, picture.width(), 7)}
    assert "#ffffff" in colours
    assert len(colours) > 1


def test_words_are_found_on_the_page_that_has_them(reader):
    view = reader.find("policy-text")
    assert view.search("OUTSIDE") == 1
    assert view.textCursor().blockNumber() > 2
    assert view.search("nowhere to be found") == 0


def test_plain_text_has_every_word_and_says_which_page_has_none(reader):
    view = reader.find("policy-text")
    reader.click("plain-text")
    text = view.toPlainText()
    assert "Put them away in lessons." in text
    assert "This page is a picture." in text
    assert view.sections == ["Page 1: Phones", "Page 2", "Page 3: Use them outside."]


def test_it_fits_a_narrow_window(reader):
    reader.window.resize(700, 500)
    reader.settle()
    assert reader.find("policy-text").horizontalScrollBar().maximum() == 0


def test_who_signed_before_sees_only_the_pages_that_changed(reader, service, app):
    reader.read_all()
    reader.sign()
    publish(service, "A new first page.", *PAGES, version=3)
    reader.close()
    app.refresh()
    reader.open()
    reader.window.resize(1280, 800)
    view = reader.find("policy-text")
    assert view.seen[1:] == [True, True, True]
    assert reader.policy.since == 2


def test_a_pdf_that_cannot_be_read_leaves_the_last_good_version(desk, service, app):
    service.publish(b"%PDF-1.7 nothing %%EOF", version=2, media_type="application/pdf")
    with pytest.raises(Exception, match="cannot show"):
        app.refresh()
    assert app.policy.ref.version == 1


def told(**said):
    plain = {
        "policy": "social-media", "version": 1, "owner": None, "approved_by": None, "ratified": None,
        "review": None, "confirmed": None, "related": [],
    }  # fmt: skip
    return [protocol.BesidePolicy.model_validate(plain | said)]


def test_past_its_review_date_is_said_until_somebody_confirms_by_name(desk, service, app):
    service.beside = told(review="2022-03-31")
    app.refresh()
    desk.open()
    assert "due for review in March 2022" in desk.find("review-note").text()
    desk.close()
    confirmed = {"name": "Pat Lee", "on": "2026-11-20", "until": "2027-11-01"}
    service.beside = told(review="2022-03-31", confirmed=confirmed)
    app.refresh()
    desk.open()
    assert desk.shown("review-note") is None
    assert "Pat Lee said on 20 November 2026 that it is still in force." in desk.words()


def test_who_stands_behind_it_and_what_goes_with_it_stand_beside_it(desk, service, app):
    related = [
        {
            "kind": "safeguarding",
            "title": "Safeguarding policy",
            "link": "https://oak.example/s",
            "policy": None,
        },
        {"kind": "grievance", "title": "Grievance policy", "link": None, "policy": None},
        {"kind": "other", "title": "Run this", "link": "javascript:alert(1)", "policy": None},
    ]
    service.beside = told(owner="Head of HR", related=related)
    app.refresh()
    desk.open()
    assert "Owner: Head of HR" in desk.words()
    assert desk.find("related-0").text() == "Safeguarding policy"
    assert "Grievance policy" in desk.words()
    assert "Run this" not in desk.words()

"""What I keep: my evidence as a file that verifies, and my receipt as a PDF, a page for a screen reader, or a copy."""

import shutil
import subprocess

import pytest
from PySide6.QtGui import QGuiApplication

from app.desktop.places import Place
from app.evidence.verify import verify
from tests.desktop.in_my_name.conftest import NOWHERE

POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


@pytest.fixture
def receipt(signed):
    signed.click("receipt-signed-0")
    assert signed.place is Place.RECEIPT
    return signed


def test_my_evidence_is_saved_where_i_say_and_verifies(signed, tmp_path):
    signed.save_as("keep-my-evidence", tmp_path / "mine.zip")
    said = signed.find("evidence-saved").accessibleName()
    assert "Saved: mine.zip" in said
    assert "outside the Trust’s computers" in said
    assert signed.find("evidence-command").text() == "undersigned verify mine.zip"
    assert len(verify((tmp_path / "mine.zip").read_bytes()).records) == 1


def test_it_can_be_kept_from_the_first_page_too(signed, tmp_path):
    signed.click("in-my-name-back")
    signed.save_as("keep-my-evidence", tmp_path / "mine.zip")
    assert signed.place is Place.STATUS
    assert (tmp_path / "mine.zip").exists()


def test_evidence_that_cannot_be_kept_says_why_and_is_kept_on_the_next_try(signed, app, trust, tmp_path):
    app.move_to(NOWHERE)
    signed.save_as("keep-my-evidence", tmp_path / "mine.zip")
    assert "Nothing was saved." in signed.find("trouble-evidence").accessibleName()
    assert list(tmp_path.glob("mine.zip*")) == []
    app.move_to(trust.url)
    signed.click("try-again-evidence")
    assert (tmp_path / "mine.zip").exists()
    assert signed.shown("trouble-evidence") is None


def test_before_anything_was_received_there_is_nothing_to_keep(desk, app, tmp_path):
    app.refresh()
    desk.open()
    desk.window.go(Place.IN_MY_NAME)
    desk.settle()
    desk.save_as("keep-my-evidence", tmp_path / "mine.zip")
    assert "HR has not received anything from you yet" in desk.words()


@POPPLER
def test_my_receipt_is_a_pdf_with_the_signed_record_attached(receipt, tmp_path):
    receipt.save_as("save-receipt-pdf", tmp_path / "receipt.pdf")
    assert "Saved, with the signed record attached to it." in receipt.words()
    words = subprocess.run(
        ["pdftotext", tmp_path / "receipt.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Received by HR" in words
    assert "Sam Field" in words
    subprocess.run(
        ["pdfdetach", "-saveall", "-o", tmp_path, tmp_path / "receipt.pdf"], check=True, capture_output=True
    )
    assert (tmp_path / "record.jws").read_text().count(".") == 2


def test_my_receipt_is_a_page_for_a_screen_reader(receipt, tmp_path):
    receipt.save_as("save-receipt", tmp_path / "receipt.html")
    page = (tmp_path / "receipt.html").read_text("utf-8")
    assert "<h1>Received by HR</h1>" in page
    assert "Saved." in receipt.words()


def test_a_pdf_that_cannot_be_saved_says_so(receipt, tmp_path):
    receipt.window.page(Place.RECEIPT).save_pdf_to(tmp_path / "nowhere" / "receipt.pdf")
    assert "It could not be saved there." in receipt.words()


def test_my_receipt_is_copied_and_leads_back_to_where_i_came_from(receipt):
    receipt.click("copy-receipt")
    assert QGuiApplication.clipboard().text().startswith("Received by HR")
    receipt.click("receipt-back")
    assert receipt.place is Place.IN_MY_NAME
    receipt.click("in-my-name-back")
    receipt.click("receipt-acknowledged")
    receipt.click("receipt-back")
    assert receipt.place is Place.STATUS

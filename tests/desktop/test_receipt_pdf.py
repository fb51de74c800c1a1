"""The receipt as a PDF to file: A4, readable words, letters inside, and the machine-readable record attached."""

import shutil
import subprocess

import pytest

from app.ui.receipt_pdf import PdfNotSavedError, pdf, write_pdf

PAGE = (
    "<html lang='en-GB'><head><title>Receipt: Social Media Policy, 2021-03-22</title></head><body>"
    "<h1>Received by HR</h1><dl><dt><b>Name, as you typed it</b></dt><dd>Siân O’Connor</dd></dl></body></html>"
)
FILES = {"record.jws": b"a.b.c", "receipt.jws": b"d.e.f"}
POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def test_it_is_a_pdf_of_one_a4_page_with_the_letters_inside(qapp):
    found = pdf(PAGE, FILES)
    assert found.startswith(b"%PDF-")
    assert found.rstrip().endswith(b"%%EOF")
    assert found.count(b"/Type /Page\n") == 1
    assert b"/FontFile2" in found
    assert b"record.jws" in found or "record.jws".encode("utf-16-be") in found


def test_a_long_receipt_goes_on_another_page(qapp):
    found = pdf(PAGE.replace("</dl>", "<dd>More.</dd>" * 200 + "</dl>"), {})
    assert found.count(b"/Type /Page\n") > 1


@POPPLER
def test_its_words_can_be_read_and_its_files_taken_out_again(qapp, tmp_path):
    path = tmp_path / "receipt.pdf"
    write_pdf(PAGE, path, FILES)
    words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Received by HR" in words
    assert "Siân O’Connor" in words
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in about
    assert "Receipt: Social Media Policy, 2021-03-22" in about
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, path], check=True, capture_output=True)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES


def test_where_it_cannot_be_saved_nothing_is_left_behind(qapp, tmp_path):
    with pytest.raises(PdfNotSavedError):
        write_pdf(PAGE, tmp_path / "nowhere" / "receipt.pdf", FILES)
    assert list(tmp_path.iterdir()) == []

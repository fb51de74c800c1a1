"""Files made to do harm: each is bounded in time and memory, fetches and runs nothing, and is told in one sentence."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest

from app.bounded import DamagedFileError, TooMuchToOpenError
from app.documents import errors
from app.documents.run import open_file
from app.domain.policy_safety import (
    ControlCharactersError,
    TurningCharactersError,
    UnsafeLinkError,
    check_text,
)
from tests.fakes import documents
from tests.fakes.documents import R, link, paragraph, pdf, whole_pdf, word

PART = "word/document.xml"
PAGE_WITH_PICTURE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    b"/Resources << /XObject << /I 4 0 R >> >> >>"
)


def rezipped(made: bytes, changed: dict[str, bytes]) -> bytes:
    """The same package with other parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return out.getvalue()


def refused(name: str, content: bytes) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the caller says which
        open_file(name, content)
    assert caught.value.sentence
    assert caught.value.next_step
    return caught.value


BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><w:document/>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'


@pytest.mark.parametrize(
    "text", [BILLION, OUTSIDE, OUTSIDE.decode().encode("utf-16"), b"<!doctype html><x/>"], ids=range(4)
)
@pytest.mark.parametrize("part", [PART, "word/styles.xml", "word/_rels/document.xml.rels", "custom.xml"])
def test_xml_bombs_and_entities_are_never_expanded(part, text):
    assert isinstance(
        refused("a.docx", rezipped(word(paragraph("x")), {part: text})), errors.DeclaresEntitiesError
    )


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = rezipped(word(paragraph("x")), {"word/media/image1.png": b"\0" * (80 * 2**20)})
    assert len(bomb) < 200_000
    assert isinstance(refused("a.docx", bomb), errors.UnpacksTooLargeError)


def test_a_zip_that_lies_about_its_size_is_stopped_while_it_unpacks():
    made = bytearray(rezipped(word(paragraph("x")), {"word/extra.xml": b" " * (40 * 2**20)}))
    place = made.rfind(b"word/extra.xml") - 46  # the entry in the central directory
    made[place + 24 : place + 28] = struct.pack("<I", 1000)
    assert isinstance(refused("a.docx", bytes(made)), (errors.MalformedError, errors.UnpacksTooLargeError))


def test_thousands_of_parts_are_refused():
    parts = {f"word/media/{n}.bin": b"x" for n in range(4000)}
    assert isinstance(refused("a.docx", rezipped(word(paragraph("x")), parts)), errors.UnpacksTooLargeError)


def test_xml_nested_too_deep_is_given_up():
    deep = b"<w:sdt><w:sdtContent>" * 60_000 + b"</w:sdtContent></w:sdt>" * 60_000
    body = word(paragraph("x"))
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        text = package.read(PART).replace(b"<w:body>", b"<w:body>" + deep)
    found = refused("a.docx", rezipped(body, {PART: text}))
    assert isinstance(found, (errors.DocumentError, DamagedFileError, TooMuchToOpenError))


def test_macros_are_refused():
    assert isinstance(refused("a.docm", word(parts={"word/vbaProject.bin": b"x"})), errors.MacrosError)


def test_remote_pictures_templates_and_frames_are_not_fetched(serving_nothing):
    address, asked = serving_nothing
    relationships = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(("image", "attachedTemplate", "frame", "oleObject", "subDocument"), 20)
    )
    made = word(
        paragraph("Be kind."),
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'r:link="rId20"/></w:drawing></w:r></w:p>',
    )
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        rels = package.read("word/_rels/document.xml.rels").decode()
    changed = rels.replace("</Relationships>", f"{relationships}</Relationships>").encode()
    opened = open_file("a.docx", rezipped(made, {"word/_rels/document.xml.rels": changed}))
    assert opened.content == b"Be kind.\n"
    assert opened.left_out == ("1 picture is left out.",)
    assert asked == []


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ms-word:ofe|u|x", "\\\\host\\share"],
)
def test_a_link_that_runs_or_opens_something_is_left_as_its_words(target):
    opened = open_file("a.docx", word(link("press me"), links={"rId9": target}))
    assert opened.content == b"press me\n"
    assert opened.left_out == ("1 unsafe link is kept as words only.",)


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape>'
DRAWN = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<s:txbx xmlns:s="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<w:txbxContent>{0}</w:txbxContent></s:txbx></wp:inline></w:drawing>"
)
BOTH = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f"<mc:Choice>{DRAWN}</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("body", "there", "gone", "said"),
    [
        (
            f'<w:ins w:id="1" w:author="x">{run("must not ")}</w:ins>',
            "must not",
            None,
            "1 insertion that was not accepted in Word is in the text, as if it had been.",
        ),
        (
            f'<w:del w:id="1">{run("may ").replace("w:t>", "w:delText>").replace("w:t ", "w:delText ")}</w:del>',
            None,
            "may",
            "1 deletion that was not accepted in Word is left out, as if it had been.",
        ),
        (
            f'<w:moveFrom w:id="1">{run("before")}</w:moveFrom><w:moveTo w:id="2">{run("moved")}</w:moveTo>',
            "moved",
            "before",
            "1 move that was not accepted in Word is done, as if it had been.",
        ),
        (
            "<w:r><w:pict>" + BOX.format(paragraph("in the box")) + "</w:pict></w:r>",
            "in the box",
            None,
            "1 text box is in the text, where it stands in the file.",
        ),
        (
            "<w:r>" + BOTH.format(paragraph("in the box")) + "</w:r>",
            "in the box",
            None,
            "1 text box is in the text, where it stands in the file.",
        ),
        (
            "<w:r>" + DRAWN.format(paragraph("in the box")) + "</w:r>",
            None,
            "in the box",
            "1 text box is left out. Move its words into the text in Word.",
        ),
        (
            run("secret", "<w:vanish/>"),
            "secret",
            None,
            "1 piece of text that Word hides is shown like the rest. Delete it in Word if staff should not read it.",
        ),
        (run("plain", '<w:vanish w:val="0"/>'), "plain", None, None),
    ],
)
def test_what_is_said_of_a_word_file_is_what_its_text_shows(body, there, gone, said):
    opened = open_file("a.docx", word(f"<w:p>{run('Staff ')}{body}{run('post.')}</w:p>"))
    text = opened.content.decode()
    assert there is None or there in text
    assert gone is None or gone not in text
    assert opened.left_out == ((said,) if said else ())


def test_html_and_markdown_in_a_word_file_stay_words():
    made = word(paragraph("&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) # no *star*"))
    text = open_file("a.docx", made).content.decode()
    assert "<script>" not in text.replace("\\<", "")
    check_text(text)


def test_a_style_map_hidden_in_the_file_is_not_followed():
    hidden = {"mammoth/style-map": b"p => script"}
    assert open_file("a.docx", rezipped(word(paragraph("Be kind.")), hidden)).content == b"Be kind.\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Pay \u202e100\u202c now", TurningCharactersError),
        ("Pay \u2067100\u2069 now", TurningCharactersError),
        ("bell \x07", ControlCharactersError),
        ("[x](javascript:alert(1))", UnsafeLinkError),
        ("[x]( <JavaScript:alert(1)>)", UnsafeLinkError),
        ("[x](java&#115;cript:alert(1))", UnsafeLinkError),
        ("[x][1]\n\n[1]: file:///etc/passwd", UnsafeLinkError),
        ("<file:///etc/passwd>", UnsafeLinkError),
        ("![x](data:text/html;base64,AAAA)", UnsafeLinkError),
    ],
)
def test_a_text_that_shows_something_else_than_it_says_is_refused(text, error):
    with pytest.raises(error):
        open_file("a.md", f"# A\n\n{text}\n".encode())


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://oak.example/a:b) [y](mailto:hr@oak.example) [z](#part-2) [w](part.md)",
        "<https://oak.example> and <hr@oak.example>",
        "سياسة المدرسة and 學校政策 and Zoë O’Neill-Đặng",
        "1. At 9:00 (note: bring it) [sic]: fine",
    ],
)
def test_an_honest_text_passes(text):
    assert open_file("a.md", f"# A\n\n{text}\n".encode()).media_type == "text/markdown"


def test_bidirectional_tricks_in_a_word_file_are_refused():
    assert isinstance(refused("a.docx", word(paragraph("Pay \u202e100"))), TurningCharactersError)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.docx", b"PK\x03\x04 and nothing more", errors.MalformedError),
        ("a.docx", b"no zip at all", errors.UnknownDocumentFormatError),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.OldWordError),
        ("a.docx", word(paragraph("x"))[:-200], errors.MalformedError),
        ("a.docx", word(paragraph(" ")), errors.NothingToReadError),
        ("a.pdf", b"%PDF-1.7\nnothing", errors.MalformedError),
        ("a.pdf", pdf("x")[:120], errors.MalformedError),
        ("a.pdf", pdf(), errors.MalformedError),
        ("a.pdf", b"GIF89a", errors.UnknownDocumentFormatError),
        ("a.md", b"\xff\xfe\x00x", errors.UnknownDocumentFormatError),
        ("a.md", b"  \n ", errors.NothingToReadError),
        ("a.md", b"x" * (21 * 2**20), errors.TooLargeError),
    ],
)
def test_a_malformed_file_is_told_in_words(name, content, error):
    assert isinstance(refused(name, content), error)


def test_a_zip_locked_with_a_password_is_told():
    made = bytearray(word(paragraph("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.find(mark)
        while place >= 0:
            made[place + offset] |= 1
            place = made.find(mark, place + 4)
    assert isinstance(refused("a.docx", bytes(made)), errors.LockedError)


def test_a_pdf_locked_with_a_password_is_told():
    locked = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
    made = pdf("x", trailer="/Encrypt 6 0 R /ID [<41> <41>]")
    objects = made.replace(b"xref\n", b"6 0 obj\n" + locked + b"\nendobj\nxref\n", 1)
    assert isinstance(refused("a.pdf", objects), (errors.LockedError, errors.MalformedError))


def test_a_hundred_thousand_pages_are_refused_without_looking_at_them():
    kids = b" ".join([b"3 0 R"] * 100_000)
    made = whole_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + kids + b"] /Count 100000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )
    found = refused("a.pdf", made)
    assert isinstance(found, errors.TooManyPagesError)
    assert "100,000" in found.sentence


def test_a_page_as_large_as_a_field_is_refused():
    assert isinstance(refused("a.pdf", pdf("x", size=(14_000, 14_000))), errors.PageTooLargeError)


def test_a_picture_that_unpacks_to_gigabytes_ends_within_its_bounds():
    side = 60_000
    dots = zlib.compress(b"\0" * (64 * 2**20), 9)
    made = whole_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE_WITH_PICTURE,
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
            b"/Filter /FlateDecode /Length %d >>\nstream\n" % (side, side, len(dots)) + dots + b"\nendstream",
            b"<< /Length 30 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream",
        ]
    )
    # PDFium may refuse to unpack it and draw nothing, or run into its bounds: neither takes the machine along.
    with suppress(errors.DocumentError, TooMuchToOpenError, DamagedFileError):
        assert len(open_file("a.pdf", made).pages) == 1


def test_scripts_and_launch_actions_in_a_pdf_are_not_run(tmp_path):
    mark = tmp_path / "ran"
    made = pdf("Hello").replace(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (touch %s) >> >>" % str(mark).encode(),
    )
    opened = open_file("a.pdf", made)
    assert opened.pages[0].text == "Hello"
    assert not mark.exists()


def test_the_same_words_on_a_page_have_the_same_digest_wherever_the_page_stands():
    one = open_file("a.pdf", documents.pdf("First", "Second")).pages
    two = open_file("b.pdf", documents.pdf("New", "First", "Second", "")).pages
    assert [page.digest for page in one] == [page.digest for page in two[1:3]]
    assert open_file("c.pdf", documents.pdf("", "")).without_words == (1, 2)

"""Staff lists as real files: workbooks of every form that the importer reads, and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import xlsxwriter

Rows = Sequence[Sequence[object]]

HEADINGS = ["Staff ID", "Name", "Email", "School", "Role"]
ANN = ["1", "Ann Ó Briain", "ann@oak.example", "Oak", "Teacher"]


def csv_of(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    return "\n".join(",".join(row) for row in (headings, *rows)).encode()


def xlsx(sheets: dict[str, Rows]) -> bytes:
    """A workbook of these sheets; a cell that begins with "=" is written as a formula."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def ods(rows: Rows) -> bytes:
    """A minimal OpenDocument spreadsheet (ODF 1.2)."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="Staff">{cells}'
    body += "</table:table></office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2">'
            f"{body}</office:document-content>",
        )
    return content.getvalue()


def xls(rows: Rows) -> bytes:
    """A minimal BIFF8 workbook ([MS-XLS]) in a compound file ([MS-CFB]) of one sheet, every cell a label."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def bof(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    eof, name = record(0x000A, b""), b"Staff"
    sheet = bof(0x0010) + record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0))
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            text = str(cell)
            label = struct.pack("<HHHHB", number, place, 0, len(text), 1) + text.encode("utf-16-le")
            sheet += record(0x0204, label)
    sheet += record(0x023E, b"\0" * 18) + eof
    start = bof(0x0005)
    entry = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name
    offset = len(start) + len(record(0x0085, entry)) + len(eof)
    entry = struct.pack("<I", offset) + entry[4:]
    return _compound(b"Workbook", start + record(0x0085, entry) + eof + sheet)


def _compound(name: bytes, stream: bytes) -> bytes:
    """A compound file of one stream: the header, one sector of the table, one of the directory, then the stream."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    count, end, free = len(stream) // 512, 0xFFFFFFFE, 0xFFFFFFFF
    assert count + 2 <= 128
    chain = [0xFFFFFFFD, end, *range(3, count + 2), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)

    def item(title: bytes, kind: int, child: int, first: int, size: int) -> bytes:
        wide = title.decode().encode("utf-16-le")
        text = wide.ljust(64, b"\0") + struct.pack("<H", len(wide) + 2 if wide else 0)
        return (
            text
            + struct.pack("<BBIII", kind, 1, free, free, child)
            + b"\0" * 36
            + struct.pack("<IQ", first, size)
        )

    directory = item(b"Root Entry", 5, 1, end, 0) + item(name, 2, free, 2, len(stream))
    directory += item(b"", 0, free, 0, 0) * 2
    return header + table + directory + stream


def zip_bomb() -> bytes:
    """A workbook whose sheet unfolds to a gigabyte of nothing."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        for _ in range(500):
            sheet.write(b"\0" * 2**20)
    return content.getvalue()


def with_part(book: bytes, part: str, text: str) -> bytes:
    """The workbook with another text in place of one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, text if one == part else old.read(one))
    return out.getvalue()

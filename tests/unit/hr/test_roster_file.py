"""Reading staff lists as schools export them, and what is said of those that cannot be read."""

from datetime import date

import pytest

from app.hr.roster_file import MOST_PROBLEMS, read

HEADER = "Staff ID,Name,Email,School,Role\n"
ANN = "1,Ann Ó Briain,ann@oak.example,Oak,Teacher\n"


def _one(content: bytes):
    found = read(content)
    assert found.problems == []
    [entry] = found.entries
    return entry


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_delimiter_is_read(encoding, delimiter):
    entry = _one((HEADER + ANN).replace(",", delimiter).encode(encoding))
    assert (entry.staff_id, entry.name, entry.email) == ("1", "Ann Ó Briain", "ann@oak.example")


@pytest.mark.parametrize(
    "header",
    [
        "REFERENCE,Full Name,E-mail,Site,Job Title",
        "Payroll No.,name,Work Email Address,Academy,post",
        "staff_id,NAME,email,school_name,position",
        " Employee ID ,Staff Name,Email Address,Establishment,Job Role",
    ],
)
def test_columns_are_known_by_the_names_that_systems_use(header):
    assert _one(f"{header}\n{ANN}".encode()).role == "Teacher"


def test_a_name_may_come_in_two_columns():
    content = "Surname,Forename,Staff ID,Email,School,Role\nO'Neill,Siân,7,s@oak.example,Oak,Cook\n"
    assert _one(content.encode()).name == "Siân O'Neill"


def test_line_breaks_and_delimiters_inside_quotes_are_part_of_the_cell():
    content = HEADER + '1,"Ann\nMarie, Jones",a@oak.example,"Oak, upper ""site""",Teacher\n'
    entry = _one(content.encode())
    assert (entry.name, entry.school) == ("Ann Marie, Jones", 'Oak, upper "site"')


def test_empty_lines_and_further_columns_are_left_alone():
    content = "Staff ID,Name,Email,School,Role,Favourite colour\n\n1,Ann,a@oak.example,Oak,Cook,red\n,,,,,\n"
    assert _one(content.encode()).staff_id == "1"


@pytest.mark.parametrize(
    ("written", "meant"), [("01/09/2026", date(2026, 9, 1)), ("2026-09-01", date(2026, 9, 1)), ("", None)]
)
def test_dates_are_day_first_or_iso(written, meant):
    content = f"Staff ID,Name,Email,School,Role,Start Date\n1,Ann,a@oak.example,Oak,Cook,{written}\n"
    assert _one(content.encode()).joined_on == meant


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file is empty."),
        ("Name,Email,School,Role\n", "The list has no column for a staff id."),
        ("Staff ID,Name,School,Role\n", "The list has no column for an e-mail address."),
        ("Staff ID,Name,Email,Role\n", "The list has no column for a school."),
        ("Staff ID,Name,Email,School\n", "The list has no column for a role or job title."),
        (
            "Staff ID,Surname,Email,School,Role\n",
            "The list has no column for a name (or for a forename and a surname).",
        ),
        (
            HEADER + ANN + ANN.replace("ann@", "b@"),
            "Lines 2 and 3 have the same staff id. Each person may stand on the list once.",
        ),
        (
            HEADER + ANN + ANN.replace("1,", "2,", 1).replace("ann@", "ANN@"),
            "Lines 2 and 3 have the same e-mail address. Each person may stand on the list once.",
        ),
        (HEADER + "1,Ann\n", "Line 2 is too short: it has 2 of 5 columns."),
        (HEADER + "1,,a@oak.example,Oak,Cook\n", "Line 2 has no name."),
        (HEADER + "1,Ann,a@oak.example,,Cook\n", "Line 2 has no school."),
        (HEADER + "1,Ann,not an address,Oak,Cook\n", "Line 2: the e-mail address does not look like one."),
        (HEADER + f"1,{'A' * 201},a@oak.example,Oak,Cook\n", "Line 2: a name is longer than can be kept."),
        (
            HEADER + '1,"Ann,a@oak.example,Oak,Cook\n',
            "A quotation mark is opened and not closed. Export the list again, and try that file.",
        ),
        (
            "Staff ID,Name,Email,School,Role,Leave Date\n1,Ann,a@oak.example,Oak,Cook,31/02/2026\n",
            "Line 2 has a date that is not one. Write it as 31/12/2026.",
        ),
        (
            "Staff ID,ID,Name,Email,School,Role\n",
            "Two columns mean the same: “Staff ID” and “ID”. Take one out, and try again.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(content, sentence):
    found = read(content.encode())
    assert sentence in found.problems


@pytest.mark.parametrize(
    ("column", "named"),
    [
        ("NI Number", "National Insurance number"),
        ("National Insurance No", "National Insurance number"),
        ("D.O.B.", "date of birth"),
        ("Date of Birth", "date of birth"),
        ("Home Address", "home address"),
        ("Postcode", "home address"),
        ("Annual Salary", "pay"),
        ("Pay Scale", "pay"),
    ],
)
def test_columns_that_hr_should_not_hold_are_refused_and_named(column, named):
    found = read(
        f"Staff ID,Name,Email,School,Role,{column}\n1,Ann,a@oak.example,Oak,Cook,QQ123456C\n".encode()
    )
    assert found.entries == []
    assert any(named in problem for problem in found.problems)
    assert "QQ123456C" not in str(found.problems)


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 40, b"PK\x03\x04\x00\x00", b"\xff\xfe\x00\xd8"])
def test_letters_that_cannot_be_read_are_said_so(content):
    assert read(content).problems == [
        "The file's letters could not be read. Save it as CSV in UTF-8, and try again."
    ]


def test_a_file_that_is_no_staff_list_is_said_so_quickly():
    assert read(b"x" * (10 * 2**20 + 1)).problems[0].startswith("The file is larger than 10 MB.")
    assert len(read((HEADER + "1\n" * 500).encode()).problems) == MOST_PROBLEMS


@pytest.mark.parametrize("name", ["Zoë O’Brien-Smith", "李雷", "محمد", "Ng", "A" * 200])
def test_every_name_is_a_name(name):
    content = f"{HEADER}1,{name},a@oak.example,Oak,Cook\n"
    assert _one(content.encode()).name == name

"""Reading staff lists as schools export them, and what is said of those that cannot be read."""

from datetime import date

import pytest

from app.hr.roster_file import MOST_PROBLEMS, Choice, read

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


REFUSED = {
    "a National Insurance number": "NI Number (HMRC)|N.I. No.|NINumber1|National Insurance No|nationalinsurancenumber",
    "the date of birth": "DOB (dd/mm/yyyy)|Employee Date of Birth|Birth Date|D.O.B.|dateofbirth|Age",
    "the home address": "Address Line 3|Permanent Address|Employee address|Home Tel|Home Postcode|addressline1"
    "|Residential address (home)|Personal email|Street 2|Next of kin",
    "pay": "Annual Salary (FTE)|Gross pay|Pay scale point|Salary 2026|FTE salary|Salary band|Hourly rate|Spine point"
    "|Scale|Bank account no|annualsalary",
    "a protected characteristic or somebody’s health": "Ethnicity|Ethnic Origin Code|Religion or belief|Disability (Y/N)"
    "|Sickness days|Trade union member",
}


@pytest.mark.parametrize(
    ("named", "heading"), [(named, one) for named, all_ in REFUSED.items() for one in all_.split("|")]
)
def test_what_hr_should_not_hold_is_refused_whatever_stands_around_it_in_the_heading(named, heading):
    found = read(f"{HEADER.strip()},{heading}\n1,Ann,a@oak.example,Oak,Cook,something\n".encode())
    assert found.problems == [
        f"The column “{heading}” holds {named}, which must not be kept here. Take it out of the file, and try again."
    ]
    assert not any(one.sample for one in found.columns)


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Payroll group",
            "Pay No",
            "Email address 2",
            "School address",
            "Bank staff",
            "Age range taught",
            "Home school",
        ),
        *("Post title 2", "Scale of post", "Grade", "Monitor", "Favourite colour", "Opening hours"),
    ],
)
def test_a_heading_that_only_looks_alike_is_left_alone(heading):
    assert read(f"{HEADER.strip()},{heading}\n1,Ann,a@oak.example,Oak,Cook,x\n".encode()).problems == []


def test_a_name_may_come_in_two_columns():
    content = "Surname,Forename,Staff ID,Email,School,Role\nO'Neill,Siân,7,s@oak.example,Oak,Cook\n"
    assert _one(content.encode()).name == "Siân O'Neill"


def test_line_breaks_and_delimiters_inside_quotes_are_part_of_the_cell():
    content = HEADER + '1,"Ann\nMarie, Jones",a@oak.example,"Oak, upper ""site""",Teacher\n'
    entry = _one(content.encode())
    assert (entry.name, entry.schools) == ("Ann Marie, Jones", ('Oak, upper "site"',))


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
            (
                "Rows 2 and 3 have the same staff id, but not the same name and e-mail address. "
                "Each person needs a staff id of their own."
            ),
        ),
        (
            HEADER + ANN + ANN.replace("1,", "2,", 1).replace("ann@", "ANN@"),
            "Rows 2 and 3 have the same e-mail address. Each person needs their own.",
        ),
        (HEADER + "1,Ann\n", "Row 2 is too short: it has 2 of 5 columns."),
        (HEADER + "1,,a@oak.example,Oak,Cook\n", "Row 2: there is no name."),
        (HEADER + "1,Ann,a@oak.example,,Cook\n", "Row 2: there is no school."),
        (HEADER + "1,Ann,not an address,Oak,Cook\n", "Row 2: the e-mail address does not look like one."),
        (HEADER + f"1,{'A' * 201},a@oak.example,Oak,Cook\n", "Row 2: a name is longer than can be kept."),
        (
            HEADER + '1,"Ann,a@oak.example,Oak,Cook\n',
            "A quotation mark is opened and not closed. Export the list again, and try that file.",
        ),
        (
            HEADER + ANN + '2,"Bob" Smith,b@oak.example,Oak,Cook\n',
            (
                "Row 3: the quotation marks do not fit. Text follows one that closes a cell. "
                "Take the quotation marks out of that cell, or double them."
            ),
        ),
        (
            HEADER + ANN + f"2,{'B' * 200_000},b@oak.example,Oak,Cook\n",
            "Row 3: a cell holds far more than a staff list has. Export the list again, and try that file.",
        ),
        (
            "Staff ID,Name,Email,School,Role,Start Date\n1,Ann,a@oak.example,Oak,Cook,03/04/25\n",
            "Row 2: there is a date with two figures for the year. Write all four, as in 31/12/2026.",
        ),
        (
            "Staff ID,Name,Email,School,Role,Leave Date\n1,Ann,a@oak.example,Oak,Cook,31/02/2026\n",
            "Row 2: there is a date that is not one. Write it as 31/12/2026.",
        ),
        (
            f"{HEADER.strip()},Start Date,Leave Date\n1,Ann,a@oak.example,Oak,Cook,02/09/2026,01/09/2026\n",
            "Row 2: the last day comes before the first day.",
        ),
        (
            "Staff ID,ID,Name,Email,School,Role\n",
            "More than one column could be the staff id: “Staff ID” and “ID”. Choose one.",
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


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 40, b"\xff\xfe\x00\xd8"])
def test_letters_that_cannot_be_read_are_said_so(content):
    assert read(content).problems == [
        "The file's letters could not be read. Save it as CSV in UTF-8, or as .xlsx, and try again."
    ]


def test_a_file_that_is_no_staff_list_is_said_so_quickly():
    assert read(b"x" * (25 * 2**20 + 1)).problems[0].startswith("The file is larger than 25 MB.")
    assert len(read((HEADER + "1,x\n" * 500).encode()).problems) == MOST_PROBLEMS


@pytest.mark.parametrize("name", ["Zoë O’Brien-Smith", "李雷", "محمد", "Ng", "A" * 200])
def test_every_name_is_a_name(name):
    content = f"{HEADER}1,{name},a@oak.example,Oak,Cook\n"
    assert _one(content.encode()).name == name


@pytest.mark.parametrize(
    ("header", "system"),
    [
        ("PayrollNumber,LegalForename,LegalSurname,Gender,Work Email,School,Post", "SIMS"),
        ("Arbor ID,Legal First Name,Legal Last Name,Gender,Email,School,Business role", "Arbor"),
        ("Ref No,Forename,Surname,Contract Ref,Email,Site,Job Type", "Access"),
    ],
)
def test_lists_of_the_common_systems_are_known(header, system):
    found = read(f"{header}\n1,Ann,Jones,x,ann@oak.example,Oak,Cook\n".encode())
    assert (found.problems, found.basis) == ([], system)
    assert found.entries[0].name == "Ann Jones"


def test_the_preferred_name_is_shown_and_the_legal_one_kept():
    header = "Staff Code,First Name,Last Name,Preferred First Name,Preferred Last Name,Email,School,Job Title"
    found = read(
        f"{header}\n1,Robert,Jones,Bob,Smith,b@oak.example,Oak,Cook\n2,An,Li,,,l@oak.example,Oak,Cook\n".encode()
    )
    assert found.basis == "Bromcom"
    assert [(one.name, one.legal_name) for one in found.entries] == [
        ("Bob Smith", "Robert Jones"),
        ("An Li", ""),
    ]


def test_one_preferred_word_beside_a_surname_is_a_first_name():
    header = "Staff ID,Forename,Surname,Preferred Name,Email,School,Role"
    entry = _one(f"{header}\n1,Robert,Jones,Bob,b@oak.example,Oak,Cook\n".encode())
    assert (entry.name, entry.legal_name) == ("Bob Jones", "Robert Jones")


def test_somebody_in_several_schools_may_stand_in_several_rows_or_in_one_cell():
    rows = HEADER + ANN + ANN.replace("Oak,", "Elm,") + "2,Ben,b@oak.example,Elm; Oak; Elm,Cook\n"
    found = read(rows.encode())
    assert found.problems == []
    assert [one.schools for one in found.entries] == [("Oak", "Elm"), ("Elm", "Oak")]


def test_columns_can_be_chosen_and_what_was_chosen_before_is_taken_again():
    content = b"Nr,Wer,Mail,Wo,Was\n1,Ann,a@oak.example,Oak,Cook\n"
    columns = {"staff_id": "Nr", "name": "Wer", "email": "Mail", "school": "Wo", "role": "Was"}
    before = read(content)
    assert before.unsettled
    assert [column.heading for column in before.columns] == ["Nr", "Wer", "Mail", "Wo", "Was"]
    assert before.columns[1].sample == "Ann"
    assert read(content, Choice(columns=columns)).entries[0].role == "Cook"
    assert read(content, remembered=columns).basis == "remembered"


def test_what_looks_like_a_national_insurance_number_is_refused_wherever_it_stands():
    content = HEADER.replace(
        "Role", "Role,Notes"
    ) + "1,Ann,a@oak.example,Oak,Cook,see QQ 12 34 56 C\n".replace("QQ", "AB")
    found = read(content.encode())
    [problem] = found.problems
    assert problem.startswith("The column “Notes” holds what looks like a National Insurance number (row 2)")
    assert "34 56" not in str(found)


def test_letters_that_turn_the_text_round_are_refused_and_unseen_marks_taken_out():
    turned = read((HEADER + "1,Ann\u202egnp,a@oak.example,Oak,Cook\n").encode())
    assert turned.problems == [
        "Row 2: there are hidden characters that change how the text reads. Type it again."
    ]
    assert _one((HEADER + "1,\u200fمحمد\u200b,a@oak.example,Oak,Cook\n").encode()).name == "محمد"


def test_a_formula_is_a_text_like_any_other():
    assert _one((HEADER + "1,=CMD('calc'),a@oak.example,Oak,Cook\n").encode()).name == "=CMD('calc')"


def test_nobody_needs_an_e_mail_address():
    found = read((HEADER + "1,Ann,,Oak,Cook\n2,Ben,,Oak,Cook\n").encode())
    assert (len(found.entries), found.problems) == (2, [])


def test_agency_workers_volunteers_and_governors_are_known_by_their_kind():
    rows = "".join(
        f"{n},P,,Oak,Cook,{kind}\n"
        for n, kind in enumerate(["Permanent", "Agency staff", "Volunteer", "LA Governor"])
    )
    found = read((HEADER.replace("Role", "Role,Staff Type") + rows).encode())
    assert [one.kind for one in found.entries] == ["employee", "agency", "volunteer", "governor"]


def test_letters_of_windows_are_read_by_rule_and_never_guessed():
    assert _one((HEADER + ANN.replace("Ó", "€Š")).encode("cp1252")).name == "Ann €Š Briain"

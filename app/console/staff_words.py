"""The words for columns, kinds of people and changed fields on the pages of the staff list."""

from PySide6.QtCore import QCoreApplication

from app.protocol_staff import KindName, Meaning


def tr(text: str) -> str:
    """The text in the window's language."""
    return QCoreApplication.translate("StaffWords", text)


def meanings() -> dict[Meaning, str]:
    """What a column can mean, in the order of the choice."""
    return {
        "staff_id": tr("Staff id"),
        "name": tr("Whole name"),
        "forename": tr("First name"),
        "surname": tr("Last name"),
        "preferred_name": tr("Preferred whole name"),
        "preferred_forename": tr("Preferred first name"),
        "preferred_surname": tr("Preferred last name"),
        "legal_name": tr("Legal whole name"),
        "legal_forename": tr("Legal first name"),
        "legal_surname": tr("Legal last name"),
        "email": tr("Work e-mail address"),
        "school": tr("School, or several"),
        "role": tr("Role or job title"),
        "line_manager": tr("Line manager (e-mail or staff id)"),
        "kind": tr("Kind of person"),
        "joined_on": tr("First day"),
        "left_on": tr("Last day"),
    }


def kinds() -> dict[KindName, str]:
    """What somebody can be to the trust."""
    return {
        "employee": tr("Employee"),
        "agency": tr("Agency worker"),
        "volunteer": tr("Volunteer"),
        "governor": tr("Governor or trustee"),
    }


def changed(what: str) -> str:
    """The word for a field that changes."""
    return {
        "staff_id": tr("staff id"),
        "name": tr("name"),
        "legal_name": tr("legal name"),
        "email": tr("e-mail"),
        "schools": tr("school"),
        "role": tr("role"),
        "line_manager": tr("line manager"),
        "kind": tr("kind"),
        "days": tr("dates"),
    }.get(what, what)

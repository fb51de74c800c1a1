"""HR signs in; a session that ends asks again and keeps what HR was looking at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.fakes.console_service import ACCOUNT, PASSWORD, nonsense


def sign_in(console, password=PASSWORD):
    console.part("signInAccount").clear()
    console.type("signInAccount", ACCOUNT)
    console.type("signInPassword", password)
    console.bot.keyClick(console.part("signInPassword"), Qt.Key.Key_Return)


def note(console):
    return console.part("signInNote")


def test_account_and_password_lead_to_the_list(open_console):
    console = open_console(signed_in=False)
    assert console.page() == "signInPage"
    sign_in(console)
    console.until_news()
    assert console.page() == "whoPage"
    assert len(console.names) == 12


def test_a_wrong_password_is_said_plainly_and_the_account_stays_typed(open_console):
    console = open_console(signed_in=False)
    sign_in(console, "wrong")
    console.until(note(console).isVisible)
    assert note(console).text().startswith("The account or the password is not right. Check both")
    assert console.part("signInAccount").text() == ACCOUNT
    assert console.part("signInPassword").text() == ""
    assert console.part("signInButton").isEnabled()


def test_a_missing_word_is_asked_for_where_it_is_missing(open_console):
    console = open_console(signed_in=False)
    console.click("signInButton")
    assert console.window.sign_in._account.message() == "Type the name of your account."
    assert console.service.asked == []


def test_an_address_that_is_not_safe_is_refused_before_a_password_goes_anywhere(open_console):
    console = open_console(signed_in=False)
    console.window.sign_in._server.setText("http://hr.trust.example")
    sign_in(console)
    console.until(note(console).isVisible)
    assert "has to begin with https://" in note(console).text()


def test_a_service_that_is_not_there_is_said_plainly(open_console, service):
    console = open_console(signed_in=False)
    service.stop()
    sign_in(console)
    console.until(note(console).isVisible)
    assert note(console).text() == "HR’s service cannot be reached from here just now. Try again in a moment."


def test_something_else_at_that_address_is_not_believed(open_console, service):
    console = open_console(signed_in=False)
    service.answer_with = nonsense
    sign_in(console)
    console.until(note(console).isVisible)
    assert "not as HR’s service does" in note(console).text()


def test_a_session_that_ends_asks_again_and_keeps_the_filters(console):
    console.show_only("North Primary")
    console.type("search", "0004")
    console.service.end_sessions()
    console.until(lambda: console.page() == "signInPage")
    assert note(console).text() == "Your session has ended. Sign in again. Your filters are kept."
    sign_in(console)
    console.until(lambda: console.page() == "whoPage")
    assert console.names == ["Staff member 0004"]
    assert console.count_of("Outstanding") == "3"


def test_signing_out_ends_the_session_on_the_service_too(console):
    console.click("signOutButton")
    console.until(lambda: not console.service.tokens)
    assert console.page() == "signInPage"


def test_an_account_that_only_looks_has_no_buttons_it_may_not_press(open_console, service):
    service.role = "auditor"
    console = open_console()
    console.window.who.view.selectRow(0)
    assert console.window.findChild(QWidget, "section-staff") is None
    assert not console.part("codeButton").isVisible()
    assert console.part("exportButton").isVisible()

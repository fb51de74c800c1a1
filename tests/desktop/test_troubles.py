"""Whatever goes wrong is said in a sentence with what to do; reading goes on and nothing typed is lost."""

import pytest

from app.desktop.places import Place
from app.signing.keystore import KeyStoreLockedError, KeyStoreMissingError, MemoryKeyStore
from app.storage.database import Database
from tests.fakes.staff_app import TEXT, StaffApp

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


class FailingKeyStore(MemoryKeyStore):
    """A key store that can be locked or taken away, and put right again."""

    error = None

    def get(self, service, account):
        self._fail()
        return super().get(service, account)

    def set(self, service, account, secret):
        self._fail()
        super().set(service, account, secret)

    def _fail(self):
        if self.error is not None:
            raise self.error


@pytest.fixture
def app(tmp_path, service, clock):
    made = StaffApp(tmp_path, service, clock, keystore=FailingKeyStore(), at_once=True)
    yield made
    made.close()


def test_a_wrong_code_is_said_under_the_field_and_stays_to_be_put_right(new_desk):
    desk = new_desk.open()
    desk.enrol("K7QF-2M9T-XW4D-8HRP")
    assert desk.place is Place.ENROL
    assert "That code does not fit" in desk.words()
    assert desk.find("code").text() == "K7QF-2M9T-XW4D-8HRP"
    assert desk.window.focusWidget() is desk.find("code")


def test_half_a_code_and_no_code_are_said_plainly(new_desk):
    desk = new_desk.open()
    desk.click("start")
    assert "Your code is not there yet." in desk.words()
    desk.enrol("K7QF")
    assert "That is not a whole code." in desk.words()


def test_a_service_that_is_away_while_enrolling_is_told_and_trying_again_goes_on(new_desk, service):
    code = service.invite(service.person)
    service.shut()
    desk = new_desk.open()
    desk.enrol(code)
    assert desk.place is Place.ENROL
    assert desk.shown("trouble-enrol") is not None
    service.open()
    desk.click("try-again-enrol")
    assert desk.place is Place.READ


@pytest.mark.parametrize("error", [KeyStoreLockedError, KeyStoreMissingError])
def test_without_the_key_store_one_can_read_and_sign_once_it_is_put_right(desk, app, error):
    app.context.keystore.error = error()
    desk.open()
    desk.read_all()
    desk.sign()
    assert desk.place is Place.ANSWER
    assert error.sentence in desk.words()
    assert desk.find("full-name").text() == "Sam Field"
    app.context.keystore.error = None
    desk.click("try-again-answer")
    assert desk.place is Place.SITES


def test_answers_that_cannot_be_opened_offer_to_start_again(desk, app):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("site-laptop")
    desk.click("sites-chosen")
    desk.close()
    with app.context.database.transaction() as connection:
        connection.execute("UPDATE sealed SET content = zeroblob(40000)")
    desk.open()
    assert desk.place is Place.AUDIT
    assert "Your kept answers cannot be read on this computer." in desk.words()
    desk.click("start-list-again")
    assert desk.place is Place.SITES


def test_a_key_store_that_locks_during_the_self_audit_keeps_the_check_on_the_screen(desk, app):
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("site-laptop")
    desk.click("sites-chosen")
    desk.click("carry-on")
    app.context.keystore.error = KeyStoreLockedError()
    desk.click("check-done")
    assert desk.place is Place.CHECK
    assert KeyStoreLockedError.sentence in desk.words()
    app.context.keystore.error = None
    desk.click("try-again-check")
    assert desk.shown("trouble-check") is None


def test_a_damaged_database_is_told_in_a_notice_and_the_window_works(new_desk, app, service, clock):
    app.context.database.close()
    app.path.write_bytes(b"not a database" * 500)
    object.__setattr__(app.context, "database", Database.open(app.path, clock))
    desk = new_desk.open()
    assert desk.shown("notice-database_set_aside") is not None
    desk.click("hide-database_set_aside")
    assert desk.shown("notice-database_set_aside") is None
    desk.enrol(service.invite(service.person))
    assert desk.place is Place.READ


def test_a_log_that_does_not_fit_is_an_alarm_that_stays_and_blocks_no_reading(desk, service, app):
    desk.open()
    desk.close()
    service.log.rewrite(["another.leaf.altogether"])
    service.publish(TEXT, version=2)
    desk.open()
    desk.settle()
    assert desk.place is Place.READ
    assert desk.shown("notice-log_inconsistent") is not None
    assert desk.shown("hide-log_inconsistent") is None

"""What the shared widgets promise: nothing counts as seen that was not, all by keyboard, all of it named."""

import gc
import threading

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QThread, QUrl
from PySide6.QtGui import QColor, QImage, QPalette, QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QVBoxLayout, QWidget

from app.errors import UnavailableError
from app.ui import theme
from app.ui.assets import app_icon, resource
from app.ui.bars import Foot, Header
from app.ui.bridge import Bridge
from app.ui.fields import TextArea, TextField
from app.ui.layouts import Page, SidePage, Wrap, WrapLayout
from app.ui.policy_view import PolicyView
from app.ui.qr import QUIET_ZONE, QrCode
from app.ui.sidebar import Sidebar, SideItem
from app.ui.system_proxy import proxies_for
from app.ui.theme import Scheme
from app.ui.widgets import (
    Body,
    Button,
    ChipKind,
    Choice,
    ChoiceRow,
    Label,
    LinkButton,
    Muted,
    PrimaryButton,
    SecondaryButton,
    StatusChip,
    Title,
)

# Qt's offscreen platform has no window frame to tell the least size to, and says so each time.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

SECTIONS = ["1. Introduction", "2. Roles", "3. Definition", "4. Acceptable Use", "5. Safeguarding"]
SENTENCE = "Employees should be aware of both professional and social boundaries at all times. "


@pytest.fixture
def themed(qapp):
    theme.apply(qapp, Scheme.LIGHT, 1.0)
    yield qapp
    theme.apply(qapp, Scheme.LIGHT, 1.0)


def policy(lengths=(6, 40, 2, 30, 8)):
    parts = ["# Social Media Policy", "| Particular | Value |\n|---|---|\n| Next review | March 2022 |"]
    for title, length in zip(SECTIONS, lengths, strict=True):
        parts.append(f"## {title}")
        parts += [SENTENCE * 3] * length
    return "\n\n".join(parts)


@pytest.fixture
def view(qtbot, themed):
    shown = PolicyView()
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.set_policy(policy())
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def scroll_through(view, step):
    bar = view.verticalScrollBar()
    while bar.value() < bar.maximum():
        bar.setValue(min(bar.value() + step, bar.maximum()))


# The policy


def test_sections_are_the_second_level_headings_in_order(view):
    assert view.sections == SECTIONS


def test_a_policy_without_such_headings_is_one_section(view):
    view.set_policy("# A short rule\n\nBe kind.")
    assert view.sections == ["A short rule"]
    assert view.all_seen


def test_nothing_but_what_is_in_view_counts_as_seen_at_first(view):
    assert view.seen == [False] * 5
    assert not view.all_seen


def test_scrolling_to_the_end_sees_every_section_once(view):
    told = []
    view.sectionSeen.connect(told.append)
    scroll_through(view, 300)
    scroll_through(view, 300)
    assert sorted(told) == [0, 1, 2, 3, 4]
    assert view.all_seen


def test_a_section_jumped_over_is_not_seen(view):
    view.go_to_section(4)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.seen == [False, False, False, False, True]


def test_dragging_the_scroll_bar_to_the_end_sees_only_what_it_lands_on(view):
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert not any(view.seen[:4])


def test_the_beginning_of_a_long_section_alone_is_not_the_section(view):
    view.go_to_section(1)
    assert not view.seen[1]


def test_the_last_section_can_be_reached_and_is_current_when_chosen(view):
    changed = []
    view.currentSectionChanged.connect(changed.append)
    view.go_to_section(4)
    assert view.current_section == 4
    assert changed == [4]


def test_keys_alone_see_every_section(qtbot, view):
    view.setFocus()
    for _ in range(200):
        if view.all_seen:
            break
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.all_seen


def test_the_next_button_alone_sees_every_section(view):
    for _ in range(100):
        if view.all_seen:
            break
        view.show_next()
    assert view.all_seen
    assert view.next_unseen() is None


def test_a_screen_reader_that_moves_the_caret_line_by_line_sees_every_section(qtbot, view):
    view.set_plain_text_mode(True)
    view.setFocus()
    cursor = view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    while True:
        view.setTextCursor(cursor)
        if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
            break
    assert view.all_seen


def test_the_caret_jumping_to_the_end_does_not_see_what_lies_between(qtbot, view):
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert not any(view.seen[:3])


def test_a_hidden_policy_is_not_read(qtbot, themed):
    hidden = PolicyView()
    qtbot.addWidget(hidden)
    hidden.resize(900, 600)
    hidden.set_policy(policy())
    scroll_through(hidden, 200)
    assert not any(hidden.seen)


@pytest.mark.parametrize("size", [(500, 300), (1600, 400), (900, 250)])
def test_resizing_sees_nothing_that_was_never_in_view_and_keeps_the_place(view, size):
    view.go_to_section(2)
    before = view.seen
    place = view.cursorForPosition(QPoint(450, 60)).block().blockNumber()
    view.resize(*size)
    assert view.seen[3:] == before[3:]
    assert abs(view.cursorForPosition(QPoint(size[0] // 2, 60)).block().blockNumber() - place) <= 1


def test_larger_text_keeps_the_place_and_what_was_seen(view, themed):
    scroll_through(view, 300)
    seen = view.seen
    view.go_to_section(3)
    theme.apply(themed, Scheme.LIGHT, 2.0)
    assert view.seen == seen
    assert view.current_section == 3
    assert view.cursorForPosition(QPoint(450, 40)).block().text() == SECTIONS[3]
    assert view.document().defaultFont().pointSizeF() == pytest.approx(25.0)


def test_larger_text_marks_nothing_by_itself(view, themed):
    before = view.seen
    for scale in (2.0, 1.0, 1.5, 1.0):
        theme.apply(themed, Scheme.DARK, scale)
    assert view.seen == before


def test_what_an_earlier_sitting_saw_is_taken_over_without_a_word(view):
    told = []
    view.sectionSeen.connect(told.append)
    view.mark_seen([0, 1, 2, 17])
    assert view.seen == [True, True, True, False, False]
    assert not told
    assert view.next_unseen() == 3


def test_plain_text_has_the_same_sections_and_keeps_what_was_seen(view):
    scroll_through(view, 300)
    view.set_plain_text_mode(True)
    assert view.sections == SECTIONS
    assert view.all_seen
    assert "Next review: March 2022" in view.toPlainText()
    assert "\n\n" not in view.toPlainText()


def test_every_word_of_the_policy_is_shown(view):
    words = [word for word in policy().split() if word.strip("#|-")]
    shown = view.toPlainText()
    assert all(word.strip("#") in shown for word in words)


def test_html_stays_text_and_tables_have_borders(view):
    view.set_policy(
        "## One\n\n<b>not bold</b> and <img src='file:///etc/hostname'>\n\n| a | b |\n|---|---|\n| c | d |"
    )
    assert "<b>not bold</b>" in view.toPlainText()
    table = QTextCursor(view.document().lastBlock().previous()).currentTable()
    assert table is not None
    assert table.format().border() == 1


def test_no_picture_is_loaded_and_no_link_is_followed(qtbot, view, tmp_path):
    picture = tmp_path / "tracker.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(picture))
    view.set_policy(
        f"## One\n\n![our badge]({picture.as_uri()}) ![]({picture}) [more](https://policy.invalid/more)"
    )
    view.grab()
    assert "[our badge]" in view.toPlainText()
    assert view.document().resource(2, QUrl(picture.as_uri())) is None
    before = view.toPlainText()
    with qtbot.waitSignal(view.linkActivated) as told:
        view.anchorClicked.emit(QUrl("https://policy.invalid/more"))
    assert told.args == [QUrl("https://policy.invalid/more")]
    assert view.toPlainText() == before


def test_the_column_is_never_wider_than_a_line_one_can_read(view):
    view.resize(1900, 600)
    frame = view.document().rootFrame().frameFormat()
    column = view.viewport().width() - frame.leftMargin() - frame.rightMargin()
    assert column <= theme.column_width(view.font()) + 2
    assert frame.leftMargin() == frame.rightMargin()


def test_words_are_found_shown_and_counted(view):
    view.set_policy(policy((1, 1, 1, 1, 1)).replace("## 3. Definition", "## 3. Definition\n\nA zebra."))
    assert view.search("zebra") == 1
    assert view.search("ROLES") == 1
    assert view.search("boundaries") == 15
    first = view.search_next()
    assert view.search_previous() == (first - 2) % 15 + 1
    assert view.search("nowhere") == 0
    assert view.search_next() == 0
    view.clear_search()
    assert not view.extraSelections()


def test_keys_move_on_from_where_the_reader_scrolled_to(qtbot, view):
    view.setFocus()
    view.verticalScrollBar().setValue(1500)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() >= 1400


# The theme


def own_colours_of_a_system(paper, ink, highlight):
    palette = QPalette(QColor(paper), QColor(paper))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(highlight))
    return theme._roles_of(palette)


@pytest.mark.parametrize(
    "roles",
    [
        theme.LIGHT,
        theme.DARK,
        theme.HIGH_CONTRAST,
        own_colours_of_a_system("#000000", "#FFFF00", "#1AEBFF"),
        own_colours_of_a_system("#FFFFFF", "#000000", "#308CC6"),
    ],
)
def test_every_text_colour_can_be_read_on_its_ground(roles):
    for ground in (roles.paper, roles.surface):
        for text in (roles.ink, roles.muted, roles.accent, roles.done, roles.attention, roles.alarm):
            assert theme.contrast(text, ground) >= 4.5
        assert theme.contrast(roles.edge, ground) >= 3
    for text, ground in (
        (roles.on_accent, roles.accent),
        (roles.accent, roles.soft),
        (roles.muted, roles.soft),
        (roles.done, roles.done_on),
        (roles.attention, roles.attention_on),
        (roles.alarm, roles.alarm_on),
    ):
        assert theme.contrast(text, ground) >= 4.5


def test_the_look_changes_live_and_tells_those_who_paint(qtbot, themed):
    look = theme.current()
    label = Body("Words")
    qtbot.addWidget(label)
    label.show()
    small = label.font().pointSizeF()
    with qtbot.waitSignal(look.changed):
        assert theme.apply(themed, Scheme.DARK, 2.0) is look
    assert look.dark
    assert label.font().pointSizeF() == pytest.approx(2 * small)
    assert label.palette().windowText().color() == QColor(theme.DARK.ink)
    theme.apply(themed, Scheme.HIGH_CONTRAST)
    assert theme.current().high_contrast


def test_the_same_look_again_polishes_no_widget_anew(qtbot, themed):
    label = Body("Words")
    qtbot.addWidget(label)
    label.show()
    polished = []
    label.changeEvent = lambda event: polished.append(event.type())
    theme.apply(themed, Scheme.LIGHT, 1.0)
    assert QEvent.Type.StyleChange not in polished
    theme.apply(themed, Scheme.DARK, 1.0)
    assert QEvent.Type.StyleChange in polished


def test_nothing_is_collected_while_every_widget_takes_the_new_look(qtbot, themed):
    label = Body("Words")
    qtbot.addWidget(label)
    label.show()
    collecting = []
    label.changeEvent = lambda _event: collecting.append(gc.isenabled())
    theme.apply(themed, Scheme.DARK, 1.5)
    assert collecting
    assert not any(collecting)
    assert gc.isenabled()


def everything(parent=None):
    window = QWidget(parent)
    header, foot = Header("Social Media Policy", "version 22 March 2021"), Foot()
    header.set_steps(["Read", "Answer", "Self-audit", "Done"], 1)
    header.add_tool(SecondaryButton("Find"))
    side = Sidebar("Sections", "1 of 2 seen")
    side.set_items(
        [SideItem("1 Introduction", "✓", "seen"), SideItem("2 Roles and procedure", "○", "not yet seen")]
    )
    side.set_current(0)
    page = Page(name="Your answer")
    page.add(Title("Your answer"))
    page.add(Body("Words that wrap when they must, and never are cut. " * 6))
    page.add(TextField("Type your full name", "As you would sign a letter"))
    page.add(TextArea("Your question"))
    page.add(ChoiceRow([Choice("I acknowledge", "You move on."), Choice("I have a question", "To HR. " * 8)]))
    page.add(StatusChip(ChipKind.DONE, "Received by HR"))
    page.add(LinkButton("What exactly is sent?"))
    foot.add_left(LinkButton("Later…"))
    foot.add_right(PrimaryButton("Continue to your answer"))
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(header)
    column.addWidget(SidePage(side, page), 1)
    column.addWidget(foot)
    return window


@pytest.fixture
def window(qtbot, themed):
    shown = everything()
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def reachable(window):
    return {
        w for w in window.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
    }


def test_tab_alone_reaches_every_control(qtbot, window):
    wanted = {widget for widget in reachable(window) if widget.focusProxy() is None}
    met = set()
    for _ in range(3 * len(wanted)):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        met.add(window.focusWidget())
    assert wanted <= met
    assert {type(widget).__name__ for widget in met} >= {"SideList", "QLineEdit", "QPlainTextEdit", "Choice"}


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_the_focus_shows_a_ring_of_the_accent_on_every_control(window, themed, scheme):
    theme.apply(themed, scheme, 1.0)
    accent = QColor(theme.current().roles.accent)
    for widget in reachable(window) - set(window.findChildren(Sidebar)):
        if widget.focusProxy() is not None:
            continue
        widget.setFocus()
        if isinstance(page := window.findChild(Page), Page) and page.isAncestorOf(widget):
            page.ensureWidgetVisible(widget, 10, 10)
        image = window.grab().toImage()
        middle = widget.mapTo(window, QPoint(widget.width() // 2, 0))
        column = [image.pixelColor(middle.x(), y) for y in range(max(middle.y() - 6, 0), middle.y() + 8)]
        assert column.count(accent) >= 2, widget


def test_every_control_has_a_name_and_no_button_is_the_default_one(window):
    for widget in reachable(window):
        assert widget.accessibleName().strip() or widget.focusProxy() is not None, widget
    for button in window.findChildren(QAbstractButton):
        assert button.accessibleName()
        assert not isinstance(button, QPushButton) or not (button.isDefault() or button.autoDefault())


def test_a_stray_enter_presses_nothing(qtbot, window):
    pressed = []
    for button in window.findChildren(QPushButton):
        button.clicked.connect(pressed.append)
    field = window.findChild(TextField)
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_Enter)
    assert not pressed


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [800, 1280])
def test_no_word_is_cut_whatever_the_size_of_text(qtbot, window, themed, scale, width):
    theme.apply(themed, Scheme.LIGHT, scale)
    window.resize(width, 800)
    qtbot.wait(0)
    for label in window.findChildren(Label):
        if label.isVisible() and label.text():
            assert label.width() >= label.minimumSizeHint().width(), label.text()
            needs = (
                label.heightForWidth(label.width())
                if label.hasHeightForWidth()
                else label.sizeHint().height()
            )
            assert label.height() >= needs, label.text()
    for button in window.findChildren(Button):
        assert button.width() >= button.sizeHint().width(), button.text()


def test_every_target_is_at_least_forty_pixels_high(window):
    for button in window.findChildren(QAbstractButton):
        assert button.height() >= 40


def test_the_section_list_tells_the_state_in_words_and_moves_with_the_arrows(qtbot, window):
    side = window.findChild(Sidebar)
    chosen = []
    side.chosen.connect(chosen.append)
    assert side.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "2 Roles and procedure, not yet seen"
    side.list.setFocus()
    qtbot.keyClick(side.list, Qt.Key.Key_Down)
    assert chosen == [1]
    side.set_current(0)
    assert chosen == [1]
    place = side.list.visualItemRect(side.list.item(1)).center()
    qtbot.mouseClick(side.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1, 1]


def test_steps_tell_their_state_in_words(window):
    names = [label.accessibleName() for label in window.findChild(Header).findChildren(Label)]
    assert "Step 1, Read, done" in names
    assert "Step 2, Answer, you are here" in names
    assert "Step 3, Self-audit, still to come" in names


def test_a_field_says_what_to_put_right_in_words(qtbot, themed):
    field = TextField("Type your full name", "As you would sign a letter")
    qtbot.addWidget(field)
    assert field.edit.accessibleName() == "Type your full name"
    field.set_message("Please type your name in full.")
    assert field.edit.accessibleDescription() == "Please type your name in full. As you would sign a letter"
    field.set_message("")
    assert field.message() == ""


# The bridge


@pytest.fixture
def bridge(qtbot):
    hooked = []
    made = Bridge(on_unexpected=hooked.append)
    made.hooked = hooked
    yield made
    assert made.close()


class Page2(QObject):
    def __init__(self):
        super().__init__()
        self.got = []
        self.threads = set()

    def take(self, value):
        self.got.append(value)
        self.threads.add(QThread.currentThread())


def test_results_arrive_on_the_gui_thread_and_work_runs_elsewhere(qtbot, bridge):
    page = Page2()
    with qtbot.waitSignal(bridge.becameIdle):
        bridge.submit(threading.get_ident, page.take)
        assert not page.got
    assert page.got != [threading.get_ident()]
    assert page.threads == {QApplication.instance().thread()}


def test_work_of_one_lane_keeps_its_order_and_lanes_do_not_wait_for_each_other(qtbot, bridge):
    page, gate = Page2(), threading.Event()
    bridge.submit(lambda: gate.wait(20) and "network", page.take, lane="network")
    with qtbot.waitSignal(bridge.becameIdle):
        for number in range(20):
            bridge.submit(lambda number=number: number, page.take)
        bridge.submit(gate.set, lane="database")
    assert [value for value in page.got if value != "network"] == list(range(20))
    assert "network" in page.got


def test_before_a_window_is_shown_what_is_pending_can_be_waited_for(bridge):
    came = []
    bridge.submit(lambda: 1, lambda one: (came.append(one), bridge.submit(lambda: one + 1, came.append)))
    bridge.settle(5.0)
    assert came == [1, 2]


def test_what_takes_too_long_does_not_keep_a_window_from_being_shown(qtbot, bridge):
    let_go, came = threading.Event(), []
    bridge.submit(let_go.wait, came.append)
    bridge.settle(0.01)
    assert came == []
    let_go.set()
    qtbot.waitUntil(lambda: came == [True])


def test_nothing_is_called_for_a_widget_that_is_gone(qtbot, bridge):
    page, kept = QWidget(), []
    gate = threading.Event()
    bridge.submit(lambda: gate.wait(20), kept.append, kept.append, owner=page)
    page.deleteLater()
    del page
    with qtbot.waitSignal(bridge.becameIdle):
        qtbot.wait(0)
        gc.collect()
        gate.set()
    assert not kept


def test_an_error_a_person_can_meet_goes_to_the_page_alone(qtbot, bridge):
    page = Page2()

    def away():
        raise UnavailableError

    with qtbot.waitSignal(bridge.becameIdle):
        bridge.submit(away, None, page.take)
    assert [type(error) for error in page.got] == [UnavailableError]
    assert not bridge.hooked


def test_an_unexpected_error_is_never_swallowed(qtbot, bridge):
    page = Page2()
    with qtbot.waitSignal(bridge.becameIdle):
        bridge.submit(lambda: 1 // 0, page.take, page.take)
        bridge.submit(lambda: {}["missing"])
    assert [type(error) for error in bridge.hooked] == [ZeroDivisionError, KeyError]
    assert [type(error) for error in page.got] == [ZeroDivisionError]


def test_closing_finishes_what_the_database_was_given_and_drops_what_the_network_has_not_begun(qtbot):
    bridge, wrote, sent = Bridge(), [], []
    begun, gate = threading.Event(), threading.Event()
    bridge.submit(lambda: begun.set() or gate.wait(20), lane="network")
    bridge.submit(lambda: sent.append(1), lane="network")
    for number in range(5):
        bridge.submit(lambda number=number: wrote.append(number))
    assert begun.wait(20)
    assert not bridge.close(timeout=0.05)
    gate.set()
    assert bridge.close()
    assert wrote == [0, 1, 2, 3, 4]
    assert not sent
    with pytest.raises(RuntimeError):
        bridge.submit(lambda: None)


# Proxies, codes and files


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "[::1]", "localhost", "hr.localhost"])
def test_an_address_on_this_computer_never_goes_through_a_proxy(monkeypatch, qapp, host):
    monkeypatch.setenv("http_proxy", "http://proxy.trust.invalid:8080")
    assert proxies_for(f"http://{host}:9000/v1/me") == {}


def test_the_systems_proxy_is_told_in_the_form_the_client_takes(monkeypatch, qapp):
    monkeypatch.setenv("https_proxy", "http://jo%20b:p%40ss@proxy.trust.invalid:8080")
    monkeypatch.delenv("no_proxy", raising=False)
    told = proxies_for("https://hr.trust.invalid/v1/me")
    assert set(told) == {"http", "https"}
    assert told["https"].endswith("@proxy.trust.invalid:8080")
    monkeypatch.delenv("https_proxy")
    monkeypatch.delenv("http_proxy", raising=False)
    monkeypatch.delenv("all_proxy", raising=False)
    assert proxies_for("https://hr.trust.invalid/v1/me") == {}


def test_a_qr_code_is_dark_on_white_with_a_quiet_zone_in_every_scheme(qtbot, themed):
    theme.apply(themed, Scheme.DARK)
    code = QrCode("https://www.example.org/settings/privacy")
    qtbot.addWidget(code)
    code.resize(code.sizeHint())
    image = code.grab().toImage()
    across = len(code._modules) + 2 * QUIET_ZONE
    module = image.width() // across
    white, black = QColor("white").rgb(), QColor("black").rgb()
    edge = [image.pixel(x, y) for x in range(image.width()) for y in range(module * QUIET_ZONE)]
    assert set(edge) == {white}
    for row, modules in enumerate(code._modules):
        for column, dark in enumerate(modules):
            x, y = ((n + QUIET_ZONE) * module + module // 2 for n in (column, row))
            assert image.pixel(x, y) == (black if dark else white)
    assert code.accessibleName() == "QR code: opens example.org, settings, privacy on your phone"


def test_the_mark_is_where_the_program_looks_for_it(qapp, monkeypatch, tmp_path):
    assert resource("icons", "undersigned.svg").is_file()
    assert not app_icon().pixmap(32).isNull()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resource("icons") == tmp_path / "resources" / "icons"


def test_a_row_that_begins_with_an_empty_label_can_still_be_laid_out(qtbot):
    row = Wrap(Muted(""))
    row.add(Muted("About 9 minutes left"), WrapLayout.RIGHT)
    qtbot.addWidget(row)
    assert row.layout().heightForWidth(300) > 0
    assert row.layout().heightForWidth(10) > 0


def test_a_table_without_titles_shows_no_empty_row(view):
    view.set_policy(
        "# A policy\n\n|  |  |\n| --- | --- |\n| Approval Body | People Committee |\n\n## 1. One\n\nText.\n"
    )
    table = QTextCursor(view.document().findBlockByNumber(1)).currentTable()
    assert table is not None
    assert table.rows() == 1
    assert view.sections == ["1. One"]

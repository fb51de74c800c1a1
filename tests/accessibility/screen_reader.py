"""A screen reader's side of the accessibility bus (AT-SPI 2), as Orca sees a window: names, roles, states, actions.

Nothing here knows of Qt, of object names or of places on the screen.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PATIENCE_SECONDS = 30.0
BUTTON = "push button"
CONTROLS = {BUTTON, "check box", "radio button", "text", "list", "list item", "combo box", "table"}
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_STATES = {1: "active", 4: "checked", 7: "editable", 8: "enabled", 10: "expanded", 11: "focusable", 12: "focused",
           20: "pressed", 23: "selected", 24: "sensitive", 25: "showing", 30: "visible", 38: "checkable"}  # fmt: skip


class NotThereError(AssertionError):
    """What a person would look for cannot be found by name and role."""


@dataclass(frozen=True)
class Thing:
    """One object of the window as the bus tells it."""

    bus: str
    path: str
    role: str
    name: str
    description: str
    states: frozenset[str]

    def __str__(self) -> str:
        return f"{self.role} “{self.name}” ({', '.join(sorted(self.states))})"


def accessibility_address(session_bus: str) -> str:
    """Return the address of the accessibility bus once it is there; raises NotThereError."""
    where = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
    ends = time.monotonic() + PATIENCE_SECONDS
    with open_dbus_connection(session_bus) as session:
        while time.monotonic() < ends:
            answer = session.send_and_get_reply(where)
            if answer.header.message_type is MessageType.method_return:
                return str(answer.body[0])
    raise NotThereError("no accessibility bus")


class ScreenReader:
    """Reads and works one application.

    Args:
        session_bus: the address of the session bus on which the accessibility bus is named.
        program: the process id of the application.
    """

    def __init__(self, session_bus: str, program: int) -> None:
        self._connection: DBusConnection = open_dbus_connection(accessibility_address(session_bus))
        self._program = program

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def things(self) -> list[Thing]:
        """Everything that is showing in the application's windows, in reading order."""
        return [thing for window in self._windows() for thing in self._below(*window)]

    def find(self, role: str, name: str | Callable[[str], bool]) -> Thing | None:
        """Return the first showing thing of this role and name."""
        fits = name if callable(name) else name.__eq__
        return next((one for one in self.things() if one.role == role and fits(one.name)), None)

    def until(self, role: str, name: str | Callable[[str], bool], *states: str) -> Thing:
        """Wait for a thing of this role and name in these states; raises NotThereError with what is there instead."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            found = self.find(role, name)
            if found is not None and found.states.issuperset(states):
                return found
        listed = "\n".join(str(one) for one in self.things() if one.name or "focusable" in one.states)
        raise NotThereError(f"no {role} {name!r} {states} among\n{listed}")

    def press(self, role: str, name: str | Callable[[str], bool]) -> None:
        """Do the first action of a thing that can be used: what Enter does in a screen reader."""
        self.act(self.until(role, name, "sensitive", "showing"))

    def act(self, thing: Thing) -> None:
        """Do the first action of `thing`; nothing where it has just gone."""
        self._call(thing.bus, thing.path, "org.a11y.atspi.Action", "DoAction", "i", (0,))

    def write(self, name: str, text: str) -> None:
        """Write into the text field of this name."""
        found = self.until("text", name, "editable", "showing")
        self._call(found.bus, found.path, "org.a11y.atspi.EditableText", "SetTextContents", "s", (text,))

    def text_of(self, thing: Thing) -> str:
        """Return the whole text of a text thing."""
        whole = self._call(thing.bus, thing.path, "org.a11y.atspi.Text", "GetText", "ii", (0, -1))
        return str(whole[0])

    def focused(self) -> list[Thing]:
        """Return everything that says it has the focus."""
        return [one for one in self.things() if "focused" in one.states]

    def _windows(self) -> Iterator[tuple[str, str]]:
        root = "/org/a11y/atspi/accessible/root"
        for bus, path in self._call("org.a11y.atspi.Registry", root, _ACCESSIBLE, "GetChildren")[0]:
            bus_daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
            asked = new_method_call(bus_daemon, "GetConnectionUnixProcessID", "s", (bus,))
            answer = self._connection.send_and_get_reply(asked)
            if answer.body[0] == self._program:
                yield from self._call(bus, path, _ACCESSIBLE, "GetChildren")[0]

    def _below(self, bus: str, path: str) -> Iterator[Thing]:
        states = self._call(bus, path, _ACCESSIBLE, "GetState")
        if states is None:
            return
        low, high = states[0]
        bits = low | high << 32
        told = frozenset(name for bit, name in _STATES.items() if bits >> bit & 1)
        if "showing" not in told and "active" not in told:
            return
        role = self._call(bus, path, _ACCESSIBLE, "GetRoleName")
        if role is None:
            return
        name, description = (self._property(bus, path, which) for which in ("Name", "Description"))
        yield Thing(bus, path, str(role[0]), name, description, told)
        if role[0] not in {"table", "document text"}:
            for child in (self._call(bus, path, _ACCESSIBLE, "GetChildren") or ([],))[0]:
                yield from self._below(*child)

    def _property(self, bus: str, path: str, name: str) -> str:
        got = self._call(bus, path, "org.freedesktop.DBus.Properties", "Get", "ss", (_ACCESSIBLE, name))
        return str(got[0][1]) if got is not None else ""

    def _call(
        self,
        bus: str,
        path: str,
        interface: str,
        method: str,
        signature: str | None = None,
        body: tuple[object, ...] = (),
    ) -> tuple | None:
        """Return the answer's body; None where the thing has just gone."""
        address = DBusAddress(path, bus, interface)
        answer = self._connection.send_and_get_reply(
            new_method_call(address, method, signature, body), timeout=20
        )
        return answer.body if answer.header.message_type is MessageType.method_return else None


def all_is_said(reader: ScreenReader) -> None:
    """No unnamed control, no lost focus, no markup read out, no state unsaid."""
    things = reader.things()
    unnamed = [one for one in things if "focusable" in one.states and not one.name.strip()]
    assert unnamed == []
    choices = [one for one in things if one.role == "combo box" and not one.description.strip()]
    assert choices == [], "a choice tells its value, and not what it is for"
    assert any("focused" in one.states and one.name.strip() for one in things), "the focus is lost"
    marked_up = [
        one for one in things if "**" in one.name + one.description or "](" in one.name + one.description
    ]
    assert marked_up == []
    pictures = [one for one in things if one.role in CONTROLS and one.name.strip() in {"○", "✓", "◐"}]
    assert pictures == []

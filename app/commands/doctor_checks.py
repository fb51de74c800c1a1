"""What `doctor` looks at, one function for each thing, in the order in which a helpdesk would ask."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import urlsplit

import requests
from pydantic import ValidationError

from app import protocol
from app.commands.autostart import entries, this_system
from app.commands.doctor_findings import CLOCK_TOLERANCE, Finding, Patient
from app.config import Config
from app.config.addresses import without_secrets
from app.errors import RefusedError, UnavailableError, UndersignedError
from app.login.asking import Visit, consider
from app.login.check import SYNC_EVERY_SECONDS, decide, note_file, read_note, read_state, sync_is_old
from app.login.machine import Keeping, Machine, machine
from app.login.sensing import system_sensing
from app.signing.keys import PublicKey
from app.storage.database import DatabaseDamagedError
from app.sync.errors import NotTheServiceError, SignInPageError
from app.sync.transport import Answer, HttpTransport

_PROBE = "Undersigned doctor"


class ServiceNotSetError(RefusedError):
    """No service is named."""

    sentence = "The address of HR’s service is not set on this computer."
    next_step = "Set “server”, by Windows policy, a profile, or the trust’s settings file."


class ProxyUnreadableError(RefusedError):
    """The system names a proxy by something that is no address."""

    sentence = "The address of the proxy, as this computer has it, cannot be read."
    next_step = "Put the proxy right in this computer’s settings, or set “proxy”."


class ClockError(UnavailableError):
    """This computer's clock differs from the service's."""

    sentence = "This computer’s clock is {apart} {direction} HR’s service."
    next_step = (
        "Set the clock, or let the computer set it from the network. What was signed meanwhile stays valid."
    )


class AnotherServiceError(RefusedError):
    """The service's key is not the one that the trust named."""

    sentence = "The service that answered does not have the key that your trust has set."
    next_step = (
        "Do not set this computer up with it. Check “server” and “service_key”, and tell your IT helpdesk."
    )


class AutostartMissingError(UnavailableError):
    """Nothing runs at login."""

    sentence = "Nothing is installed to run at login, so the app does not open by itself."
    next_step = "Run “undersigned autostart install”."


class AutostartStaleError(UnavailableError):
    """What runs at login belongs to another installation."""

    sentence = "What runs at login is not this installation of the app."
    next_step = "Run “undersigned autostart install” again."


def settings(patient: Patient) -> Iterator[Finding]:
    """What somebody set that was left out."""
    for problem in patient.config.problems:
        yield Finding(
            "settings", False, problem, "Put it right where it was set; until then it counts as not set."
        )
    if not patient.config.problems:
        yield Finding("settings", True, "Every setting found could be used.")


def service(patient: Patient) -> Iterator[Finding]:
    """The way there, the certificate, the answer, the keys and the clock."""
    server = patient.config.server or _server_when_set_up(patient)
    if server is None:
        raise ServiceNotSetError
    try:
        yield Finding("proxy", True, _way(patient.proxies(server)))
    except ProxyUnreadableError as error:
        yield Finding.of("proxy", error)
    probe = _Probe(server, patient.proxies)
    try:
        answer = probe.exchange("GET", protocol.TRUST)
    finally:
        probe.close()
    if answer.media_type == "text/html":
        raise SignInPageError
    try:
        trust = protocol.Trust.model_validate_json(answer.body)
    except ValidationError:
        raise NotTheServiceError from None
    secure = server.startswith("https://")
    trusted = (
        "Its certificate is one that this computer trusts." if secure else "It is on this very computer."
    )
    yield Finding("service", True, f"HR’s service answers at {without_secrets(server)}. {trusted}")
    for name, judge in (
        ("keys", partial(_keys, patient.config, trust)),
        ("clock", partial(_clock, probe.date, patient.now())),
    ):
        try:
            yield judge()
        except UndersignedError as error:
            yield Finding.of(name, error)


def account(patient: Patient) -> Iterator[Finding]:
    """Whose account this is, and what is kept on it."""
    yield Finding("this account", True, _KEPT[_machine(patient)])


def key_store(patient: Patient) -> Iterator[Finding]:
    """Whether the key store opens; it is asked for something that is not there."""
    if _machine(patient).keeping is Keeping.IN_MEMORY:
        yield Finding("key store", None, "None is used: no key is kept on this account.")
        return
    patient.keystore.get(_PROBE, _PROBE)
    yield Finding("key store", True, f"Keys are kept in {patient.keystore.name}, and it opens.")


def database(patient: Patient) -> Iterator[Finding]:
    """Whether the person's file is whole, whether somebody is set up in it, and what waits; read only."""
    if not patient.database.exists():
        yield Finding("your file", None, "Nobody has used the app on this account yet.")
        return
    try:
        with _reading(patient) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            people = connection.execute("SELECT count(*) FROM person").fetchone()[0]
            waiting = connection.execute("SELECT count(*) FROM outbox").fetchone()[0]
    except sqlite3.Error as error:
        raise DatabaseDamagedError from error
    if not sound:
        raise DatabaseDamagedError
    set_up = "This computer account is set up." if people else "This computer account is not set up yet."
    yield Finding("your file", True, f"It is whole. {set_up} Waiting to be sent: {waiting}.")


def login(patient: Patient) -> Iterator[Finding]:
    """The state that the login check reads, and what it would do now."""
    path = str(patient.state_file)
    state, now = read_state(path), patient.now().timestamp()
    synced = f"The last sync was {_ago(now - state[1])}." if state and state[1] else "There was no sync yet."
    wanted, why = decide(state, now)
    old = state[1] + SYNC_EVERY_SECONDS if state and sync_is_old(state, now) else None
    visit = Visit(now, wanted, why, state[0] if state else 0, old, read_note(note_file(path)), again=True)
    outcome = consider(visit, patient.config, system_sensing())
    yield Finding("login check", True, f"{synced} Now: {outcome.why}")


def autostart(_patient: Patient) -> Iterator[Finding]:
    """What the system runs at login."""
    system = this_system()
    found = [all_users for all_users in (True, False) if system.installed(all_users=all_users)]
    if not found:
        raise AutostartMissingError
    if not all(system.starts(entries(all_users=all_users)) for all_users in found):
        raise AutostartStaleError
    whom = " and for ".join("everyone on this computer" if each else "this account" for each in found)
    once = (
        ""
        if len(found) == 1
        else "“undersigned autostart remove” takes this account’s away: it is not needed."
    )
    yield Finding("autostart", True, f"The login check is installed for {whom}.", once)


IN_ORDER: Mapping[str, Callable[[Patient], Iterator[Finding]]] = {
    "service": service,
    "this account": account,
    "key store": key_store,
    "your file": database,
    "login check": login,
    "autostart": autostart,
}


_KEPT = {
    Machine(): "It is one person’s own. What they do is kept on this computer.",
    Machine(Keeping.UNTIL_SIGN_OUT): "Signing out wipes it. What is done is sent before the window closes.",
    Machine(Keeping.IN_MEMORY): "No key may be kept on it, so people sign in each time and nothing is kept.",
    Machine(Keeping.IN_MEMORY, is_shared=True): "Several people use it. Nothing opens by itself or is kept.",
}


def _machine(patient: Patient) -> Machine:
    return machine(patient.config, system_sensing(), is_known=patient.database.exists())


class _Probe(HttpTransport):
    """An exchange that also keeps the answer's date."""

    date: str | None = None

    def _read(self, response: requests.Response, ends: float) -> Answer:
        self.date = response.headers.get("Date")
        return super()._read(response, ends)


def _reading(patient: Patient) -> closing[sqlite3.Connection]:
    """The person's file, opened so that nothing in it can change."""
    address = f"{patient.database.resolve().as_uri()}?mode=ro"
    return closing(sqlite3.connect(address, uri=True, timeout=2.0))


def _server_when_set_up(patient: Patient) -> str | None:
    """The service that this account was set up with; None where there is none, or the file cannot tell."""
    try:
        with _reading(patient) as connection:
            row = connection.execute("SELECT server FROM person").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def _way(proxies: Mapping[str, str]) -> str:
    way = proxies.get("https")
    if way is None:
        return "The way to the service is straight, without a proxy."
    try:
        parts = urlsplit(way if "//" in way else f"//{way}")  # a name and password in it are left out
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host:
        raise ProxyUnreadableError
    at = "without a port" if port is None else f"port {port}"
    return f"The way to the service goes by the proxy {host}, {at}."


def _keys(config: Config, trust: protocol.Trust) -> Finding:
    service_key = PublicKey.from_jwk(trust.service_key.model_dump()).thumbprint
    publishing = {PublicKey.from_jwk(each.model_dump()).thumbprint for each in trust.publishing_keys}
    if not (config.service_key or config.publishing_key):
        return Finding("keys", None, f"Your trust has set no key to compare. The service’s is {service_key}.")
    others = config.publishing_key and not publishing & set(config.publishing_key)
    if (config.service_key and service_key not in config.service_key) or others:
        raise AnotherServiceError
    return Finding("keys", True, "The service has the keys that your trust has set.")


def _clock(date: str | None, now: datetime) -> Finding:
    try:
        theirs = parsedate_to_datetime(date or "")
        apart = now - (
            theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
        )  # -0000 (RFC 5322 3.3) has no zone
    except (ValueError, OverflowError):
        return Finding("clock", None, "The service did not tell the time.")
    if abs(apart) > CLOCK_TOLERANCE:
        raise ClockError(
            apart=_span(abs(apart).total_seconds()), direction="ahead of" if apart > timedelta() else "behind"
        )
    return Finding("clock", True, "This computer’s clock agrees with HR’s service.")


def _ago(seconds: float) -> str:
    return f"{_span(seconds)} ago" if seconds >= 0 else "in the future, by this clock"


def _span(seconds: float) -> str:
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {name}{'s' if count != 1 else ''}"
    return "less than a minute"

"""Leaks, each planted by a small saboteur who wraps one real part and knows the walk that was last kept.

`LEAKS` names them all. A saboteur is given the hands (`Hands`) to wrap with; what it plants must be noticed by the
very search and comparison that the honest app passes.
"""

import base64
import gzip
import hashlib
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import traceback
import zlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app import config, protocol
from app.domain.audit import Answer, to_bytes
from app.evidence.records import AuditCompletion
from app.login import state
from app.signing import jws
from app.storage import audits, notices
from app.storage.database import Database
from app.storage.notices import Notice, NoticeKind
from app.sync import transport
from app.workflows import _sign, acknowledge_policy, complete_audit, receipts
from tests.privacy.recorder import ADDRESS


class Hands:
    """What a saboteur works with: the last walk that was kept, and ways to wrap the real parts."""

    def __init__(self, monkeypatch, folder):
        self.monkeypatch, self.folder = monkeypatch, folder
        self.walk = None
        self.kept = []
        self.after_save(lambda _context, walk: setattr(self, "walk", walk))

    def close(self):
        """Put away what was held."""
        for each in self.kept:
            if hasattr(each, "close"):
                each.close()

    def wrap(self, owner, name, make):
        """Put `make(real)` in the place of a real part."""
        self.monkeypatch.setattr(owner, name, make(getattr(owner, name)))

    def after_save(self, leak):
        def make(real):
            def save(context, ref, walk):
                real(context, ref, walk)
                leak(context, walk)

            return save

        self.wrap(complete_audit, "save_audit", make)

    def site(self):
        """The first site that was chosen, or "none"."""
        return min(self.walk.chosen, default="none") if self.walk and self.walk.chosen else "none"

    def count(self):
        return len(self.walk.answers) if self.walk else 0

    def written(self):
        return to_bytes(self.walk) if self.walk else b""

    def on_requests(self, change):
        """`change(method, path, options)` before each request, of the transport's own exchange."""

        def make(real):
            def exchange(self, method, path, **options):
                return real(self, *change(self, method, path, options), **options)

            return exchange

        self.wrap(transport.HttpTransport, "exchange", make)


def _header(hands, name, value):
    hands.wrap(transport, "_headers", lambda real: lambda *given: real(*given) | {name: value()})


def a_header(hands):
    _header(hands, "X-Checked", hands.site)


def the_user_agent(hands):
    _header(hands, "User-Agent", lambda: f"undersigned ({hands.site()})")


def a_cookie(hands):
    _header(hands, "Cookie", lambda: f"last={hands.site()[::-1]}")


def a_digest_in_a_header(hands):
    _header(hands, "If-None-Match", lambda: hashlib.sha256(hands.site().encode()).hexdigest())


def a_digest_in_base64(hands):
    digest = lambda: hashlib.sha1(hands.site().encode(), usedforsecurity=False).digest()  # noqa: E731
    _header(hands, "X-Trace", lambda: base64.b64encode(b"ab" + digest()).decode())


def the_order_of_headers(hands):
    def change(self, method, path, _options):
        if hands.count() > 3:
            ordered = sorted(self._session.headers.items())
            self._session.headers.clear()
            self._session.headers.update(ordered)
        return method, path

    hands.on_requests(change)


def the_query(hands):
    def change(_self, method, path, _options):
        return method, f"{path}&from={hands.site()}" if "?" in path else path

    hands.on_requests(change)


def the_length_of_a_body(hands):
    def change(_self, method, path, options):
        if options.get("body") and path == protocol.RECORDS:
            options["body"] += b" " * hands.count()
        return method, path

    hands.on_requests(change)


def the_number_of_requests(hands):
    hands.after_save(lambda context, _walk: context.connect(ADDRESS).trust())


def the_number_of_connections(hands):
    def change(self, method, path, _options):
        if hands.count() > 3 and path == protocol.RECORDS:
            self._session.close()
        return method, path

    hands.on_requests(change)


def the_order_of_requests(hands):
    def make(real):
        def send(self, **how):
            if any(given.answer is Answer.TALK for given in hands.walk.answers.values()):
                self._client.trust()
            else:
                outcome = real(self, **how)
                self._client.trust()
                return outcome
            return real(self, **how)

        return send

    from app.sync.dispatcher import Dispatcher  # noqa: PLC0415 (only this one)

    hands.wrap(Dispatcher, "send", make)


def another_host(hands):
    listening = socket.create_server(("127.0.0.1", 0))
    hands.kept.append(listening)

    def leak(_context, walk):
        with socket.create_connection(listening.getsockname()) as elsewhere:
            elsewhere.sendall(to_bytes(walk))

    hands.after_save(leak)


def a_name_looked_up(hands):
    def leak(_context, _walk):
        try:
            socket.getaddrinfo(f"{hands.site()}.invalid", 443)
        except OSError:
            hands.kept.append("looked up")

    hands.after_save(leak)


def a_program_started(hands):
    hands.after_save(lambda *_: subprocess.run([sys.executable, "-c", "", hands.site()], check=True))


def one_claim_more(hands):
    def make(_real):
        def signed_by(self, key):
            claims = self.model_dump(mode="json") | {"sites": sorted(hands.walk.chosen)}
            return jws.sign(self.typ, claims, key)

        return signed_by

    hands.wrap(AuditCompletion, "signed_by", make)


def a_claim_that_says_more(hands):
    def make(real):
        def claims(context, *given):
            return real(replace(context, app_version=f"undersigned 0.1.0 {hands.count()}"), *given)

        return claims

    hands.wrap(complete_audit, "_claims", make)


def the_day(hands):
    def make(real):
        def claims(*given):
            made = real(*given)
            day = date.fromisoformat(made.completed_on) - timedelta(days=hands.count())
            return made.model_copy(update={"completed_on": day.isoformat()})

        return claims

    hands.wrap(complete_audit, "_claims", make)


def the_number_of_a_record(hands):
    number = lambda: UUID(bytes=hashlib.sha256(hands.written()).digest()[:16], version=4)  # noqa: E731
    hands.wrap(_sign, "new_jti", lambda _real: lambda _random: str(number()))
    hands.wrap(complete_audit, "new_jti", lambda _real: lambda _random: str(number()))


def chance_drawn_once_more(hands):
    hands.after_save(lambda context, _walk: context.random(1))


def the_words_of_a_message(hands):
    def make(real):
        return lambda message: real(f"{message} ({hands.site()})" if message else message)

    hands.wrap(acknowledge_policy, "_message_text", make)


def _file(hands, name, content):
    hands.after_save(lambda context, _walk: context.state_file.with_name(name()).write_bytes(content()))


def the_name_of_a_file(hands):
    _file(hands, lambda: f"{hands.site()}.lock", lambda: b"")


def a_temporary_file(hands):
    def leak(_context, walk):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(to_bytes(walk))

    hands.after_save(leak)


def a_temporary_file_removed_again(hands):
    def leak(_context, walk):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(to_bytes(walk).decode().encode("utf-16-be"))
        os.remove(file.name)  # noqa: PTH107 (as it is often done)

    hands.after_save(leak)


def a_compressed_file(hands):
    _file(hands, lambda: "cache.bin", lambda: gzip.compress(hands.written()))


def a_file_deflated_inside_another(hands):
    def packed():
        packer = zlib.compressobj(wbits=-15)
        return b"header" + packer.compress(hands.written()) + packer.flush()

    _file(hands, lambda: "thumbnails.db", packed)


def a_file_compressed_and_in_base64(hands):
    _file(hands, lambda: "session", lambda: base64.b64encode(zlib.compress(hands.written())))


def a_page_escaped_for_html(hands):
    _file(hands, lambda: "page.html", lambda: "".join(f"&#{ord(c)};" for c in hands.site()).encode())


def a_log_line(hands):
    hands.after_save(lambda *_: logging.getLogger("app.storage").info("kept %s", hands.site()))


def the_words_of_an_error(hands):
    def leak(_context, walk):
        try:
            raise KeyError(walk.at or hands.site())  # noqa: TRY301 (as a mistake would)
        except KeyError:
            traceback.print_exc()

    hands.after_save(leak)


def a_line_printed(hands):
    hands.after_save(lambda _context, walk: print(json.dumps(sorted(walk.chosen))))  # noqa: T201 (the leak)


def the_state_file(hands):
    def make(real):
        return lambda path, said: real(path, replace(said, due=(*said.due, hands.site())))

    hands.wrap(state, "write", make)


def the_time_in_the_state_file(hands):
    def make(real):
        def write(path, said):
            later = said.last_sync + timedelta(seconds=hands.count()) if said.last_sync else None
            real(path, replace(said, last_sync=later))

        return write

    hands.wrap(state, "write", make)


def the_settings(hands):
    hands.after_save(
        lambda context, _walk: config.save(
            context.database.path.parent / "settings.toml", contact_hr=hands.site()
        )
    )


def the_receipt(hands):
    def make(real):
        return lambda *given: [*real(*given), ("Sites", hands.site())]

    hands.wrap(receipts, "_lines", make)


def the_recent_files(hands):
    def leak(_context, _walk):
        list_ = Path(os.environ["XDG_DATA_HOME"]) / "recently-used.xbel"
        list_.write_text(f'<bookmark href="file:///checklists/{hands.site()}.toml"/>', encoding="utf-8")

    hands.after_save(leak)


def a_table_of_the_database(hands):
    def leak(context, _walk):
        with context.database.transaction() as connection:
            notices.add(connection, Notice(NoticeKind.POLICY_REFUSED, "", hands.site()), "a", context.clock())

    hands.after_save(leak)


def a_row_kept_unsealed(hands):
    def make(_real):
        return lambda _key, _owner, content, random: random(24) + content.ljust(audits.BLOCK_BYTES)

    hands.wrap(audits, "_seal", make)
    hands.wrap(audits, "_open", lambda _real: lambda _key, _owner, _form, sealed: sealed[24:].rstrip())


def a_row_as_long_as_the_answers(hands):
    hands.wrap(audits, "_padded", lambda _real: lambda content: len(content).to_bytes(4, "big") + content)


def the_key_in_a_file(hands):
    def make(real):
        def make_key(keystore, owner, random):
            key = real(keystore, owner, random)
            (hands.folder / "home" / "key").write_text(key.hex())
            return key

        return make_key

    hands.wrap(audits, "make_key", make)


def the_clipboard(hands):
    hands.after_save(lambda *_: QGuiApplication.clipboard().setText(hands.site()))


def a_window_title(hands):
    def leak(*_):
        hands.kept.append(QWidget())
        hands.kept[-1].setWindowTitle(f"{hands.site()} - Undersigned")

    hands.after_save(leak)


def the_settings_of_qt(hands):
    def leak(*_):
        kept = QSettings(f"{os.environ['XDG_CONFIG_HOME']}/Undersigned.conf", QSettings.Format.IniFormat)
        kept.setValue("recentFileList", [hands.site()])
        kept.sync()

    hands.after_save(leak)


def rows_not_overwritten(hands):
    hands.wrap(Database, "overwrite_deleted", lambda _real: lambda _self: None)


def a_key_not_destroyed(hands):
    hands.wrap(audits, "destroy_key", lambda _real: lambda _keystore, _owner: None)


LEAKS = (
    *(a_header, the_user_agent, a_cookie, a_digest_in_a_header, a_digest_in_base64, the_order_of_headers),
    *(the_query, the_length_of_a_body, the_number_of_requests, the_number_of_connections),
    *(the_order_of_requests, another_host, a_name_looked_up, a_program_started, one_claim_more),
    *(a_claim_that_says_more, the_day, the_number_of_a_record, chance_drawn_once_more),
    *(the_words_of_a_message, the_name_of_a_file, a_temporary_file, a_temporary_file_removed_again),
    *(a_compressed_file, a_file_deflated_inside_another, a_file_compressed_and_in_base64),
    *(a_page_escaped_for_html, a_log_line, the_words_of_an_error, a_line_printed, the_state_file),
    *(the_time_in_the_state_file, the_settings, the_receipt, the_recent_files, a_table_of_the_database),
    *(a_row_kept_unsealed, a_row_as_long_as_the_answers, the_key_in_a_file, the_clipboard, a_window_title),
    *(the_settings_of_qt, rows_not_overwritten, a_key_not_destroyed),
)

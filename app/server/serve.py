"""`undersigned serve`: the HR service on a port, until it is told to stop.

* Plain HTTP is for the loopback alone, unless it is declared that a proxy in front does the TLS.
* Who asks is told by a proxy on this computer, or by one that was named; from anybody else it is not believed. Without
  the name everybody behind a proxy elsewhere would count as one address, and so would their wrong passwords.
* It ends cleanly on SIGTERM and SIGINT, and with `--stop-with-parent` when its standard input ends.
* It logs that something went wrong and where, and nothing of what anybody sent.
"""

import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import uvicorn

from app.config.arguments import Parser
from app.errors import RefusedError, UnavailableError, UndersignedError
from app.hr.core import Clock
from app.hr.location import Location, add_location_arguments, location
from app.hr.mail_server import MailServer, add_mail_arguments, mail_from
from app.hr.service import open_service
from app.hr.store.database import open_database
from app.hr.store.migrate import upgrade
from app.server.app import create_app
from app.server.daily import daily_tasks
from app.sync.provider_http import ProviderHttp, environment_proxies
from app.sync.timestamp_http import TimestampHttp

DEFAULT_PORT = 8480


class OpenPlainHttpError(RefusedError):
    """Plain HTTP would be open to the network."""

    sentence = "Without TLS the service answers on this computer alone."
    next_step = "Put a TLS proxy in front and add --behind-tls-proxy, or leave --host out."


class ProxyAddressError(RefusedError):
    """What was given as a proxy's address is none, or is everybody's."""

    sentence = "“{given}” is not the address of a proxy."
    next_step = "Give its IP address, such as 10.0.0.5, or its network, such as 10.0.0.0/28."


class PortTakenError(UnavailableError):
    """The address could not be listened on."""

    sentence = "The service could not listen on that address and port."
    next_step = "Check that no other program uses the port, or choose another one."


class _Server(uvicorn.Server):
    """Tells when it is ready to answer."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    where: Location,
    *,
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    ready: Callable[[int], None] | None = None,
    tls_proxies: Sequence[str] | None = None,
    stop_with_parent: bool = False,
    clock: Clock = lambda: datetime.now(UTC),
    mail: MailServer | None = None,
) -> None:
    """Serve until told to stop; `ready` is called with the port once it answers.

    `tls_proxies` are the IP addresses or networks of the proxies in front, beside this computer's own; None is none.
    Raises OpenPlainHttpError, ProxyAddressError, PortTakenError, and what opening the service raises.
    """
    believed = ["127.0.0.1", "::1", *map(proxy_address, tls_proxies or ())]
    if tls_proxies is None and not is_loopback(host):
        raise OpenPlainHttpError
    key = where.key(os.environ)
    database = open_database(where.database_url)
    upgrade(database)
    provider = ProviderHttp(environment_proxies)
    stamps = TimestampHttp(environment_proxies)
    hr = open_service(database, key, clock, os.urandom, provider_get=provider.get, timestamp_post=stamps.post)
    try:
        with listening(host, port) as listener:
            number = listener.getsockname()[1]
            config = uvicorn.Config(
                create_app(hr),
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                proxy_headers=tls_proxies is not None,
                forwarded_allow_ips=believed,
            )
            server = _Server(config, lambda: ready(number) if ready else None)
            if stop_with_parent:
                threading.Thread(target=_stop_at_end_of_input, args=(server,), daemon=True).start()
            _take_signals_quietly()
            with daily_tasks(hr, mail):
                server.run(sockets=[listener])
    finally:
        hr.close()


def main(argv: Sequence[str]) -> int:
    """Run `serve` from the command line; returns 0 when it ended well, 2 when it could not begin."""
    parser = Parser(prog="undersigned serve", description="The HR service.")
    add_location_arguments(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one and says which")
    parser.add_argument("--behind-tls-proxy", action="store_true", help="a proxy in front does the TLS")
    parser.add_argument(
        "--trusted-proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="the IP address or network of a TLS proxy on another computer; may be given again",
    )
    add_mail_arguments(parser)
    parser.add_argument("--stop-with-parent", action="store_true", help="end when standard input ends")
    arguments = parser.parse_args(argv)
    proxied = arguments.behind_tls_proxy or arguments.trusted_proxy
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")

    def say(number: int) -> None:
        shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
        sys.stdout.write(f"listening on http://{shown}:{number}\n")
        sys.stdout.flush()

    try:
        serve(
            location(arguments),
            host=arguments.host,
            port=arguments.port,
            ready=say,
            tls_proxies=arguments.trusted_proxy if proxied else None,
            stop_with_parent=arguments.stop_with_parent,
            mail=mail_from(arguments, os.environ),
        )
    except UndersignedError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def proxy_address(given: str) -> str:
    """An IP address or network as it is compared; raises ProxyAddressError for none, or for all there are."""
    try:
        network = ipaddress.ip_network(given.strip(), strict=False)
    except ValueError as error:
        raise ProxyAddressError(given=given[:60]) from error
    if network.prefixlen == 0:
        raise ProxyAddressError(given=given[:60])
    return str(network.network_address) if network.num_addresses == 1 else str(network)


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this computer's own loopback."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """Open the port (0: any that is free); who connects from now on waits for an answer. Raises PortTakenError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortTakenError from error
    # Each connection inherits it. An answer is sent in two pieces; else the second would wait, 40 ms as a rule, until
    # the first has been acknowledged. (asyncio sees to it by itself only for sockets that it makes.)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _take_signals_quietly() -> None:
    """After it has ended cleanly uvicorn raises the signal again, which must not kill what is left to do."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)


def _stop_at_end_of_input(server: uvicorn.Server) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    server.should_exit = True

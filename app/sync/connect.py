"""How the staff app gets at HR's service: one client for each address, made when it is first needed.

The HTTP library is imported then and not before: showing the policy does not wait for it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.sync.hr_client import HrClient


def connector(proxies: Callable[[str], Mapping[str, str]]) -> "Callable[[str], HrClient]":
    """Return what answers an address with the client for it; `proxies` answers an address with the way there."""
    clients: dict[str, HrClient] = {}

    def connect(server: str) -> "HrClient":
        from app.sync.hr_client import HrClient  # noqa: PLC0415 (see above)
        from app.sync.transport import HttpTransport  # noqa: PLC0415

        if server not in clients:
            clients[server] = HrClient(HttpTransport(server, proxies))
        return clients[server]

    return connect

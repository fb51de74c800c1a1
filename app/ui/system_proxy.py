"""The system's proxy for an address, asked of Qt, which knows the settings and the PAC files of each system.

1. It may take seconds (a PAC file is fetched): call it off the GUI thread.
2. An address on this computer never goes through a proxy.
3. SOCKS proxies are left out: the HTTP client here does not speak SOCKS.
"""

import ipaddress
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

_SPOKEN = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)


def proxies_for(url: str) -> dict[str, str]:
    """The proxies for `url`, by scheme, in the form the `requests` library takes.

    Returns:
        `{"http": "http://host:port", "https": …}`, or `{}` where the way is direct.
    """
    address = QUrl(url)
    if _on_this_computer(address.host()):
        return {}
    for proxy in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(address)):
        if proxy.type() is QNetworkProxy.ProxyType.NoProxy:
            return {}
        if proxy.type() in _SPOKEN and proxy.hostName():
            way = _written(proxy)
            return {"http": way, "https": way}
    return {}


def _written(proxy: QNetworkProxy) -> str:
    host = f"[{proxy.hostName()}]" if ":" in proxy.hostName() else proxy.hostName()
    who = ""
    if proxy.user():
        who = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@"
    return f"http://{who}{host}:{proxy.port()}"


def _on_this_computer(host: str) -> bool:
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False

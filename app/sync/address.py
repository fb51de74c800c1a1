"""Which addresses are safe to talk to: https, or plain http to this very computer."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from app.sync.errors import AddressRefusedError


def checked_address(address: str) -> str:
    """Return the address without a slash at its end; raises AddressRefusedError unless it is safe to use."""
    if not is_safe(address) or urlsplit(address).query:
        raise AddressRefusedError
    return address.rstrip("/")


def is_safe(address: str) -> bool:
    """Tell whether an address is https, or http to this computer, with a host and without names, words or fragments."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 (raises for what is not a port)
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_this_computer(host))
    return bool(safe and host and not (parts.username or parts.password or parts.fragment))


def is_this_computer(host: str) -> bool:
    """Tell whether `host` is a loopback address or its usual name."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

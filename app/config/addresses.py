"""Which addresses are safe to talk to: https, or plain http to this very computer.

The one rule, for settings and for whoever sends. The readers of addresses are imported where there is one to judge:
the first paint waits for neither.
"""


def is_safe(address: str) -> bool:
    """Tell whether an address is https, or http to this computer, with a host and without names, words or fragments."""
    from urllib.parse import urlsplit  # noqa: PLC0415 (see above)

    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 (raises for what is not a port)
    except ValueError:
        return False
    plain = address.isprintable() and not set(address) & set(" \\")
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_this_computer(host))
    return bool(plain and safe and host and not ("@" in parts.netloc or parts.fragment))


def is_safe_base(address: str) -> bool:
    """Tell whether an address is safe, and can have a path put after it: it has no words after a question mark."""
    return is_safe(address) and not set(address) & set("?#")


def is_this_computer(host: str) -> bool:
    """Tell whether `host` is a loopback address or its usual name."""
    if host == "localhost":
        return True
    from ipaddress import ip_address  # noqa: PLC0415 (see above)

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def without_secrets(address: str) -> str:
    """Scheme, host and port of an address, and nothing else: the rest may be a name, a password or a key.

    What is no address comes back as "not an address".
    """
    from urllib.parse import urlsplit  # noqa: PLC0415 (see above)

    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return "not an address"
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}" if host and parts.scheme else "not an address"

"""The address of a service, as it is used: by the same rule as in the settings."""

from app.config.addresses import is_safe, is_safe_base
from app.sync.errors import AddressRefusedError

__all__ = ["checked_address", "is_safe"]


def checked_address(address: str) -> str:
    """Return the address without a slash at its end; raises AddressRefusedError unless it is safe to use."""
    if not is_safe_base(address):
        raise AddressRefusedError
    return address.rstrip("/")

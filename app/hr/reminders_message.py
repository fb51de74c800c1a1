"""A reminder as an e-mail message (RFC 5322), and how a bounce tells which one came back.

* The message's id is the reminder's own: a delivery report brings it back (`app.hr.reminders_bounces`).
* It says that a program sent it (RFC 3834), so that no out-of-office answers come; bounces still do.
"""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

MESSAGE_ID = re.compile(r"<(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>\s]{1,200}>")


def reminder_message(
    sender: tuple[str, str], to: str, subject: str, text: str, message_id: str, now: datetime
) -> EmailMessage:
    """The message; `sender` is the trust's name and the address that it comes from."""
    name, address = sender
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(text)
    return message

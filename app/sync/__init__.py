"""From the outbox to the HR service and back. No Qt, no thread of its own."""

"""Word and PDF files taken apart: by a child process with limits, never by whoever asks."""

"""The settings of one installation: what may be set, by whom, and which one wins.

Rules:

* key by key, the first of these that sets it wins: the computer's managed settings (Windows policy in HKLM, a
  macOS profile), the account's managed settings (HKCU, a macOS profile), the trust's file, the person's file, the
  default;
* some keys are the trust's alone: in the person's own file they are named and left out;
* every value remembers who set it, and where, so that the window can show what is set by the trust;
* a wrong value is named in `problems` and ignored; it never stops the app;
* nothing here is read at import, and there is no global: `load_here` is called once and the result handed down.

`docs/managed-settings.md` lists every key; it and the templates for IT are tested against `KINDS`.
"""

from app.config.files import machine_file, save
from app.config.lessons import Lesson, lesson_at
from app.config.settings import KINDS, Config, Setting, as_text, in_lesson
from app.config.sources import Source, load, load_here, load_trusts, merged

VERSION = "0.1.0"
APP = f"undersigned {VERSION}"

__all__ = [
    "APP",
    "KINDS",
    "VERSION",
    "Config",
    "Lesson",
    "Setting",
    "Source",
    "as_text",
    "in_lesson",
    "lesson_at",
    "load",
    "load_here",
    "load_trusts",
    "machine_file",
    "merged",
    "save",
]

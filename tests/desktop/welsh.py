"""What tests of the translation share: the script that makes it, and the window in Welsh."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def script():
    """The program packaging/translations.py as a module."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entries(language="cy"):
    """Every message of the committed file: context, source, and its translations (several for a plural)."""
    found = []
    for (context, source), message in script().messages(script().committed(language)).items():
        translation = message.find("translation")
        forms = [form.text or "" for form in translation] or [translation.text or ""]
        found.append((context, source, forms, translation.get("type")))
    return found

"""What each setting means to the person whose computer it is, in plain words; IT's own words are in docs."""

from app.desktop.wording import translate


def setting_words() -> dict[str, str]:
    """A short name for each key that may be set."""
    return {
        "server": translate("Settings", "Where HR’s service is"),
        "service_key": translate("Settings", "How the app knows HR’s service"),
        "publishing_key": translate("Settings", "How the app knows that a policy is from your Trust"),
        "enrolment": translate("Settings", "How you set up the app: with a code from HR, or by signing in"),
        "fresh_sign_in": translate("Settings", "Whether you are asked to sign in when you answer"),
        "staff_accounts": translate("Settings", "Whom the app opens for by itself, by name"),
        "staff_groups": translate("Settings", "Whom the app opens for by itself, by group"),
        "shared_accounts": translate("Settings", "Which logins several people share, by name"),
        "shared_groups": translate("Settings", "Which logins several people share, by group"),
        "shared_computer": translate("Settings", "Whether several people share this login"),
        "shared_minutes": translate(
            "Settings", "On a shared computer: minutes until the app asks if you are still there"
        ),
        "sign_out": translate("Settings", "Whether your files stay here when you sign out"),
        "key_store": translate("Settings", "Where your key is kept"),
        "lesson_hours": translate("Settings", "When lessons are. Nothing opens by itself then."),
        "proxy": translate("Settings", "The way to HR’s service"),
        "update_channel": translate("Settings", "Where a new version comes from"),
        "scheme": translate("Settings", "The colours of the app"),
        "language": translate("Settings", "The language of the app. A policy stays as it was written."),
        "text_scale": translate("Settings", "The size of the text: 100 is normal"),
        "contact_line_manager": translate("Settings", "Whom you can talk to first"),
        "contact_headteacher": translate("Settings", "Your headteacher"),
        "contact_safeguarding": translate("Settings", "Whom to tell if you worry about a child"),
        "contact_whistleblowing": translate("Settings", "Whom to tell if something is wrong at work"),
        "contact_hr": translate("Settings", "How to reach HR"),
    }

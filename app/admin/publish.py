"""`admin publish`: the publisher signs here, with the key in their own key store."""

import argparse
import re
from datetime import date
from pathlib import Path

from app.admin.context import Context
from app.admin.publisher import publishing_key
from app.admin.staff import FileUnreadableError, read_file
from app.domain.checklist_files import bundle
from app.domain.policy import title
from app.hr.location import add_location_arguments
from app.hr.publishing import Draft


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    publish = commands.add_parser("publish", help="publish a version of a policy from Markdown")
    add_location_arguments(publish)
    publish.add_argument("file", type=Path, metavar="FILE")
    publish.add_argument("--policy", metavar="ID", help="the policy's id; made from its title otherwise")
    publish.add_argument("--version-label", metavar="TEXT", help="the file's name otherwise")
    publish.add_argument("--checklist", type=Path, metavar="DIR", help="the self-audit that goes with it")
    publish.add_argument("--due", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day in time")
    publish.add_argument("--minor", action="store_true", help="a correction: signatures stay")
    publish.add_argument("--summary", default="", metavar="TEXT", help="what changed since the last version")
    publish.add_argument("--preview", action="store_true", help="tell how many are asked; publish nothing")
    publish.set_defaults(run=run_publish)


def run_publish(context: Context, arguments: argparse.Namespace) -> int:
    """Sign and publish, having said how many people are asked."""
    content = read_file(arguments.file)
    draft = Draft(
        policy_id=arguments.policy or _slug(content, arguments.file),
        label=arguments.version_label or arguments.file.stem,
        content=content,
        checklist=_checklist(arguments.checklist) if arguments.checklist else None,
        material=not arguments.minor,
        summary_of_changes=arguments.summary,
    )
    with context.service(arguments) as hr:
        manifest = hr.publishing.manifest(draft)
        asked = hr.publishing.would_ask(draft.policy_id, material=manifest.material)
        context.say(f"{asked.now} people will be asked, {asked.later} on leave later.")
        if arguments.preview:
            context.say("Nothing was published: this was a preview.")
            return 0
        key = publishing_key(context.keystore(), hr.core.trust.aud)
        hr.publishing.publish(
            manifest.signed_by(key), content, draft.checklist, due=arguments.due, actor=context.actor
        )
    context.say(f"Published: {manifest.title}, version {manifest.version} ({manifest.label}).")
    return 0


def _slug(content: bytes, file: Path) -> str:
    words = title(content.decode("utf-8", errors="replace")) or file.stem
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:64] or "policy"


def _checklist(folder: Path) -> bytes:
    try:
        files = sorted(folder.glob("*.toml"))
    except OSError as error:
        raise FileUnreadableError(name=folder.name) from error
    return bundle({file.name: read_file(file) for file in files})

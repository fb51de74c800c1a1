"""`admin publish`: the publisher signs here, with the key in their own key store."""

import argparse
from datetime import date
from pathlib import Path

from app.admin.context import Context
from app.admin.staff import FileUnreadableError, read_file
from app.documents.run import Opened, open_file
from app.domain.checklist_files import bundle
from app.domain.policy import id_of
from app.domain.related import KINDS, Related
from app.errors import RefusedError
from app.evidence.manifest import Manifest
from app.hr.audience import Audience, AudienceKind
from app.hr.location import add_location_arguments
from app.hr.publishing import Draft, WouldAsk
from app.hr.terms import Original, Particulars, Terms
from app.signing.publisher import publishing_key

_DAY = "YYYY-MM-DD"


class RelatedFormError(RefusedError):
    """A related policy that is not written as it should be."""

    sentence = "A related policy is written KIND:TITLE, or KIND:TITLE=LINK."
    next_step = "KIND is safeguarding, whistleblowing, grievance, disciplinary or other."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    publish = commands.add_parser("publish", help="publish a version of a policy from Markdown, Word or PDF")
    add_location_arguments(publish)
    what = publish.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", metavar="FILE")
    what.add_argument(
        "--again", metavar="ID", help="publish again, as signed, what a backup put back lost of this policy"
    )
    publish.add_argument("--policy", metavar="ID", help="the policy's id; made from its title otherwise")
    publish.add_argument("--title", default="", metavar="TEXT", help="the document's own otherwise")
    publish.add_argument("--version-label", metavar="TEXT", help="the file's name otherwise")
    publish.add_argument("--checklist", type=Path, metavar="DIR", help="the self-audit that goes with it")
    publish.add_argument("--minor", action="store_true", help="a correction: signatures stay")
    publish.add_argument("--summary", default="", metavar="TEXT", help="what changed since the last version")
    publish.add_argument("--preview", action="store_true", help="tell how many are asked; publish nothing")
    publish.add_argument("--json", action="store_true")
    _add_terms(publish)
    publish.set_defaults(run=run_publish)


def _add_terms(publish: argparse.ArgumentParser) -> None:
    publish.add_argument("--due", type=date.fromisoformat, metavar=_DAY, help="the last day in time")
    publish.add_argument("--due-days", type=int, metavar="N", help="school days after joining, or the start")
    publish.add_argument("--starts", type=date.fromisoformat, metavar=_DAY, help="ask nobody before this day")
    whom = publish.add_mutually_exclusive_group()
    whom.add_argument("--role", action="append", default=[], help="only people of this role; repeatable")
    whom.add_argument("--school", action="append", default=[], help="only people of this school; repeatable")
    whom.add_argument("--people", type=Path, metavar="FILE", help="only these staff ids, one a line")
    publish.add_argument("--owner", metavar="NAME")
    publish.add_argument("--approved-by", metavar="BODY")
    publish.add_argument("--ratified", type=date.fromisoformat, metavar=_DAY)
    publish.add_argument(
        "--review",
        type=date.fromisoformat,
        metavar=_DAY,
        help="the day of the next review; the text's own otherwise",
    )
    publish.add_argument(
        "--related", action="append", default=[], metavar="KIND:TITLE=LINK", help=f"KIND: {', '.join(KINDS)}"
    )


def run_publish(context: Context, arguments: argparse.Namespace) -> int:
    """Sign and publish, having said how many people are asked."""
    if arguments.again:
        return _publish_again(context, arguments)
    opened = open_file(arguments.file.name, read_file(arguments.file))
    title = arguments.title or opened.title or arguments.file.stem
    draft = Draft(
        policy_id=arguments.policy or id_of(title),
        label=arguments.version_label or arguments.file.stem,
        title=title,
        content=opened.content,
        media_type=opened.media_type,
        checklist=_checklist(arguments.checklist) if arguments.checklist else None,
        material=not arguments.minor,
        summary_of_changes=arguments.summary,
        terms=_terms(arguments, opened),
    )
    with context.service(arguments) as hr:
        manifest = hr.publishing.manifest(draft)
        audience = draft.terms.audience
        asked = hr.publishing.would_ask(draft.policy_id, material=manifest.material, audience=audience)
        if not arguments.json:
            _say_before(context, opened, asked, draft.terms)
        if not arguments.preview:
            hr.approvals.forbid_alone()
            key = publishing_key(context.keystore(), hr.core.trust.aud)
            hr.publishing.publish(
                manifest.signed_by(key),
                draft.content,
                draft.checklist,
                actor=context.actor,
                terms=draft.terms,
            )
    _say_after(context, arguments, opened, (manifest, asked))
    return 0


def _publish_again(context: Context, arguments: argparse.Namespace) -> int:
    """Publish what was lost with a backup and handed in since; it was signed when it was published first."""
    with context.service(arguments) as hr:
        hr.approvals.forbid_alone()
        again = hr.lost_versions.publish_again(
            arguments.again, terms=_terms(arguments, None), actor=context.actor
        )
    context.tell(published=[{"policy": one.record.policy_id, "version": one.record.version} for one in again])
    for one in again:
        context.say(
            f"Published again: {one.record.title}, version {one.record.version} ({one.record.label})."
        )
    return 0


def _terms(arguments: argparse.Namespace, opened: Opened | None) -> Terms:
    original = opened.original if opened is not None else None
    return Terms(
        starts=arguments.starts,
        due=arguments.due,
        due_days=arguments.due_days,
        audience=_audience(arguments),
        particulars=Particulars(
            owner=arguments.owner,
            approved_by=arguments.approved_by,
            ratified=arguments.ratified,
            review=arguments.review,
            related=tuple(_related(one) for one in arguments.related),
        ),
        original=Original(arguments.file.name, original) if original is not None else None,
    )


def _audience(arguments: argparse.Namespace) -> Audience:
    if arguments.role:
        return Audience(AudienceKind.ROLES, tuple(arguments.role))
    if arguments.school:
        return Audience(AudienceKind.SCHOOLS, tuple(arguments.school))
    if arguments.people:
        lines = read_file(arguments.people).decode("utf-8-sig", errors="replace").split("\n")
        return Audience(AudienceKind.PEOPLE, tuple(line.strip() for line in lines if line.strip()))
    return Audience()


def _related(written: str) -> Related:
    kind, colon, rest = written.partition(":")
    title, _, link = rest.partition("=")
    if not colon or kind not in KINDS:
        raise RelatedFormError
    return Related(kind, title.strip(), link.strip() or None)


def _say_before(context: Context, opened: Opened, asked: WouldAsk, terms: Terms) -> None:
    for sentence in opened.left_out:
        context.say(f"Not as in the file: {sentence}")
    if opened.without_words:
        pages = ", ".join(str(number) for number in opened.without_words[:20])
        context.say(f"Screen readers cannot read page {pages}: Word or Markdown serves everyone.")
    when = f" from {terms.starts.isoformat()}" if terms.starts else ""
    context.say(f"{asked.now} people will be asked{when}, {asked.later} on leave later.")


def _say_after(
    context: Context, arguments: argparse.Namespace, opened: Opened, done: tuple[Manifest, WouldAsk]
) -> None:
    manifest, asked = done
    if arguments.json:
        context.say_json(
            {
                "policy": manifest.policy_id,
                "version": manifest.version,
                "label": manifest.label,
                "title": manifest.title,
                "sha256": manifest.sha256,
                "asked": asked.now,
                "asked_later": asked.later,
                "left_out": list(opened.left_out),
                "pages_without_words": list(opened.without_words),
                "published": not arguments.preview,
            }
        )
    elif arguments.preview:
        context.say("Nothing was published: this was a preview.")
    else:
        context.say(f"Published: {manifest.title}, version {manifest.version} ({manifest.label}).")


def _checklist(folder: Path) -> bytes:
    try:
        files = sorted(folder.glob("*.toml"))
    except OSError as error:
        raise FileUnreadableError(name=folder.name) from error
    return bundle({file.name: read_file(file) for file in files})

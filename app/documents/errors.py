"""Why a file cannot be published or shown, each in one sentence."""

from app.errors import RefusedError, UnavailableError


class DocumentError(RefusedError):
    """A file that cannot be taken apart."""

    sentence = "This file cannot be read."
    next_step = "Open it in the program it was made with, save it again, and choose that file."


class UnknownDocumentFormatError(DocumentError):
    """Neither Markdown, Word nor PDF."""

    sentence = "This is not a Markdown, Word or PDF file."
    next_step = "Choose a file that ends in .md, .docx or .pdf."


class OldWordError(DocumentError):
    """The binary format of Word before 2007, or a .docx that is locked with a password: both look alike."""

    sentence = "This file is locked with a password, or comes from a Word of before 2007."
    next_step = "Open it in Word, take the password off, save it as .docx, and choose that file."


class LockedError(DocumentError):
    """Encrypted."""

    sentence = "This file is locked with a password."
    next_step = "Take the password off, save it again, and choose that file."


class TooLargeError(DocumentError):
    """More bytes than a policy has."""

    sentence = "This file is too large for a policy."
    next_step = "Choose a file of less than 20 MB. Large pictures make a file large."


class UnpacksTooLargeError(DocumentError):
    """A zip that unpacks to far more than it is."""

    sentence = "This file unpacks to far more than a policy can be, so it was not opened."
    next_step = "Save it again without large pictures, and choose that file."


class DeclaresEntitiesError(DocumentError):
    """XML with a document type or entities, which no Word file has."""

    sentence = "This file was not made by Word: it holds instructions that could harm a computer."
    next_step = "Copy its text into a new document, save that, and choose it."


class MacrosError(DocumentError):
    """A Word file with macros."""

    sentence = "This file holds macros, which are small programs."
    next_step = "Save it as a Word document without macros (.docx), and choose that file."


class MalformedError(DocumentError):
    """Damaged, or not what its name says."""

    sentence = "This file is damaged, or is not what its name says."


class NothingToReadError(DocumentError):
    """No words and no pages."""

    sentence = "There is nothing in this file to read."
    next_step = "Check that it is the right file."


class TooManyPagesError(DocumentError):
    """More pages than staff can be asked to read."""

    sentence = "This PDF has {pages} pages. A policy can have at most {most}."
    next_step = "Publish the part that staff have to read."


class PageTooLargeError(DocumentError):
    """A page, or a picture on it, that takes more than a computer should give."""

    sentence = "A page of this PDF is too large to be shown."
    next_step = "Save it again with ordinary pages and smaller pictures, and choose that file."


class ConverterMissingError(UnavailableError):
    """The part of the program that opens such files is not installed."""

    sentence = "This computer cannot open such files: a part of the program is missing."
    next_step = "Ask your IT helpdesk to install Undersigned again, with all its parts."


BY_NAME = {
    kind.__name__: kind
    for kind in (
        OldWordError,
        LockedError,
        UnpacksTooLargeError,
        DeclaresEntitiesError,
        MacrosError,
        MalformedError,
        NothingToReadError,
        TooManyPagesError,
        PageTooLargeError,
        ConverterMissingError,
    )
}
"""What a child process may say went wrong."""

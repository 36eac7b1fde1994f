"""Exit statuses, and the faults a command answers with a sentence instead of a traceback."""

from __future__ import annotations

OK, TO_LOOK_AT, COULD_NOT_RUN = 0, 1, 2


class CommandFault(Exception):
    """A command was asked for something that cannot be; the message says what to do, in Chinese."""


def faults_of_commands() -> tuple[type[Exception], ...]:
    """Everything that speaks Chinese to the person at the terminal."""
    from mingcha.archive.faults import ArchiveError
    from mingcha.bulletin.forms.fault import FormFault
    from mingcha.calendar import UnknownYear
    from mingcha.collect.frontier_file import FrontierFault
    from mingcha.collect.rendering import NoBrowser
    from mingcha.collect.rounds import Unreachable
    from mingcha.collect.site_file import SiteFault
    from mingcha.demo.faults import DemoFault
    from mingcha.model.bulletin import MissingEvidence
    from mingcha.model.ledger import FileFault
    from mingcha.model.plain import NotPlain
    from mingcha.web.bulletins.refusals import Refused as BulletinRefused
    from mingcha.web.launch import LaunchFault
    from mingcha.web.publishing.refusals import Refused as LedgerRefused
    from mingcha.web.work.outcomes import WorkFault

    spoken = (CommandFault, DemoFault, FileFault, FormFault, LaunchFault, MissingEvidence, NotPlain, UnknownYear)
    collecting = (ArchiveError, FrontierFault, NoBrowser, SiteFault, Unreachable)
    return (*spoken, *collecting, BulletinRefused, LedgerRefused, WorkFault)

"""All pages but the first: loaded together, after the policy is on the screen."""

from app.desktop.answer import AnswerPage
from app.desktop.audit_check import CheckPage
from app.desktop.audit_checks import ChecksPage
from app.desktop.audit_end import EndPage
from app.desktop.audit_follow_up import FollowUpPage
from app.desktop.audit_help import HelpPage
from app.desktop.audit_list import ListPage
from app.desktop.audit_opening import AuditOpeningPage
from app.desktop.audit_promises import PromisesPage
from app.desktop.audit_sites import SitesPage
from app.desktop.cover import CoverPage
from app.desktop.delete_answers import DeletePage
from app.desktop.dispute import DisputePage
from app.desktop.enrol import EnrolPage
from app.desktop.idle import StillTherePage
from app.desktop.in_my_name import InMyNamePage
from app.desktop.key import KeyPage
from app.desktop.later import LaterPage
from app.desktop.leaving_page import LeavingPage
from app.desktop.my_people import MyPeoplePage
from app.desktop.page import StaffPage
from app.desktop.places import Place
from app.desktop.policies import PoliciesPage
from app.desktop.receipt import ReceiptPage
from app.desktop.settings_here import SettingsPage
from app.desktop.status import StatusPage
from app.desktop.what_hr_sees import HrViewPage

PAGES: dict[Place, type[StaffPage]] = {
    page.place: page
    for page in (
        EnrolPage, PoliciesPage, AnswerPage, AuditOpeningPage, SitesPage, ListPage, ChecksPage, CheckPage,
        HelpPage, FollowUpPage, PromisesPage, EndPage, DeletePage, StatusPage, ReceiptPage, HrViewPage,
        InMyNamePage, DisputePage, KeyPage, MyPeoplePage,
        SettingsPage, LaterPage, CoverPage, StillTherePage, LeavingPage,
    )
}  # fmt: skip

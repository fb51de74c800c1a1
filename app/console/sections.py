"""The sections of the HR window, in the order of their buttons. "Who has not completed it" stands before them."""

from app.console.accounts_my_section import MyAccountSection
from app.console.accounts_section import AccountsSection
from app.console.approvals_section import ApprovalsSection
from app.console.disputes_section import DisputesSection
from app.console.keeping_section import KeepingSection
from app.console.person_section import PersonSection
from app.console.policies_section import PoliciesSection
from app.console.progress_section import ProgressSection
from app.console.questions_section import QuestionsSection
from app.console.reminders_section import RemindersSection
from app.console.section import Section
from app.console.staff_section import StaffSection
from app.console.trail_section import TrailSection

SECTIONS: tuple[type[Section], ...] = (
    QuestionsSection,
    ProgressSection,
    PoliciesSection,
    StaffSection,
    RemindersSection,
    DisputesSection,
    TrailSection,
    KeepingSection,
    ApprovalsSection,
    AccountsSection,
    MyAccountSection,
    PersonSection,
)

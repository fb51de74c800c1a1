"""The HTTP application: the routers, closed and bounded, over one `HrService`."""

from fastapi import FastAPI

from app import protocol
from app.config import VERSION
from app.hr.service import HrService
from app.server import (
    console,
    console_accounts,
    console_keeping,
    console_people,
    console_policies,
    console_progress,
    console_reminders,
    console_staff,
    device,
    my_people,
    problems,
)
from app.server.limits import Limits


def create_app(hr: HrService) -> FastAPI:
    """Return the application; it keeps no state of its own."""
    app = FastAPI(title="Undersigned HR service", version=VERSION, docs_url=None, redoc_url=None)
    for router in (
        device.open_router(hr),
        device.beside_router(hr),
        device.records_router(hr),
        device.log_router(hr),
        device.person_router(hr),
        my_people.router(hr),
        device.lost_router(hr),
        console.router(hr),
        console_accounts.router(hr),
        console_progress.router(hr),
        console_keeping.router(hr),
        console_people.router(hr),
        console_policies.router(hr),
        console_reminders.router(hr),
        console_staff.router(hr),
    ):
        app.include_router(router, responses=_PROBLEMS)
    _add_health(app, hr)
    app.add_middleware(Limits)
    problems.install(app)
    return app


def _add_health(app: FastAPI, hr: HrService) -> None:
    @app.get(protocol.HEALTH)
    def healthy() -> dict[str, str]:
        """That the process answers."""
        return {"status": "ok"}

    @app.get(protocol.READY)
    def ready() -> dict[str, str]:
        """That the database answers too."""
        hr.log.head()
        return {"status": "ok"}


_PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"model": protocol.Problem} for status in (401, 403, 404, 409, 413, 422, 429, 500, 503)
}

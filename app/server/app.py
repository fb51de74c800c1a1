"""The HTTP application: the routers, closed and bounded, over one `HrService`."""

from fastapi import FastAPI

from app import protocol
from app.config import VERSION
from app.hr.service import HrService
from app.server import console, device, problems
from app.server.limits import Limits


def create_app(hr: HrService) -> FastAPI:
    """Return the application; it keeps no state of its own."""
    app = FastAPI(title="Undersigned HR service", version=VERSION, docs_url=None, redoc_url=None)
    for router in (
        device.open_router(hr),
        device.records_router(hr),
        device.log_router(hr),
        device.person_router(hr),
        console.router(hr),
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

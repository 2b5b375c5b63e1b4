"""The tour: every experiment in the real window, dark and light, as screenshots with an index page.

It waits for what it wants to see (the job ended, every view drawn, every thumbnail made), not for
time to pass, and ends with exit code 1 naming each experiment that did not get there.
"""

import asyncio
import html
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import qasync
from PySide6.QtCore import QObject, SignalInstance, Slot
from PySide6.QtWidgets import QApplication

from app import startup
from app.i18n import Language
from app.options import Options
from app.services import Services
from app.window import Window
from app.workspace import Workspace
from engine.experiment import Experiment
from widgets.theme import THEMES, apply_theme, current_theme

SIZE = (1440, 900)
PATIENCE_S = 180.0  # a first run also converts the packaged weights
SECOND_PICTURE = "sample:cat"


@dataclass(frozen=True, slots=True)
class Stop:
    """One screenshot to make."""

    experiment: Experiment
    theme: str
    language: Language

    @property
    def title(self) -> str:
        return self.experiment.title

    @property
    def file(self) -> str:
        """Such as "vit-attention_distance-dark.png"; other languages are named at the end."""
        tail = "" if self.language == "en" else f"-{self.language}"
        return f"{self.experiment.id.replace('.', '-')}-{self.theme}{tail}.png"


@dataclass(frozen=True, slots=True)
class WorldStop:
    """One screenshot of the world browser. kind: "" for all its pictures, or "composites"."""

    kind: str
    theme: str
    language: Language

    @property
    def title(self) -> str:
        return f"World: {self.kind}" if self.kind else "World"

    @property
    def file(self) -> str:
        """Such as "world-composites-dark.png"; languages as of the other stops."""
        parts = ["world", self.kind, self.theme, "" if self.language == "en" else self.language]
        return "-".join(part for part in parts if part) + ".png"


class Bell(QObject):
    """An asyncio event that any Qt signal can ring."""

    def __init__(self, *signals: SignalInstance) -> None:
        super().__init__()
        self._rung = asyncio.Event()
        for signal in signals:
            signal.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        self._rung.set()

    async def until(self, condition: Callable[[], bool], limit_s: float) -> bool:
        """Wait until `condition` holds, asked again at every ring; False after `limit_s` seconds."""
        try:
            async with asyncio.timeout(limit_s):
                while not condition():
                    self._rung.clear()
                    await self._rung.wait()
        except TimeoutError:
            return False
        return True


def stops(options: Options, experiments: tuple[Experiment, ...]) -> Iterator[Stop]:
    """List the screenshots: all experiments, or the panel asked for; in both themes, the first also in Chinese."""
    if options.panel is not None:
        wanted = options.panel
        experiments = tuple(one for one in experiments if wanted in (one.id, one.paper))
    themes = (options.theme,) if options.theme else tuple(THEMES)
    for theme in themes:
        for experiment in experiments:
            yield Stop(experiment, theme, options.language or "en")
    if options.language is None and experiments:
        yield Stop(experiments[0], themes[0], "zh_CN")


def world_stops(options: Options) -> Iterator[WorldStop]:
    """List the screenshots of the world browser in both themes; none when a panel is asked for."""
    if options.panel is not None:
        return
    for theme in (options.theme,) if options.theme else tuple(THEMES):
        for kind in ("", "composites"):
            yield WorldStop(kind, theme, options.language or "en")


class Tour:
    """Walks through the stops in a window and keeps what went wrong."""

    def __init__(self, workspace: Workspace, window: Window, services: Services, folder: Path) -> None:
        self._workspace, self._window, self._services = workspace, window, services
        self._folder = folder
        self.failures: list[str] = []
        bridge, shelf = workspace.bridge, workspace.shelf
        self._bell = Bell(
            bridge.job_changed,
            bridge.frame_arrived,
            bridge.engine_ready,
            shelf.thumbnail_made,
            workspace.session.picture_changed,
            workspace.session.second_changed,
        )

    async def prepare(self) -> None:
        """Wait for the picture, a second one to compare with, and the thumbnails."""
        workspace = self._workspace
        session, shelf = workspace.session, workspace.shelf
        await self._bell.until(lambda: session.state.picture is not None, PATIENCE_S)
        shelf.choose_second(SECOND_PICTURE)
        await self._bell.until(lambda: session.state.second is not None, PATIENCE_S)
        seen = [item.key for item in shelf.items]
        if not await self._bell.until(lambda: all(shelf.thumbnail(key) for key in seen), PATIENCE_S):
            self.failures.append("tray: not every thumbnail could be made")

    async def visit(self, stop: Stop) -> None:
        """Make one screenshot."""
        self._dress(stop)
        self._workspace.host.open(stop.experiment.id)
        if stop.experiment.trains:
            await self._train(stop.experiment)
        drawn = await self._bell.until(partial(self._is_drawn, stop.experiment), PATIENCE_S)
        problem = self._problem(drawn)
        if problem:
            self.failures.append(f"{stop.file}: {problem}")
        await self._save(stop.file)

    async def visit_world(self, stop: WorldStop) -> None:
        """Make one screenshot of the world browser."""
        self._dress(stop)
        centre = self._workspace.centre
        centre.show_world(True)
        page = centre.world
        if page is None:
            self.failures.append(f"{stop.file}: the world cannot be read")
            return
        bell = Bell(page.tiles.made, page.shown)
        page.show_kind(stop.kind)
        await self._settle()  # painted once, the gallery asks for its tiles
        if not await bell.until(lambda: page.complete, PATIENCE_S):
            self.failures.append(f"{stop.file}: not every picture was drawn")
        await self._save(stop.file)

    def _dress(self, stop: Stop | WorldStop) -> None:
        """Put the stop's theme and language in force."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if current_theme() != THEMES[stop.theme]:  # it goes over every widget there is, at a cost that grows with them
            apply_theme(application, THEMES[stop.theme])
        if self._services.language.language != stop.language:
            self._services.language.use(stop.language)

    async def _settle(self) -> None:
        """Let Qt lay out and paint what changed last, in a few turns of the event loop."""
        for _ in range(3):
            await asyncio.sleep(0)
        self._window.grab()

    async def _save(self, file: str) -> None:
        await self._settle()
        self._window.grab().save(str(self._folder / file))

    async def _train(self, experiment: Experiment) -> None:
        """Train until there is something to see, and stand still there."""
        await self._bell.until(lambda: self._workspace.bridge.ready, PATIENCE_S)
        panel = self._workspace.host.panel
        assert panel is not None
        if panel.page.job is None:
            panel.run()
        job = panel.page.job
        if job is not None and await self._bell.until(lambda: job.step >= experiment.tour_steps, PATIENCE_S):
            job.pause()

    def _is_drawn(self, experiment: Experiment) -> bool:
        """Still experiments have ended; trainings, which never end, have drawn every view."""
        panel = self._workspace.host.panel
        if panel is None or not panel.views() or panel.message:
            return panel is not None and bool(panel.message)
        drawn = all(view.frame is not None for view in panel.views())
        return drawn and (experiment.trains or not panel.busy)

    def _problem(self, drawn: bool) -> str:
        panel = self._workspace.host.panel
        assert panel is not None
        if panel.message:
            return panel.message
        empty = sum(view.frame is None for view in panel.views())
        return "" if drawn else f"{empty} of {len(panel.views())} views stayed empty"


def index_page(made: Sequence[Stop | WorldStop]) -> str:
    """Return the HTML page that shows the screenshots."""
    figures = "\n".join(
        f'<figure><a href="{html.escape(stop.file)}"><img src="{html.escape(stop.file)}" loading="lazy" '
        f'alt="{html.escape(stop.title)}, {stop.theme}"></a>'
        f"<figcaption>{html.escape(stop.title)} · {stop.theme} · {stop.language}</figcaption></figure>"
        for stop in made
    )
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Paperscope: tour</title>
<style>
body {{ font-family: Inter, system-ui, sans-serif; background: #f3f4f7; color: #1c2130; margin: 2rem; }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr)); gap: 1.5rem; }}
figure {{ margin: 0; }} img {{ width: 100%; border-radius: 8px; border: 1px solid #d9dde6; }}
figcaption {{ color: #5c6579; padding-top: .4rem; }}
</style>
<h1>Paperscope</h1>
<main>
{figures}
</main></html>
"""


async def _walk(options: Options, services: Services, window: Window, folder: Path) -> list[str]:
    services.reporter.watch(asyncio.get_running_loop())
    workspace = window.furnish()
    try:
        workspace.begin(options)
        tour = Tour(workspace, window, services, folder)
        services.reporter.reported.connect(lambda report: tour.failures.append(report.summary))
        await tour.prepare()
        made = list(stops(options, workspace.deeds.experiments()))
        for stop in made:
            await tour.visit(stop)
        of_the_world = list(world_stops(options))
        for world_stop in of_the_world:
            await tour.visit_world(world_stop)
        (folder / "index.html").write_text(index_page([*made, *of_the_world]), encoding="utf-8")
        return tour.failures
    finally:
        workspace.close_down()
        window.deleteLater()


def run(options: Options) -> int:
    """Make the tour; 0 when every experiment was drawn, else 1 with the failures on stderr."""
    assert options.tour is not None
    folder = options.tour.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    application = startup.make_application()
    with tempfile.TemporaryDirectory() as settings:  # the tour neither reads nor changes the user's settings
        services = startup.make_services(application, options, Path(settings))
        window = startup.show_window(services)
        window.resize(*SIZE)
        try:
            failures = qasync.run(_walk(options, services, window, folder))
        finally:
            startup.end_services(services)
    for failure in failures:
        print(f"tour: {failure}", file=sys.stderr)
    print(folder / "index.html")
    return 1 if failures else 0

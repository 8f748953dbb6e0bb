"""Chromium on a real dashboard, over a store with the sample in it."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any, Literal
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from catalogs import catalog_of
from outside_needs import NEEDS
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    sync_playwright,
)
from samples import sample_store, served

from webapp.app import create_app
from webapp.catalog.reader import Reader
from webapp.follower.follower import Follower
from webapp.settings import Settings

# The first opens a page in half the time: it has no windows.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages of one browser share a process, and in it what was compiled.
    "--renderer-process-limit=1",
]
EMPTY = "about:blank"
# What a page of the kept browser takes of its own.
OF_A_PAGE = {"viewport", "color_scheme"}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"no Chromium here: {NEEDS['browser']}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def dashboard(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard over a store that holds the sample, its catalog followed."""
    # After Chromium: starting a process is cleaner before gRPC has threads.
    with sample_store() as connection:
        folder, stop = tmp_path_factory.mktemp("catalog"), threading.Event()
        catalog_of(connection, folder)
        following = threading.Thread(target=Follower(connection, folder).run, args=(stop,))
        following.start()
        with served(create_app(Settings(), connection, Reader(folder))) as address:
            yield address
        stop.set()
        following.join()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained of: script errors, refused policies, missing files.

    A test that provokes some clears the list; any that is left fails the test.
    """
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture(scope="session")
def kept_browser(chromium: Browser, dashboard: str) -> Iterator[BrowserContext]:
    """A browser that stays from test to test.

    One of its own compiles plotly anew, which takes three quarters of the time of a lineage.
    """
    context = chromium.new_context(base_url=dashboard)
    yield context
    context.close()


@pytest.fixture
def open_page(
    chromium: Browser, kept_browser: BrowserContext, dashboard: str, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """Opens a path of the dashboard in a page of its own, of a size and in colours if they matter.

    With more of Playwright's context options, or `alone`, it has a browser of its own: for tests
    that change what outlasts a page, as clocks do.
    """
    contexts, pages = [], []

    def opened(path: str, *, alone: bool = False, **options: Any) -> Page:
        if alone or options.keys() - OF_A_PAGE:
            context = chromium.new_context(base_url=dashboard, **options)
            contexts.append(context)
            page = context.new_page()
        else:
            page = kept_browser.new_page()
            pages.append(page)
            page.emulate_media(color_scheme=options.get("color_scheme"))
            if "viewport" in options:
                page.set_viewport_size(options["viewport"])
        _hear(page, complaints)
        page.goto(path)
        return page

    yield opened
    for page in pages:
        _forget_stored(page)
        page.close()
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def kept_page(kept_browser: BrowserContext) -> Page:
    """The page of `open_in_kept_page`."""
    return kept_browser.new_page()


@pytest.fixture
def open_in_kept_page(kept_page: Page, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a path of the dashboard in a page that stays from test to test, and is left empty.

    It is for tests that change nothing of the page that outlasts it, as clocks and routes do.
    """
    forget = _hear(kept_page, complaints)

    def opened(path: str, color_scheme: Literal["light", "null"] = "null") -> Page:
        # Behind another page of its browser it would be hidden, and nothing in it drawn.
        kept_page.bring_to_front()
        kept_page.emulate_media(color_scheme=color_scheme, reduced_motion="null")
        kept_page.goto(path)
        return kept_page

    yield opened
    _forget_stored(kept_page)
    kept_page.mouse.move(0, 0)
    kept_page.goto(EMPTY)
    forget()


def _forget_stored(page: Page) -> None:
    """Nothing; what the page's address stored in its browser is gone."""
    if page.url != EMPTY:
        page.evaluate("localStorage.clear(), sessionStorage.clear()")


def _hear(page: Page, complaints: list[str]) -> Callable[[], None]:
    """What ends it again; until then the page's complaints are put into the list."""

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.text} ({message.location['url']})")

    def hear_error(error: Error) -> None:
        complaints.append(str(error))

    def forget() -> None:
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", hear_error)

    page.on("console", hear)
    page.on("pageerror", hear_error)
    return forget


@pytest.fixture(scope="session")
def listed(dashboard: str) -> Callable[[str, str], list[dict[str, Any]]]:
    """The first records of a list (as `artifacts`) that a query finds, as JSON."""

    def items(noun: str, query: str = "") -> list[dict[str, Any]]:
        with urlopen(f"{dashboard}/{noun}.json?q={quote(query)}") as answer:  # noqa: S310
            rows: list[dict[str, Any]] = json.load(answer)["items"]
        return rows

    return items


@pytest.fixture(scope="session")
def found(listed: Callable[[str, str], list[dict[str, Any]]]) -> Callable[[str, str], str]:
    """The path of the first record of a list that a query finds."""

    def path(noun: str, query: str = "") -> str:
        return str(listed(noun, query)[0]["url"])

    return path


@pytest.fixture(scope="session")
def addresses(
    found: Callable[[str, str], str], listed: Callable[[str, str], list[dict[str, Any]]]
) -> dict[str, str]:
    """The paths of the records that tests look at."""
    model = found("artifacts", "type:model")
    models = [str(one["id"]) for one in listed("artifacts", "type:model")]
    return {
        "artifact": model,
        "execution": found("executions", ""),
        "workspace": found("workspaces", ""),
        "lineage": f"{model}/lineage",
        "lineage by run": f"{model}/lineage?group=run&find=fraud",
        "lineage diff": f"/lineage/diff?a={models[0]}&b={models[1]}",
        "lineage between": f"/lineage?from=artifact/{models[1]}&to=artifact/{models[0]}",
        "lineage shared": f"/lineage?select=artifact/{models[0]},artifact/{models[1]}",
        "lineage of nothing": f"{model}/lineage?up=0&down=0",
        "compare": f"/compare?ids={','.join(models[:2])}",
        "compare many": f"/compare?ids={','.join(models)}",
    }

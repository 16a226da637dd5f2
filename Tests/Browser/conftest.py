import os
import pathlib

import pytest
from playwright.sync_api import sync_playwright

from newspaper import WORDPRESS, Newspaper, postgres_database

OUTPUT = pathlib.Path(__file__).parent / "output"


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo publication on SQLite."""
    paper = Newspaper(tmp_path_factory.mktemp("demo") / "data", demo=True).start()
    yield paper
    paper.stop()


@pytest.fixture(scope="session")
def demo_on_postgres(tmp_path_factory):
    """The demo publication on PostgreSQL."""
    if "STANDFIRST_TEST_POSTGRES" not in os.environ:
        pytest.skip("STANDFIRST_TEST_POSTGRES names no server: run through Tests/postgres")
    with postgres_database() as database:
        paper = Newspaper(tmp_path_factory.mktemp("demo-postgres") / "data", database=database, demo=True).start()
        yield paper
        paper.stop()


@pytest.fixture(scope="session")
def imported(tmp_path_factory):
    """WordPress's theme unit test, imported."""
    if not WORDPRESS.exists():
        pytest.skip(f"{WORDPRESS} is not here")
    paper = Newspaper(tmp_path_factory.mktemp("imported") / "data")
    paper.report = paper.command("import", "wordpress", WORDPRESS, "--no-fetch", "--json")
    paper.start()
    yield paper
    paper.stop()


@pytest.fixture(scope="session", params=["de", "ar"])
def translated(request, tmp_path_factory):
    """The demo publication with the program's sentences in another language."""
    paper = Newspaper(tmp_path_factory.mktemp(request.param) / "data", demo=True).start()
    paper.command("setup", "--language", request.param)
    paper.stop()
    paper.start()
    paper.language = request.param
    yield paper
    paper.stop()


@pytest.fixture(scope="session", params=["broadsheet", "bulletin"])
def restyled(request, tmp_path_factory):
    """The demo publication in each of the other looks."""
    paper = Newspaper(tmp_path_factory.mktemp(request.param) / "data", demo=True).start()
    paper.command("setup", "--look", request.param)
    paper.stop()
    paper.start()
    paper.look = request.param
    yield paper
    paper.stop()

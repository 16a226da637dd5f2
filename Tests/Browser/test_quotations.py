"""The demo's quotations: checked, decided, marked on the page, and followed to their sources."""

import collections
import json
import re

import extruct
import pytest

from inspection import Inspection
from pages import page_kinds, sitemap_addresses

VERDICTS_FOR_READERS = {
    "verbatim", "verbatim-marked", "altered", "spliced", "misattributed", "not-found", "no-source", "translated",
    "attested", "not-a-quotation",
}
STORY = "/2024/11/night-unit-to-shut-on-monday"


@pytest.fixture(scope="module")
def reports(demo):
    """The quotations of every story, as the newsroom has them."""
    stories = [path for path in sitemap_addresses(demo) if re.match(r"^/\d{4}/", path)]
    return {path: json.loads(demo.command("story", "quotations", path, "--json").stdout) for path in stories}


def final_verdict(quotation):
    if quotation["standing"] == "ruled":
        return quotation["decisions"][-1]["kind"]
    return quotation["verdict"]


def test_the_demo_has_a_quotation_of_each_verdict(reports):
    quotations = [quotation for report in reports.values() for quotation in report["quotations"]]
    assert len(quotations) >= 60
    counts = collections.Counter(final_verdict(quotation) for quotation in quotations)
    assert VERDICTS_FOR_READERS <= set(counts), counts
    assert counts["verbatim"] >= 60


def test_every_quotation_of_the_demo_passes_or_was_decided(reports):
    for path, report in reports.items():
        for quotation in report["quotations"]:
            assert quotation["standing"] in ("passes", "ruled", "overridden"), (path, quotation["text"])
            if quotation["standing"] != "passes":
                assert quotation["decisions"][-1]["reason"], path


def test_ranges_name_the_text(reports):
    for path, report in reports.items():
        for quotation in report["quotations"]:
            start, end = quotation["range"]["start"], quotation["range"]["end"]
            assert report["text"][start:end] == quotation["text"], path


def test_every_mark_leads_to_its_passage(demo):
    status, _, body = demo.get(STORY)
    html = body.decode()
    assert status == 200
    marks = re.findall(r'<a class="source-mark" href="([^"]+)"', html)
    assert len(marks) >= 6
    for mark in marks:
        path, _, fragment = mark.partition("#")
        page = demo.get(path)[2].decode() if path else html
        assert f'id="{fragment}"' in page, mark


def test_every_quotation_is_marked_once_and_named(demo, reports):
    for path, report in reports.items():
        html = demo.get(path)[2].decode()
        names = re.findall(r'class="quoted" id="([^"]+)"', html)
        assert len(names) == len(set(names)), path
        passing = [q for q in report["quotations"] if q["standing"] == "passes" and not q["id"].count(".")]
        assert len(names) <= len(report["quotations"])
        # Headlines, standfirsts and captions carry no mark.
        assert len(names) >= len(passing) - 4, path


def test_a_reader_follows_a_quotation_to_its_source_and_back(browser, demo):
    with Inspection(browser, demo, script=False) as view:
        view.open(STORY)
        mark = view.page.locator(".source-mark").first
        assert "Source:" in mark.get_attribute("aria-label")
        mark.click()
        assert "/sources/" in view.page.url
        passage = view.page.locator(".passage:target")
        assert passage.locator("mark").inner_text().strip()
        passage.get_by_role("link").first.click()
        assert view.page.url.partition("#")[2].startswith("quotation-")
        assert view.page.locator(".quoted:target").count() == 1
    assert not view.faults, "\n".join(view.faults)


def test_a_source_links_robustly_to_its_original(demo):
    html = demo.get(page_kinds(demo)["source"])[2].decode()
    link = re.search(r"<a href=\"([^\"]+)\" data-originalurl=\"([^\"]+)\" data-versiondate=\"([^\"]+)\" data-versionurl=\"([^\"]+)\"", html)
    assert link and link[1] == link[2]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", link[3])
    assert "/sources/" in link[4]


def test_annotations_select_the_sources_own_words(demo):
    for path in [path for path in sitemap_addresses(demo) if path.startswith("/sources/")]:
        status, headers, body = demo.get(f"{path}/annotations.json")
        assert status == 200
        assert headers["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
        collection = json.loads(body)
        assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert collection["type"] == "AnnotationCollection"
        items = collection["first"]["items"]
        assert collection["first"]["type"] == "AnnotationPage" and collection["total"] == len(items) > 0
        for item in items:
            position, words = item["target"]["selector"]
            assert position["type"] == "TextPositionSelector" and words["type"] == "TextQuoteSelector"
            assert position["end"] - position["start"] == len(words["exact"])
            assert len(words["prefix"]) <= 32 and len(words["suffix"]) <= 32


def test_nothing_of_what_is_kept_back_is_public(demo):
    path = page_kinds(demo)["source on request"]
    html = demo.get(path)[2].decode()
    assert "<blockquote" not in html and "<mark" not in html
    assert demo.get(f"{path}/annotations.json")[0] == 404
    assert demo.get("/sources/0192f0c1-7a2b-7c3d-8e4f-0123456789ab")[0] == 404


def test_a_storys_data_names_its_sources_and_quotations(demo):
    html = demo.get(STORY)[2].decode()
    graph = [node for block in extruct.extract(html, syntaxes=["json-ld"])["json-ld"] for node in block.get("@graph", [block])]
    article = next(node for node in graph if "NewsArticle" in node["@type"])
    assert article["citation"][0]["archivedAt"].startswith(("http://", "https://"))
    quotations = [part for part in article["hasPart"] if part["@type"] == "Quotation"]
    assert len(quotations) >= 6
    for quotation in quotations:
        assert quotation["text"] and "/sources/" in quotation["archivedAt"]


def test_the_standard_counts_what_was_decided(demo, reports):
    html = demo.get("/standards/quotations")[2].decode()
    total = sum(len(report["quotations"]) for report in reports.values())
    assert f"{total} quotations checked in {len(reports)} stories" in html
    demo.command("setup", "--counts-overrides", "false")
    overridden = sum(q["standing"] == "overridden" for report in reports.values() for q in report["quotations"])
    demo.command("setup", "--counts-overrides", "true")
    assert overridden >= 5


def test_the_api_is_for_those_with_a_token(demo, reports):
    story = reports[STORY]["story"]
    address = f"/api/v1/stories/{story}/quotations"
    status, headers, _ = demo.get(address)
    assert status == 401 and headers["WWW-Authenticate"].startswith("Bearer")
    secret = demo.command("token", "add", "browser tests").stdout.strip()
    status, headers, body = demo.get(address, {"Authorization": f"Bearer {secret}"})
    assert status == 200 and headers["Cache-Control"] == "no-store"
    assert json.loads(body)["quotations"] == reports[STORY]["quotations"]
    demo.command("token", "revoke", "browser tests")
    assert demo.get(address, {"Authorization": f"Bearer {secret}"})[0] == 401


def test_an_editor_decides_from_the_command_line(demo):
    story = "/2026/10/what-a-record-is-for"
    report = json.loads(demo.command("story", "quotations", story, "--json").stdout)
    ruled = next(q for q in report["quotations"] if q["standing"] == "ruled")
    demo.command("story", "decide", story, ruled["id"], "reopen", "--by", "Ama", "--reason", "A test.")
    table = demo.command("story", "quotations", story)
    assert table.returncode == 0, "an imported story waits for nobody"
    demo.command("story", "decide", story, ruled["id"], "not-a-quotation", "--by", "Ama", "--reason", "A manner of speaking.")
    history = demo.command("story", "history", story).stdout
    assert "reopen (decided by Ama): A test." in history and "not-a-quotation (decided by Ama)" in history

"""What feed readers, crawlers and search engines get."""

import importlib.util
import json
import pathlib
import re
import xml.etree.ElementTree as ElementTree

import extruct
import feedparser
import pytest

from pages import page_kinds, sitemap_addresses

ABSOLUTE = re.compile(r"^https?://")


def feeds(paper):
    kinds = page_kinds(paper)
    for folder in ["", kinds["section"], kinds["topic"], kinds["author"]]:
        for name in ["feed.xml", "atom.xml", "feed.json"]:
            yield f"{folder}/{name}", name


def test_feeds_are_read_without_complaint(demo):
    for path, name in feeds(demo):
        status, headers, body = demo.get(path)
        assert status == 200, path
        if name == "feed.json":
            check_json_feed(json.loads(body), path)
            continue
        parsed = feedparser.parse(body, response_headers={"content-type": headers["Content-Type"]})
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        assert parsed.entries, path
        assert parsed.feed.title
        for entry in parsed.entries:
            assert ABSOLUTE.match(entry.link) and entry.id and entry.title
            assert entry.published_parsed and entry.authors
            content = entry.content[0].value
            assert len(content) > 500, "feeds carry the full text"
            assert not re.search(r'(?:href|src)="(?!https?://|mailto:|#)', content), (path, entry.link)


def check_json_feed(feed, path):
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"], path
    for item in feed["items"]:
        assert item["id"] and ABSOLUTE.match(item["url"]) and len(item["content_html"]) > 500


def test_sitemaps(demo):
    paths = sitemap_addresses(demo)
    assert len(paths) > 50 and len(paths) == len(set(paths))
    for path in paths:
        assert demo.get(path)[0] == 200, path
    _, headers, body = demo.get("/news-sitemap.xml")
    assert headers.get_content_type() in ("application/xml", "text/xml")
    ElementTree.fromstring(body)


def test_text_files(demo):
    _, _, robots = demo.get("/robots.txt")
    assert b"Sitemap: http" in robots
    _, _, trust = demo.get("/trust.txt")
    assert b"contact=" in trust
    _, _, security = demo.get("/.well-known/security.txt")
    assert b"Contact: " in security and b"Expires: " in security


class Vocabulary:
    """schema.org's types with their properties, inherited ones too."""

    def __init__(self):
        folder = pathlib.Path(importlib.util.find_spec("msgspec_schemaorg").origin).parent / "models"
        self.parents, self.own = {}, {}
        for file in folder.rglob("*.py"):
            text = file.read_text()
            for name, parents in re.findall(r"^class (\w+)\(([\w, ]+)\):", text, re.M):
                self.parents[name] = [parent.strip() for parent in parents.split(",")]
                self.own[name] = set(re.findall(r"^    (\w+): ", text, re.M)) | set(re.findall(r'name="([^"]+)"', text))

    def properties(self, name):
        found = set(self.own.get(name, ()))
        for parent in self.parents.get(name, ()):
            found |= self.properties(parent)
        return found


def check_node(node, vocabulary, path):
    if isinstance(node, list):
        for member in node:
            check_node(member, vocabulary, path)
    if not isinstance(node, dict):
        return
    for member in node.get("@graph", ()):
        check_node(member, vocabulary, path)
    if "@type" in node:
        assert node["@type"] in vocabulary.own, (path, node["@type"])
        # Search engines' own annotation of an input, which schema.org documents apart from its properties.
        allowed = vocabulary.properties(node["@type"]) | {"@type", "@id", "@context", "query-input"}
        assert set(node) <= allowed, (path, node["@type"], set(node) - allowed)
    for value in node.values():
        check_node(value, vocabulary, path)


def test_structured_data_is_real(demo):
    vocabulary = Vocabulary()
    assert len(vocabulary.own) > 500
    types = set()
    for path in [*page_kinds(demo).values(), *sitemap_addresses(demo)]:
        status, _, body = demo.get(path)
        if status != 200:
            continue
        data = extruct.extract(body.decode(), base_url=demo.origin + path, syntaxes=["json-ld", "opengraph"])
        for document in data["json-ld"]:
            assert document["@context"].startswith("https://schema.org")
            check_node(document, vocabulary, path)
            types |= {node["@type"] for node in document.get("@graph", [document])}
        if re.match(r"^/\d{4}/\d{2}/", path):
            properties = dict(data["opengraph"][0]["properties"])
            assert {"og:title", "og:type", "og:url", "og:image"} <= set(properties), path
    assert {
        "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BreadcrumbList", "NewsMediaOrganization",
    } <= types


def test_canonical_links_point_at_themselves(demo):
    for kind, path in page_kinds(demo).items():
        status, _, body = demo.get(path)
        canonical = re.search(rb'<link rel="canonical" href="([^"]+)"', body)
        if status == 200 and not kind.startswith("search"):
            assert canonical and canonical[1].decode().endswith(path), kind


def test_card_pictures(demo):
    story = page_kinds(demo)["story"]
    _, _, body = demo.get(story)
    image = re.search(rb'<meta property="og:image" content="https?://[^/]+(/[^"]+)"', body)[1].decode()
    status, headers, picture = demo.get(image)
    assert status == 200 and headers["Content-Type"] == "image/png" and picture[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("query", ["harbour", '"sea wall"', "harbour -wall", "", "-", '"', "a" * 5000, "%", "' OR 1=1 --", "\\", "((", "NEAR(", "*", "é", "المدينة"])
def test_both_engines_find_the_same(demo, demo_on_postgres, query):
    from urllib.parse import quote

    pattern = re.compile(rb'<h2 class="teaser-headline"><a href="([^"]+)"')
    answers = []
    for paper in (demo, demo_on_postgres):
        status, _, body = paper.get(f"/search?q={quote(query)}")
        assert status == 200
        answers.append(sorted(pattern.findall(body)))
    assert answers[0] == answers[1]
    if query == "harbour":
        assert answers[0]

"""Finds one address of every kind of page by following the site's own links and sitemap."""

import re
import xml.etree.ElementTree as ElementTree

KINDS = {
    "front": r"^/$",
    "section": r"^/section/[^/]+$",
    "section, page 2": r"^/section/[^/]+/page/2$",
    "topic": r"^/topic/[^/]+$",
    "author": r"^/author/[^/]+$",
    "archive": r"^/archive$",
    "archive by month": r"^/archive/\d{4}/\d{2}$",
    "search": r"^/search$",
}


def sitemap_addresses(paper) -> list[str]:
    """Every path that the sitemap names."""
    paths = []
    _, _, index = paper.get("/sitemap.xml")
    for location in ElementTree.fromstring(index).findall(".//{*}loc"):
        _, _, chunk = paper.get(path_of(location.text))
        paths += [path_of(entry.text) for entry in ElementTree.fromstring(chunk).findall(".//{*}loc")]
    return paths


def path_of(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address) or "/"


def links(html: str) -> set[str]:
    found = re.findall(r"""<a\b[^>]*?\bhref=["']?(/[^"'>\s]*)""", html)
    return {link.split("#")[0].replace("&amp;", "&") for link in found}


def page_kinds(paper) -> dict[str, str]:
    """A path for each kind of page that the site has, dated and undated stories and the error pages among them."""
    if not hasattr(paper, "kinds"):
        paper.kinds = find_page_kinds(paper)
    return paper.kinds


def find_page_kinds(paper) -> dict[str, str]:
    stories = sitemap_addresses(paper)
    seen, todo = set(), ["/", "/archive"]
    while todo and len(seen) < 25:
        path = todo.pop(0)
        if path in seen:
            continue
        seen.add(path)
        status, headers, body = paper.get(path)
        if status == 200 and headers.get_content_type() == "text/html":
            todo += sorted(links(body.decode()) - seen)
    known = seen | set(todo)
    kinds = {}
    for kind, pattern in KINDS.items():
        matching = sorted(path for path in known if re.match(pattern, path))
        if matching:
            kinds[kind] = matching[0]
    dated = [path for path in stories if re.match(r"^/\d{4}/\d{2}/", path)]
    if dated:
        kinds["story"] = max(dated, key=lambda path: len(paper.get(path)[2]))
    standing = [path for path in stories if not re.match(r"^/(\d{4}|sources|standards)/", path)]
    if standing:
        kinds["standing page"] = standing[0]
    sources = [path for path in stories if path.startswith("/sources/")]
    if sources:
        kinds["source"] = max(sources, key=lambda path: len(paper.get(path)[2]))
        kinds["quotation standard"] = "/standards/quotations"
        on_request = {link for path in dated for link in links(paper.get(path)[2].decode()) if "/sources/" in link} - set(sources)
        requests = sorted(link for link in on_request if b'class="notice"' in paper.get(link)[2])
        if requests:
            kinds["source on request"] = requests[0]
    kinds["search with results"] = "/search?q=the"
    kinds["search without results"] = "/search?q=xyzzyplugh"
    kinds["not found"] = "/nothing/stands/here"
    return kinds

"""Every kind of page: valid, accessible, quiet, and of this origin alone."""

import pytest

from conftest import OUTPUT
from inspection import Inspection, invalid_html
from pages import page_kinds, sitemap_addresses

EXPECTED_KINDS = {
    "front", "section", "topic", "author", "archive", "archive by month", "story", "standing page", "search",
    "search with results", "search without results", "not found", "source", "source on request", "quotation standard",
}
ERRORS = {"not found": 404}


def inspect_all(browser, paper, name, *, widths=(390, 1280), schemes=("light", "dark"), shots=True):
    """Opens each kind of page at each width and in each scheme; gives what is wrong with any of them."""
    kinds = page_kinds(paper)
    faults = []
    for scheme in schemes:
        for width in widths:
            with Inspection(browser, paper, width=width, scheme=scheme) as view:
                for kind, path in kinds.items():
                    view.open(path, ERRORS.get(kind, 200))
                    view.axe()
                    if shots:
                        file = f"{kind.replace(' ', '-').replace(',', '')}-{width}-{scheme}.png"
                        view.screenshot(OUTPUT / name / file)
                faults += view.faults
    return kinds, faults


def validate(paper, paths, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(paths):
        _, _, body = paper.get(path)
        (folder / f"{number:04}.html").write_bytes(body)
    return invalid_html(folder)


def test_every_kind_of_page_of_the_demo(browser, demo):
    kinds, faults = inspect_all(browser, demo, "demo")
    assert EXPECTED_KINDS <= set(kinds)
    assert not faults, "\n".join(faults)


def test_every_page_of_the_demo_is_valid_html(demo, tmp_path):
    paths = sitemap_addresses(demo) + list(page_kinds(demo).values())
    assert len(paths) > 40
    complaints = validate(demo, paths, tmp_path / "demo")
    assert not complaints, complaints


def test_every_kind_of_page_of_the_imported_site(browser, imported):
    _, faults = inspect_all(browser, imported, "imported", widths=(390,), schemes=("light",))
    assert not faults, "\n".join(faults)


def test_every_story_of_the_imported_site(browser, imported, tmp_path):
    paths = sitemap_addresses(imported)
    assert len(paths) > 50
    with Inspection(browser, imported) as view:
        for path in paths:
            view.open(path)
            # The order of headings within a body, and tables without captions, are its author's: an import keeps them.
            view.axe(except_for=("heading-order", "landmark-unique"))
    assert not view.faults, "\n".join(view.faults)
    complaints = validate(imported, paths, tmp_path / "imported")
    assert not complaints, complaints


def test_every_kind_of_page_in_each_language(browser, translated, tmp_path):
    kinds, faults = inspect_all(browser, translated, translated.language, widths=(390,), schemes=("light",))
    assert not faults, "\n".join(faults)
    assert not validate(translated, kinds.values(), tmp_path / translated.language)
    with Inspection(browser, translated) as view:
        view.open("/")
        expected = "rtl" if translated.language == "ar" else "ltr"
        assert view.page.evaluate("document.documentElement.dir") == expected
        assert view.page.evaluate("document.documentElement.lang").startswith(translated.language)


def test_every_kind_of_page_in_each_look(browser, restyled, tmp_path):
    kinds, faults = inspect_all(browser, restyled, restyled.look, widths=(1280,))
    assert not faults, "\n".join(faults)
    assert not validate(restyled, kinds.values(), tmp_path / restyled.look)
    with Inspection(browser, restyled) as view:
        view.open("/")
        assert view.page.evaluate("document.documentElement.dataset.look") == restyled.look


def test_narrow_and_wide_windows(browser, demo):
    _, faults = inspect_all(browser, demo, "demo", widths=(320, 1920), schemes=("light",), shots=False)
    assert not faults, "\n".join(faults)


def test_text_twice_as_large_stays_on_the_page(browser, demo):
    for width in (390, 1280):
        with Inspection(browser, demo, width=width) as view:
            for kind, path in page_kinds(demo).items():
                view.open(path, ERRORS.get(kind, 200))
                view.page.evaluate("document.documentElement.style.fontSize = '200%'")
                wide = view.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{kind} at {width} px is {wide} px wide"


def test_nothing_needs_script(browser, demo):
    with Inspection(browser, demo, script=False) as view:
        for kind, path in page_kinds(demo).items():
            view.open(path, ERRORS.get(kind, 200))
            assert view.page.locator("main").inner_text().strip(), kind
        view.open("/")
        view.page.get_by_role("link", name="Search").first.click()
        view.page.get_by_role("searchbox").fill("harbour")
        view.page.get_by_role("searchbox").press("Enter")
        assert "q=harbour" in view.page.url
        view.page.locator("main article a").first.click()
        assert view.page.locator("main h1").count() == 1
    assert not view.faults, "\n".join(view.faults)


def test_no_page_holds_script_but_data(demo):
    for path in page_kinds(demo).values():
        _, headers, body = demo.get(path)
        scripts = body.count(b"<script")
        assert scripts == body.count(b'<script type="application/ld+json">'), path
        assert b" style=" not in body, path
        assert "script-src 'none'" in headers["Content-Security-Policy"], path
        assert headers["Set-Cookie"] is None, path


def test_the_keyboard_reaches_the_content(browser, demo):
    with Inspection(browser, demo) as view:
        view.open("/")
        view.page.keyboard.press("Tab")
        assert view.page.evaluate("document.activeElement.getAttribute('href')") == "#content"
        view.page.keyboard.press("Enter")
        assert view.page.evaluate("document.activeElement.id") == "content"


def test_pictures_shift_nothing(browser, demo):
    kinds = page_kinds(demo)
    with Inspection(browser, demo) as view:
        for kind in ("front", "story", "section"):
            view.open(kinds[kind])
            shift = view.page.evaluate(
                """() => new Promise(done => { let sum = 0;
                     new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
                       .observe({ type: 'layout-shift', buffered: true });
                     setTimeout(() => done(sum), 800) })"""
            )
            assert shift < 0.02, (kind, shift)


def test_the_measure_of_a_story(browser, demo):
    with Inspection(browser, demo) as view:
        view.open(page_kinds(demo)["story"])
        characters = view.page.evaluate(
            """() => { const paragraph = [...document.querySelectorAll('.body > p')]
                   .reduce((a, b) => a.textContent.length > b.textContent.length ? a : b);
                 const range = document.createRange(); const lines = new Map();
                 const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
                 for (let node; (node = walker.nextNode());) for (let i = 0; i < node.length; i++) {
                   range.setStart(node, i); range.setEnd(node, i + 1);
                   const top = Math.round(range.getBoundingClientRect().top / 8);
                   lines.set(top, (lines.get(top) ?? 0) + 1) }
                 const full = [...lines.values()].sort((a, b) => b - a);
                 return full[Math.floor(full.length / 3)] }"""
        )
        assert 55 <= characters <= 80, characters


@pytest.mark.parametrize("kind", ["front", "story"])
def test_weight(demo, kind):
    import gzip
    import re

    path = page_kinds(demo)[kind]
    _, _, html = demo.get(path)
    stylesheets = re.findall(rb'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"', html)
    assert len(stylesheets) == 1
    _, _, css = demo.get(stylesheets[0].decode())
    assert len(gzip.compress(css, 9)) < 20_000
    if kind == "story":
        assert len(gzip.compress(html, 9)) + len(gzip.compress(css, 9)) < 40_000

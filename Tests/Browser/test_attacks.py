"""Mark-up from outside, as stored and printed: loaded in a browser that watches for script."""

import json
import os
import pathlib
import subprocess

from newspaper import ROOT

ATTACKS = pathlib.Path(__file__).parent / "attacks.json"
PROBE = os.environ.get("STANDFIRST_BODY_PROBE", str(pathlib.Path(os.environ.get("STANDFIRST", ROOT / ".build/debug/standfirst")).parent / "BodyProbe"))


def test_no_attack_runs_script_or_calls_elsewhere(browser):
    attacks = json.loads(ATTACKS.read_text())
    assert len(attacks) >= 300
    result = subprocess.run([PROBE], input=json.dumps(attacks), capture_output=True, text=True, timeout=120, check=True)
    stored = json.loads(result.stdout)
    assert len(stored) == len(attacks)

    context = browser.new_context()
    page = context.new_page()
    requests, alarms = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.expose_function("alarm", lambda *_: alarms.append("script ran"))
    watch = """<!doctype html><html lang="en"><title>t</title><body><script>
      window.alert = window.prompt = window.confirm = (...a) => alarm(...a);
      addEventListener('securitypolicyviolation', e => alarm(e.violatedDirective)); </script><main>"""

    def poke():
        """What a reader might do: point at, click and focus everything."""
        return page.evaluate(
            """() => { const bad = [];
               for (const element of document.querySelectorAll('main *')) {
                 for (const attribute of element.attributes) {
                   if (/^on/i.test(attribute.name) || attribute.name === 'style' || attribute.name === 'srcdoc')
                     bad.push(element.outerHTML.slice(0, 200));
                   if (/^\\s*(javascript|vbscript|data|blob)\\s*:/i.test(attribute.value) && /href|src|action|data|xlink/i.test(attribute.name))
                     bad.push(element.outerHTML.slice(0, 200)); }
                 if (/^(script|style|iframe|object|embed|form|input|button|svg|math|link|meta|base|template|noscript|textarea|title|xmp|plaintext)$/i.test(element.localName))
                   bad.push(element.outerHTML.slice(0, 200));
                 for (const name of ['mouseover', 'focus', 'error', 'load', 'toggle', 'animationstart', 'pointerenter'])
                   element.dispatchEvent(new Event(name)); }
               return bad }"""
        )

    # All of them on one page would let one attack's remains hide another's, so they go in one at a time.
    page.set_content(watch)
    for attack, html in zip(attacks, stored):
        requests.clear()
        page.evaluate("html => { document.querySelector('main').innerHTML = html }", html)
        bad = poke()
        page.evaluate("html => { const frame = new DOMParser().parseFromString(html, 'text/html'); document.querySelector('main').replaceChildren(...frame.body.childNodes) }", html)
        bad += poke()
        assert not bad, (attack, html, bad)
        assert not alarms, (attack, html, alarms)
        assert not [url for url in requests if not url.startswith("media:")], (attack, html, requests)
    # And as a page that the parser reads from the start, in groups.
    for start in range(0, len(stored), 40):
        page.set_content(watch + "\n".join(stored[start : start + 40]))
        bad = poke()
        assert not bad and not alarms, (start, bad, alarms)
    context.close()

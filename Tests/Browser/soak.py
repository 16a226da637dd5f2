#!/usr/bin/env python3
"""An hour's traffic in ten minutes: readers, crawlers, feed readers, searchers and a newsroom that publishes.

    soak.py [--seconds 600] [--readers 24]

Starts the program that STANDFIRST names (the debug build otherwise) with the demo publication on SQLite, and prints a line every
half minute. Exit 0 where no request failed, nothing stale was served and the memory stayed flat; 1 otherwise, with what was wrong.
"""

import argparse
import collections
import http.client
import pathlib
import random
import re
import signal
import sys
import tempfile
import threading
import time

from consistency import what_is_half_done
from newspaper import Newspaper
from pages import sitemap_addresses

# How long a reader of an hour's traffic would look at a page, in seconds, squeezed to a sixth.
PAUSE = 1.2
# What memory may grow by between the end of the first third and the end.
MOST_GROWTH = 32 * 1_048_576


class Figures:
    """What was asked and how it was answered, from every thread."""

    def __init__(self):
        self.lock = threading.Lock()
        self.times = collections.defaultdict(list)
        self.statuses = collections.Counter()
        self.errors = collections.Counter()

    def note(self, who: str, status: int, seconds: float):
        with self.lock:
            self.times[who].append(seconds)
            self.statuses[who, status] += 1

    def fail(self, what: str):
        with self.lock:
            self.errors[what] += 1


class Visitor(threading.Thread):
    """Somebody with a connection of their own."""

    name = "visitor"

    def __init__(self, soak, number: int):
        super().__init__(daemon=True)
        self.soak, self.chance = soak, random.Random(f"{type(self).__name__} {number}")
        self.connection = None

    def run(self):
        while not self.soak.is_over.is_set():
            try:
                self.visit()
            except (OSError, http.client.HTTPException) as error:
                if not self.soak.is_over.is_set():
                    self.soak.figures.fail(f"{self.name}: {type(error).__name__}: {error}")
                    time.sleep(0.5)
                self.connection = None

    def pause(self, factor: float = 1):
        self.soak.is_over.wait(self.chance.expovariate(1 / (PAUSE * factor)))

    def ask(self, path: str, headers: dict | None = None, expected=(200,)):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.soak.paper.port, timeout=30)
        begun = time.monotonic()
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip", **(headers or {})})
        answer = self.connection.getresponse()
        body = answer.read()
        self.soak.figures.note(self.name, answer.status, time.monotonic() - begun)
        if answer.status not in expected:
            self.soak.figures.fail(f"{self.name}: {answer.status} at {path}")
        return answer, body

    def leave(self):
        if self.connection:
            self.connection.close()
            self.connection = None


class Reader(Visitor):
    """Opens the front, follows two or three links with what they need, and goes away."""

    name = "reader"

    def visit(self):
        # Most people read the same few stories.
        popular = self.soak.stories[: max(1, len(self.soak.stories) // 5)]
        for path in ["/", self.chance.choice(popular), self.chance.choice(self.soak.stories)][: self.chance.randint(1, 3)]:
            answer, body = self.ask(path, {"Accept-Encoding": "identity"}, expected=(200, 410))
            for asset in re.findall(r'(?:href|src)="(/(?:look-|fonts/|media/)[^"]+)"', body.decode(errors="replace"))[:4]:
                self.ask(asset)
            tag = answer.headers.get("ETag")
            if tag and self.chance.random() < 0.3:
                self.ask(path, {"If-None-Match": tag, "Accept-Encoding": "identity"}, expected=(200, 304, 410))
            self.pause()
        self.leave()


class Crawler(Visitor):
    """Walks all that the sitemap names, and addresses that were never there."""

    name = "crawler"

    def visit(self):
        for path in ["/robots.txt", "/sitemap.xml", *self.soak.addresses]:
            if self.soak.is_over.is_set():
                return
            self.ask(path, expected=(200, 410))
            if self.chance.random() < 0.1:
                self.ask(f"/wp-admin/{self.chance.random()}.php", expected=(404,))
            self.pause(0.05)


class FeedReader(Visitor):
    """Asks for feeds again and again, as programs do, mostly for what has not changed."""

    name = "feed reader"

    def visit(self):
        known = {}
        for _ in range(20):
            for path in ("/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml"):
                if self.soak.is_over.is_set():
                    return
                headers = {"If-None-Match": known[path]} if path in known else {}
                answer, _ = self.ask(path, headers, expected=(200, 304))
                known[path] = answer.headers.get("ETag", known.get(path, '"none"'))
                self.pause(0.3)
        self.leave()


class Searcher(Visitor):
    """Looks for words of the demo, and for words that nobody wrote."""

    name = "searcher"
    words = ["harbour", "wall", "council", "tide", "moles", "lantern", "trust", "soak", "xyzzy"]

    def visit(self):
        query = " ".join(self.chance.sample(self.words, self.chance.randint(1, 2)))
        if self.chance.random() < 0.3:
            query += f" {self.chance.randint(1, 100_000)}"
        self.ask("/search?q=" + query.replace(" ", "+"))
        self.pause(0.5)


class Newsroom(threading.Thread):
    """Writes, publishes and withdraws, and looks whether readers get to see it."""

    def __init__(self, soak):
        super().__init__(daemon=True)
        self.soak = soak
        self.published = 0
        self.delays = []

    def run(self):
        folder = pathlib.Path(self.soak.folder) / "stories"
        folder.mkdir()
        number = 0
        while not self.soak.is_over.wait(5):
            number += 1
            slug = f"soak-{number}"
            for old in folder.glob("*.md"):
                old.unlink()
            (folder / f"{slug}.md").write_text(
                f"---\ntitle: The soak {number}\ndate: {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}\ndraft: true\nauthor: Ada Marsh\n---\n{'The tide came in and went out again. ' * 60}\n")
            try:
                self.soak.paper.command("import", "markdown", folder)
                address = self.step("publish", slug).split(" is ")[0].strip().splitlines()[-1]
                self.see(address, 200)
                self.published += 1
                if number % 3 == 0:
                    self.step("withdraw", address, "--notice", "Soaked.")
                    self.see(address, 410)
            except Exception as error:
                if not self.soak.is_over.is_set():
                    self.soak.figures.fail(f"newsroom: {type(error).__name__}: {str(error)[-300:]}")

    def step(self, *arguments):
        result = self.soak.paper.command("story", *arguments, "--by", "An Editor")
        if result.returncode:
            raise RuntimeError(result.stderr)
        return result.stdout

    def see(self, address, status):
        begun = time.monotonic()
        while self.soak.paper.get(address)[0] != status:
            if time.monotonic() - begun > 10:
                raise RuntimeError(f"{address} is not {status} after ten seconds")
            time.sleep(0.05)
        listed = lambda: address.encode() in self.soak.paper.get("/feed.xml")[2]
        while listed() != (status == 200):
            if time.monotonic() - begun > 10:
                raise RuntimeError(f"the feed is stale on {address} after ten seconds")
            time.sleep(0.05)
        self.delays.append(time.monotonic() - begun)


class Soak:
    def __init__(self, seconds: float, readers: int, folder: str):
        self.seconds, self.readers, self.folder = seconds, readers, folder
        self.is_over = threading.Event()
        self.figures = Figures()
        self.memory = []

    def run(self) -> list[str]:
        self.paper = Newspaper(pathlib.Path(self.folder) / "data", demo=True, settings={"log.format": "json"}).start()
        try:
            self.addresses = sitemap_addresses(self.paper) + ["/archive", "/standards/quotations"]
            self.stories = [path for path in self.addresses if re.match(r"^/\d{4}/\d\d/", path)]
            newsroom = Newsroom(self)
            visitors = [Reader(self, number) for number in range(self.readers)]
            visitors += [Crawler(self, number) for number in range(2)] + [FeedReader(self, number) for number in range(4)]
            visitors += [Searcher(self, number) for number in range(4)]
            begun = time.monotonic()
            for thread in [*visitors, newsroom]:
                thread.start()
            spoken = 0
            while (passed := time.monotonic() - begun) < self.seconds:
                time.sleep(min(1, self.seconds / 60))
                self.memory.append((passed, self.paper.memory()))
                if passed - spoken >= 30:
                    spoken = passed
                    asked = sum(map(len, self.figures.times.values()))
                    print(f"{passed:4.0f} s: {asked} requests, {sum(self.figures.errors.values())} errors, {self.memory[-1][1] / 1_048_576:.1f} MB, "
                          f"{newsroom.published} published", flush=True)
            metrics = self.paper.metrics()
            self.is_over.set()
            for thread in [*visitors, newsroom]:
                thread.join(40)
            self.paper.process.send_signal(signal.SIGTERM)
            ended = self.paper.process.wait(30)
            return self.report(newsroom, metrics, ended)
        finally:
            self.is_over.set()
            self.paper.stop()

    def report(self, newsroom, metrics, ended) -> list[str]:
        print(f"\n{'':14}{'requests':>9}{'50 %':>9}{'99 %':>9}{'most':>9}")
        for who, times in sorted(self.figures.times.items()):
            times.sort()
            at = lambda part: times[min(len(times) - 1, int(len(times) * part))] * 1000
            print(f"{who:14}{len(times):9}{at(0.5):7.1f}ms{at(0.99):7.1f}ms{times[-1] * 1000:7.0f}ms")
        if newsroom.delays:
            delays = sorted(newsroom.delays)
            print(f"published {newsroom.published}; seen by readers after {delays[len(delays) // 2] * 1000:.0f} ms, at most {delays[-1] * 1000:.0f} ms")
        print("answers: " + ", ".join(f"{who} {status}: {count}" for (who, status), count in sorted(self.figures.statuses.items())))
        wrong = [f"{what} ({count} times)" for what, count in self.figures.errors.most_common(20)]
        # Flat: what it holds at the end is what it held after the first third, when everything was asked for once.
        third = [memory for passed, memory in self.memory if self.seconds * 0.25 < passed < self.seconds * 0.4]
        last = [memory for passed, memory in self.memory if passed > self.seconds * 0.85]
        grown = sorted(last)[len(last) // 2] - sorted(third)[len(third) // 2]
        print(f"memory: {sorted(third)[len(third) // 2] / 1_048_576:.1f} MB after a third, {sorted(last)[len(last) // 2] / 1_048_576:.1f} MB at the end")
        if grown > MOST_GROWTH:
            wrong.append(f"the memory grew by {grown / 1_048_576:.1f} MB")
        if not newsroom.published:
            wrong.append("nothing was published")
        wrong += [f"logged: {line}" for line in self.paper.log_text().splitlines() if re.search(r'"level":"(error|critical)"', line)][:10]
        errors = {name: value for name, value in metrics.items() if name.startswith("standfirst_database_errors_total") and value}
        wrong += [f"{name} {value:.0f}" for name, value in errors.items()]
        if ended != 0:
            wrong.append(f"it ended with {ended}")
        wrong += what_is_half_done(self.paper.data, deep=True)
        return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=24)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="standfirst-soak-") as folder:
        wrong = Soak(options.seconds, options.readers, folder).run()
    for line in wrong:
        print(f"wrong: {line}")
    print("all is well" if not wrong else f"{len(wrong)} things were wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

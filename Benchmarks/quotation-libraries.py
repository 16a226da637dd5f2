"""The quotation check beside the libraries that a newsroom's developer would otherwise take.

    python quotation-libraries.py STANDFIRST [QUOTATIONS]

rapidfuzz's `partial_ratio_alignment` and edlib's infix alignment look for each quotation in every source and keep the
best place, as a user would run them; their time is that of the calls alone, with the texts in memory. Standfirst's is
that of the whole command: starting, reading the files, checking, writing the results. Quotations are cut from the
speeches under ../shared/fixtures, or from made-up prose where they are missing, and changed in known ways, so the
place of each is known.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import edlib
from rapidfuzz import fuzz

SPEECHES = pathlib.Path(__file__).resolve().parent.parent.parent / "shared" / "fixtures" / "speeches"
KINDS = ["as it stands", "one word changed", "one word dropped", "two words swapped"]


def texts(generator):
    """Sources by name: real speeches, or prose of made-up words drawn by rank."""
    if SPEECHES.is_dir():
        return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in sorted(SPEECHES.glob("*.txt"))}
    print("The speeches are missing, so the sources are made up.")
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(generator.choices(letters, k=generator.randint(2, 10))) for _ in range(8000)]
    return {
        f"{number}.txt": " ".join(words[int(len(words) ** generator.random()) - 1] for _ in range(2500))
        for number in range(60)
    }


def change(words, kind, generator):
    """The words with the change that `kind` names, away from both ends."""
    words = list(words)
    place = generator.randrange(2, len(words) - 2)
    if kind == KINDS[1]:
        words[place] = "xylophonist"
    elif kind == KINDS[2]:
        del words[place]
    elif kind == KINDS[3]:
        while words[place].lower() == words[place - 1].lower():
            place = generator.randrange(2, len(words) - 2)
        words[place - 1], words[place] = words[place], words[place - 1]
    return " ".join(words)


def quotations(sources, count, generator):
    """`count` quotations, each with the name of its source and the range that it was cut from."""
    names = [name for name, text in sources.items() if len(text.split()) > 100]
    made = []
    while len(made) < count:
        name = generator.choice(names)
        text = sources[name]
        spans = []
        position = 0
        for word in text.split():
            start = text.index(word, position)
            position = start + len(word)
            spans.append((start, position))
        length = generator.randint(10, 40)
        first = generator.randrange(0, len(spans) - length)
        start, end = spans[first][0], spans[first + length - 1][1]
        if "\n" in text[start:end] or any(mark in text[start:end] for mark in '"“”[]…') or "..." in text[start:end]:
            continue
        kind = KINDS[len(made) % len(KINDS)]
        words = text[start:end].split()
        made.append({"id": str(len(made)), "text": change(words, kind, generator), "kind": kind,
                     "source": name, "start": start, "end": end})
    return made


def is_located(quotation, source, start, end, sources):
    """Whether a place is the quotation's own, or one that reads the same: four fifths of both in common."""
    if source != quotation["source"]:
        own = sources[quotation["source"]][quotation["start"]:quotation["end"]]
        return sources[source][start:end].strip(" .,;:") == own.strip(" .,;:")
    common = min(end, quotation["end"]) - max(start, quotation["start"])
    whole = max(end, quotation["end"]) - min(start, quotation["start"])
    return common >= 0.8 * whole


def by_rapidfuzz(quotation, sources):
    best = None
    for name, text in sources.items():
        found = fuzz.partial_ratio_alignment(quotation["text"], text, score_cutoff=best[0] if best else 0)
        if found and (best is None or found.score > best[0]):
            best = (found.score, name, found.dest_start, found.dest_end)
    return best and best[1:]


def by_edlib(quotation, sources):
    best = None
    for name, text in sources.items():
        found = edlib.align(quotation["text"], text, mode="HW", task="locations", k=best[0] if best else -1)
        if found["editDistance"] >= 0 and (best is None or found["editDistance"] < best[0]):
            start, end = found["locations"][0]
            best = (found["editDistance"], name, start, end + 1)
    return best and best[1:]


def by_library(find, made, sources):
    start = time.perf_counter()
    places = [find(quotation, sources) for quotation in made]
    return time.perf_counter() - start, places, None


def by_standfirst(program, made, sources):
    with tempfile.TemporaryDirectory() as folder:
        archive = pathlib.Path(folder, "sources")
        archive.mkdir()
        for name, text in sources.items():
            pathlib.Path(archive, name).write_text(text, encoding="utf-8")
        asked = pathlib.Path(folder, "quotations.jsonl")
        asked.write_text("".join(json.dumps({"id": q["id"], "text": q["text"]}) + "\n" for q in made), encoding="utf-8")
        start = time.perf_counter()
        command = [program, "check", "--quotations", str(asked), "--sources", str(archive), "--json"]
        done = subprocess.run(command, capture_output=True, text=True)
        taken = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(f"{program} could not check: {done.stderr.strip()}")
    results = [json.loads(line) for line in done.stdout.split("\n") if line]
    places = [
        (pathlib.Path(r["match"]["source"]).name, r["match"]["range"]["start"], r["match"]["range"]["end"])
        if r.get("match") else None for r in results
    ]
    return taken, places, [r["verdict"] in ("verbatim", "verbatim-marked") for r in results]


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    generator = random.Random(2026)
    sources = texts(generator)
    made = quotations(sources, count, generator)
    size = sum(len(text) for text in sources.values()) / 1e6
    print(f"{len(made)} quotations in {len(sources)} sources of {size:.1f} million characters")
    ways = {
        "standfirst check": lambda: by_standfirst(program, made, sources),
        "rapidfuzz": lambda: by_library(by_rapidfuzz, made, sources),
        "edlib": lambda: by_library(by_edlib, made, sources),
    }
    own = None
    for name, way in ways.items():
        taken, places, passing = way()
        own = own or taken
        located = {
            kind: sum(
                1 for q, place in zip(made, places) if q["kind"] == kind and place and is_located(q, *place, sources))
            for kind in KINDS
        }
        of = {kind: sum(1 for q in made if q["kind"] == kind) for kind in KINDS}
        shares = ", ".join(f"{kind} {located[kind]}/{of[kind]}" for kind in KINDS)
        print(f"{name}: {taken:.2f} s, {taken / own:.0f} times standfirst's; located: {shares}")
        if passing is not None:
            let_through = sum(1 for q, ok in zip(made, passing) if ok and q["kind"] != KINDS[0])
            refused = sum(1 for q, ok in zip(made, passing) if not ok and q["kind"] == KINDS[0])
            print(f"{name}: changed quotations that passed {let_through}, true ones that did not {refused}")


if __name__ == "__main__":
    main()

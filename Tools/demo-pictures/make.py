"""Draws the demo's pictures: `python3 make.py [--out DIR] [NAME…]`. Needs Pillow and numpy (requirements.txt)."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

CHAPTERS = ["sea_scenes", "quay_scenes", "town_scenes", "hospital_scenes", "school_scenes", "culture_scenes", "diagrams", "portraits"]
DEMO = Path(__file__).resolve().parents[2] / "Sources" / "Standfirst" / "Demo" / "pictures"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", help="pictures to draw; all of them without")
    arguments.add_argument("--out", type=Path, default=DEMO)
    options = arguments.parse_args()
    scenes = {}
    for chapter in CHAPTERS:
        scenes.update(importlib.import_module(chapter).SCENES)
    unknown = set(options.names) - scenes.keys()
    if unknown:
        arguments.error(f"no picture is called {', '.join(sorted(unknown))}; there are {', '.join(scenes)}")
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.names or scenes:
        path = options.out / f"{name}.jpg"
        scenes[name]().save(path)
        print(f"{path.name}: {path.stat().st_size // 1000} kB", flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Fails where the cleaner falls below what it reached on real news pages: floors.py REPORT.json

The floors are a little under the figures as printed when they were set; raise them with the cleaner.
"""
import json, sys

CLOSED = {"= article extractors": 0.575, "= whole pages": 0.836}
LOST = {"= article extractors": 0.0016, "= whole pages": 0.0079}
LOST_EACH = {
    "AutoExtract": 0.0003,
    "Diffbot": 0.0009,
    "august": 0.0126,
    "boilerpipe": 0.0013,
    "dom_smoothie": 0.0029,
    "dragnet": 0.0015,
    "fast_html2md": 0.0139,
    "go_domdistiller": 0.0017,
    "go_readability": 0.0051,
    "goose3": 0.0004,
    "html-text": 0.0047,
    "html2text": 0.0038,
    "inscriptis": 0.0048,
    "news_please": 0.0004,
    "newspaper": 0.0004,
    "readability": 0.0018,
    "readability_js": 0.0049,
    "readabilityrs": 0.0029,
    "rs_trafilatura": 0.0011,
    "trafilatura": 0.0006,
}

rows = json.load(open(sys.argv[1]))
failures = [f"{name}: closed {rows[name]['closed']:.3f} is below {floor}" for name, floor in CLOSED.items() if rows[name]["closed"] < floor]
failures += [f"{name}: lost {rows[name]['lost']:.4f} is above {ceiling}" for name, ceiling in LOST.items() if rows[name]["lost"] > ceiling]
failures += [f"{name}: lost {rows[name]['lost']:.4f} is above {ceiling}" for name, ceiling in LOST_EACH.items() if rows[name]["lost"] > ceiling]
print("\n".join(failures) or "no figure fell below its floor")
sys.exit(bool(failures))

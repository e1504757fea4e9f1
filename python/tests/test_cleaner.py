"""The Python module gives the same results as the Rust library."""

import importlib.metadata
import json
import os
import pickle
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import dechaff

PAGE = (
    "The harbour of Elmsworth stays open all winter, the town council decided on Monday.\n"
    "READ MORE: Ten winter harbours you must see\n"
    "The decision ends three years of uncertainty for the forty boats that fish from the old stone quay.\n"
    "Fishermen had threatened to leave for good, and the chandler had already let his only clerk go.\n"
)
CLEAN = "".join(line for line in PAGE.splitlines(keepends=True) if not line.startswith("READ MORE"))
CUE = "Get the Elmsworth Gazette by post, every Friday\n"


def test_reports_equal_those_of_the_command_line_tool(truth, texts):
    reports = dechaff.Cleaner().report_many(texts)
    assert [report.text for report in reports] == [record["text"] for record in truth]
    for text, report, record in zip(texts, reports, truth):
        assert [
            {
                **removal._asdict(),
                "start": len(text[: removal.start].encode()),
                "end": len(text[: removal.end].encode()),
            }
            for removal in report.removed
        ] == record["removed"]


def test_all_methods_return_the_same_texts(texts):
    cleaner = dechaff.Cleaner()
    expected = [cleaner.clean(text) for text in texts]
    assert [dechaff.clean(text) for text in texts] == expected
    assert [cleaner.report(text).text for text in texts] == expected
    for threads in (None, 1, 2, 5):
        assert cleaner.clean_many(texts, threads=threads) == expected
        assert [report.text for report in cleaner.report_many(texts, threads=threads)] == expected
    assert cleaner.clean_many(iter(texts)) == expected


def test_kept_text_and_removed_spans_make_up_the_input(texts):
    for text, report in zip(texts, dechaff.Cleaner().report_many(texts)):
        kept, at = [], 0
        for removal in report.removed:
            assert at <= removal.start < removal.end <= len(text)
            kept.append(text[at : removal.start])
            at = removal.end
        assert "".join(kept) + text[at:] == report.text


def test_spans_count_code_points():
    for letters in ("", "é", "日本", "🐑🐑🐑"):
        page = letters + PAGE.replace("harbour", "harb😀ur")
        (removal,) = dechaff.Cleaner().report(page).removed
        assert page[removal.start : removal.end] == "READ MORE: Ten winter harb😀urs you must see\n"
        assert (removal.category, removal.score) == ("related", 0.9), removal
        assert type(removal.rule) is type(removal.evidence) is str


def test_an_unchanged_text_is_the_same_object():
    cleaner = dechaff.Cleaner()
    assert dechaff.clean(CLEAN) is CLEAN
    assert cleaner.clean(CLEAN) is CLEAN
    assert cleaner.report(CLEAN) == dechaff.Cleaned(CLEAN, [], [])
    assert cleaner.report(CLEAN).text is CLEAN
    assert cleaner.clean_many([PAGE, CLEAN])[1] is CLEAN
    assert cleaner.clean_many([]) == cleaner.report_many([]) == []
    assert cleaner.clean("") == ""


def test_spared_spans_are_reported():
    text = "Der Bürgermeister tritt zurück.\nRead more: Ten winter harbours\n"
    cleaned, removed, (spared,) = dechaff.Cleaner().report(text)
    assert (cleaned, removed) == (text, [])
    assert (text[spared.start : spared.end], spared.category) == ("Read more: Ten winter harbours", "related")


def test_options_change_what_is_removed():
    def clean(text=PAGE, **options):
        return dechaff.Cleaner(**options).clean(text)

    assert clean() == CLEAN
    assert clean(keep=["related"]) == PAGE
    assert clean(keep=["related"], remove=["related"]) == CLEAN
    assert clean(protect=["winter harbours"]) == PAGE
    assert clean(only_phrases="") == PAGE
    german = CLEAN + "Lesen Sie auch: Zehn Häfen im Winter\n"
    assert clean(german) == clean(german, languages=("en", "de")) == CLEAN
    assert clean(german, languages=["en"]) == german
    assert clean(whole_page=False) == CLEAN
    for kind in ("article", "page", "entries", "document", "unknown"):
        assert dechaff.Cleaner(kind=kind).clean(PAGE).startswith(PAGE[:20])
    assert clean(kind="article") == CLEAN
    brief = "The quay of Elmsworth reopens on Monday.\nRelated articles\nWhy the herring came back\nTen quays to see\n"
    assert clean(brief, min_words=0) == "The quay of Elmsworth reopens on Monday.\n" != clean(brief)
    for phrases in ("[newsletter]\n^ get the elmsworth gazette\n", {"newsletter": ["^ get the elmsworth gazette"]}):
        assert clean(PAGE + CUE) == CLEAN + CUE
        assert clean(PAGE + CUE, phrases=phrases) == CLEAN
        assert clean(PAGE + CUE, only_phrases=phrases) == PAGE
    for option in ("preset", "keep", "strictness", "whole_page", "kind", "min_words", "languages", "protect"):
        assert clean(**{option: None}) == CLEAN


def test_strictness_and_whole_page_reach_the_library(texts):
    def removed_count(**options):
        return sum(len(r.removed) for r in dechaff.Cleaner(**options).report_many(texts))

    assert removed_count(strictness="careful") < removed_count() < removed_count(strictness="thorough")
    assert removed_count(whole_page=False) < removed_count() < removed_count(whole_page=True)


def test_a_preset_is_changed_by_the_other_options_in_any_order():
    byline = "By Ida Marsh\n"

    def keeps_byline(**options):
        return dechaff.Cleaner(**options).clean(byline + PAGE).startswith(byline)

    for preset, is_kept in (("training", False), ("rag", True), ("read-aloud", True), ("archive", True)):
        assert keeps_byline(preset=preset) == is_kept, preset
        assert preset in dechaff.PRESETS
    assert keeps_byline(keep=["byline"], preset="training")
    assert not keeps_byline(preset="rag", remove=["byline"])
    assert len(dechaff.PRESETS) == 4


@pytest.mark.parametrize(
    "options, kind, text",
    [
        ({"keep": ["bylin"]}, dechaff.Error, "keep: there is no category `bylin`; the nearest is `byline`"),
        ({"keep": "byline"}, TypeError, "keep: a list of str is needed, not 'byline'"),
        (
            {"preset": "podcast"},
            dechaff.Error,
            "preset: there is no preset `podcast`: use training, rag, read-aloud or",
        ),
        ({"preset": ["rag"]}, TypeError, "preset: a str is needed, not ['rag']"),
        ({"remove": [3]}, TypeError, "remove: a list of str is needed"),
        (
            {"strictness": "strict"},
            dechaff.Error,
            'strictness: "careful", "balanced" or "thorough" is needed, not \'strict\'',
        ),
        ({"strictness": 3}, TypeError, 'strictness: "careful", "balanced" or "thorough" is needed, not 3'),
        ({"whole_page": "yes"}, TypeError, "whole_page: True, False or None is needed"),
        ({"kind": "forum"}, dechaff.Error, 'kind: "article", "page", "entries", "document" or "unknown" is needed'),
        ({"min_words": -1}, TypeError, "min_words: an int that is not negative is needed, not -1"),
        ({"languages": ["tlh"]}, dechaff.Error, "languages: there are no phrases for the language `tlh`: use names in"),
        (
            {"phrases": "[newsletter]\nsign"},
            dechaff.Error,
            "phrases: line 2, section [newsletter]: phrase `sign`",
        ),
        ({"phrases": {"newsletter": ["sign up"]}}, dechaff.Error, "phrases: section [newsletter], entry 1: phrase"),
        ({"only_phrases": 3}, dechaff.Error, "only_phrases: invalid type: int `3`, expected a dict"),
        ({"phrases": {"share": "tell"}}, dechaff.Error, "expected a list of phrases in the section [share]"),
        ({"rules": {"keep": 3}}, dechaff.Error, "rules: invalid type: int `3`, expected a list"),
        ({"rules": {"keeps": []}}, dechaff.Error, "rules: unknown key `keeps`"),
        ({"rules": {"site": []}}, dechaff.Error, "rules: invalid type: list, expected a dict"),
        ({"protect": ["("]}, dechaff.Error, "pattern `(`"),
        ({"protects": []}, TypeError, 'Cleaner has no option "protects"'),
    ],
)
def test_errors_name_the_invalid_option(options, kind, text):
    with pytest.raises(kind) as e:
        dechaff.Cleaner(**options)
    assert text in str(e.value)
    assert issubclass(dechaff.Error, ValueError)


def test_a_lone_surrogate_is_rejected_with_its_index():
    for call in (dechaff.clean, dechaff.Cleaner().clean, dechaff.Cleaner().report):
        with pytest.raises(dechaff.Error, match="^the text: a lone surrogate at index 3 ") as e:
            call("aé🐑\ud83d" + PAGE)
        assert isinstance(e.value.__cause__, UnicodeEncodeError)
    texts = [PAGE, CLEAN, "\udc11"]
    with pytest.raises(dechaff.Error, match="^text 2: a lone surrogate at index 0 "):
        dechaff.Cleaner().clean_many(texts)
    assert texts == [PAGE, CLEAN, "\udc11"]
    # The advice in the message is right: with "surrogatepass" the text survives encoding and decoding.
    assert "\ud83d".encode(errors="surrogatepass").decode(errors="surrogatepass") == "\ud83d"


def test_items_that_are_not_str_are_rejected_with_their_index():
    with pytest.raises(TypeError, match="text 1: a str is needed, not NoneType"):
        dechaff.Cleaner().report_many([PAGE, None])
    with pytest.raises(TypeError, match="not a single str"):
        dechaff.Cleaner().clean_many(PAGE)
    with pytest.raises(TypeError):
        dechaff.clean(b"bytes")


def thread_count():
    with open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("Threads:")).split()[1])


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="this platform does not count threads")
@pytest.mark.parametrize("threads", [None, 1, 2, 2_000, 2**63, 2**200], ids=str)
def test_no_more_threads_are_started_than_there_are_cores_or_texts(threads):
    cleaner, most, done = dechaff.Cleaner(), [], threading.Event()
    before = thread_count()

    def watch():
        while not done.is_set():
            most.append(thread_count() - before - 1)  # without the watching thread itself
            time.sleep(0)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for texts in ([], [PAGE], [PAGE] * 2, [PAGE * 50] * 500):
            most.clear()
            expected = [cleaner.clean(text) for text in texts]
            assert cleaner.clean_many(texts, threads=threads) == expected
            assert max(most, default=0) <= min(len(texts) if len(texts) > 1 else 0, os.cpu_count()), texts[:1]
    finally:
        done.set()
        watcher.join()


@pytest.mark.parametrize(
    "threads, kind, message",
    [
        (0, dechaff.Error, "^threads: at least 1 is needed, or None for one per core$"),
        (-1, dechaff.Error, "^threads: at least 1 "),
        (-(2**100), dechaff.Error, "^threads: at least 1 "),
        (2.0, TypeError, "^threads: an int or None is needed, not 2.0$"),
        ("2", TypeError, "^threads: an int or None is needed, not '2'$"),
        (True, TypeError, "^threads: an int or None is needed, not True$"),
    ],
)
def test_an_invalid_number_of_threads_is_an_error(threads, kind, message):
    cleaner = dechaff.Cleaner()
    for call in (cleaner.clean_many, cleaner.report_many):
        with pytest.raises(kind, match=message):
            call([PAGE], threads=threads)


def test_errors_have_no_names_of_rust():
    """The messages about invalid values of each option, which come from the library and its parsers."""
    values = [3, 2.5, True, "x", [], [3], ["x"], {}, {"x": 3}, {"share": 3}, {"share": [3]}, {"share": [{"phrase": 3}]}]
    values += [{"keep": value} for value in (3, "x", [3], {})] + [{"site": value} for value in (3, [], {"x": 3})]
    values += [
        {"phrases": value} for value in (3, [], {"share": {}}, {"share": [{"matches": []}]}, {"share": [{"x": 1}]})
    ]
    names = "variant|struct|enum|sequence|map|unit|Vec|Option|String|usize|u64|bool::|integer|boolean|floating|::"
    messages = 0
    for option in (
        "preset",
        "keep",
        "remove",
        "strictness",
        "whole_page",
        "kind",
        "min_words",
        "languages",
        "phrases",
        "only_phrases",
        "protect",
        "rules",
    ):
        for value in values:
            try:
                dechaff.Cleaner(**{option: value})
            except (TypeError, ValueError, OSError) as e:
                messages += 1
                assert not re.search(rf"\b({names})\b", str(e)), (option, value, str(e))
    assert messages > 100


def test_the_version_is_that_of_the_package():
    assert dechaff.__version__ == importlib.metadata.version("dechaff")


def test_a_cleaner_is_pickled_as_its_options():
    phrases = {"newsletter": ["^ get the elmsworth gazette"]}
    cleaner = dechaff.Cleaner(keep=["related"], phrases=phrases)
    phrases["newsletter"].clear()
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(cleaner, protocol))
        assert repr(again) == repr(cleaner)
        assert again.clean(PAGE + CUE) == PAGE
    report = cleaner.report(PAGE + CUE)
    assert report.removed and pickle.loads(pickle.dumps(report)) == report


RULES = """
[phrases]
newsletter = ["^ get the elmsworth gazette"]

[site."elmsworth.example"]
keep = ["related"]

[site."elmsworth.example".phrases]
share = [{ phrase = "= tell a neighbour", matches = ["Tell a neighbour!"] }]
"""
YAML_RULES = """
phrases:
  newsletter:
    - ^ get the elmsworth gazette
site:
  elmsworth.example:
    keep: [related]
    phrases:
      share:
        - phrase: "= tell a neighbour"
          matches: [Tell a neighbour!]
"""
NEIGHBOUR = "Tell a neighbour\n"


def test_a_rules_file_has_rules_for_all_sites_and_for_single_sites(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text(RULES)
    read = {
        "phrases": {"newsletter": ["^ get the elmsworth gazette"]},
        "site": {"elmsworth.example": {"keep": ["related"], "phrases": {"share": ["= tell a neighbour"]}}},
    }
    for name in ("rules.json", "rules.yaml", "rules.yml"):
        (tmp_path / name).write_text(json.dumps(read))  # JSON is YAML too
    (tmp_path / "block.yaml").write_text(YAML_RULES)
    (tmp_path / "marked.toml").write_text("\ufeff" + RULES, encoding="utf-8")
    names = ("rules.json", "rules.yaml", "rules.yml", "block.yaml", "marked.toml")
    for rules in (file, str(file), *(tmp_path / name for name in names), read):
        cleaner = dechaff.Cleaner(rules=rules)
        assert cleaner.clean(PAGE + NEIGHBOUR + CUE) == CLEAN + NEIGHBOUR
        assert cleaner.for_site("WWW.Elmsworth.example").clean(PAGE + NEIGHBOUR + CUE) == PAGE
        assert cleaner.for_site("elsewhere.example").clean(PAGE + NEIGHBOUR + CUE) == CLEAN + NEIGHBOUR


def test_pickling_keeps_the_content_of_the_rules_file_and_the_site(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text(RULES)
    cleaner = dechaff.Cleaner(rules=file)
    file.unlink()
    again, site = pickle.loads(pickle.dumps((cleaner, cleaner.for_site("elmsworth.example"))))
    assert again.clean(PAGE + NEIGHBOUR + CUE) == CLEAN + NEIGHBOUR
    assert site.clean(PAGE + NEIGHBOUR + CUE) == PAGE
    assert repr(site).endswith(".for_site('elmsworth.example')")
    assert site.for_site("elsewhere.example").clean(PAGE + NEIGHBOUR + CUE) == CLEAN + NEIGHBOUR


def test_errors_name_the_rules_file(tmp_path):
    (tmp_path / "rules.toml").write_text("[phrases]\nshare = ['tell']\n")
    with pytest.raises(dechaff.Error, match=r"rules: .*rules\.toml: (?s:.*)phrase `tell`: no mark"):
        dechaff.Cleaner(rules=tmp_path / "rules.toml")
    (tmp_path / "rules.yaml").write_text("phrases:\n  share:\n    - tell\n")
    with pytest.raises(dechaff.Error, match=r"^rules: .*rules\.yaml: .*phrase `tell`: no mark"):
        dechaff.Cleaner(rules=tmp_path / "rules.yaml")
    with pytest.raises(dechaff.Error, match="^rules: .*phrase `tell`: no mark"):
        dechaff.Cleaner(rules={"phrases": {"share": ["tell"]}})
    with pytest.raises(FileNotFoundError, match="nowhere.toml"):
        dechaff.Cleaner(rules="nowhere.toml")


def test_threads_can_share_a_cleaner(texts):
    cleaner = dechaff.Cleaner()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(cleaner.clean, texts)) == cleaner.clean_many(texts, threads=1)


def test_other_threads_run_while_a_text_is_cleaned():
    cleaner, long, ticks = dechaff.Cleaner(), PAGE * 40_000, []
    cleaning = threading.Thread(target=lambda: (cleaner.clean(long), ticks.append(None)))
    cleaning.start()
    while cleaning.is_alive():
        ticks.append(time.perf_counter())
        time.sleep(0.001)
    cleaning.join()
    assert ticks.index(None) > 10, "no other Python thread ran while the text was cleaned"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_process_can_fork_while_its_threads_clean():
    cleaner, stop = dechaff.Cleaner(), threading.Event()

    def work():
        while not stop.is_set():
            cleaner.clean_many([CLEAN] * 500, threads=2)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    try:
        for _ in range(200):
            child = os.fork()
            if child == 0:
                os._exit(0 if cleaner.clean_many([PAGE, PAGE], threads=2) == [CLEAN, CLEAN] else 1)
            deadline = time.monotonic() + 20
            while True:
                done, status = os.waitpid(child, os.WNOHANG)
                if done:
                    break
                if time.monotonic() > deadline:
                    os.kill(child, 9)
                    os.waitpid(child, 0)
                    pytest.fail("the child hangs")
                time.sleep(0.001)
            assert status == 0
    finally:
        stop.set()
        for worker in workers:
            worker.join()


def test_names_and_descriptions_are_those_of_the_library():
    assert dechaff.CATEGORIES["donation"] == "Appeals for money for the outlet itself."
    assert "en" in dechaff.LANGUAGES
    for cls in (dechaff.Cleaner, dechaff.Removal, dechaff.Cleaned, dechaff.Error):
        assert cls.__module__ == "dechaff" and cls.__doc__, cls

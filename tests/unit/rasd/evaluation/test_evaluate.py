"""`rasd evaluate` from the command line to its exit status, and the plain search beside it."""

import json

import pytest
from click.testing import CliRunner
from typer.main import get_command

from rasd.cli import build_app
from rasd.errors import UserError
from rasd.evaluation import plain
from rasd.evaluation.baseline import build_baseline
from rasd.evaluation.found import Found, FoundBrand
from schemas.registry import load_registry

POSTS = [
    ("كتائب حزب الله تعلن مسؤوليتها عن قصف عين الأسد بالصواريخ", {"brands": [{"id": "kataib_hezbollah"}]}),
    ("صباح الخير", {"brands": [{"id": "badr"}]}),  # a planted mistake: the label is wrong
    ("غزوة بدر", {"brands": [], "classes": ["other_sense"]}),
]


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "posts.jsonl"
    made.write_text(
        "".join(
            json.dumps(
                {
                    "channel": {"id": 1},
                    "message_id": number,
                    "date": "2021-07-04T10:00:00Z",
                    "text": text,
                    "labels": labels,
                }
            )
            + "\n"
            for number, (text, labels) in enumerate(POSTS)
        ),
        "utf-8",
    )
    return made


def run(*arguments):
    return CliRunner().invoke(get_command(build_app("evaluate")), ["evaluate", *map(str, arguments)])


def test_the_table_shows_figures_intervals_sizes_and_the_plain_search(file):
    result = run(file)
    assert result.exit_code == 0
    assert "3 posts" in result.output
    assert "organisations, micro F1" in result.output
    assert "plain search" in result.output


def test_a_mistake_is_listed_with_its_place_and_words(file):
    assert f"{file}:2: 1:1 organisation (fn): expected badr, found none | صباح الخير" in run(file, "--mistakes").output


def test_json_has_the_same_figures(file):
    result = json.loads(run(file, "--json").output)
    figure = next(each for each in result["measures"] if each["key"] == "organisations")
    assert (figure["hits"], figure["n"]) == (1, 2)
    assert figure["value"] == pytest.approx(2 / 3)
    assert result["mistakes"][0]["post_id"] == "1:1"


def test_a_bad_line_is_named_and_the_exit_status_is_1(file):
    file.write_bytes(file.read_bytes() + b'{"labels": {"brandz": 1}}\n')
    result = run(file)
    assert result.exit_code == 1
    assert f"{file}:4: " in result.stderr
    assert "brandz" in result.stderr


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    assert isinstance(run(tmp_path / "no.jsonl").exception, UserError)


def test_help_teaches_the_labels():
    shown = run("--help").output
    for key in ("brands", "candidates", "tansiqiya", "claim", "threat", "attribution", "classes"):
        assert key in shown


def test_plain_text_counts_segments_with_an_organisation(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("صباح الخير\n\nكتائب حزب الله في العراق\n", "utf-8")
    counted = json.loads(run("--plain", "--json", text).output)
    assert (counted["segments"], counted["with_organisation"]) == (2, 1)
    assert counted["hits"][0]["line"] == 3
    assert f"{text}:3: kataib_hezbollah" in run("--plain", text).output


def test_a_rate_comes_with_its_interval():
    segments = [("f", number, "x") for number in range(10_000)]
    hit = iter([True] + [False] * 9_999)

    def ours(_):
        return Found({"badr": FoundBrand()} if next(hit) else {})

    counted = plain.count(segments, ours, lambda _: Found({}))
    assert "1.00 in 10,000 (95 %: 0.18-5.66)" in plain.table(counted)[-1]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("تتبنى عصبة الثائرين العملية", {"usbat_al_thairin"}),
        ("غزوة بدر", set()),
        ("Kataib Hezbollah said", {"kataib_hezbollah"}),
        ("منظمةبدر", set()),
    ],
)
def test_the_plain_search_finds_whole_names_and_nothing_else(text, ids):
    assert set(build_baseline(load_registry())(text).brands) == ids

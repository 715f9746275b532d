"""`make evaluate`: the labelled posts and the real text, printed; with --write also put into docs/evaluation.md."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "evaluation.md"
PARTS = ("development", "held_out")


def run(*arguments):
    """What `rasd evaluate` prints; long runs show their progress on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "rasd", "evaluate", *arguments], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def labelled():
    for part in PARTS:
        files = sorted(map(str, (ROOT / "evaluation" / "posts" / part).glob("*.jsonl")))
        yield f"{part}: {run(*files)}"


def real(folder):
    for text in sorted(folder.glob("*.txt")):
        found = run("--plain", str(text))
        yield f"{text.stem}: {found}", f"{text.stem}: {found.splitlines()[-1]}"


def write(name, text):
    """Puts `text` between the page's two marks of that name."""
    page = PAGE.read_text("utf-8")
    mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    PAGE.write_text(mark.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page), "utf-8")


def main():
    folder = Path(sys.argv[1])
    tables = []
    for table in labelled():
        print(table, end="\n\n", flush=True)
        tables.append(table)
    counts = []
    for shown, count in real(folder):
        print(shown, end="\n\n", flush=True)
        counts.append(count)
    if "--write" in sys.argv:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
        ).stdout.strip()
        measured = f"Measured on {datetime.now(UTC):%Y-%m-%d} at {commit} by `make evaluate`:\n\n"
        write("figures", measured + "\n\n".join(f"```\n{table}\n```" for table in tables))
        write("real text", measured + "```\n" + "\n".join(counts) + "\n```")


if __name__ == "__main__":
    main()

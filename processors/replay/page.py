"""A difference between generations as one HTML page: everything escaped, no script, Arabic from right to left."""

from collections.abc import Iterator
from html import escape
from typing import Final

from processors.replay.compare import Changed, Difference

MOST: Final = 2_000  # rows; a browser shows no more than this with comfort, and the JSON form has all
STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:.4rem;text-align:start;"
    "vertical-align:top}.new{color:#060}.old{color:#900}blockquote{margin:.3rem 0;color:#444}"
)


def page(found: Difference) -> str:
    """The whole page. Post text is untrusted: it comes only through `escape`, isolated in its own direction."""
    title = f"What changed from {escape(found.old)} to {escape(found.new)}"
    return "".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>",
            f"<p>{found.posts_old} posts in {escape(found.old)}, {found.posts_new} in {escape(found.new)}: ",
            f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed.</p>",
            "<h2>Counts</h2><table><tr><th>what</th><th>old</th><th>new</th></tr>",
            *(
                f"<tr><td>{escape(name)}</td><td>{old}</td><td>{new}</td></tr>"
                for name, (old, new) in found.counts.items()
                if old != new
            ),
            "</table>",
            *_ids("Added", found.added),
            *_ids("Removed", found.removed),
            "<h2>Changed</h2>",
            *(_row(changed) for changed in found.changed[:MOST]),
            f"<p>… and {len(found.changed) - MOST} more</p>" if len(found.changed) > MOST else "",
            "</body></html>\n",
        )
    )


def _ids(title: str, ids: list[str]) -> Iterator[str]:
    if ids:
        more = f" … and {len(ids) - MOST} more" if len(ids) > MOST else ""
        yield f"<h2>{title}</h2><p>{escape(', '.join(ids[:MOST]))}{more}</p>"


def _row(changed: Changed) -> str:
    changes = "".join(
        f"<li>{escape(change.field)}: <span class=old>{escape(change.old or '—')}</span> → "
        f"<span class=new>{escape(change.new or '—')}</span>"
        + "".join(f" <bdi>“{escape(word)}”</bdi>" for word in change.words)
        + "</li>"
        for change in changed.changes
    )
    return (
        f"<h3><bdi>{escape(changed.channel)}</bdi>, {escape(changed.date)}, {escape(changed.post_id)}</h3>"
        f'<blockquote dir="auto">{escape(changed.text)}</blockquote><ul>{changes}</ul>'
    )

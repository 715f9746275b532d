"""Whatever is done to a package is noticed, and named."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.evidence.signing import fingerprint
from ingest.evidence.verify import verify


def check(content, *keys, **options):
    return verify(io.BytesIO(content), trusted=[fingerprint(key.public) for key in keys], **options)


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts, compression=zipfile.ZIP_STORED):
    """`parts`: a dict, or pairs where a name may occur twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as opened:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            opened.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content, compression)
    return file.getvalue()


def named(report):
    return {(finding.kind, finding.what) for finding in report.findings}


def test_a_package_is_proved_by_the_key_that_signed_it(package, key):
    report = check(package, key)
    assert (report.verdict, report.exit_status, report.findings) == ("proved", 0, [])
    assert (report.versions, report.media) == (3, 1)
    assert report.signed_at == ["2021-03-04T06:10:00Z", "2021-03-04T06:20:00Z"]


def test_without_a_key_it_is_only_consistent(package):
    report = check(package)
    assert (report.verdict, report.exit_status) == ("consistent, signer unknown", 2)


def test_another_key_is_a_wrong_signer(package, stranger):
    report = check(package, stranger)
    assert (report.verdict, report.exit_status) == ("wrong signer", 1)


def test_packing_the_same_members_anew_alters_nothing(package, key):
    report = check(packed(members(package), zipfile.ZIP_DEFLATED), key)
    assert (report.verdict, report.findings) == ("proved", [])
    assert "anew" in report.notes[0]


def test_what_a_forger_signs_himself_has_a_wrong_signer(make):
    forged = make.build(make.stranger, make.chain)
    assert check(forged, make.key).verdict == "wrong signer"
    assert check(forged).exit_status == 2


def test_a_version_left_out_and_signed_by_another_is_not_proved(make):
    assert check(make.build(make.key, make.chain, kept=[0, 2], exported_by=make.stranger), make.key).exit_status == 1


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_byte_changed_in_any_member_is_noticed_and_named(data, package, key):
    parts = members(package)
    name = data.draw(st.sampled_from(sorted(parts)))
    place = data.draw(st.integers(0, len(parts[name]) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = bytearray(parts[name])
    changed[place] ^= flip
    report = check(packed(parts | {name: bytes(changed)}), key)
    assert report.exit_status == 1
    wanted = {"manifest.sig": {"manifest.sig", "manifest.json"}}.get(name, {name})
    assert wanted & {what for _, what in named(report)}, named(report)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_byte_of_the_file_changed_is_noticed_or_is_no_content(data, package, key):
    place = data.draw(st.integers(0, len(package) - 1))
    changed = bytearray(package)
    changed[place] ^= data.draw(st.integers(1, 255))
    report = check(bytes(changed), key)
    if report.exit_status == 0:
        assert members(bytes(changed)) == members(package)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_file_cut_short_or_with_bytes_put_in_is_noticed(data, package, key):
    place = data.draw(st.integers(0, len(package)))
    if data.draw(st.booleans()) and place < len(package):
        changed = package[:place]
    else:
        changed = package[:place] + data.draw(st.binary(min_size=1, max_size=40)) + package[place:]
    assert check(changed, key).exit_status == 1


def test_each_member_removed_is_named(package, key):
    parts = members(package)
    for name in parts:
        report = check(packed({other: content for other, content in parts.items() if other != name}), key)
        assert report.exit_status == 1
        assert ("removed", name) in named(report)


def test_an_added_member_is_named(package, key):
    parts = members(package)
    assert ("added", "events/00009.json") in named(
        check(packed(parts | {"events/00009.json": parts["events/00001.json"]}), key)
    )
    assert check(packed(parts | {"notes.txt": b"x"}), key).exit_status == 1


def test_versions_that_changed_places_are_named_as_reordered(package, key):
    parts = members(package)
    one, two = "events/00001.json", "events/00002.json"
    report = check(packed(parts | {one: parts[two], two: parts[one]}), key)
    assert {("reordered", one), ("reordered", two)} <= named(report)


def test_a_chain_out_of_order_is_named_with_its_line(package, key):
    parts = members(package)
    name = "chain/00002.jsonl"
    lines = parts[name].splitlines(keepends=True)
    swapped = check(packed(parts | {name: b"".join([lines[0], lines[2], lines[1], *lines[3:]])}), key)
    assert ("reordered", f"{name}, line 2") in named(swapped)
    shorter = check(packed(parts | {name: b"".join([lines[0], *lines[2:]])}), key)
    assert ("removed", f"{name}, line 2") in named(shorter)


def test_swapped_signatures_are_named(package, key):
    parts = members(package)
    one, two = (json.loads(parts[f"roots/0000{n}.json"]) for n in (1, 2))
    mixed = json.dumps(one | {"signature": two["signature"]}).encode()
    assert ("signature", "roots/00001.json") in named(check(packed(parts | {"roots/00001.json": mixed}), key))
    seal = json.loads(parts["manifest.sig"])
    wrong = json.dumps(seal | {"signature": one["signature"]}).encode()
    assert ("signature", "manifest.json") in named(check(packed(parts | {"manifest.sig": wrong}), key))


def test_a_key_put_in_the_place_of_the_signers_is_named(package, make):
    from ingest.evidence.signing import pem_of

    replaced = packed(members(package) | {"key.pem": pem_of(make.stranger.public).encode()})
    assert ("altered", "key.pem") in named(check(replaced, make.key))
    assert check(replaced).exit_status == 1


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "events/../../x",
        "C:\\x",
        "events\\00001.json",
        "media/..",
        "events/00001.json/",
        "a\0b",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_read(package, key, name):
    report = check(packed(members(package) | {name: b"x"}), key)
    assert (report.verdict, report.exit_status) == ("unreadable", 1)


def test_two_members_of_one_name_are_refused(package, key):
    parts = [*members(package).items(), ("page.html", b"other")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        doubled = packed(parts)
    assert check(doubled, key).verdict == "unreadable"


def test_a_bomb_is_refused(package, key):
    bomb = packed(members(package) | {"page.html": b"\0" * 50_000_000}, zipfile.ZIP_DEFLATED)
    report = check(bomb, key)
    assert report.verdict == "unreadable"
    assert "bomb" in report.findings[0].detail


def test_a_link_is_refused(package, key):
    parts = members(package)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o120777 << 16 if name == "page.html" else 0
            opened.writestr(info, content)
    assert check(file.getvalue(), key).verdict == "unreadable"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_unreadable_or_lacks_its_list(content):
    assert check(content).exit_status == 1


def test_a_version_is_missed_though_the_signer_himself_left_it_out(make):
    """The list is signed, so it holds; that a version is missing shows in the numbers."""
    report = check(make.build(make.key, make.chain, kept=[0, 2]), make.key)
    assert any("version 2" in note for note in report.notes)


def test_the_page_shows_the_text_and_runs_nothing(package):
    page = members(package)["page.html"].decode()
    assert "بيان &lt;script&gt;alert(1)&lt;/script&gt; [U+202E]" in page
    assert 'dir="rtl"' in page
    assert "<script" not in page
    assert "<img" not in page
    assert "default-src 'none'" in page

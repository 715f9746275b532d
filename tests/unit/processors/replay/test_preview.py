"""A dry run of another registry."""

from pathlib import Path

import pytest

from processors.replay.documents import fingerprint
from processors.replay.preview import Analysis, preview
from schemas.registry import RegistryError, load_registry, overlay, registry_folder

FACADE = """id: saraya_al_fajr
kind: facade
names_en: ["Saraya al-Fajr al-Jadid"]
names_ar: ["سرايا الفجر الجديد"]
operator: nujaba
certainty: reported
source: invented for a test
quote: invented
"""


@pytest.fixture
def changed(tmp_path):
    file = tmp_path / "saraya_al_fajr.yaml"
    file.write_text(FACADE, "utf-8")
    return overlay(registry_folder(), file, tmp_path / "registry")


def post(number, version=1, **fields):
    return {"post_id": f"1:{number}", "version": version, "text": "x", **fields}


def test_alerts_that_only_one_registry_would_have_raised_are_named():
    alerts = [{"alert_id": "a", "rule": "r"}, {"alert_id": "b", "rule": "r"}]
    found = preview(Analysis([post(1)], alerts[:1]), Analysis([post(1)], alerts[1:]))
    assert (found.only_old, found.only_new) == ((alerts[0],), (alerts[1],))


def test_the_last_state_of_each_post_is_compared():
    old = [post(2), post(1), post(1, 2, tags=[{"name": "lawfare"}]), post(1, 3, deleted=True)]
    new = [post(2), post(1), post(1, 2), post(1, 3, deleted=True)]
    found = preview(Analysis(old, []), Analysis(new, []))
    assert [changed.post_id for changed in found.difference.changed] == ["1:1"]


def test_the_registry_is_compared_by_its_version(changed):
    assert changed.version != load_registry().version


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RegistryError, match=r"nothing\.yaml"):
        overlay(registry_folder(), Path("nothing.yaml"), tmp_path / "r")


def test_a_fingerprint_hears_of_every_change_but_not_of_how_it_came_about():
    one = {"post_id": "1:1", "text": "a", "pipeline": {"generation": "x"}, "cluster": {"id": "s", "revision": 1}}
    same = one | {"pipeline": {"generation": "y"}, "cluster": {"revision": 2, "id": "s"}}
    other = one | {"text": "b"}
    assert fingerprint([one]) == fingerprint([same]) != fingerprint([other])

import shutil

import pytest

from schemas.registry import HERE, RegistryError, load_registry

REST = "kind: media\nnames_en: []\nnames_ar: []\nsource: x\n"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(HERE / "organisations", tmp_path / "organisations")
    for name in ("areas.yaml", "tansiqiya_statements.yaml"):
        shutil.copy(HERE / name, tmp_path / name)
    return tmp_path


def test_every_facade_has_an_operator_and_a_quote():
    registry = load_registry()
    facades = [organisation for organisation in registry.organisations if organisation.kind == "facade"]
    assert len(facades) == 7
    assert all(facade.operator and facade.quote and facade.certainty == "exclusive" for facade in facades)


def test_a_changed_file_is_a_changed_version(folder):
    before = load_registry(folder).version
    path = folder / "organisations" / "badr.yaml"
    path.write_text(path.read_text("utf-8").replace("منظمة بدر", "منظمة بدر, بدر"), "utf-8")
    load_registry.cache_clear()
    assert load_registry(folder).version != before == load_registry().version


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("organisations/badr.yaml", f"id: badr\n{REST}colour: red\n", "colour"),
        ("organisations/badr.yaml", f"id: moon\n{REST}", "moon.yaml"),
        ("organisations/kaf.yaml", f"id: kaf\n{REST}operator: nobody\n", "operator"),
        ("organisations/kaf.yaml", "id: [", "cannot be read"),
        ("areas.yaml", "areas: {}\n", "areas"),
    ],
)  # fmt: skip
def test_a_wrong_file_stops_the_start_and_names_itself(folder, name, content, said):
    (folder / name).write_text(content, "utf-8")
    load_registry.cache_clear()
    with pytest.raises(RegistryError) as caught:
        load_registry(folder)
    assert said in str(caught.value)


def test_an_empty_folder_says_what_to_do(tmp_path):
    with pytest.raises(RegistryError, match="reinstall"):
        load_registry(tmp_path)

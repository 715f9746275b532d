"""Settings come from the environment, a secrets folder and a file, in this order, and wrong ones are named."""

from pathlib import Path

import pytest

from rasd.errors import UserError
from rasd.settings import Settings, example_file, load_settings

ROOT = Path(__file__).parents[3]


@pytest.fixture
def settings_file(tmp_path, monkeypatch):
    file = tmp_path / "rasd.toml"
    file.write_text('kafka = "from-file:9092"\ncollector = "file"\n')
    monkeypatch.setenv("RASD_SETTINGS", str(file))
    return file


def test_the_environment_wins_over_the_file(settings_file, monkeypatch):
    monkeypatch.setenv("RASD_KAFKA", "from-environment:9092")
    settings = load_settings()
    assert settings.kafka == "from-environment:9092"
    assert settings.collector == "file"


def test_an_unknown_key_in_the_file_is_named(settings_file):
    settings_file.write_text('kafkas = "typo:9092"\n')
    with pytest.raises(UserError, match=r"KAFKAS.*rasd\.toml"):
        load_settings()


def test_a_file_that_is_not_toml_is_named(settings_file):
    settings_file.write_text("kafka = = 1\n")
    with pytest.raises(UserError, match=r"rasd\.toml"):
        load_settings()


def test_a_wrong_value_is_named_by_its_variable(settings_file, monkeypatch):
    monkeypatch.setenv("RASD_TELEGRAM_API_ID", "not a number")
    with pytest.raises(UserError, match="RASD_TELEGRAM_API_ID"):
        load_settings()


def test_a_settings_file_that_was_named_must_be_there(monkeypatch):
    monkeypatch.setenv("RASD_SETTINGS", "/nowhere/rasd.toml")
    with pytest.raises(UserError, match="RASD_SETTINGS"):
        load_settings()


def test_a_secret_can_come_from_a_file_of_its_own(settings_file, tmp_path, monkeypatch):
    (tmp_path / "rasd_telegram_api_hash").write_text("0123456789abcdef\n")
    monkeypatch.setenv("RASD_SECRETS", str(tmp_path))
    assert load_settings().telegram_api_hash == "0123456789abcdef"


def test_a_secret_does_not_show_in_the_settings_text(settings_file, monkeypatch):
    monkeypatch.setenv("RASD_TELEGRAM_API_HASH", "0123456789abcdef")
    assert "0123456789abcdef" not in repr(load_settings())


def test_the_example_file_is_in_step_with_the_settings():
    assert (ROOT / ".env.example").read_text("utf-8") == example_file()
    assert all(f"RASD_{name.upper()}=" in example_file() for name in Settings.model_fields)

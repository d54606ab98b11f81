"""Settings: every one is documented, and what cannot be used is refused in a sentence that names the variable."""

import re
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.model_loading import load_model
from app.settings import PACKAGED_MODEL, Settings, load_settings

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"
ROW = re.compile(r"^\| `(RINGFENCE_\w+)` \| (?:`(.*?)`|empty) \| (.+) \|$", re.MULTILINE)


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"RINGFENCE_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def documented() -> dict[str, str]:
    return {name: default for name, default, _ in ROW.findall(DOCS.read_text(encoding="utf-8"))}


def test_every_setting_is_documented_and_nothing_else() -> None:
    assert sorted(documented()) == sorted(f"RINGFENCE_{name.upper()}" for name in Settings.model_fields)


def test_the_documented_defaults_are_the_real_ones() -> None:
    defaults = load_settings()
    real = {f"RINGFENCE_{name.upper()}": getattr(defaults, name) for name in Settings.model_fields}
    assert documented() == {name: "" if value is None else str(value) for name, value in real.items()}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RINGFENCE_PARTITIONS", "0"),
        ("RINGFENCE_PARTITIONS", "many"),
        ("RINGFENCE_WEB_PORT", "70000"),
        ("RINGFENCE_ZONE", "Mars/Olympus"),
        ("RINGFENCE_NAIVE_ZONE", "../etc/passwd"),
        ("RINGFENCE_DEFAULT_REGION", "Sweden"),
        ("RINGFENCE_BROKER_SECURITY", "ROT13"),
        ("RINGFENCE_TOPIC_PREFIX", "my topics/"),
        ("RINGFENCE_APP_ID", ""),
        ("RINGFENCE_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_value_gives_one_sentence_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    sentence = str(error.value)
    assert sentence.startswith(f"{name}: ")
    assert repr(value) in sentence
    assert "\n" not in sentence


def test_a_line_of_env_is_a_setting_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("RINGFENCE_PARTITIONS=12\nRINGFENCE_SOURCE_PARTITIONS=6\n", encoding="utf-8")
    monkeypatch.setenv("RINGFENCE_SOURCE_PARTITIONS", "8")
    settings = load_settings()
    assert (settings.partitions, settings.source_partitions) == (12, 8)


def test_empty_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGFENCE_NAIVE_ZONE", "")
    monkeypatch.setenv("RINGFENCE_MODEL", "")
    settings = load_settings()
    assert settings.naive_zone is None
    assert settings.trained_path == Path(".ringfence/model/model.joblib")
    assert settings.model_path == PACKAGED_MODEL


def test_the_model_that_comes_with_ringfence_fits_this_program() -> None:
    model = load_model(load_settings())
    assert model.manifest.supervised
    assert model.whole is not None
    assert {"handset", "trunk"} <= set(model.groups)

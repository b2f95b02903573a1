"""An entailment model as the judge, through the real library: tiny, with weights set by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.errors import ModelError
from index.language.dictionary.lookup import Dictionary
from rag.answer.checks.entailment import load_judge
from rag.answer.checks.verify import Claim, Verifier

EVIDENCE = "Die Bücherei Lenau verleiht seit dem 4. März 120 Gitarren."
CLAIM = Claim("Die Bücherei Lenau verleiht 120 Gitarren.", "de", (EVIDENCE,))
pytestmark = pytest.mark.slow
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "die", "bücherei", "gitarren"]


def saved(folder: Path, labels: Sequence[str], logits: Sequence[float]) -> str:
    """A classifier with these labels that gives these logits for any text."""
    # Five seconds that the fast tests need not wait.
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor(logits))
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


@pytest.mark.parametrize(
    ("labels", "logits", "supported"),
    [
        (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), (3.0, 1.0, 1.0), True),
        (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), (1.0, 0.5, 0.5), False),
        (("contradiction", "neutral", "entailment"), (1.0, 1.0, 3.0), True),
        (("contradiction", "neutral", "entailment"), (3.0, 1.0, 1.0), False),
        (("not_entailment", "entailment"), (-0.1, 0.1), True),
        (("score",), (0.4,), True),
        (("score",), (-0.4,), False),
    ],
)
def test_it_decides_what_the_rules_let_pass(
    tmp_path: Path, labels: Sequence[str], logits: Sequence[float], *, supported: bool
) -> None:
    judge = load_judge(saved(tmp_path, labels, logits))
    verdict = Verifier(Dictionary.absent(), judge=judge).verify(CLAIM)
    assert (verdict.supported, verdict.by) == (supported, "judge")
    assert ("nicht als belegt" in verdict.reason("de")) is not supported


def test_the_rules_come_first(tmp_path: Path) -> None:
    judge = load_judge(saved(tmp_path, ("entailment", "contradiction"), (5.0, -5.0)))
    wrong = Claim("Die Bücherei Lenau verleiht 210 Gitarren.", "de", (EVIDENCE,))
    verdict = Verifier(Dictionary.absent(), judge=judge).verify(wrong)
    assert (verdict.supported, verdict.by) == (False, "rules")


def test_evidence_without_end_and_broken_text_are_read(tmp_path: Path) -> None:
    judge = load_judge(saved(tmp_path, ("entailment", "contradiction"), (5.0, -5.0)))
    assert judge.log_odds("Ja\ud800.", "de", ("Die Bücherei. " * 2000, "")) == pytest.approx(10)


def test_another_classifier_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="negative, positive"):
        load_judge(saved(tmp_path, ("negative", "positive"), (0.0, 1.0)))


def test_no_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="BRIEFING_VERIFIER"):
        load_judge(str(tmp_path / "nowhere"))

import json
import random
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.e5 import QUERY
from index.embedding.e5_file import E5File, unpack_rows
from index.embedding.graph import encoder_graph
from index.embedding.learned import FILE, Learned
from index.embedding.training.articles import DATA, HELD_OUT, read_news, read_xquad
from index.embedding.training.windows import anywhere, sentences, with_answer, without_answer
from index.errors import SourceError

CONTEXTS = {
    "de": ("Das Treffen war in Brüssel. Es dauerte zwei Tage.", "Rom war weit. Keiner fuhr hin."),
    "en": ("The meeting was in Brussels. It took two days.", "Rome was far. Nobody went there."),
}
ASKED = {"de": ("Wo war es?", "Brüssel"), "en": ("Where was it?", "Brussels")}


def wiki(language: str, article: int) -> dict[str, Any]:
    """An article in XQuAD's form; its first paragraph has a question."""
    question, answer = ASKED[language]
    paragraphs: list[dict[str, Any]] = [{"context": c, "qas": []} for c in CONTEXTS[language]]
    start = CONTEXTS[language][0].index(answer)
    paragraphs[0]["qas"] = [{"question": question, "answer": answer, "start": start}]
    return {"article": article, "title": "T", "paragraphs": paragraphs}


@pytest.fixture
def xquad(tmp_path: Path) -> Path:
    folder = tmp_path / "xquad"
    folder.mkdir()
    for language in CONTEXTS:
        articles = [wiki(language, number) for number in (2, min(HELD_OUT), 6)]
        (folder / f"{language}.json").write_text(json.dumps(articles), encoding="utf-8")
    return folder


def test_the_projects_own_articles_are_whole_and_as_many_as_the_card_says() -> None:
    news = read_news()
    assert Counter(article.language for article in news) == {"de": 95, "en": 95}
    assert len({article.id for article in news}) == len(news)
    counted = (
        len(news), sum(len(a.questions) for a in news), sum(len(a.unanswerable) for a in news),
    )  # fmt: skip
    assert counted == (190, 2734, 2350)
    card = FILE.with_suffix(".md").read_text(encoding="utf-8")
    for number in counted:
        assert f"{number:,}" in card


def test_no_article_of_an_evaluation_set_is_trained_on() -> None:
    sets = Path(__file__).parents[2] / "eval"
    trained = {text for article in read_news() for text in (article.title, *article.paragraphs)}
    for name in ("newsroom", "newsroom2"):
        files = list((sets / name / "corpus").iterdir())
        assert files
        for path in files:
            assert trained.isdisjoint(path.read_text(encoding="utf-8").splitlines())


def test_held_out_articles_are_not_read(xquad: Path) -> None:
    found = read_xquad(xquad)
    assert {language: [a.article for a in articles] for language, articles in found.items()} == {
        "de": [2, 6],
        "en": [2, 6],
    }
    qa = found["de"][0].paragraphs[0].qas[0]
    assert CONTEXTS["de"][0][qa.start : qa.end] == "Brüssel"


def test_what_is_no_training_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"has no file of XQuAD\. Name the folder"):
        read_xquad(tmp_path)
    (tmp_path / "de.json").write_text("[{}]", encoding="utf-8")
    with pytest.raises(SourceError, match=r"0\.article: Field required"):
        read_xquad(tmp_path)
    article = asdict(read_news()[0])
    article["questions"][0]["evidence"] = "nowhere"
    (tmp_path / "a.jsonl").write_text(json.dumps(article), encoding="utf-8")
    with pytest.raises(SourceError, match="'nowhere' is not in its paragraph"):
        read_news(tmp_path)


@given(
    words=st.lists(st.sampled_from(["Ja.", "wort", "Wo?", "ein längeres Wort"]), min_size=1),
    place=st.floats(0, 1),
    seed=st.integers(),
)
def test_windows_are_whole_sentences_with_or_without_the_answer(
    words: list[str], place: float, seed: int
) -> None:
    text, rng = " ".join(words), random.Random(seed)
    at = round(place * (len(text) - 1))
    answer = (at, at + 1)
    starts, ends = (set(edge) for edge in zip(*sentences(text), strict=True))
    found = [anywhere(text, rng), with_answer(text, answer, rng), without_answer(text, answer, rng)]
    for span in found:
        assert span is None or (span[0] in starts and span[1] in ends)
    assert found[1] is not None
    assert found[1][0] <= answer[1]
    assert found[1][1] >= answer[0]
    assert found[2] is None or found[2][0] > answer[1] or found[2][1] < answer[0]


@pytest.mark.slow
def test_two_steps_give_a_file_that_the_running_program_reads_as_it_was_trained(
    xquad: Path, tmp_path: Path
) -> None:
    import torch

    from index.embedding.training.head import Head
    from index.embedding.training.states import Batch, Trunk
    from index.embedding.training.train import Options, train

    news = [
        replace(article, questions=article.questions[:3], unanswerable=article.unanswerable[:2])
        for article in read_news()[:2]
    ]
    losses: list[tuple[int, float]] = []
    cache, out = tmp_path / "cache", tmp_path / "out.safetensors"
    options = Options(steps=2, batch=4, rank=2, news_share=0.5, threads=1)

    def tell(step: int, loss: float) -> None:
        losses.append((step, loss))

    learned = train(news, read_xquad(xquad), cache, options, tell)
    assert [step for step, _ in losses] == [1, 2]
    assert all(np.isfinite(loss) for _, loss in losses)
    kept = sorted(cache.iterdir())
    again = train(news, read_xquad(xquad), cache, options)
    assert sorted(cache.iterdir()) == kept
    assert all((again.tensors[name] == values).all() for name, values in learned.tensors.items())

    learned.save(out)
    committed = Learned.load().tensors
    made = Learned.load(out)
    assert made.tensors.keys() == committed.keys()
    assert made.projection.shape == committed["projection"].shape
    assert np.abs(made.tensors["11.fo.up"]).max() > 0

    # The same numbers in torch, as trained, and in ONNX Runtime, as run.
    file, text = E5File.open(), "Wie lange dauerte das Treffen in Brüssel?"
    head = Head(file, options.rank)
    for name, linear in head.adapters():
        linear.up = torch.nn.Parameter(torch.from_numpy(made.tensors[f"{name}.up"]))
        linear.down = torch.nn.Parameter(torch.from_numpy(made.tensors[f"{name}.down"]))
    head.projection.weight = torch.nn.Parameter(torch.from_numpy(made.projection))
    tokens = Trunk(file).tokens([text], QUERY, cache)
    with torch.no_grad():
        batch = Batch.of(tokens)
        states = head(batch)
        expected = (head.dense(states, batch).numpy(), head.tokens(states).numpy())
    session = onnxruntime.InferenceSession(encoder_graph(file, made))
    ids = tokens[0].ids[None]
    inputs = {
        "words": unpack_rows(file.packed_rows("emb.word"), ids),
        "mask": np.ones(ids.shape, np.int32),
    }
    for values, wanted in zip(session.run(["dense", "tokens"], inputs), expected, strict=True):
        assert np.abs(values - wanted).max() < 2e-3


def test_the_data_is_in_the_folder() -> None:
    assert [path.name for path in sorted(DATA.iterdir())] == [f"{x}.jsonl" for x in "abcdefg"]

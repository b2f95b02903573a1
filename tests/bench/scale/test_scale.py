"""Tests of the corpora and the plot, not of the measurements."""

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from index.reading.folder import read, scan
from tests.bench.scale.corpus import questions_of, sentences_of, write_corpus
from tests.bench.scale.plot import svg

WORDS = (
    "Garten", "Hafen", "Brücke", "Theater", "Bahnhof", "Museum", "Kirche", "Rathaus", "Markt",
    "Schule", "Turm", "Wald",
)  # fmt: skip


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    lines = [
        f"Der {one} der Stadt liegt seit vielen Jahren neben dem {other} am Fluss."
        for one in WORDS
        for other in WORDS
    ]
    lines += ["x = 1; y = [2, 3, 4] # 5 == 6 and no prose at all (7)."]
    (folder / "long.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def needles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("needles")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "000.txt").write_text("Die Fähre sank 1994.\n", encoding="utf-8")
    row = {"language": "de", "question": "Wann?", "file": "000.txt", "paragraph": 0}
    rows = [{**row, "answers": ["1994"]}, {**row, "answers": []}]
    written = "\n".join(map(json.dumps, rows))
    (folder / "questions.jsonl").write_text(written, encoding="utf-8")
    return folder


def test_a_corpus_has_the_passages_that_were_wanted(
    texts: Path, needles: Path, tmp_path: Path
) -> None:
    sentences = sentences_of(texts)
    assert list(map(len, sentences.values())) == [len(WORDS) ** 2]
    small = write_corpus(sentences, needles, tmp_path / "small", 33)
    large = write_corpus(sentences, needles, tmp_path / "large", 200)
    for corpus, count in ((small, 33), (large, 200)):
        passages = read(scan(corpus.folder)).passages
        assert corpus.passages == len(passages) == count
        uses = Counter(p.quote(span) for p in passages if not p.is_heading for span in p.sentences)
        assert max(uses.values()) <= corpus.uses
    assert (small.uses, large.uses) == (1, 3)
    shared = {d.text for d in read(scan(small.folder)).documents}
    assert len(shared - {d.text for d in read(scan(large.folder)).documents}) <= 1


def test_questions_know_their_paragraph(needles: Path) -> None:
    (question,) = questions_of(needles)
    (document,) = read(scan(needles / "corpus")).documents
    assert (question.source, question.paragraph) == (document.source, 1)


def test_the_plot_is_a_picture() -> None:
    sizes = [
        {
            "passages": 10 ** (3 + number),
            "index": {"build_cpu_s": 40.0 * 10**number},
            "serve": {"ready_s": 4.0 + number, "sources": {"p95": 50.0 + number}},
        }
        for number in range(3)
    ]
    picture = ET.fromstring(svg(sizes))
    circles = list(picture.iter("{http://www.w3.org/2000/svg}circle"))
    assert len(circles) == 3 * (3 + 1)
    width, height = float(picture.get("width", "")), float(picture.get("height", ""))
    for circle in circles:
        assert 0 <= float(circle.get("cx", "")) <= width
        assert 0 <= float(circle.get("cy", "")) <= height

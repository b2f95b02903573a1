import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DictionaryError
from index.language.dictionary.compiled import compiled
from index.language.dictionary.lookup import Dictionary
from index.language.lexicon import Language
from index.language.words import stem, words

LANGUAGES: tuple[Language, ...] = ("de", "en")


def other(language: Language) -> Language:
    return "en" if language == "de" else "de"


def found(dictionary: Dictionary, text: str, source: Language) -> set[str]:
    """All that the words of a text may be called, phrases as stems joined by a space."""
    entries = dictionary.translations(text, source, other(source))
    return {" ".join(term.stems) for entry in entries for term in entry.terms}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "agreements", "Abkommen"),
        ("en", "agreements", "Vereinbarung"),
        ("de", "Vereinbarungen", "accord"),
        ("en", "Which contact groups?", "Kontaktgruppe"),
        ("en", "the CG", "Kontaktgruppe"),
        ("de", "Kontaktgruppe", "contact group"),
        ("en", "the city council", "Stadtrat"),
        ("en", "When did it take place?", "stattfinden"),
        ("en", "They met", "treffen"),
        ("de", "Wen traf sie?", "meet"),
        ("de", "Strasse", "street"),
        ("de", "STRASSEN", "road"),
        ("de", "Muenze", "coin"),
        ("de", "Münzfund", "coin"),
        ("de", "Muenzfunde", "discovery"),
        ("de", "Schwimmhalle", "hall"),
        ("en", "larger", "groß"),
        ("en", "Applying", "beantragen"),
        ("en", "Mueller", "Müller"),
        ("de", "Möllner", "Moellner"),
    ],
)
def test_words_lead_to_words(
    small: Dictionary, language: Language, text: str, expected: str
) -> None:
    target = other(language)
    stems = " ".join(stem(word.text, target) for word in words(expected))
    assert stems in found(small, text, language)


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "contact, group", "Kontaktgruppe"),
        ("en", "group contact", "Kontaktgruppe"),
        ("en", "place", "stattfinden"),
        ("en", "contract", "Kontakt"),
        ("de", "Rat", "city"),
        ("de", "Rad", "council"),
        ("de", "Unrat", "council"),
        ("de", "Staat", "city"),
        ("en", "example", "Satz"),
        ("de", "Fundament", "find"),
    ],
)
def test_near_misses_do_not(small: Dictionary, language: Language, text: str, wrong: str) -> None:
    target = other(language)
    stems = " ".join(stem(word.text, target) for word in words(wrong))
    assert stems not in found(small, text, language)


def test_an_entry_says_where_its_word_stands(small: Dictionary) -> None:
    text = "Who signed the peace treaty?"
    entries = small.translations(text, "en", "de")
    assert [text[e.word.start : e.word.end] for e in entries] == ["signed", "peace", "treaty"]
    assert [entry.known for entry in entries] == [False, True, True]
    assert "Friedensvertrag" in entries[1].forms
    assert "Friedensvertrag" in entries[2].forms
    assert entries[1].stems["fried"] == 1.0


def test_parts_of_a_compound_share_its_place(small: Dictionary) -> None:
    entries = small.translations("Der Münzfund", "de", "en")
    assert [(entry.word.text, entry.share) for entry in entries] == [("Münzfund", 0.5)] * 2
    assert ["coin" in entry.stems for entry in entries] == [True, False]
    assert ["find" in entry.stems for entry in entries] == [False, True]


def test_a_passage_has_the_parts_of_its_compounds(small: Dictionary) -> None:
    assert small.passage_stems("Der Münzfund", "de") == {"munzfund": 1, "munz": 0.7, "fund": 0.7}


def test_without_a_list_words_stand_for_themselves() -> None:
    absent = Dictionary.absent("There is none.")
    assert not absent.is_present
    assert absent.problem == "There is none."
    assert found(absent, "Who is Mueller?", "en") == {"mull"}
    assert absent.uncovered("Das Abkommen", "de", "Nothing", "en") == []


@pytest.mark.parametrize(
    ("original", "translation", "missing"),
    [
        ("Das Abkommen wurde getroffen.", "They met an agreement.", []),
        ("Das Abkommen wurde getroffen.", "It was met.", ["Abkommen"]),
        ("Der Stadtrat traf die Kontaktgruppe.", "The town council met the contact group.", []),
        ("Der Stadtrat traf die Kontaktgruppe.", "The council met.", ["Kontaktgruppe"]),
        ("Der Münzfund", "A discovery of coins", []),
        ("Ein großer Münzfund", "A coin", ["großer"]),
        ("Xylander sprach", "He spoke", []),
    ],
)
def test_what_a_translation_lacks(
    small: Dictionary, original: str, translation: str, missing: list[str]
) -> None:
    entries = small.uncovered(original, "de", translation, "en")
    assert list(dict.fromkeys(entry.word.text for entry in entries)) == missing


@given(st.text(), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_any_text(small: Dictionary, text: str, source: Language, target: Language) -> None:
    for entry in small.translations(text, source, target):
        assert text[entry.word.start : entry.word.end] == entry.word.text
        assert all(0 < weight <= 1 for weight in entry.stems.values())
        assert entry.terms
        assert 0 < entry.share <= 1


@given(st.lists(st.sampled_from(["Abkommen", "Stadtrat", "Münzfund", "Straße", "Kontaktgruppe"])))
def test_a_text_covers_itself(small: Dictionary, chosen: list[str]) -> None:
    text = " ".join(chosen)
    assert small.uncovered(text, "de", text, "de") == []


def test_compiling_again_reads_nothing(small_file: Path, tmp_path: Path) -> None:
    source = Path(__file__).with_name("small.ding")
    first = compiled(source, tmp_path)
    told: list[tuple[int, int]] = []
    assert compiled(source, tmp_path, lambda *now: told.append(now)) == first
    assert told == []
    assert first.name == small_file.name


def test_another_list_replaces_the_compiled_one(tmp_path: Path) -> None:
    source = tmp_path / "list"
    source.write_text("Haus {n} :: house\n", encoding="utf-8")
    first = compiled(source, tmp_path)
    source.write_text("Haus {n} :: house\nHund {m} :: dog\n", encoding="utf-8")
    second = compiled(source, tmp_path)
    assert list(tmp_path.glob("*.sqlite")) == [second]
    assert first != second


@pytest.mark.parametrize("content", [b"", b"no entries\n", b"Haus :: \xff\xfe\n"])
def test_what_is_no_word_list(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "list"
    source.write_bytes(content)
    with pytest.raises(DictionaryError, match="BRIEFING_DICTIONARY"):
        compiled(source, tmp_path)
    assert list(tmp_path.glob("*.sqlite")) == []


@pytest.mark.parametrize("kept", [0, 100, 5000, -1])
def test_a_cut_file_is_noticed(small_file: Path, tmp_path: Path, kept: int) -> None:
    cut = tmp_path / "cut.sqlite"
    cut.write_bytes(small_file.read_bytes()[:kept])
    with pytest.raises(DictionaryError, match="damaged"):
        Dictionary.open(cut)


def test_other_files_are_noticed(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match="damaged"):
        Dictionary.open(tmp_path / "missing.sqlite")
    empty = tmp_path / "empty.sqlite"
    base = sqlite3.connect(empty)
    base.execute("CREATE TABLE something (x)")
    base.close()
    with pytest.raises(DictionaryError, match="damaged"):
        Dictionary.open(empty)

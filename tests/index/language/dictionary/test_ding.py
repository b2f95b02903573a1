from index.language.dictionary.ding import Sense, is_entry, senses, simple_words

LINE = (
    "Kontaktgruppe {f} /KG/ (Diplomatie) [pol.] | Kontaktgruppen {pl} | bei jdm. anrufen "
    ":: contact group; CG <cg> | contact groups | to call sb."
)


def test_an_entry() -> None:
    assert list(senses(LINE)) == [
        Sense(("KG", "Kontaktgruppe"), ("contact group", "CG")),
        Sense(("Kontaktgruppen",), ("contact groups",)),
        Sense(("bei   anrufen",), ("call",)),
    ]


def test_words_of_compounds() -> None:
    line = "Halle {f}; große Halle {f} | schwimmen {vi} | hallenartig {adj} | in :: hall | swim"
    assert list(simple_words(line)) == ["Halle", "schwimmen", "hallenartig"]


def test_only_entries() -> None:
    assert is_entry(LINE)
    assert not is_entry("# License :: GPL")
    assert not is_entry("")


def test_sides_of_different_length_are_read_as_far_as_both_go() -> None:
    assert list(senses("Haus | Häuser :: house")) == [Sense(("Haus",), ("house",))]

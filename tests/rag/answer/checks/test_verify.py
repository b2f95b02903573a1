"""Claims with their evidence, in one language each: no dictionary, no model."""

import pytest

from rag.answer.checks.verify import findings_of
from rag.types import Language

LIBRARY = (
    "Die Bücherei Lenau verleiht seit dem 4. März 120 Gitarren. Leiterin Rosa Behn sagte, die "
    "Nachfrage sei groß. Die meisten Gitarren sind gespendet. Die Stadt lehnte einen Zuschuss ab."
)
BLAMED = (
    "Die Stadt wirft der Leiterin vor, Gitarren verkauft zu haben. Ein Gericht verpflichtete die "
    "Stadt, 3.000 Euro zu zahlen."
)
PENNY = (
    'Science Minister Alistair Penrose promised that "no student will lose a penny". The '
    "university said it was too early to say whether anyone had lost money."
)
SHIP = (
    "The ferry Alba left Cork on Monday with 80 passengers. Captain Ian Doyle said the engine had "
    "been repaired. The company Kelbo bought its rival Tarnex for 3 million euros. Ticket prices "
    "rose from 40 to 45 euros."
)
WHALES = (
    "SKERRA, Scotland, June 30, 2026 (IH) — Fifty-five whales swam ashore on the island of Skerra "
    "on Sunday evening. By yesterday afternoon 31 were dead."
)
GAS = (
    "Grimmstedt, 7. Mai 2026 (tpd) – Im Hallenbad ist am Mittwochnachmittag Chlorgas ausgetreten. "
    "14 Menschen wurden verletzt."
)


@pytest.mark.parametrize(
    ("language", "evidence", "claim", "code"),
    [
        ("en", WHALES, "The whales swam ashore on Skerra on 28 June.", None),
        ("en", WHALES, "The whales swam ashore on Skerra on Sunday.", None),
        ("en", WHALES, "By June 29, 31 whales were dead.", None),
        ("en", WHALES, "The whales swam ashore on Skerra on June 30, 2026.", "date"),
        ("en", WHALES, "The whales swam ashore on Sunday evening, June 30.", "date"),
        ("de", GAS, "Im Hallenbad sind 14 Menschen tot.", "support"),
        ("de", GAS, "14 Menschen wurden im Hallenbad verhaftet.", "support"),
        ("en", WHALES, "Nobody was arrested.", "support"),
        ("en", WHALES, "The whales died on the island.", None),
        ("de", GAS, "Am Mittwoch, dem 6. Mai, trat im Hallenbad Chlorgas aus.", None),
        ("de", GAS, "Am 7. Mai war von 14 Verletzten die Rede.", None),
        ("de", GAS, "Am 7. Mai trat im Hallenbad Chlorgas aus.", "date"),
        ("de", GAS, "Am Donnerstag, dem 6. Mai, trat im Hallenbad Chlorgas aus.", "date"),
        ("de", LIBRARY, "Seit dem 4. März verleiht die Bücherei Lenau 120 Gitarren.", None),
        ("de", LIBRARY, "Leiterin Rosa Behn zufolge ist die Nachfrage groß.", None),
        ("de", LIBRARY, "Die Bücherei Lenau verleiht 210 Gitarren.", "number"),
        ("de", LIBRARY, "Die Bücherei Lenau verleiht seit dem 4. Mai 120 Gitarren.", "date"),
        ("de", LIBRARY, "Leiterin Rosa Brehm sagte, die Nachfrage sei groß.", "name"),
        ("de", LIBRARY, "Die Nachfrage ist groß.", "attribution"),
        ("de", BLAMED, "Die Leiterin hat Gitarren verkauft.", "attribution"),
        ("de", BLAMED, "Die Stadt wirft der Leiterin vor, Gitarren verkauft zu haben.", None),
        ("de", BLAMED, "Die Stadt muss 3.000 Euro zahlen.", None),
        ("de", LIBRARY, "Die Stadt sagte, die Nachfrage sei groß.", "attribution"),
        ("de", LIBRARY, "Die Leiterin sagte, die Nachfrage sei groß.", None),
        ("en", SHIP, "Kelbo said the engine had been repaired.", "attribution"),
        ("en", SHIP, "Doyle said the engine had been repaired.", None),
        ("en", PENNY, "The university promised that no student would lose a penny.", "attribution"),
        ("en", PENNY, "The minister promised that no student would lose a penny.", None),
        ("en", PENNY, "Penrose promised that no student would lose a penny.", None),
        ("de", LIBRARY, "Alle Gitarren sind gespendet.", "scope"),
        ("de", LIBRARY, "Die Stadt bewilligte einen Zuschuss.", "negation"),
        ("de", LIBRARY, "Die Stadt lehnte einen Zuschuss ab, weil das Geld fehlt.", "cause"),
        ("de", LIBRARY, "Das Schwimmbad bekommt neue Umkleiden.", "support"),
        ("en", SHIP, "The ferry Alba left Cork on Monday.", None),
        ("en", SHIP, "The ferry Alba left Cork on Friday.", "date"),
        ("en", SHIP, "The engine had been repaired.", "attribution"),
        ("en", SHIP, "Tarnex bought Kelbo for 3 million euros.", "role"),
        ("en", SHIP, "Kelbo bought Tarnex for 3 million dollars.", "unit"),
        ("en", SHIP, "Tickets cost 40 euros.", "outdated"),
        ("en", SHIP, "Ticket prices fell to 45 euros.", "opposite"),
    ],
)
def test_findings(language: Language, evidence: str, claim: str, code: str | None) -> None:
    codes = [found for found, _ in findings_of(claim, language, [evidence])]
    assert (code in codes) if code else (codes == [])

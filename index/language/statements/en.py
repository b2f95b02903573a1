"""English words by their role in a statement."""

from typing import Final

from index.language.cues import SPEAKING
from index.language.lexicon import words
from index.language.statements.axes_en import AXES
from index.language.statements.lists import Statements, pattern
from index.language.statements.units_en import ENGLISH_UNITS

_NUMBER: Final = (
    r"(?:\S*\d\S*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)(?!\w)"
)

STATEMENTS: Final = Statements(
    units=ENGLISH_UNITS,
    months={
        "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "april": 4, "apr": 4,
        "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
        "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
    },
    weekdays={
        name + ending: day
        for day, name in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
        for ending in ("", "s")
    },
    seasons={
        "spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn",
        "winter": "winter", "year": "year", "month": "month", "week": "week",
        "weekend": "weekend", "season": "season",
    },
    relative={
        **dict.fromkeys(("last", "past", "previous"), -1),
        **dict.fromkeys(("this", "current"), 0),
        **dict.fromkeys(("next", "coming", "following"), 1),
    },
    quantifiers={
        **dict.fromkeys(
            ("all", "every", "everyone", "everybody", "each", "whole", "entire", "always",
             "everywhere"), "all"),
        **dict.fromkeys(
            ("entirely", "completely", "fully", "unanimously", "unanimous"), "wholly"),
        **dict.fromkeys(("throughout",), "wholly"),
        **dict.fromkeys(("most", "majority", "mostly", "mainly", "usually", "largely"), "most"),
        **dict.fromkeys(("many", "numerous", "often", "frequently"), "many"),
        **dict.fromkeys(
            ("some", "several", "partly", "partially", "sometimes", "occasionally"), "some"),
        **dict.fromkeys(("few", "fewer", "rarely", "seldom", "hardly"), "few"),
        **dict.fromkeys(("none", "neither", "nobody"), "none"),
    },
    unanimous=pattern("unanimous(?:ly)? unanimity united_(?:in|against|behind|on) of_one_mind "
    "to_a_man"),
    exclusive=pattern("only solely exclusively merely just alone sole"),
    nearly=pattern("almost nearly virtually not_all not_every not_everyone"),
    negation=pattern(
        r"not no never nobody none nothing nowhere neither nor cannot no_one \w+n[’']t"
    ),
    no_denial=pattern(
        ",_not_(?!given|told|allowed|to|yet)[^,;.]* "
        "and_not_(?:by|from|in|on|for|the|with)\\b[^,;.]* "
        "not_only not_just not_least no_(?:fewer|less|more|later)_than nothing_but not_even "
        "no_(?:choice|alternative|option|other_way|doubt|wonder|longer_than) "
        "all_but"
    ),
    denial=pattern(
        "reject(?:s|ed|ing|ion)? refus(?:es|ed|e|ing|al) den(?:y|ies|ied|ying|ial) "
        "declin(?:e|es|ed|ing)_to fail(?:s|ed|ing)?_to rul(?:e|es|ed|ing)_out "
        "turn(?:s|ed|ing)?_down oppos(?:e|es|ed|ing) opposition_to opposed_to "
        r"dismiss(?:es|ed|ing) disput(?:es|ed|ing) disagree\w* disapprov\w* object(?:s|ed)_to "
        "dispute(?=\\s(?:the|that|this|it|any|his|her|their)\\b) "
        "contradict(?:s|ed) repudiat(?:e|es|ed|ing) refut(?:e|es|ed|ing) disavow(?:s|ed|ing)? "
        "(?:is|are|was|were|been|voted?|spoke(?:_out)?|speaks?(?:_out)?|came_out|decided?)_against"
    ),
    lacking=pattern(
        "fail(?:s|ed|ing|ure)? lack(?:s|ed|ing)? missing shortage short_of unable opponents? "
        r"prevent(?:s|ed|ing)? acquit(?:s|ted|tal)? impossible anonym\w* ban(?:s|ned|ning)? "
        r"forbid\w* forbade prohibit\w* clos(?:e|es|ed|ing|ure) shut(?:s|ting)? without hardly "
        r"stuck stranded cut_off cancel\w* free unaccounted broken scrap(?:s|ped|ping)? "
        r"abandon\w* too few(?:er)? only stop(?:s|ped|ping)? end(?:s|ed|ing)? out restrict\w* "
        r"keep\w* sceptical skeptical doubt\w* wary uncertain unclear avoid(?:s|ed)? spared "
        r"escap(?:e|es|ed) suspend(?:s|ed)? postpon(?:e|es|ed) delay(?:s|ed)? unchanged unharmed "
        r"unhurt "
        r"surviv(?:e|es|ed) intact barely scarcely rarely vacant miss(?:es|ed)? bar(?:s|red) "
        r"cleared at_the_earliest at_the_latest"
    ),
    speech=pattern(
        r"said says say wrote writes (?<!were\s)(?<!was\s)(?<!been\s)told "
        r"reported added accus(?:es|ed|e)(?=\s.*\bof\b) alleg(?:es|ed|e) "
        "added claimed argued explained warned "
        "cautioned according_to insist(?:s|ed) stress(?:es|ed)?"
    ),
    axes=AXES,
    saying=pattern(
        SPEAKING["en"],
        "stat(?:ed|ing) cit(?:es|ed|ing) caution(?:s|ed)? "
        "explain(?:s|ed|ing)? declar(?:e|es|ed|ing) "
        r"claim(?:s|ed|ing)?(?!\s(?:the|a|an|his|her|their|responsibility|\d)\b) "
        "warn(?:ing)? argu(?:e|ing) reports tells "
        "describ(?:e|es|ed|ing) according_to accord(?:s|ing) demand(?:s|ing)? promising "
        "call(?:s|ed|ing)?_for call(?:s|ed)_(?:it|him|her|them|the) assert(?:s|ed|ing)? "
        "add(?:s|ed) promises? alleg(?:e|es|ed|ing|ation|ations) "
        "accus(?:e|es|ed|ing|ation|ations) blam(?:e|es|ed|ing) critici[sz](?:e|es|ed|ing) "
        "complain(?:s|ed|ing)? believ(?:e|es|ed) think(?:s)? thought expect(?:s)? "
        "assum(?:e|es|ed) reckon(?:s|ed)? "
                "anticipat(?:e|es|ed) "
        r"expected(?!\sto) predict(?:s|ed|ing)? forecast(?:s)? estimat(?:e|es|ed) "
        "suspect(?:s|ed)? suggest(?:s|ed)? insist(?:s|ed) wrote writes attribut(?:e|es|ed|ing) "
        r"den(?:y|ies|ied) view_of fear(?:s|ed) in_the_view spoke_of put(?:s)?(?=\s.*\bat\b) "
        r"in_(?:his|her|their)_view g(?:ave|ives)(?=\s.*\bas\b) stress(?:es|ed)? "
        r"emphasi[sz](?:es|ed) held maintain(?:s|ed|ing)?(?=\sthat\b)"
    ),
    notice=pattern(
        "announc(?:e|es|ed|ing) confirm(?:s|ed|ing)? found show(?:s|ed|n) decid(?:e|es|ed) "
        "agree(?:s|d) vot(?:e|es|ed)"
    ),
    hearsay=pattern(
        "reportedly allegedly supposedly apparently purportedly alleged suspected presumed "
        "is_said_to are_said_to was_said_to said_to_(?:be|have) is_believed_to are_believed_to "
        "is_thought_to are_thought_to accused_of "
        "(?:claim|allegation|accusation|suspicion|rumou?r|suggestion|report)s?_(?:(?:by|from|of)_(?:\\w+_){1,4})?that"
    ),
    hedge=pattern(
        "(?-i:may) might could probably likely possibly perhaps presumably expected_to would "
        "expects? apparently reportedly allegedly should potentially thinks? thought "
        "believ(?:e|es|ed) "
        "assum(?:e|es|ed) reckon(?:s|ed)? anticipat(?:e|es|ed) predict(?:s|ed)? suspect(?:s|ed)? "
        "forecast(?:s)? likelihood suggest(?:s|ed)?(?=\\sthat\\b) in_sight"
    ),
    plan=pattern(
        "plan(?:s|ned|ning)?_to planned wants?_to wanted_to intend(?:s|ed)?_to aim(?:s|ed)?_to "
        r"goal target is_to are_to set_to due_to_be expect(?:s|ed|ing)? predict\w* forecast\w* "
        r"estimat\w* suspect\w* fear\w* put(?:s)?(?=\s.*\bat\b) hop(?:e|es|ed|ing) wants? wanted "
        "urg(?:e|es|ed|ing) propos(?:e|es|ed|ing) doubt(?:s|ed)? keen_to"
    ),
    now=pattern("currently at_present presently now so_far to_date today"),
    cause=pattern(
        "because since_the due_to owing_to caus(?:e|es|ed|ing) reasons? blam(?:e|es|ed|ing) "
        r"attribut(?:e|es|ed|ing) result(?:s|ed|ing)?_(?:of|from|in)(?!\s\d) led_to leads_to "
        "trigger(?:s|ed|ing)? therefore thus hence thanks_to explain(?:s|ed)?_by responsible "
        "cit(?:es|ed) as_a_result put_down_to gave_as"
    ),
    former=pattern(
        "originally initially previously formerly earlier at_first had the_year_before "
        "a_year_earlier last_year was_then at_the_time once used_to predecessor until_now"
    ),
    correction=pattern(
        r"correction(?=\s?[:)–-]|$) corrected(?=\s?[:)]|$) updated?(?=\s?[:)]|$) "
        r"(?:an|in_an)_earlier_version a_previous_version rectification"
    ),
    revision=pattern(
        r"not_the_\S+_(?:first|initially|originally)_\w+ (?:first|initially|originally)_"
        r"(?:thought|reported|announced|said|given|put|estimated|planned) instead_of_the_\w+ "
        r"(?:raised|revised|lowered|corrected)(?=\s.*\bto\b) "
        rf"from(?=\s{_NUMBER}(?:\s\w+)?\sto\s{_NUMBER}) "
        rf"(?:rose|risen|rises|climb\w*|increase[ds]?|grew|grown|fell|fallen|falls|drop\w*)"
        rf"(?=\s.*\bto\s{_NUMBER})"
    ),
    pronouns=words(
        """
        he she it they him her them his its their this that these those who which one
        """
    ),
    persons=words("he she they him her them his hers their theirs"),
    prepositions=words(
        """
        in on at by with from of for to into over under about against through without since
        until as during within between near outside inside behind after before despite because
        amid following according per
        """
    ),
    passive=pattern("is are was were be been being get gets got"),
    finite=pattern(
        "is are was were be been has have had do does did will would can could shall should may "
        r"might must \w+ed said says told fell rose took won led lost left made gave met held "
        "began sought saw paid sold bought came went found thought brought built put cut set hit "
        "kept ran spent stood wrote got became drew grew knew spoke struck fled ran shook swept"
    ),
    conjunctions=pattern(
        "but while whereas although though because that unless if when after before which who"
    ),
)  # fmt: skip

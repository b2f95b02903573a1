"""English questions."""

from typing import Final

from index.language.lexicon import compiled, patterns
from index.language.questions.forms import NOUN_PHRASE, Frame, QuestionForms

_ASKING = r"who|whom|whose|what|when|where|why|how|which|since when|until when"
_PREPOSITIONS = r"in|at|on|for|against|with|from|of|to|about|by|without|since|near"
# "Is the bridge …", not "… and is closed": a verb followed by its subject.
_INVERTED = (
    r"(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|must) "
    r"(?:it|he|she|they|there|the|a|an|any|this|that|these|those|(?-i:[A-Z])\w+)\b"
)
_CONCERNING = r"(?=\s+(?:in|on|at|when|regarding|concerning)\b|$).*"
_SAY = (
    r"say|think|want|demand|claim|promise|propose|plan|argue|believe|recommend|feel|expect|respond|"
    r"react"
)

FORMS: Final = QuestionForms(
    asking=compiled(rf"(?:{_ASKING})\b\s*"),
    joint=compiled(rf",?\s+and\s+(?=(?:{_ASKING})\b|{_INVERTED})"),
    inverted=compiled(_INVERTED),
    opening=compiled(
        r"(?:and|but|or|also|what about|how about|what else|who else|why not|any others?)\b"
    ),
    # Not "is there": a dummy subject refers to nothing.
    pointing=compiled(
        r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|that|this|those|these|then|"
        r"(?<!is )(?<!are )(?<!was )(?<!were )there)\b"
    ),
    elliptic=compiled(
        r"(?:how many|which) (?:of them|is|are|was|were|has|have|had|did|do|does|will|"
        r"would|can|could|should|not|still|\w+ed)\b"
    ),
    about=compiled(r"(?:and\s+)?(?:what about|how about)\b"),
    fragment=compiled(
        r"(?:(?:and|but|or)\s+)?(?:(?:what|how) about\s+)?"
        rf"(?:(?P<preposition>{_PREPOSITIONS})\s+)?(?P<new>[^,;:?]+?)"
    ),
    several=patterns(
        r"\b(?:list|name (?:all|the)|compare\w*|comparison|differ|differs|difference\w*|in common|"
        r"both|each|respectively|versus|vs|who is who|who's who|which is which)\b",
        r"\b(?:for|in favou?r) and (?:who )?(?:is )?against\b",
        r"\btwo\b.*\b(?:who|what|which|where|when|how)\b",
        r"^how (?:did|has|have)\b.*\b(?:change|changed|develop|developed|evolve|evolved)\b",
    ),
    frames=(
        # Who is for and who is against the extension?
        Frame(
            compiled(
                r"who (?P<is>is|was|are|were|voted) (?P<a>for|in favou?r of) and "
                r"(?:who )?(?:(?:is|was|are|were|voted) )?(?P<b>against)(?P<rest>\b.*)"
            ),
            "Who {is} {item}{rest}?",
        ),
        # How long will it take, according to the city and according to the report?
        Frame(
            compiled(
                rf"(?P<before>.+?),?\s*[–—-]?\s*(?P<by>according to) (?P<a>{NOUN_PHRASE}) and "
                rf"(?:(?P=by) )?(?P<b>[^,;:?]+)"
            ),
            "{before} {by} {item}?",
        ),
        # What do the mayor and the opposition say about the extension?
        Frame(
            compiled(
                rf"(?P<asking>what|how|why) (?P<do>do|did|does|have|has) (?P<a>{NOUN_PHRASE}) and "
                rf"(?P<b>{NOUN_PHRASE}) (?P<rest>(?:{_SAY})\b.*)"
            ),
            "{asking} {do} {item} {rest}?",
        ),
        # What is the difference between A and B?  Compare the plans of A and B.
        Frame(
            compiled(
                r"(?:compare|(?:what|which|where) (?:(?:is|are|lies?) )?(?:the )?"
                r"differences? between|what's the difference between) "
                rf"(?P<head>(?:{NOUN_PHRASE} (?:of|between) )?)(?P<a>{NOUN_PHRASE}) "
                rf"(?:and|with|to) (?P<b>{NOUN_PHRASE})(?P<rest>{_CONCERNING})"
            ),
            "What about {head}{item}{rest}?",
        ),
        # How does A compare with B?  How do A and B differ?  What distinguishes A from B?
        Frame(
            compiled(
                rf"(?:how (?:do|does|did)|what distinguishes) (?P<a>{NOUN_PHRASE}) "
                rf"(?:and|from|compare (?:with|to)) (?P<b>{NOUN_PHRASE})(?: differ| compare)?"
                rf"(?P<rest>{_CONCERNING})"
            ),
            "What about {item}{rest}?",
        ),
    ),
)

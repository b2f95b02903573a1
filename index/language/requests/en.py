"""English patterns of requests that do not ask for a fact."""

from typing import Final

from index.language.lexicon import Requests, compiled, patterns, words

# Parts of the patterns below.
_SMALL = r"(?:\s+(?:me|us|please|just|quickly|briefly|now|also|kindly))*"
_TEXT = (
    r"(?:the|this|that|these|your|our)\s+(?:\w+\s+)?"
    r"(?:briefing|articles?|texts?|stor(?:y|ies)|reports?|news)"
)
_ON = r"(?:about|on|regarding|concerning)"
_ASKED = r"(?:who|whom|whose|what|when|where|why|how|which|whether|if)\b"
_MADE = (
    r"(?:jokes?|poems?|story|stories|songs?|recipes?|riddles?|haikus?|limericks?|raps?|essays?|"
    r"e-?mails?|letters?|code|scripts?|programs?|sonnets?|tales?|puns?|lyrics|fun facts?|"
    r"horoscopes?|"
    r"invitations?|tweets?|coffee|sandwich|pizza)\b"
)
_A = r"(?:an?|another|some|one|your (?:best|favou?rite))"
_OBJECT = r"(?=\s+(?:me|us|an?|the|this|that|these|some|my|your|it|all|them|him|her|another)\b)"
_GIVE = r"(?:give|write|make|provide|create|show|get|draft|generate|prepare|send)"

_SINCE = r"(?P<since>since\b.*?|today|this week)"
_OF_TOPIC = r"(?:\s+(?P<topic>(?:on|with|regarding)\b.+?))?"  # "new about the law" asks for a fact
_ABOUT = r"(?:\s+(?P<topic>(?:on|about|with|regarding)\b.+?))?"
_ITEMS = r"(?:articles?|stories|reports?|news|texts?|events)"

REQUESTS: Final = Requests(
    contractions={
        compiled(r"\b(what|who|how|where|when|there)(?:['’]?s)\b"): r"\1 is",
    },
    politeness=patterns(
        r"(?:please|so|and|but|okay|ok|well|hello|hi|hey|good (?:morning|afternoon|evening)|thanks|"
        r"thank you|great|sorry|excuse me)\b\s*[,.!:–-]*\s+",
        r"(?:can|could|would|will) you"
        rf"{_SMALL}\s+(?:tell|explain to|show|say to|remind|help)(?:\s+(?:me|"
        rf"us))?(?:\s+please)?\s*,?\s+"
        rf"(?={_ASKED})",
        r"(?:do|would) you (?:happen to )?know\s+" + rf"(?={_ASKED})",
        rf"(?:tell|show|explain to){_SMALL}\s*,?\s+(?={_ASKED})",
        rf"(?:i|we)(?:'d|’d| would)? (?:like|want|need|love) to (?:know|ask|find out|learn)\s*,?\s+"
        rf"(?={_ASKED})",
        rf"(?:i|we) wonder(?:ed)?\s+(?={_ASKED})",
    ),
    closing=patterns(r"[\s,;.!–-]+(?:please|thanks|thank you|in short|in a nutshell)$"),
    address=patterns(
        rf"(?:can|could|would|will) you{_SMALL}\s+",
        r"(?:i|we)(?:'d|’d| would)? (?:like|want|need) you to\s+",
        r"would you mind\s+",
    ),
    smalltalk={
        "greeting": patterns(
            r"(?:hello|hi|hey|howdy|greetings|good (?:morning|afternoon|evening|day))"
            r"(?:,? (?:there|all|everyone|you|assistant|again|team))?"
        ),
        "thanks": patterns(
            r"(?:many |great, |ok,? |okay,? )?(?:thanks|thank you|thx|cheers)"
            r"(?: (?:a lot|so much|very much|again|a million))?(?:,? mate)?(?: for [^,?]+)?",
            r"(?:ok(?:ay)?|great|perfect|super|nice|cool|awesome|excellent|got it|understood|"
            r"well done|"
            r"good job|alright)",
            r"that (?:was|is|helped)(?: (?:very|really|so|a lot|great|good|helpful|useful|nice))*",
        ),
        "farewell": patterns(
            r"(?:bye(?:[- ]bye)?|goodbye|good bye|good night|farewell|take care|cheerio|"
            r"see (?:you|ya)(?: (?:later|soon|tomorrow))?|have a (?:nice|good|great) \w+|so long)"
        ),
        "wellbeing": patterns(
            r"how(?: are|'re|’re) (?:you|things)(?: (?:doing|feeling|today|going|all|then))*",
            r"how(?:'s|’s| is) (?:it going|life|everything|your day)(?: (?:going|today))*",
            r"how do you (?:do|feel)(?: today)?",
            r"(?:what(?:'s|’s) up|sup|are you (?:ok|okay|there|awake|well|tired|happy|married))",
            r"did you sleep well",
        ),
        "ability": patterns(
            r"what (?:can|do) you do(?: (?:for me|for us|here|exactly))*",
            r"how can you help(?: (?:me|us))?",
            r"what can i ask(?: you)?(?: (?:here|about))*",
            r"(?:who|what) are you(?: (?:exactly|anyway))?",
            r"what(?:'s|’s| is) your name",
            r"how do you work",
            r"are you (?:an?|real|human)(?: \w+){0,3}",
            r"help",
        ),
    },
    overriding=patterns(
        r"(?:ignore|disregard|forget|bypass|override)\b",
        r"(?:you are|you're|you’re) (?:now|no longer|going to be)\b",
        r"from now on\b",
        r"(?:act|behave) (?:as|like)\b",
        r"(?:pretend|role-?play|imagine (?:you|that you|being))\b",
        r"(?:respond|reply|answer|speak|talk) (?:only|always|like|as if|as an?)\b",
        r".*\b(?:system prompt|your (?:hidden |initial |secret |original )?(?:prompts?|"
        r"instructions|"
        r"rules|guidelines))\b",
    ),
    task=patterns(
        r"(?:write|compose|translate|rewrite|paraphrase|rephrase|proofread|sing|code up)\b(?!-)",
        r"(?:draft|create|generate|design|invent|draw|paint|sketch|code|program|implement|debug|"
        r"refactor|solve|play|book|order|send|email|delete|remove|open|publish|build|edit|correct|"
        rf"shorten|wake|call|print|buy|cook|brew|make up|come up with|think of|"
        rf"read out)\b{_OBJECT}",
        r"(?:calculate|compute|solve)\s+[\d(]",
        r"(?:remind me|set (?:an?|the|my) (?:alarm|timer|reminder)|repeat (?:after me|the word|"
        r"this))\b",
        r"help (?:me|us) (?:to )?(?:write|draft|compose|translate|code|with (?:my|a|an))\b",
        rf"(?:tell|give|sing|read|show|make|get|find|bring|fetch)(?:\s+(?:me|us))?\s+"
        rf"(?:{_A}\s+)?(?:[\w-]+\s+){{0,2}}?(?<!the ){_MADE}(?!\s+(?:of|from) the\b)",
        rf"(?:i|we)(?:'d|’d)? (?:need|want|like|would like)\s+{_A}\s+(?:[\w-]+\s+){{0,2}}?{_MADE}",
    ),
    task_if_addressed=(),
    no_task=patterns(
        rf"(?:write|note|jot) (?:it |this )?down\s+{_ASKED}",
        rf"{_GIVE}{_SMALL}\s+(?:an?|the|all)\s+(?:[\w-]+\s+)?(?:list|table|comparison|rundown)\b",
        rf"(?:tell|give|show|find|get|read){_SMALL}\s+(?:the|all|all the|any|every|his|her|their|"
        rf"its)\s",
    ),
    summary=patterns(
        r"(?:summari[sz]e|sum up|recap)(?:\s+(?:for me|for us|please))*(?:[:,]?\s+(?P<topic>.+))?",
        r"sum\s+(?P<topic>.+?)\s+up",
        r"summari[sz]ing\s+(?P<topic>.+)",
        rf"(?:(?:{_GIVE}{_SMALL}|(?:i|we)(?:'d|’d| would)? (?:need|want|like)|can (?:i|we) (?:get|"
        rf"have))"
        r"\s+)?(?:(?:an?|the|your)\s+)?(?:(?:short|brief|quick|concise|general|"
        r"[\w-]+[- ]sentence)\s+)*"
        r"(?:summary|overview|recap|synopsis|gist|rundown)"
        r"(?:\s+(?P<topic>(?:of|on|about|for|in|from)\b.+))?",
        r"(?:summary|overview|tl;?dr):?\s+(?P<topic>.+)",
        r"(?:tl;?dr|catch me up|bring me up to (?:speed|date)|what do i need to know)"
        r"(?:\s+(?P<topic>(?:on|about)\b.+))?",
        # Not "What are the residents worried about?", which asks for a fact.
        r"what(?:'s|’s| is| are| was| were)\s+"
        r"(?P<topic>(?:the|this|that|an?)\s+\w+ing|.*?(?<!ed)(?<!ing)(?<!held))"
        r"(?<!\bangry)(?<!\bupset)(?<!\bhappy)(?<!\bafraid)(?<!\bsure)(?<!\bwrong)(?<!\btold)"
        r"\s+(?:all )?about",
        r"what\s+(?P<topic>(?:the|this|these)\s+.+?)\s+(?:is|are|was|were) (?:all )?about",
        r"what(?:'s|’s| is| are| were)\s+(?:the\s+)?(?:main|key|most important|central|top|"
        r"biggest)\s+"
        r"(?:points?|messages?|stor(?:y|ies)|news|takeaways?|facts|topics?|themes?|developments?)"
        r"(?:\s+(?P<topic>(?:of|in|from|on|about|today)\b.*))?",
        rf"what (?:does|do)\s+(?P<topic>{_TEXT}(?:\s+{_ON}\s+.+?)?)\s+"
        r"(?:say|cover|report|report on|deal with|contain|tell us)",
        rf"what(?:'s|’s| is)\s+(?:in|written in)\s+(?P<topic>{_TEXT})",
        rf"(?:what|which) topics (?:does|do|are)\s+(?:in\s+)?(?P<topic>{_TEXT})(?:\s+(?:cover|"
        rf"have))?",
    ),
    chronology=patterns(
        rf"(?:(?:{_GIVE}{_SMALL}|(?:i|we)(?:'d|’d| would)? (?:need|want|like))\s+)?(?:(?:an?|"
        rf"the)\s+)?"
        r"(?:(?:short|brief|full)\s+)?(?:timeline|chronology|sequence of events|order of events)"
        r"(?:\s+(?P<topic>(?:of|for|about|on|in|behind|leading)\b.+))?",
        r"(?:timeline|chronology):?\s+(?P<topic>.+)",
        r"what(?:'s|’s| is| was)\s+the\s+(?:timeline|chronology|sequence of events|order of events)"
        r"(?:\s+(?P<topic>(?:of|for|about|on|in|behind)\b.+))?",
        r"what happened(?:\s+(?P<topic>.+?))?,?\s+(?:in (?:chronological |"
        r"time )?order(?: of time)?|"
        r"step by step|chronologically)",
        r"(?:put|tell|list|describe|order)(?:\s+(?P<topic>.+?))?\s+"
        r"(?:in (?:chronological|time) order|in order of time|chronologically)",
        r"in (?:what|which) order did (?:things|events|it all|everything|it)\s+happen"
        r"(?:\s+(?P<topic>.+))?",
    ),
    unsaid=patterns(
        rf"what (?:does|do|did)\s+{_TEXT}\s+(?:not|"
        rf"never)\s+(?:\w+\s+){{1,2}}?{_ON}\s+(?P<topic>.+)",
        rf"what (?:does|do|did)n['’]?t\s+{_TEXT}\s+(?:\w+\s+){{1,2}}?{_ON}\s+(?P<topic>.+)",
        rf"what (?:does|do|did)\s+{_TEXT}\s+(?:leave (?:out|open|unsaid)|omit|fail to \w+|"
        rf"withhold|hide)\s+{_ON}\s+(?P<topic>.+)",
        r"what(?:'s|’s| is| are)\s+(?:not (?:said|mentioned|covered|reported|told)|missing|"
        r"left out|"
        rf"left open|left unsaid|omitted)\s+(?:in|from|by)\s+{_TEXT}\s+{_ON}\s+(?P<topic>.+)",
        r"what(?:'s|’s| is| are)\s+(?:not (?:said|mentioned|covered|reported|told)|missing|"
        r"left out|"
        rf"left open|left unsaid|omitted)\s+{_ON}\s+(?P<topic>.+?)\s+(?:in|from|by)\s+{_TEXT}",
        rf"(?:which|what) (?:\w+ )?questions (?:does|do|did)\s+{_TEXT}\s+(?:leave (?:open|"
        rf"unanswered)|"
        rf"not answer)\s+{_ON}\s+(?P<topic>.+)",
        rf"(?:which|what) (?:\w+ )?questions {_ON}\s+(?P<topic>.+?)\s+(?:does|do|did)\s+{_TEXT}\s+"
        r"(?:leave (?:open|unanswered)|not answer)",
    ),
    news=patterns(
        r"what(?:'s|’s| is| has| are| have)? (?:been )?(?:new|changed|happened|come in|the news)"
        rf"(?: in the briefing| here)?{_OF_TOPIC} {_SINCE}",
        r"what(?: is| are)? (?:new|the (?:latest|news))"
        rf"(?: in the briefing| here)?(?: {_SINCE})?{_OF_TOPIC}",
        r"(?:which|what|any) (?:new )?(?:articles|reports|stories|news)"
        rf"(?: (?:are|is|have|has|been|there|new|come|in|came|added|published))* {_SINCE}",
        r"(?:(?:is|are) there )?(?:anything|any|something)(?: (?:new|news|updates?|articles))+"
        rf"(?: {_SINCE})?{_ABOUT}",
        rf"(?:news|updates?|the latest|latest)(?: {_SINCE})?{_ABOUT}",
    ),
    period=patterns(
        rf"(?:(?:the |all )?{_ITEMS} )?(?:(?:from|of|since) )?(?P<since>today|yesterday|this week)",
        rf"(?P<since>today|yesterday|this week)['’]?s {_ITEMS}",
        rf"(?:(?:the |all )?{_ITEMS} )?(?P<since>since .+)",
    ),
    namesakes=patterns(r"\b(?:who is|who's|who’s) who\b", r"\bwhich (?:one )?is which\b"),
    around_topic=patterns(
        r"^(?:in|using) (?:(?:at most|about|only|no more than) )?(?:\w+|\d+|a few) "
        r"(?:sentences?|words?|points|bullet points|bullets|lines|paragraphs?)\b\s*",
        r"^(?:please|briefly|quickly|shortly|all|everything|just|here|for me|for us|me|"
        r"us)\b[\s,:]*(?=\S)",
        r"^(?:the|an?|this|that|these|those|your|our|of|on|about|for|in|at|from|to|by|with|between|"
        r"around|regarding|concerning|happened|leading|up|behind|newspaper|whole|entire|"
        r"today's)\s+",
        r"^(?:articles?|texts?|stor(?:y|ies)|reports?|news|briefing|pieces?|situation|content|"
        r"contents|"
        r"points|developments?|topic|case|affair|dispute|row|debate|discussion|issue|incident|"
        r"event)\s+"
        r"(?=(?:of|on|about|for|in|at|from|with|between|around|regarding|concerning|over|by|that|"
        r"entitled|titled|called)\b)",
        r"^(?:over|entitled|titled|called|case|topic)\s+(?=\S)",
        r"[\s,]+(?:please|briefly|quickly|for me|for us|in the (?:briefing|articles?)|in english|"
        r"(?:in|using) (?:(?:at most|about|only|no more than|just) )?(?:\w+|\d+|a few|your own) "
        r"(?:simple |short )?(?:sentences?|words?|points|bullet points|bullets|lines|"
        r"paragraphs?))$",
        r"\s+(?:articles?|stor(?:y|ies)|reports?|case|affair)$",
    ),
    everything=patterns(
        r"(?:all|everything|it|this|that|these|those|here|briefing|articles?|texts?|stor(?:y|ies)|"
        r"reports?|news|situation|contents?|today|day|points|events|developments|things|topics?|"
        r"main points|key points|latest|in it)?"
    ),
    this_article=patterns(
        r"^(?:(?:the|what(?:'s|’s| is|s) (?:the|your)) )?source$",
        r"\b(?:this|that|the) (?:article|story|text|report|piece|source)\b",
        r"^(?:summari[sz]e|sum|recap)\b.*\b(?:this|that|it)\b(?! briefing)",
    ),
    no_topic=patterns(rf"(?:{_ASKED})", r"(?:he|she|they|you|we|i)\b"),
    briefing_nouns=words("""
        briefing briefings article articles story stories text texts report reports document
        documents file files source sources headline headlines newspaper newspapers outlets new news
        """),
    briefing_words=words("""
        how many much number of count are is was were there in the this that these those your our my
        a an do does did you have has had contain contains hold holds include includes comprise know
        loaded available currently now today here total altogether overall what which when s whats
        where from who wrote published written dated date dates title titles headline headlines
        named called name names list show give tell me us all every each and or latest newest most
        recent
        last oldest earliest first it its they them their old up to period time range cover covers
        covered span spans language languages english german come comes came originate stem based
        on search searched use used indexed index collection database please can could i ask about
        with be been any updated updates for by medium media topics were are contained
        """),
    aspects={
        "languages": patterns(r"\blanguages?\b", r"\b(?:english|german)\b"),
        "count": patterns(r"\bhow many\b", r"\b(?:number|count) of\b"),
        "newest": patterns(r"\b(?:latest|newest|most recent|last|new|up[- ]to[- ]date)\b"),
        "oldest": patterns(r"\b(?:oldest|earliest|first)\b"),
        "dates": patterns(r"\b(?:when|dates?|dated|how old|period|time range|span|spans)\b"),
        "sources": patterns(
            r"\b(?:sources?|outlets|newspapers?|media|where|who wrote|files?|come from|came from)\b"
        ),
        "titles": patterns(
            r"\b(?:titles?|headlines?|names?|named|called|list|show|which|what|give|tell)\b"
        ),
    },
)

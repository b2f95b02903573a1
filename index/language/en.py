"""The English lexicon."""

import re

from index.language.lexicon import Lexicon, SentenceEnds, abbreviations, patterns, words
from index.language.requests.en import REQUESTS

STOP_WORDS = words("""
    the a an and or but not no is are was were be been being has have had do does did will would
    can could shall should may might must in on at by with from of for to into over under about
    against through without since until as if because that whether so it its he she they them
    their his her who whom whose what where when why which how many much this these those there
    here also only still already very more than up yes
    """)
SEARCH_STOP_WORDS = words("""
    a about above across after against all along already also although always am
    among an and any anybody anyone anything are aren't around as at be became because been before
    being below beside besides between both but by can can't cannot could couldn't did didn't do
    does doesn't doing don't done down during each either else etc ever every everybody everyone
    everything for from further had hadn't has hasn't have haven't having he he'd he'll he's
    her here here's hers herself him himself his how how's however i i'd i'll i'm i've if in
    into is isn't it it'd it'll it's its itself just let let's many may me might more
    moreover most much must mustn't my myself neither nevertheless no nobody none nor not nothing
    now of off on once one only onto or other others our ours ourselves out over
    per shall shan't she she'd she'll she's should shouldn't since
    so some somebody someone something still such than that that's the their theirs them
    themselves then there there's therefore these they they'd they'll they're they've this those
    though through thus till to too toward towards under unless until up upon us very via
    was wasn't we we'd we'll we're we've were weren't what what's when when's whenever where
    where's whereas wherever whether which while who who's whoever whom whose why why's will with
    within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
    yourselves
    """)
"""Words ignored by search and dictionary: stop words plus pronouns, prepositions and auxiliaries,
which may be evidence in a claim."""
COMMON_WORDS = STOP_WORDS | words("""
    i you we me us him my your our hers theirs ours yours any some all every each other another
    both few such most least less too then now again ever never always often between after before
    during while ago among across around behind beside near off out down upon within according
    anyone anybody someone somebody nobody anything something nothing everything everyone later
    earlier yet else per via don doesn didn isn aren wasn weren hasn haven hadn couldn wouldn
    shouldn won ll ve am let say says said saying tell tells told give gives gave given make makes
    made take takes took taken get gets got go goes went gone come comes came happen happens
    happened happening cost costs mean means meant know knows knew known think thinks thought
    call calls called use uses used want wants wanted need needs needed find found show shows
    work works worked become became play plays played win wins won lose lost leave pay pays paid
    explain describe list write translate summarize summarise compare quote please hello hey thanks
    thank bye goodbye good kind type name named people year years long old far
    """)


_SENTENCE_ENDS = SentenceEnds(
    starters=(SEARCH_STOP_WORDS - words("will may can")) | words("later meanwhile yesterday today"),
    never=abbreviations(
        "e.g, i.e, cf, vs, Mr, Mrs, Ms, Dr, Prof, St, Rep, Sen, Gov, Gen, Sgt, Lt, Col, Capt, Maj, "
        "Rev, Hon, approx, Messrs"
    ),
    before_number=abbreviations("No, Nos, Art, Fig, Vol, pp, p, Ch, Sec, para, max, min"),
    abbreviations=abbreviations(
        "a.m, p.m, U.S, U.K, U.N, E.U, D.C, Inc, Ltd, Co, Corp, Jr, Sr, etc, et al, Jan, Feb, Mar, "
        "Apr, Jun, Jul, Aug, Sep, Sept, Oct, Nov, Dec, Ave, Blvd, Rd, Dept, Univ, Ph.D, M.A, B.A"
    ),
)

_PAGE_LABELS = (
    "advertisement, advertising, sponsored, related, related articles, related stories, read "
    "more, read also, more on this story, more on this topic, you may also like, share, share "
    "this, share this article, print, back to top, comments, leave a comment, newsletter, most "
    "read, recommended stories, story continues below advertisement"
)

LEXICON = Lexicon(
    stop_words=STOP_WORDS,
    common_words=COMMON_WORDS,
    openings=(),
    forms_of_address=words("mr mrs ms miss dr prof professor lord lady sir dame"),
    requests=REQUESTS,
    consent=patterns(
        r"(?:i )?(?:accept|agree|allow|decline|reject|got it|understood)",
        r"(?:manage|cookie) (?:settings|preferences|choices|cookies)|only (?:necessary|essential)",
    ),
    byline=re.compile(r"\s*(?:written )?by\s+", re.IGNORECASE),
    page_labels=frozenset(_PAGE_LABELS.split(", ")),
    sentence_ends=_SENTENCE_ENDS,
)

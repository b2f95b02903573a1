"""English word lists."""

STOP_WORDS = frozenset(
    """
    a about above across after again against all almost along already also although always am
    among an and any anybody anyone anything are aren't around as at be became because been before
    being below beside besides between both but by can can't cannot could couldn't did didn't do
    does doesn't doing don't done down during each either else etc ever every everybody everyone
    everything few for from further had hadn't has hasn't have haven't having he he'd he'll he's
    her here here's hers herself him himself his how how's however i i'd i'll i'm i've if in
    instead into is isn't it it'd it'll it's its itself just let let's many may me might more
    moreover most much must mustn't my myself neither nevertheless no nobody none nor not nothing
    now of off often on once one only onto or other others otherwise our ours ourselves out over
    own per perhaps quite rather same shall shan't she she'd she'll she's should shouldn't since
    so some somebody someone something still such than that that's the their theirs them
    themselves then there there's therefore these they they'd they'll they're they've this those
    though through thus till to together too toward towards under unless until up upon us very via
    was wasn't we we'd we'll we're we've were weren't what what's when when's whenever where
    where's whereas wherever whether which while who who's whoever whom whose why why's will with
    within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
    yourselves
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)
"""Sharing these is no evidence: articles, pronouns, prepositions, auxiliaries, question words."""

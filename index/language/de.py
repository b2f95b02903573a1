"""German word lists."""

STOP_WORDS = frozenset(
    """
    ab aber alle allem allen aller allerdings alles als also am an and andere anderem anderen
    anderer anderes auch auf aus außer außerdem bei beim beispielsweise bereits bevor bin bis
    bisher bist bzw da dabei dadurch dafür dagegen daher dahin damals damit danach daneben dann
    daran darauf daraus darf darin darum darunter darüber das dass davon davor dazu dein deine
    deinem deinen deiner dem demnach den denen denn dennoch der deren derer des deshalb dessen
    desto dich die dies diese dieselbe dieselben diesem diesen dieser dieses dir doch dort dorthin
    du durch durfte durften dürfen ebenso eigentlich ein eine einem einen einer eines einige
    einigem einigen einiger einiges er es etc etwa etwas euch euer eure eurem euren eurer falls
    für gab gar gegen genau gewesen gib gibt gäbe hab habe haben hat hatte hatten hier hin hinter
    hätte hätten ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins
    insbesondere inwiefern irgend ist ja je jede jedem jeden jeder jedes jedoch jemals jemand
    jemandem jemanden jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner
    keines konnte konnten könne können könnte könnten man manche manchem manchen mancher manches
    mein meine meinem meinen meiner mehr mich mir mit mochte muss musste mussten möchte möchten
    mögen müssen müsste müssten nach nachdem nein neben nein nicht nichts noch nun nur ob oder
    ohne per pro schon sehr sei seid seien sein seine seinem seinen seiner seines seit seitdem
    selber selbst sich sie sind so sobald sofern solange solch solche solchem solchen solcher
    solches soll sollen sollte sollten somit sondern sonst soviel sowie sowohl statt trotz trotzdem
    um und uns unser unsere unserem unseren unserer unter viel viele vielem vielen vieler vom von
    vor wann war waren warum was weder wegen weil weiter welche welchem welchen welcher welches wem
    wen wenn wer werde werden weshalb wessen wie wieso wieviel wieviele will wir wird wo wobei
    wodurch wofür wogegen woher wohin wohl wollen wollte wollten womit woran worauf woraus worden
    worin worum worüber wovon wozu wurde wurden während wäre wären würde würden zu zudem zum zur
    zwar zwischen über überhaupt laut rund
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)
"""Sharing these is no evidence: articles, pronouns, prepositions, auxiliaries, question words."""

"""Opens the article that a link to a quote refers to, also if it has changed."""

from dataclasses import replace
from datetime import datetime

from index.types import Document
from index.withdrawals import Withdrawal
from rag.annotations import Correction
from rag.answer.formatting import long_date
from rag.answer.notices import correction_notice
from rag.storage.revisions import Revision, trace
from rag.types import Language
from rag.web.assistant import Helper
from rag.web.texts import text
from rag.web.view.article import ArticleView, Reference, read


class GoneError(Exception):
    """The article is not, or no longer, in the briefing; the message is for the reader."""


def opened(helper: Helper, reference: Reference, language: Language) -> ArticleView:
    """The article with the words of the reference marked.

    If the article has changed, its current revision is returned, with the remaining words marked
    and the paragraphs indicated from which words were removed. If another article corrects marked
    words, the notice says so.

    Raises:
        GoneError: the article is not in the briefing, or the reference does not fit it.
        StoreError: the index is not ready.
    """
    try:
        view = read(helper.document(reference.document_id), reference.spans)
        return _corrected(view, helper.correction(reference.document_id, reference.spans), language)
    except ValueError as error:
        raise GoneError(text("passage_unknown", language)) from error
    except KeyError as error:
        before = helper.revision(reference.document_id)
        withdrawal = helper.withdrawal(reference.document_id)
        if before is None and withdrawal is None:
            raise GoneError(text("passage_unknown", language)) from error
    source = before.source if before else ""
    now = next((one for one in helper.documents() if one.source == source), None)
    if before is None or now is None:
        gone = text("article_gone", language, source=source)
        raise GoneError(_withdrawn(withdrawal, language) if withdrawal else gone)
    later = _later(helper, before, now, reference, language)
    if withdrawal is None:
        return later
    return replace(later, notice=f"{_withdrawn(withdrawal, language)} {later.notice}")


def _withdrawn(withdrawal: Withdrawal, language: Language) -> str:
    day = long_date(datetime.fromisoformat(withdrawal.at).date(), language)
    said = text("article_withdrawn", language, title=withdrawal.title, date=day, why=withdrawal.why)
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _corrected(view: ArticleView, found: Correction | None, language: Language) -> ArticleView:
    if found is None:
        return view
    notice = " ".join(filter(None, (view.notice, correction_notice(found, language))))
    return replace(view, notice=notice, correction=str(Reference.to(found)))


def _later(
    helper: Helper, before: Revision, now: Document, reference: Reference, language: Language
) -> ArticleView:
    revision = Revision.of(now)
    found = [trace(before, span, revision) for span in reference.spans]
    kept = [one.span for one in found if one and one.kept]
    near = [one.span for one in found if one and not one.kept]
    if not found:
        said = "article_changed"
    elif len(kept) == len(found):
        said = "article_changed_words_kept"
    else:
        said = "article_changed_words_gone"
    view = replace(read(now, kept, near), notice=text(said, language))
    return _corrected(view, helper.correction(now.id, kept), language)

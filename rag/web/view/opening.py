"""What a link to a quote opens: the article as it was quoted, or what has become of it."""

from dataclasses import replace

from index.types import Document
from rag.storage.revisions import Revision, trace
from rag.types import Language
from rag.web.assistant import Helper
from rag.web.texts import text
from rag.web.view.article import ArticleView, Reference, read


class GoneError(Exception):
    """There is no such article (any more); the message is a sentence for the reader."""


def opened(helper: Helper, reference: Reference, language: Language) -> ArticleView:
    """The article with the words of the reference marked.

    If the article has changed since, its present revision, with what is left of the words marked
    and the place named where they stood.

    Raises:
        GoneError: the article is not in the briefing, or never had these words.
        StoreError: the index is not ready.
    """
    try:
        return read(helper.document(reference.document_id), reference.spans)
    except ValueError as error:
        raise GoneError(text("passage_unknown", language)) from error
    except KeyError as error:
        before = helper.revision(reference.document_id)
        if before is None:
            raise GoneError(text("passage_unknown", language)) from error
    now = next((one for one in helper.documents() if one.source == before.source), None)
    if now is None:
        raise GoneError(text("article_gone", language, source=before.source))
    return _later(before, now, reference, language)


def _later(
    before: Revision, now: Document, reference: Reference, language: Language
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
    return replace(read(now, kept, near), notice=text(said, language))

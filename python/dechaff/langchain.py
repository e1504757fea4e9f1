"""A document transformer for LangChain. Only this module of dechaff needs LangChain (`pip install langchain-core`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_core.documents import BaseDocumentTransformer, Document

from dechaff import Cleaner
from dechaff._documents import clean_document

__all__ = ["DechaffTransformer"]


class DechaffTransformer(BaseDocumentTransformer):
    """Strips boilerplate from the text of each document. The documents that it is given stay as they are.

    Args:
        removed_key: if given, the list of removed spans is stored in the metadata under this key.
        url_key: the key of the metadata that holds the URL of the page, as the loaders of LangChain write it. If there
            are rules for single sites, each document is cleaned with those for the host of its URL.
        options: the options of `dechaff.Cleaner`.
    """

    def __init__(self, *, removed_key: str | None = None, url_key: str = "source", **options: Any):
        self.cleaner = Cleaner(**options)
        self.removed_key = removed_key
        self.url_key = url_key

    def transform_documents(self, documents: Sequence[Document], **kwargs: Any) -> Sequence[Document]:
        return [self.clean(document) for document in documents]

    def clean(self, document: Document) -> Document:
        """Returns a cleaned copy of a document."""
        text, metadata = clean_document(
            self.cleaner, document.page_content, document.metadata, self.url_key, self.removed_key
        )
        return document.model_copy(update={"page_content": text, "metadata": metadata})

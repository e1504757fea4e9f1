"""A component for Haystack 2. Only this module of dechaff needs Haystack (`pip install haystack-ai`)."""

from dataclasses import replace
from typing import Any

from haystack import Document, component, default_to_dict

from dechaff import Cleaner
from dechaff._documents import clean_document

__all__ = ["DechaffCleaner"]

# Haystack compares the annotations of `run` with those of other components, so they must be types and not strings.


@component
class DechaffCleaner:
    """Strips boilerplate from the content of each document. The documents that it is given stay as they are; those
    without text are passed on.

    A cleaned document has an id of its own, which Haystack derives from its content and metadata. Haystack 3 loads a
    pipeline with this component only if the caller trusts the module:
    `Pipeline.loads(text, allowed_modules=["dechaff.haystack"])`.

    Args:
        removed_key: if given, the list of removed spans is stored in `meta` under this key.
        url_key: the key of `meta` that holds the URL of the page. If there are rules for single sites, each document is
            cleaned with those for the host of its URL.
        options: the options of `dechaff.Cleaner`.
    """

    def __init__(self, *, removed_key: "str | None" = None, url_key: str = "url", **options: Any):
        self.cleaner = Cleaner(**options)
        self.removed_key = removed_key
        self.url_key = url_key
        self.options = options

    def to_dict(self) -> dict[str, Any]:
        """Returns the component as a dict, as `Pipeline.dumps` needs it."""
        return default_to_dict(self, removed_key=self.removed_key, url_key=self.url_key, **self.options)

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """Returns the cleaned documents, in order."""
        return {"documents": [document if document.content is None else self.clean(document) for document in documents]}

    def clean(self, document: Document) -> Document:
        """Returns a cleaned copy of a document."""
        text, meta = clean_document(self.cleaner, document.content, document.meta, self.url_key, self.removed_key)
        return replace(document, id="", content=text, meta=meta)

"""A transformation for LlamaIndex. Only this module of dechaff needs LlamaIndex (`pip install llama-index-core`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.schema import BaseNode, MetadataMode, TransformComponent

from dechaff import Cleaner
from dechaff._documents import clean_document

__all__ = ["DechaffTransform"]


class DechaffTransform(TransformComponent):
    """Strips boilerplate from the text of each document or node. Run it before a splitter, because dechaff judges a
    page as a whole. Nodes without text, such as images, are passed on.

    Args:
        removed_key: if given, the list of removed spans is stored in the metadata under this key. The key is excluded
            from the text that embedding models and language models see.
        url_key: the key of the metadata that holds the URL of the page. If there are rules for single sites, each
            document is cleaned with those for the host of its URL.
        options: the options of `dechaff.Cleaner`. They are a field of the component, so that the cache of an
            IngestionPipeline distinguishes cleaners with other options.
    """

    removed_key: str | None = None
    url_key: str = "url"
    options: dict[str, Any] = Field(default_factory=dict)
    _cleaner: Cleaner = PrivateAttr()

    def __init__(self, *, removed_key: str | None = None, url_key: str = "url", **options: Any):
        options = options.pop("options", options)  # as `from_dict` passes them
        super().__init__(removed_key=removed_key, url_key=url_key, options=options)
        self._cleaner = Cleaner(**options)

    @classmethod
    def class_name(cls) -> str:
        return "DechaffTransform"

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> Sequence[BaseNode]:
        return [self.clean(node) for node in nodes]

    def clean(self, node: BaseNode) -> BaseNode:
        """Returns a cleaned copy of a node, or the node itself if it has no text."""
        text = node.get_content(metadata_mode=MetadataMode.NONE)
        if not text:
            return node
        text, metadata = clean_document(self._cleaner, text, node.metadata, self.url_key, self.removed_key)
        cleaned = node.model_copy(update={"metadata": metadata}, deep=True)
        cleaned.set_content(text)
        if self.removed_key:
            for keys in (cleaned.excluded_embed_metadata_keys, cleaned.excluded_llm_metadata_keys):
                keys.append(self.removed_key)
        return cleaned

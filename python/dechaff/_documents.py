"""What the modules for document libraries share: cleans a text with the rules for the site of its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from dechaff import Cleaner


def host_of(url: str | None) -> str | None:
    """Returns the host of a URL, or None if it has none."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def clean_document(
    cleaner: Cleaner, text: str, metadata: Mapping[str, Any], url_key: str, removed_key: str | None
) -> tuple[str, dict[str, Any]]:
    """Returns the cleaned text of a document and its metadata.

    The metadata are a copy. If `removed_key` is given, the list of removed spans is stored in it under this key; it is
    empty if nothing was removed. The rules are those for the host of the URL that the metadata hold under `url_key`.
    """
    url = metadata.get(url_key)
    host = host_of(url) if isinstance(url, str) else None
    cleaned = (cleaner.for_site(host) if host else cleaner).report(text)
    extended = dict(metadata)
    if removed_key:
        extended[removed_key] = [removal._asdict() for removal in cleaned.removed]
    return cleaned.text, extended

"""Blocks for datatrove pipelines. Only this module of dechaff needs datatrove (`pip install datatrove`)."""

from __future__ import annotations

from contextlib import nullcontext

from datatrove.data import Document, DocumentsPipeline
from datatrove.io import DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.pipeline.readers.jsonl import JsonlReader
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from dechaff import Cleaned, Cleaner, Error, Learner
from dechaff._documents import host_of

__all__ = ["CheckedJsonlReader", "DechaffFormatter", "LearnSites", "MergeSites"]


class DechaffFormatter(BaseFormatter):
    """Strips boilerplate from each document's text.

    The block adds two kinds of statistics: `removed-<category>`, with the number of removed code points as the total
    and the number of removed spans as the count, and `changed`, the number of documents from which text was removed.

    Args:
        cleaner: the cleaner to use, or None for one with the default settings. If it was built with rules for single
            sites, each document is cleaned with the rules for its site, the host of the `url` in its metadata.
        removed_key: if given, the list of removed spans is stored in the metadata under this key; it is empty if
            nothing was removed. ParquetWriter infers the type of a column from the first document, so pass it a schema
            then.
    """

    name = "🌾 dechaff"

    def __init__(self, cleaner: Cleaner | None = None, removed_key: str | None = None):
        super().__init__()
        self.cleaner = cleaner or Cleaner()
        self.removed_key = removed_key

    def format(self, text: str) -> str:
        return self.cleaner.clean(text)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                self.clean(document)
            yield document

    def clean(self, document: Document) -> None:
        """Cleans a document in place."""
        cleaned = self.report(document)
        document.text = cleaned.text
        if cleaned.removed:
            self.stat_update("changed")
        for removal in cleaned.removed:
            self.stat_update(f"removed-{removal.category}", value=removal.end - removal.start, unit="span")
        if self.removed_key:
            document.metadata[self.removed_key] = [removal._asdict() for removal in cleaned.removed]

    def report(self, document: Document) -> Cleaned:
        """Returns the cleaned text of a document with the report. An error names the document and its file."""
        host = host_of(document.metadata.get("url"))
        cleaner = self.cleaner.for_site(host) if host else self.cleaner
        try:
            return cleaner.report(document.text)
        except Error as e:
            place = document.metadata.get("file_path", "its file")
            raise Error(f"document {document.id} of {place}: {e}") from e


class LearnSites(PipelineStep):
    """Observes the documents of each task, and writes what was observed as a part when the task has read all of them.

    The site of a document is the host of the `url` in its metadata. Documents without one are passed over. All
    documents are passed on.

    Args:
        parts: the folder for the parts, one for each task.
    """

    name = "🌾 learn sites"
    type = "🌾 - LEARNER"

    def __init__(self, parts: DataFolderLike):
        super().__init__()
        self.parts = get_datafolder(parts)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        learner = Learner()
        for document in data:
            self.stat_update(StatHints.total)
            host = host_of(document.metadata.get("url"))
            if host:
                with self.track_time():
                    learner.observe(host, document.text)
            yield document
        with self.parts.open(f"{rank:05d}.part", "wb") as file:
            file.write(learner.to_bytes())


class MergeSites(PipelineStep):
    """Merges the parts that LearnSites wrote, and writes the file of learned sites. It runs as one task.

    Args:
        parts: the folder with the parts.
        sites: the path of the file, which `Cleaner(sites=...)` and `dechaff clean --sites` read.
    """

    name = "🌾 merge sites"
    type = "🌾 - LEARNER"

    def __init__(self, parts: DataFolderLike, sites: str):
        super().__init__()
        self.parts = get_datafolder(parts)
        self.sites = sites

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        learner = Learner()
        for path in self.parts.list_files(glob_pattern="*.part"):
            with self.parts.open(path, "rb") as file, self.track_time():
                learner.merge(Learner.from_bytes(file.read()))
        learner.save(self.sites)
        yield from data or ()


class CheckedJsonlReader(JsonlReader):
    """A JsonlReader that reports each invalid line and continues with the next one.

    datatrove's JsonlReader skips an invalid line with a warning that does not name it. If the line is not UTF-8, it
    also skips the rest of the file, and if the line is JSON but not an object, the task fails. This reader logs the
    file and the line number, counts the line in the statistic `refused`, writes it to `exclusion_writer` if one is
    given, and reads on. A record without a text is invalid too.
    """

    name = "🐿 Jsonl, each line accounted for"

    def __init__(self, *args, exclusion_writer: DiskWriter | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.exclusion_writer = exclusion_writer

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        self.rank = rank
        with self.exclusion_writer or nullcontext():
            yield from super().run(data, rank, world_size)

    def read_file(self, filepath: str) -> DocumentsPipeline:
        with self.data_folder.open(filepath, "rb", compression=self.compression) as lines:
            for number, line in enumerate(lines):
                if line.isspace():
                    continue
                with self.track_time():
                    try:
                        document = self.read_record(line, filepath, number)
                    except ValueError as e:
                        self.refuse(line, filepath, number, str(e))
                        continue
                yield document

    def read_record(self, line: bytes, filepath: str, number: int) -> Document:
        """Parses a line. Raises a ValueError with the reason if the line is invalid."""
        import orjson

        try:
            record = orjson.loads(line.rstrip(b"\r\n"))
        except orjson.JSONDecodeError as e:
            # Without the line number of the error, which is 1 for every line.
            raise ValueError(f"{e.msg}, column {e.colno}") from e
        if not isinstance(record, dict):
            raise ValueError("not an object")
        document = self.get_document_from_dict(record, filepath, number)
        if document is None:
            raise ValueError("no text")
        if not isinstance(document.text, str):
            raise ValueError("its text is no string")
        return document

    def refuse(self, line: bytes, filepath: str, number: int, reason: str) -> None:
        """Logs, counts and stores an invalid line."""
        file = self.data_folder.resolve_paths(filepath)
        logger.error(f"{file}, line {number + 1}: {reason}: not cleaned")
        self.stat_update("refused")
        if self.exclusion_writer:
            metadata = {"file_path": file, "line": number + 1, "filter_reason": reason}
            text = line.decode(errors="backslashreplace").rstrip("\r\n")
            self.exclusion_writer.write(Document(text, f"{filepath}/{number}", metadata=metadata), self.rank)

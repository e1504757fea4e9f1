"""The components for LangChain, LlamaIndex and Haystack, with the real packages."""

import inspect

import pytest

import dechaff

PAGE = (
    "The ferry to Orrin sails again from Monday, the harbour board said after a long vote.\n"
    "READ MORE: Seven islands that you can walk to\n"
    "It had been laid up since October, when the gearbox failed and three hundred and forty people had to do without.\n"
    "Get the gazette by post\n"
    "The board bought a second-hand vessel that had carried timber and trucks for ten years along the coast.\n"
)
RULES = {"site": {"gazette.example": {"phrases": {"newsletter": ["^ get the gazette by post"]}}}}
URL = "https://www.gazette.example/ferry"
CLEANED = dechaff.clean(PAGE)
CLEANED_FOR_SITE = dechaff.Cleaner(rules=RULES).for_site("gazette.example").clean(PAGE)
REMOVED = [removal._asdict() for removal in dechaff.Cleaner().report(PAGE).removed]


def test_the_page_tells_the_cases_apart():
    assert len({PAGE, CLEANED, CLEANED_FOR_SITE}) == 3
    assert [removal["category"] for removal in REMOVED] == ["related"]


class TestLangChain:
    @pytest.fixture
    def module(self):
        pytest.importorskip("langchain_core", reason="langchain-core is not installed")
        import dechaff.langchain

        return dechaff.langchain

    def test_documents_are_cleaned_copies(self, module):
        from langchain_core.documents import Document

        given = Document(PAGE, id="7", metadata={"source": URL})
        (cleaned,) = module.DechaffTransformer().transform_documents([given])
        assert (cleaned.page_content, cleaned.id, cleaned.metadata) == (CLEANED, "7", {"source": URL})
        assert given.page_content == PAGE

    def test_the_rules_are_those_of_the_source(self, module):
        from langchain_core.documents import Document

        transformer = module.DechaffTransformer(rules=RULES)
        sources = [{"source": URL}, {"source": "pages/ferry.html"}, {"source": 7}, {}]
        cleaned = transformer.transform_documents([Document(PAGE, metadata=source) for source in sources])
        assert [document.page_content for document in cleaned] == [CLEANED_FOR_SITE, CLEANED, CLEANED, CLEANED]

    def test_removals_are_stored_and_the_asynchronous_call_is_the_same(self, module):
        import asyncio

        from langchain_core.documents import Document

        transformer = module.DechaffTransformer(removed_key="removed")
        (cleaned,) = asyncio.run(transformer.atransform_documents([Document(PAGE)]))
        assert (cleaned.page_content, cleaned.metadata) == (CLEANED, {"removed": REMOVED})


class TestLlamaIndex:
    @pytest.fixture
    def module(self):
        pytest.importorskip("llama_index.core", reason="llama-index-core is not installed")
        import dechaff.llama_index

        return dechaff.llama_index

    def test_documents_are_cleaned_copies(self, module):
        from llama_index.core import Document

        given = Document(text=PAGE, id_="7", metadata={"url": URL})
        (cleaned,) = module.DechaffTransform()([given])
        assert (type(cleaned), cleaned.text, cleaned.id_, cleaned.metadata) == (Document, CLEANED, "7", {"url": URL})
        assert given.text == PAGE

    def test_nodes_without_text_are_passed_on(self, module):
        from llama_index.core.schema import IndexNode, Node

        picture = Node(id_="picture")  # without any text
        link = IndexNode(text=PAGE, index_id="ferries")
        cleaned = module.DechaffTransform()([picture, link])
        assert cleaned[0] is picture and (cleaned[1].text, cleaned[1].index_id) == (CLEANED, "ferries")

    def test_the_rules_are_those_of_the_url_and_removals_are_stored(self, module):
        from llama_index.core import Document
        from llama_index.core.schema import MetadataMode

        transform = module.DechaffTransform(rules=RULES, removed_key="removed")
        of_site, other = transform([Document(text=PAGE, metadata={"url": URL}), Document(text=PAGE)])
        assert (of_site.text, other.text) == (CLEANED_FOR_SITE, CLEANED)
        assert len(of_site.metadata["removed"]) == 2 and other.metadata["removed"] == REMOVED
        for mode in (MetadataMode.EMBED, MetadataMode.LLM):
            assert "removed" not in of_site.get_content(mode)

    def test_a_pipeline_with_a_cache_distinguishes_the_options(self, module):
        from llama_index.core import Document
        from llama_index.core.ingestion import IngestionCache, IngestionPipeline

        cache = IngestionCache()
        texts = []
        for options in ({}, {"keep": ["related"]}, {}):
            pipeline = IngestionPipeline(transformations=[module.DechaffTransform(**options)], cache=cache)
            (node,) = pipeline.run(documents=[Document(text=PAGE, id_="7")])
            texts.append(node.text)
        assert texts == [CLEANED, PAGE, CLEANED]

    def test_it_reads_back_from_what_it_writes(self, module):
        from llama_index.core import Document

        written = module.DechaffTransform(keep=["related"], url_key="link").to_dict()
        again = module.DechaffTransform.from_dict(written)
        assert again.url_key == "link" and again([Document(text=PAGE)])[0].text == PAGE


class TestHaystack:
    @pytest.fixture
    def module(self):
        pytest.importorskip("haystack", reason="haystack-ai is not installed")
        import dechaff.haystack

        return dechaff.haystack

    def test_documents_are_cleaned_copies_and_those_without_text_are_passed_on(self, module):
        from haystack import Document

        given, picture = Document(content=PAGE, meta={"url": URL}), Document(meta={"kind": "picture"})
        cleaned, other = module.DechaffCleaner().run(documents=[given, picture])["documents"]
        assert (cleaned.content, cleaned.meta) == (CLEANED, {"url": URL}) and other == picture
        assert given.content == PAGE and cleaned.id == Document(content=CLEANED, meta={"url": URL}).id

    def test_the_rules_are_those_of_the_url_and_removals_are_stored(self, module):
        from haystack import Document

        documents = [Document(content=PAGE, meta={"url": URL}), Document(content=PAGE)]
        of_site, other = module.DechaffCleaner(rules=RULES, removed_key="removed").run(documents)["documents"]
        assert (of_site.content, other.content) == (CLEANED_FOR_SITE, CLEANED)
        assert len(of_site.meta["removed"]) == 2 and other.meta["removed"] == REMOVED

    def test_a_pipeline_reads_back_from_what_it_writes(self, module):
        from haystack import Document, Pipeline

        pipeline = Pipeline()
        pipeline.add_component("first", module.DechaffCleaner(keep=["related"]))
        pipeline.add_component("cleaner", module.DechaffCleaner(keep=["related"]))
        pipeline.connect("first.documents", "cleaner.documents")
        # Haystack 3 must be told to trust the module; before, there was no such parameter.
        has_trust = "allowed_modules" in inspect.signature(Pipeline.loads).parameters
        trust = {"allowed_modules": ["dechaff.haystack"]} if has_trust else {}
        again = Pipeline.loads(pipeline.dumps(), **trust)
        given = {"first": {"documents": [Document(content=PAGE)]}}
        for either in (pipeline, again):
            (cleaned,) = either.run(given)["cleaner"]["documents"]
            assert cleaned.content == PAGE

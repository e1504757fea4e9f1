/** The kinds of boilerplate. `categories()` describes them. */
export type Category =
  | "comment_form" | "comments" | "donation" | "paywall" | "newsletter" | "share" | "follow" | "rating" | "related"
  | "pagination" | "toggle" | "story" | "advert" | "affiliate" | "credit" | "caption" | "embed" | "byline"
  | "author_bio" | "contributors" | "syndication" | "correction" | "legal" | "cookie" | "account" | "navigation"
  | "tags" | "press" | "promo" | "technical" | "contact" | "notice" | "duplicate" | "frame";

/** The languages for which phrases are shipped, by ISO 639-1 code. */
export type Language =
  | "ar" | "cs" | "da" | "de" | "el" | "en" | "es" | "fa" | "fi" | "fr" | "he" | "hi" | "hu" | "id" | "it" | "ja" | "ko"
  | "nl" | "no" | "pl" | "pt" | "ro" | "ru" | "sv" | "tr" | "uk" | "vi" | "zh";

/** Named sets of settings, by what the cleaned text is for. */
export type Preset = "training" | "rag" | "read-aloud" | "archive";

/** What kind of text it is. */
export type Kind = "article" | "page" | "entries" | "document" | "unknown";

/** A phrase with lines that it must match and lines that it must not match. */
export interface PhraseWithExamples {
  phrase: string;
  matches?: string[];
  misses?: string[];
}

/** The rules for all sites or for one site. */
export interface RuleSet {
  /** Categories to keep. */
  keep?: Category[];
  /** Regular expressions in the syntax of Rust's crate regex; a line in which one matches is kept. */
  protect?: string[];
  /** Phrases by category, in the notation of phrase files, such as `^ get the gazette by post`. */
  phrases?: Partial<Record<Category, (string | PhraseWithExamples)[]>>;
}

/** A rules file, as an object. */
export interface Rules extends RuleSet {
  /** Rules for single sites, by host. */
  site?: Record<string, RuleSet>;
}

/** What `dechaff learn` wrote, as an object. */
export interface LearnedSites {
  version: number;
  sites: Record<string, unknown>;
}

export interface CleanerOptions {
  /** Use the phrases of these languages only. The default is all that are there. */
  languages?: Language[];
  /** A named set of kept categories and a strictness, which the options below change. `presets()` describes them. */
  preset?: Preset;
  /** Keep these categories. `correction` and `notice` are kept anyway. */
  keep?: Category[];
  /** Also remove these categories, which are kept otherwise. */
  remove?: Category[];
  /** Remove only these categories and keep all others. */
  only?: Category[];
  /** How sure a removal must be. The default is `balanced`. */
  strictness?: "careful" | "balanced" | "thorough";
  /** Whether the texts are whole pages with menus and footers. The default, `auto`, decides for each text. */
  wholePage?: "auto" | "on" | "off";
  /** What kind of text the texts are. The default is to decide for each text. */
  kind?: Kind;
  /** If fewer words would remain of a text, guesses are taken back. The default is 40. */
  minWords?: number;
  /** Rules and passes to switch off, by the names that reports show. `rules()` lists them. */
  without?: string[];
  /** One or more rules files. */
  rules?: Rules | Rules[];
  /** Regular expressions in the syntax of Rust's crate regex; a line in which one matches is kept. */
  protect?: string[];
  /** What was learned of sites. It applies to the cleaner that `forSite` returns. */
  sites?: LearnedSites;
}

/** A span of the text, and why it was removed. */
export interface Removal {
  /** The offset of its start, in UTF-16 code units, so that `text.slice(start, end)` is the span. */
  start: number;
  /** The offset after its end. */
  end: number;
  category: Category;
  /** The name of the rule or pass that decided. */
  rule: string;
  /** The phrase or observation that decided. */
  evidence: string;
  /** How sure the rule was, from 0 to 1. */
  score: number;
}

export interface Report {
  /** The text that was kept. */
  text: string;
  /** What was removed, in the order of the text. */
  removed: Removal[];
  /** What would have been removed, had more than `minWords` words remained. It was kept. */
  spared: Removal[];
  /** What kind of text it was taken for. */
  kind: Kind;
}

/** What happened to each segment of a text, and why: what the command `dechaff explain --all` prints. */
export interface Trace {
  /** What the text was taken for, and why. */
  kind: { kind: Kind; score: number; clues: { clue: string; weight: number }[] };
  /** The segments (lines, paragraphs or sentences) in the order of the text. */
  segments: TracedSegment[];
}

export interface TracedSegment {
  /** The offset of its start, in UTF-16 code units. */
  start: number;
  /** The offset after its end. */
  end: number;
  /** How the text is laid out: a segment is a line, a wrapped paragraph, or a sentence of a text on one line. */
  form: "lines" | "wrapped" | "flat";
  features: {
    words: number;
    capitals: number;
    numbers: number;
    sentences: number;
    links: number;
    ending: "sentence" | "colon" | "comma" | "open";
    quoted: boolean;
    bullet: boolean;
    code: boolean;
    row: boolean;
    prose: boolean;
    title: boolean;
  };
  /** The phrases that were found in it. */
  cues: { category: Category; phrase: string }[];
  votes: TracedVote[];
  verdict: "kept" | "partly_removed" | "removed";
}

/** A vote of a rule or a pass to remove a segment. */
export interface TracedVote {
  /** The round of cleaning, from 1. */
  round: number;
  rule: string;
  category: Category;
  /** From 0 to 1. */
  score: number;
  evidence: string;
  /** The part of the segment that the vote is about, as offsets into the text, or `null` for the whole. */
  part: { start: number; end: number } | null;
  outcome: "removed" | "outvoted" | "below_threshold" | "category_kept" | "protected" | "spared" | "vetoed";
  /** Why the rule did not vote, if the outcome is `vetoed`. */
  veto: string | null;
}

/** A problem of a rules file. */
export interface Finding {
  /** The host whose rules have the problem, or `null` for those of all sites. */
  site: string | null;
  /** `keep`, `protect`, or the name of a category; empty if the problem is not in a section. */
  section: string;
  /** The number of the entry in its section, from 1; 0 if the problem is not in a single entry. */
  number: number;
  /** The entry as written. */
  entry: string;
  problem: string;
  /** What to do about it. */
  advice: string;
}

export interface CategoryInfo {
  name: Category;
  description: string;
  keptByDefault: boolean;
}

export interface PresetInfo {
  name: Preset;
  description: string;
  strictness: "careful" | "balanced" | "thorough";
  /** The categories that are kept. */
  keep: Category[];
}

export interface InitOptions {
  /** The languages to load. The default is all. */
  languages?: Language[];
  /** Load the larger module, which reads rules, protected patterns and learned sites, learns sites and traces. */
  rules?: boolean;
  /** The compiled module or its bytes, where it is not to be fetched from beside the script. */
  module?: WebAssembly.Module | ArrayBuffer | Uint8Array;
  /** The phrase files of the languages, where they are not to be fetched from beside the script. */
  phrases?: Partial<Record<Language, string | ArrayBuffer>>;
}

/**
 * Loads what is needed. In browsers, workers and Deno it must be awaited first; it may be called again for more languages.
 * Node.js reads its files when they are first needed, so that there the call only sets the default languages.
 */
export function init(options?: InitOptions): Promise<void>;

/** Cleans a text with the default options. */
export function clean(text: string): string;

/** Cleans texts. Building one takes some milliseconds, so keep it for many texts. */
export class Cleaner {
  /** @throws {Error} if an option or a rules file is invalid; the message says where and what to do. */
  constructor(options?: CleanerOptions);
  /** Returns the text that is kept. */
  clean(text: string): string;
  /** Returns the text that is kept, and what was removed and why. */
  report(text: string): Report;
  /** Returns what happened to each segment of the text, and why. Needs the larger module (`init({ rules: true })`). */
  trace(text: string): Trace;
  /** Returns the cleaner for the pages of a site, with the rules for the site and what was learned of it. */
  forSite(host: string): Cleaner;
  /** Frees its memory at once. Otherwise it is freed some time after the cleaner is no longer used. */
  free(): void;
}

/**
 * Learns what each site prints on several of its pages. Learners of parts of a crawl, merged in any order, give the same as
 * one learner of all pages. Needs the larger module (`init({ rules: true })`).
 */
export class Learner {
  constructor();
  /** Observes a page of a site, which is named by its host. `www.example.com` is the site `example.com`. */
  observe(host: string, text: string): void;
  /** Adds what another learner observed. */
  merge(other: Learner): void;
  /** The sites of which a page was observed, sorted. */
  sites(): string[];
  /** Decides what recurs. Returns the content of a file of learned sites, for the option `sites`. */
  finish(): LearnedSites;
  /** Returns all that it holds as text, for a file, a message to another worker, or `Learner.load`. */
  save(): string;
  /**
   * Returns the learner of which `save` returned this text.
   * @throws {Error} if the text is not such a text.
   */
  static load(saved: string): Learner;
  /** Frees its memory at once. Otherwise it is freed some time after the learner is no longer used. */
  free(): void;
}

/**
 * Checks a rules file: runs its examples, and finds entries that have no effect or remove too much.
 * @throws {Error} if it is invalid; the message says where and what to do.
 */
export function check(rules: Rules, options?: { languages?: Language[] }): Finding[];

/** All categories. */
export function categories(): CategoryInfo[];

/** All presets. */
export function presets(): PresetInfo[];

/** The names of the shipped rules and passes, in the order in which they run. */
export function rules(): string[];

/** All languages for which phrases are shipped. */
export const languages: readonly Language[];

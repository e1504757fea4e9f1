
use builtin;
use str;

set edit:completion:arg-completer[dechaff] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'dechaff'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'dechaff'= {
            cand --field 'The record field that holds the text to clean'
            cand --on-error 'What to do with an invalid text or record'
            cand --max-bytes 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory'
            cand -j 'The number of threads [default: the number of available processors]'
            cand --threads 'The number of threads [default: the number of available processors]'
            cand --out 'Write one file per input into this folder, instead of everything to standard output'
            cand -o 'Write everything to this file instead of standard output'
            cand --output 'Write everything to this file instead of standard output'
            cand --explain 'Print each page in full, with a margin that marks what is removed and why'
            cand --removed-field 'The name of the field that is added for the list of removals; a record that has it already is invalid'
            cand --segments-field 'The name of the field that --annotate adds; a record that has it already is invalid'
            cand --stats 'Print statistics on stderr at the end: what was removed, by category and rule'
            cand --report 'Write an HTML report that shows what was kept and what was removed'
            cand --color 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set'
            cand --preset 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it'
            cand --keep 'Keep these categories; a comma-separated list (see --list-categories)'
            cand --remove 'Also remove these categories, for example `correction` and `notice`, which are kept by default'
            cand --only 'Remove only these categories and keep all others'
            cand --strictness 'How certain a removal must be [default: balanced, or that of the preset]'
            cand --whole-page 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text'
            cand --kind 'What kind of text the texts are [default: decided for each text]'
            cand --min-words 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]'
            cand --language 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]'
            cand --rules 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated'
            cand --url-field 'The record field that holds the page''s URL, whose host selects the site rules'
            cand --site 'The host whose site rules apply to pages without a URL'
            cand --sites 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated'
            cand --jsonl 'Read all inputs as JSONL, whatever their names'
            cand --in-place 'Write the cleaned text back into each file, which is replaced when the whole file was cleaned'
            cand --diff 'Print what would change, as a unified diff; for records, that of their texts'
            cand --annotate 'Add a field `segments` to each record, which labels every segment of the text, also the kept ones'
            cand -q 'Print errors only: no notes, no progress, no count of skipped records'
            cand --quiet 'Print errors only: no notes, no progress, no count of skipped records'
            cand --list-categories 'Print a table of the categories and exit'
            cand --learn 'Learn the sites from the inputs before they are cleaned'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand clean 'Clean texts and records; this is also done without a subcommand'
            cand explain 'Print each page in full, and mark what is removed and why'
            cand check 'Check rules files: run their examples and report entries with problems'
            cand learn 'Learn sites from their pages, for `clean --sites`'
            cand mine 'Propose rules for a site from its pages'
            cand presets 'List the presets, and the options that do the same'
            cand evaluate 'Measure the cleaner on annotated pages'
            cand scrape 'Extract the articles of HTML pages and remove the boilerplate in them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'dechaff;clean'= {
            cand --field 'The record field that holds the text to clean'
            cand --on-error 'What to do with an invalid text or record'
            cand --max-bytes 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory'
            cand -j 'The number of threads [default: the number of available processors]'
            cand --threads 'The number of threads [default: the number of available processors]'
            cand --out 'Write one file per input into this folder, instead of everything to standard output'
            cand -o 'Write everything to this file instead of standard output'
            cand --output 'Write everything to this file instead of standard output'
            cand --explain 'Print each page in full, with a margin that marks what is removed and why'
            cand --removed-field 'The name of the field that is added for the list of removals; a record that has it already is invalid'
            cand --segments-field 'The name of the field that --annotate adds; a record that has it already is invalid'
            cand --stats 'Print statistics on stderr at the end: what was removed, by category and rule'
            cand --report 'Write an HTML report that shows what was kept and what was removed'
            cand --color 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set'
            cand --preset 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it'
            cand --keep 'Keep these categories; a comma-separated list (see --list-categories)'
            cand --remove 'Also remove these categories, for example `correction` and `notice`, which are kept by default'
            cand --only 'Remove only these categories and keep all others'
            cand --strictness 'How certain a removal must be [default: balanced, or that of the preset]'
            cand --whole-page 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text'
            cand --kind 'What kind of text the texts are [default: decided for each text]'
            cand --min-words 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]'
            cand --language 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]'
            cand --rules 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated'
            cand --url-field 'The record field that holds the page''s URL, whose host selects the site rules'
            cand --site 'The host whose site rules apply to pages without a URL'
            cand --sites 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated'
            cand --jsonl 'Read all inputs as JSONL, whatever their names'
            cand --in-place 'Write the cleaned text back into each file, which is replaced when the whole file was cleaned'
            cand --diff 'Print what would change, as a unified diff; for records, that of their texts'
            cand --annotate 'Add a field `segments` to each record, which labels every segment of the text, also the kept ones'
            cand -q 'Print errors only: no notes, no progress, no count of skipped records'
            cand --quiet 'Print errors only: no notes, no progress, no count of skipped records'
            cand --list-categories 'Print a table of the categories and exit'
            cand --learn 'Learn the sites from the inputs before they are cleaned'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dechaff;explain'= {
            cand --field 'The record field that holds the text to clean'
            cand --on-error 'What to do with an invalid text or record'
            cand --max-bytes 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory'
            cand -j 'The number of threads [default: the number of available processors]'
            cand --threads 'The number of threads [default: the number of available processors]'
            cand --color 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set'
            cand --preset 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it'
            cand --keep 'Keep these categories; a comma-separated list (see --list-categories)'
            cand --remove 'Also remove these categories, for example `correction` and `notice`, which are kept by default'
            cand --only 'Remove only these categories and keep all others'
            cand --strictness 'How certain a removal must be [default: balanced, or that of the preset]'
            cand --whole-page 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text'
            cand --kind 'What kind of text the texts are [default: decided for each text]'
            cand --min-words 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]'
            cand --language 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]'
            cand --rules 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated'
            cand --url-field 'The record field that holds the page''s URL, whose host selects the site rules'
            cand --site 'The host whose site rules apply to pages without a URL'
            cand --sites 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated'
            cand --all 'Explain every segment, also the kept ones'
            cand --jsonl 'Read all inputs as JSONL, whatever their names'
            cand -q 'Print errors only: no notes, no progress, no count of skipped records'
            cand --quiet 'Print errors only: no notes, no progress, no count of skipped records'
            cand --learn 'Learn the sites from the inputs before they are cleaned'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dechaff;check'= {
            cand --pages 'Text files, JSONL files or folders; also report the entries that match on none of these pages'
            cand --field 'The record field that holds the text'
            cand --url-field 'The record field that holds the page''s URL, whose host is the site of the page'
            cand --site 'The site of pages without a URL [default: none; only the rules for all sites apply to them]'
            cand --max-bytes 'The maximum length of a page in bytes; a longer one is invalid'
            cand --strict 'Exit with status 1 also if an entry matches on none of the pages'
            cand --jsonl 'Read all pages as JSONL, whatever their names'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'dechaff;learn'= {
            cand -o 'The file of learned sites to write; it is compressed if its name ends in .gz or .zst'
            cand --output 'The file of learned sites to write; it is compressed if its name ends in .gz or .zst'
            cand --update 'Add what is learned to the sites in this file; a site of which enough pages are seen is replaced'
            cand --show 'Print what was learned of this site, with the number of pages that have each text'
            cand --field 'The record field that holds the text'
            cand --url-field 'The record field that holds the page''s URL, whose host is the site of the page'
            cand --site 'The site of pages without a URL [default: none; only the rules for all sites apply to them]'
            cand --max-bytes 'The maximum length of a page in bytes; a longer one is invalid'
            cand --on-error 'What to do with an invalid text or record; `skip` passes it over'
            cand --part-bytes 'Write a part when the held texts exceed this size in bytes'
            cand --jsonl 'Read all pages as JSONL, whatever their names'
            cand -q 'Print errors only: no progress'
            cand --quiet 'Print errors only: no progress'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dechaff;mine'= {
            cand --sites 'Propose the lines in this file of `dechaff learn`, of all sites or of the one that --site names; may be repeated'
            cand --min-pages 'Propose lines that occur on at least this many pages of a site'
            cand --field 'The record field that holds the text'
            cand --url-field 'The record field that holds the page''s URL, whose host is the site of the page'
            cand --site 'The site of pages without a URL [default: none; only the rules for all sites apply to them]'
            cand --max-bytes 'The maximum length of a page in bytes; a longer one is invalid'
            cand --jsonl 'Read all pages as JSONL, whatever their names'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'dechaff;presets'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'dechaff;evaluate'= {
            cand --text 'The record field that holds the text'
            cand --gold 'The record field that holds the gold text'
            cand --by 'Print one row per value of this field; with pairs, one row per folder'
            cand --worst 'Show the N pages with the most wrongly removed words, and the N pages with the most remaining boilerplate'
            cand --json 'Write the results to this file as JSON'
            cand --phrases 'Write to this file what each shipped phrase removed, as a table with tabs: on how many pages and in how many groups of `--by`, and the words it took from lines of each label. Phrases that cost content come first, unused ones last'
            cand --against 'Also measure another cleaner, and compare the speed of both'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dechaff;scrape'= {
            cand --charset 'The charset of all pages, if they declare none or a wrong one'
            cand --report 'Report what was removed and why, as one JSON object per page, on stderr or to a file'
            cand --markdown 'Write Markdown instead of plain text'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'dechaff;help'= {
            cand clean 'Clean texts and records; this is also done without a subcommand'
            cand explain 'Print each page in full, and mark what is removed and why'
            cand check 'Check rules files: run their examples and report entries with problems'
            cand learn 'Learn sites from their pages, for `clean --sites`'
            cand mine 'Propose rules for a site from its pages'
            cand presets 'List the presets, and the options that do the same'
            cand evaluate 'Measure the cleaner on annotated pages'
            cand scrape 'Extract the articles of HTML pages and remove the boilerplate in them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'dechaff;help;clean'= {
        }
        &'dechaff;help;explain'= {
        }
        &'dechaff;help;check'= {
        }
        &'dechaff;help;learn'= {
        }
        &'dechaff;help;mine'= {
        }
        &'dechaff;help;presets'= {
        }
        &'dechaff;help;evaluate'= {
        }
        &'dechaff;help;scrape'= {
        }
        &'dechaff;help;help'= {
        }
    ]
    $completions[$command]
}

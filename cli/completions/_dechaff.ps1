
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'dechaff' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'dechaff'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'dechaff' {
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'The record field that holds the text to clean')
            [CompletionResult]::new('--on-error', '--on-error', [CompletionResultType]::ParameterName, 'What to do with an invalid text or record')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'The number of threads [default: the number of available processors]')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'The number of threads [default: the number of available processors]')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write one file per input into this folder, instead of everything to standard output')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write everything to this file instead of standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write everything to this file instead of standard output')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Print each page in full, with a margin that marks what is removed and why')
            [CompletionResult]::new('--removed-field', '--removed-field', [CompletionResultType]::ParameterName, 'The name of the field that is added for the list of removals; a record that has it already is invalid')
            [CompletionResult]::new('--segments-field', '--segments-field', [CompletionResultType]::ParameterName, 'The name of the field that --annotate adds; a record that has it already is invalid')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print statistics on stderr at the end: what was removed, by category and rule')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write an HTML report that shows what was kept and what was removed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep these categories; a comma-separated list (see --list-categories)')
            [CompletionResult]::new('--remove', '--remove', [CompletionResultType]::ParameterName, 'Also remove these categories, for example `correction` and `notice`, which are kept by default')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Remove only these categories and keep all others')
            [CompletionResult]::new('--strictness', '--strictness', [CompletionResultType]::ParameterName, 'How certain a removal must be [default: balanced, or that of the preset]')
            [CompletionResult]::new('--whole-page', '--whole-page', [CompletionResultType]::ParameterName, 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'What kind of text the texts are [default: decided for each text]')
            [CompletionResult]::new('--min-words', '--min-words', [CompletionResultType]::ParameterName, 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]')
            [CompletionResult]::new('--language', '--language', [CompletionResultType]::ParameterName, 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]')
            [CompletionResult]::new('--rules', '--rules', [CompletionResultType]::ParameterName, 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated')
            [CompletionResult]::new('--url-field', '--url-field', [CompletionResultType]::ParameterName, 'The record field that holds the page''s URL, whose host selects the site rules')
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The host whose site rules apply to pages without a URL')
            [CompletionResult]::new('--sites', '--sites', [CompletionResultType]::ParameterName, 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated')
            [CompletionResult]::new('--jsonl', '--jsonl', [CompletionResultType]::ParameterName, 'Read all inputs as JSONL, whatever their names')
            [CompletionResult]::new('--in-place', '--in-place', [CompletionResultType]::ParameterName, 'Write the cleaned text back into each file, which is replaced when the whole file was cleaned')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Print what would change, as a unified diff; for records, that of their texts')
            [CompletionResult]::new('--annotate', '--annotate', [CompletionResultType]::ParameterName, 'Add a field `segments` to each record, which labels every segment of the text, also the kept ones')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print errors only: no notes, no progress, no count of skipped records')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print errors only: no notes, no progress, no count of skipped records')
            [CompletionResult]::new('--list-categories', '--list-categories', [CompletionResultType]::ParameterName, 'Print a table of the categories and exit')
            [CompletionResult]::new('--learn', '--learn', [CompletionResultType]::ParameterName, 'Learn the sites from the inputs before they are cleaned')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Clean texts and records; this is also done without a subcommand')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Print each page in full, and mark what is removed and why')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check rules files: run their examples and report entries with problems')
            [CompletionResult]::new('learn', 'learn', [CompletionResultType]::ParameterValue, 'Learn sites from their pages, for `clean --sites`')
            [CompletionResult]::new('mine', 'mine', [CompletionResultType]::ParameterValue, 'Propose rules for a site from its pages')
            [CompletionResult]::new('presets', 'presets', [CompletionResultType]::ParameterValue, 'List the presets, and the options that do the same')
            [CompletionResult]::new('evaluate', 'evaluate', [CompletionResultType]::ParameterValue, 'Measure the cleaner on annotated pages')
            [CompletionResult]::new('scrape', 'scrape', [CompletionResultType]::ParameterValue, 'Extract the articles of HTML pages and remove the boilerplate in them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'dechaff;clean' {
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'The record field that holds the text to clean')
            [CompletionResult]::new('--on-error', '--on-error', [CompletionResultType]::ParameterName, 'What to do with an invalid text or record')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'The number of threads [default: the number of available processors]')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'The number of threads [default: the number of available processors]')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write one file per input into this folder, instead of everything to standard output')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write everything to this file instead of standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write everything to this file instead of standard output')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Print each page in full, with a margin that marks what is removed and why')
            [CompletionResult]::new('--removed-field', '--removed-field', [CompletionResultType]::ParameterName, 'The name of the field that is added for the list of removals; a record that has it already is invalid')
            [CompletionResult]::new('--segments-field', '--segments-field', [CompletionResultType]::ParameterName, 'The name of the field that --annotate adds; a record that has it already is invalid')
            [CompletionResult]::new('--stats', '--stats', [CompletionResultType]::ParameterName, 'Print statistics on stderr at the end: what was removed, by category and rule')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write an HTML report that shows what was kept and what was removed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep these categories; a comma-separated list (see --list-categories)')
            [CompletionResult]::new('--remove', '--remove', [CompletionResultType]::ParameterName, 'Also remove these categories, for example `correction` and `notice`, which are kept by default')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Remove only these categories and keep all others')
            [CompletionResult]::new('--strictness', '--strictness', [CompletionResultType]::ParameterName, 'How certain a removal must be [default: balanced, or that of the preset]')
            [CompletionResult]::new('--whole-page', '--whole-page', [CompletionResultType]::ParameterName, 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'What kind of text the texts are [default: decided for each text]')
            [CompletionResult]::new('--min-words', '--min-words', [CompletionResultType]::ParameterName, 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]')
            [CompletionResult]::new('--language', '--language', [CompletionResultType]::ParameterName, 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]')
            [CompletionResult]::new('--rules', '--rules', [CompletionResultType]::ParameterName, 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated')
            [CompletionResult]::new('--url-field', '--url-field', [CompletionResultType]::ParameterName, 'The record field that holds the page''s URL, whose host selects the site rules')
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The host whose site rules apply to pages without a URL')
            [CompletionResult]::new('--sites', '--sites', [CompletionResultType]::ParameterName, 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated')
            [CompletionResult]::new('--jsonl', '--jsonl', [CompletionResultType]::ParameterName, 'Read all inputs as JSONL, whatever their names')
            [CompletionResult]::new('--in-place', '--in-place', [CompletionResultType]::ParameterName, 'Write the cleaned text back into each file, which is replaced when the whole file was cleaned')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Print what would change, as a unified diff; for records, that of their texts')
            [CompletionResult]::new('--annotate', '--annotate', [CompletionResultType]::ParameterName, 'Add a field `segments` to each record, which labels every segment of the text, also the kept ones')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print errors only: no notes, no progress, no count of skipped records')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print errors only: no notes, no progress, no count of skipped records')
            [CompletionResult]::new('--list-categories', '--list-categories', [CompletionResultType]::ParameterName, 'Print a table of the categories and exit')
            [CompletionResult]::new('--learn', '--learn', [CompletionResultType]::ParameterName, 'Learn the sites from the inputs before they are cleaned')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dechaff;explain' {
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'The record field that holds the text to clean')
            [CompletionResult]::new('--on-error', '--on-error', [CompletionResultType]::ParameterName, 'What to do with an invalid text or record')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'The number of threads [default: the number of available processors]')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'The number of threads [default: the number of available processors]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep these categories; a comma-separated list (see --list-categories)')
            [CompletionResult]::new('--remove', '--remove', [CompletionResultType]::ParameterName, 'Also remove these categories, for example `correction` and `notice`, which are kept by default')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Remove only these categories and keep all others')
            [CompletionResult]::new('--strictness', '--strictness', [CompletionResultType]::ParameterName, 'How certain a removal must be [default: balanced, or that of the preset]')
            [CompletionResult]::new('--whole-page', '--whole-page', [CompletionResultType]::ParameterName, 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'What kind of text the texts are [default: decided for each text]')
            [CompletionResult]::new('--min-words', '--min-words', [CompletionResultType]::ParameterName, 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]')
            [CompletionResult]::new('--language', '--language', [CompletionResultType]::ParameterName, 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]')
            [CompletionResult]::new('--rules', '--rules', [CompletionResultType]::ParameterName, 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated')
            [CompletionResult]::new('--url-field', '--url-field', [CompletionResultType]::ParameterName, 'The record field that holds the page''s URL, whose host selects the site rules')
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The host whose site rules apply to pages without a URL')
            [CompletionResult]::new('--sites', '--sites', [CompletionResultType]::ParameterName, 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Explain every segment, also the kept ones')
            [CompletionResult]::new('--jsonl', '--jsonl', [CompletionResultType]::ParameterName, 'Read all inputs as JSONL, whatever their names')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print errors only: no notes, no progress, no count of skipped records')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print errors only: no notes, no progress, no count of skipped records')
            [CompletionResult]::new('--learn', '--learn', [CompletionResultType]::ParameterName, 'Learn the sites from the inputs before they are cleaned')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dechaff;check' {
            [CompletionResult]::new('--pages', '--pages', [CompletionResultType]::ParameterName, 'Text files, JSONL files or folders; also report the entries that match on none of these pages')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'The record field that holds the text')
            [CompletionResult]::new('--url-field', '--url-field', [CompletionResultType]::ParameterName, 'The record field that holds the page''s URL, whose host is the site of the page')
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site of pages without a URL [default: none; only the rules for all sites apply to them]')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'The maximum length of a page in bytes; a longer one is invalid')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with status 1 also if an entry matches on none of the pages')
            [CompletionResult]::new('--jsonl', '--jsonl', [CompletionResultType]::ParameterName, 'Read all pages as JSONL, whatever their names')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'dechaff;learn' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file of learned sites to write; it is compressed if its name ends in .gz or .zst')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The file of learned sites to write; it is compressed if its name ends in .gz or .zst')
            [CompletionResult]::new('--update', '--update', [CompletionResultType]::ParameterName, 'Add what is learned to the sites in this file; a site of which enough pages are seen is replaced')
            [CompletionResult]::new('--show', '--show', [CompletionResultType]::ParameterName, 'Print what was learned of this site, with the number of pages that have each text')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'The record field that holds the text')
            [CompletionResult]::new('--url-field', '--url-field', [CompletionResultType]::ParameterName, 'The record field that holds the page''s URL, whose host is the site of the page')
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site of pages without a URL [default: none; only the rules for all sites apply to them]')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'The maximum length of a page in bytes; a longer one is invalid')
            [CompletionResult]::new('--on-error', '--on-error', [CompletionResultType]::ParameterName, 'What to do with an invalid text or record; `skip` passes it over')
            [CompletionResult]::new('--part-bytes', '--part-bytes', [CompletionResultType]::ParameterName, 'Write a part when the held texts exceed this size in bytes')
            [CompletionResult]::new('--jsonl', '--jsonl', [CompletionResultType]::ParameterName, 'Read all pages as JSONL, whatever their names')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print errors only: no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print errors only: no progress')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dechaff;mine' {
            [CompletionResult]::new('--sites', '--sites', [CompletionResultType]::ParameterName, 'Propose the lines in this file of `dechaff learn`, of all sites or of the one that --site names; may be repeated')
            [CompletionResult]::new('--min-pages', '--min-pages', [CompletionResultType]::ParameterName, 'Propose lines that occur on at least this many pages of a site')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'The record field that holds the text')
            [CompletionResult]::new('--url-field', '--url-field', [CompletionResultType]::ParameterName, 'The record field that holds the page''s URL, whose host is the site of the page')
            [CompletionResult]::new('--site', '--site', [CompletionResultType]::ParameterName, 'The site of pages without a URL [default: none; only the rules for all sites apply to them]')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'The maximum length of a page in bytes; a longer one is invalid')
            [CompletionResult]::new('--jsonl', '--jsonl', [CompletionResultType]::ParameterName, 'Read all pages as JSONL, whatever their names')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'dechaff;presets' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'dechaff;evaluate' {
            [CompletionResult]::new('--text', '--text', [CompletionResultType]::ParameterName, 'The record field that holds the text')
            [CompletionResult]::new('--gold', '--gold', [CompletionResultType]::ParameterName, 'The record field that holds the gold text')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Print one row per value of this field; with pairs, one row per folder')
            [CompletionResult]::new('--worst', '--worst', [CompletionResultType]::ParameterName, 'Show the N pages with the most wrongly removed words, and the N pages with the most remaining boilerplate')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write the results to this file as JSON')
            [CompletionResult]::new('--phrases', '--phrases', [CompletionResultType]::ParameterName, 'Write to this file what each shipped phrase removed, as a table with tabs: on how many pages and in how many groups of `--by`, and the words it took from lines of each label. Phrases that cost content come first, unused ones last')
            [CompletionResult]::new('--against', '--against', [CompletionResultType]::ParameterName, 'Also measure another cleaner, and compare the speed of both')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dechaff;scrape' {
            [CompletionResult]::new('--charset', '--charset', [CompletionResultType]::ParameterName, 'The charset of all pages, if they declare none or a wrong one')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report what was removed and why, as one JSON object per page, on stderr or to a file')
            [CompletionResult]::new('--markdown', '--markdown', [CompletionResultType]::ParameterName, 'Write Markdown instead of plain text')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'dechaff;help' {
            [CompletionResult]::new('clean', 'clean', [CompletionResultType]::ParameterValue, 'Clean texts and records; this is also done without a subcommand')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Print each page in full, and mark what is removed and why')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check rules files: run their examples and report entries with problems')
            [CompletionResult]::new('learn', 'learn', [CompletionResultType]::ParameterValue, 'Learn sites from their pages, for `clean --sites`')
            [CompletionResult]::new('mine', 'mine', [CompletionResultType]::ParameterValue, 'Propose rules for a site from its pages')
            [CompletionResult]::new('presets', 'presets', [CompletionResultType]::ParameterValue, 'List the presets, and the options that do the same')
            [CompletionResult]::new('evaluate', 'evaluate', [CompletionResultType]::ParameterValue, 'Measure the cleaner on annotated pages')
            [CompletionResult]::new('scrape', 'scrape', [CompletionResultType]::ParameterValue, 'Extract the articles of HTML pages and remove the boilerplate in them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'dechaff;help;clean' {
            break
        }
        'dechaff;help;explain' {
            break
        }
        'dechaff;help;check' {
            break
        }
        'dechaff;help;learn' {
            break
        }
        'dechaff;help;mine' {
            break
        }
        'dechaff;help;presets' {
            break
        }
        'dechaff;help;evaluate' {
            break
        }
        'dechaff;help;scrape' {
            break
        }
        'dechaff;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

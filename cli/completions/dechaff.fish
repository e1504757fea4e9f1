# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_dechaff_global_optspecs
    string join \n jsonl field= on-error= max-bytes= j/threads= out= o/output= in-place diff explain= annotate removed-field= segments-field= stats= report= color= q/quiet list-categories preset= keep= remove= only= strictness= whole-page= kind= min-words= language= rules= url-field= site= sites= learn h/help V/version
end

function __fish_dechaff_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_dechaff_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_dechaff_using_subcommand
    set -l cmd (__fish_dechaff_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c dechaff -n "__fish_dechaff_needs_command" -l field -d 'The record field that holds the text to clean' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -l on-error -d 'What to do with an invalid text or record' -r -f -a "stop\t'Report the error, skip the rest of the file and continue with the next file'
skip\t'Write the text or record unchanged, continue, and print the number of such records at the end'"
complete -c dechaff -n "__fish_dechaff_needs_command" -l max-bytes -d 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -s j -l threads -d 'The number of threads [default: the number of available processors]' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -l out -d 'Write one file per input into this folder, instead of everything to standard output' -r -F
complete -c dechaff -n "__fish_dechaff_needs_command" -s o -l output -d 'Write everything to this file instead of standard output' -r -F
complete -c dechaff -n "__fish_dechaff_needs_command" -l explain -d 'Print each page in full, with a margin that marks what is removed and why' -r -f -a "removed\t'What was removed, and what was spared because too little text would have remained'
all\t'Every segment, also the kept ones'"
complete -c dechaff -n "__fish_dechaff_needs_command" -l removed-field -d 'The name of the field that is added for the list of removals; a record that has it already is invalid' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -l segments-field -d 'The name of the field that --annotate adds; a record that has it already is invalid' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -l stats -d 'Print statistics on stderr at the end: what was removed, by category and rule' -r -f -a "text\t'Tables'
json\t'A JSON object on one line'"
complete -c dechaff -n "__fish_dechaff_needs_command" -l report -d 'Write an HTML report that shows what was kept and what was removed' -r -F
complete -c dechaff -n "__fish_dechaff_needs_command" -l color -d 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c dechaff -n "__fish_dechaff_needs_command" -l preset -d 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it' -r -f -a "training\t''
rag\t''
read-aloud\t''
archive\t''"
complete -c dechaff -n "__fish_dechaff_needs_command" -l keep -d 'Keep these categories; a comma-separated list (see --list-categories)' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_needs_command" -l remove -d 'Also remove these categories, for example `correction` and `notice`, which are kept by default' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_needs_command" -l only -d 'Remove only these categories and keep all others' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_needs_command" -l strictness -d 'How certain a removal must be [default: balanced, or that of the preset]' -r -f -a "careful\t'Remove only what an article practically never contains in that position'
balanced\t'Suitable for most texts'
thorough\t'Also remove doubtful lines, such as captions without a credit'"
complete -c dechaff -n "__fish_dechaff_needs_command" -l whole-page -d 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text' -r -f -a "auto\t''
on\t''
off\t''"
complete -c dechaff -n "__fish_dechaff_needs_command" -l kind -d 'What kind of text the texts are [default: decided for each text]' -r -f -a "article\t'Articles without the pages around them'
page\t'Whole pages around articles'
entries\t'Lists of entries: forums, listings, shops'
document\t'Documents: manuals, READMEs, source code'
unknown\t'Any text: remove only what is safe on all kinds'"
complete -c dechaff -n "__fish_dechaff_needs_command" -l min-words -d 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -l language -d 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]' -r -f -a "ar\t''
cs\t''
da\t''
de\t''
el\t''
en\t''
es\t''
fa\t''
fi\t''
fr\t''
he\t''
hi\t''
hu\t''
id\t''
it\t''
ja\t''
ko\t''
nl\t''
no\t''
pl\t''
pt\t''
ro\t''
ru\t''
sv\t''
tr\t''
uk\t''
vi\t''
zh\t''"
complete -c dechaff -n "__fish_dechaff_needs_command" -l rules -d 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated' -r -F
complete -c dechaff -n "__fish_dechaff_needs_command" -l url-field -d 'The record field that holds the page\'s URL, whose host selects the site rules' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -l site -d 'The host whose site rules apply to pages without a URL' -r
complete -c dechaff -n "__fish_dechaff_needs_command" -l sites -d 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated' -r -F
complete -c dechaff -n "__fish_dechaff_needs_command" -l jsonl -d 'Read all inputs as JSONL, whatever their names'
complete -c dechaff -n "__fish_dechaff_needs_command" -l in-place -d 'Write the cleaned text back into each file, which is replaced when the whole file was cleaned'
complete -c dechaff -n "__fish_dechaff_needs_command" -l diff -d 'Print what would change, as a unified diff; for records, that of their texts'
complete -c dechaff -n "__fish_dechaff_needs_command" -l annotate -d 'Add a field `segments` to each record, which labels every segment of the text, also the kept ones'
complete -c dechaff -n "__fish_dechaff_needs_command" -s q -l quiet -d 'Print errors only: no notes, no progress, no count of skipped records'
complete -c dechaff -n "__fish_dechaff_needs_command" -l list-categories -d 'Print a table of the categories and exit'
complete -c dechaff -n "__fish_dechaff_needs_command" -l learn -d 'Learn the sites from the inputs before they are cleaned'
complete -c dechaff -n "__fish_dechaff_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dechaff -n "__fish_dechaff_needs_command" -s V -l version -d 'Print version'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "clean" -d 'Clean texts and records; this is also done without a subcommand'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "explain" -d 'Print each page in full, and mark what is removed and why'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "check" -d 'Check rules files: run their examples and report entries with problems'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "learn" -d 'Learn sites from their pages, for `clean --sites`'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "mine" -d 'Propose rules for a site from its pages'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "presets" -d 'List the presets, and the options that do the same'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "evaluate" -d 'Measure the cleaner on annotated pages'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "scrape" -d 'Extract the articles of HTML pages and remove the boilerplate in them'
complete -c dechaff -n "__fish_dechaff_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l field -d 'The record field that holds the text to clean' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l on-error -d 'What to do with an invalid text or record' -r -f -a "stop\t'Report the error, skip the rest of the file and continue with the next file'
skip\t'Write the text or record unchanged, continue, and print the number of such records at the end'"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l max-bytes -d 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -s j -l threads -d 'The number of threads [default: the number of available processors]' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l out -d 'Write one file per input into this folder, instead of everything to standard output' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -s o -l output -d 'Write everything to this file instead of standard output' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l explain -d 'Print each page in full, with a margin that marks what is removed and why' -r -f -a "removed\t'What was removed, and what was spared because too little text would have remained'
all\t'Every segment, also the kept ones'"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l removed-field -d 'The name of the field that is added for the list of removals; a record that has it already is invalid' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l segments-field -d 'The name of the field that --annotate adds; a record that has it already is invalid' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l stats -d 'Print statistics on stderr at the end: what was removed, by category and rule' -r -f -a "text\t'Tables'
json\t'A JSON object on one line'"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l report -d 'Write an HTML report that shows what was kept and what was removed' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l color -d 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l preset -d 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it' -r -f -a "training\t''
rag\t''
read-aloud\t''
archive\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l keep -d 'Keep these categories; a comma-separated list (see --list-categories)' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l remove -d 'Also remove these categories, for example `correction` and `notice`, which are kept by default' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l only -d 'Remove only these categories and keep all others' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l strictness -d 'How certain a removal must be [default: balanced, or that of the preset]' -r -f -a "careful\t'Remove only what an article practically never contains in that position'
balanced\t'Suitable for most texts'
thorough\t'Also remove doubtful lines, such as captions without a credit'"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l whole-page -d 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text' -r -f -a "auto\t''
on\t''
off\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l kind -d 'What kind of text the texts are [default: decided for each text]' -r -f -a "article\t'Articles without the pages around them'
page\t'Whole pages around articles'
entries\t'Lists of entries: forums, listings, shops'
document\t'Documents: manuals, READMEs, source code'
unknown\t'Any text: remove only what is safe on all kinds'"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l min-words -d 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l language -d 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]' -r -f -a "ar\t''
cs\t''
da\t''
de\t''
el\t''
en\t''
es\t''
fa\t''
fi\t''
fr\t''
he\t''
hi\t''
hu\t''
id\t''
it\t''
ja\t''
ko\t''
nl\t''
no\t''
pl\t''
pt\t''
ro\t''
ru\t''
sv\t''
tr\t''
uk\t''
vi\t''
zh\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l rules -d 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l url-field -d 'The record field that holds the page\'s URL, whose host selects the site rules' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l site -d 'The host whose site rules apply to pages without a URL' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l sites -d 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l jsonl -d 'Read all inputs as JSONL, whatever their names'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l in-place -d 'Write the cleaned text back into each file, which is replaced when the whole file was cleaned'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l diff -d 'Print what would change, as a unified diff; for records, that of their texts'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l annotate -d 'Add a field `segments` to each record, which labels every segment of the text, also the kept ones'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -s q -l quiet -d 'Print errors only: no notes, no progress, no count of skipped records'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l list-categories -d 'Print a table of the categories and exit'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -l learn -d 'Learn the sites from the inputs before they are cleaned'
complete -c dechaff -n "__fish_dechaff_using_subcommand clean" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l field -d 'The record field that holds the text to clean' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l on-error -d 'What to do with an invalid text or record' -r -f -a "stop\t'Report the error, skip the rest of the file and continue with the next file'
skip\t'Write the text or record unchanged, continue, and print the number of such records at the end'"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l max-bytes -d 'The maximum length of a text or record in bytes; a longer one is invalid and is not held in memory' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -s j -l threads -d 'The number of threads [default: the number of available processors]' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l color -d 'When to colour explanations; `auto` colours them on a terminal, unless NO_COLOR is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l preset -d 'Use a named set of kept categories and a strictness; `dechaff presets` lists them. --keep, --remove, --only and --strictness change it' -r -f -a "training\t''
rag\t''
read-aloud\t''
archive\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l keep -d 'Keep these categories; a comma-separated list (see --list-categories)' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l remove -d 'Also remove these categories, for example `correction` and `notice`, which are kept by default' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l only -d 'Remove only these categories and keep all others' -r -f -a "comment_form\t''
comments\t''
donation\t''
paywall\t''
newsletter\t''
share\t''
follow\t''
rating\t''
related\t''
pagination\t''
toggle\t''
story\t''
advert\t''
affiliate\t''
credit\t''
caption\t''
embed\t''
byline\t''
author_bio\t''
contributors\t''
syndication\t''
correction\t''
legal\t''
cookie\t''
account\t''
navigation\t''
tags\t''
press\t''
promo\t''
technical\t''
contact\t''
notice\t''
duplicate\t''
frame\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l strictness -d 'How certain a removal must be [default: balanced, or that of the preset]' -r -f -a "careful\t'Remove only what an article practically never contains in that position'
balanced\t'Suitable for most texts'
thorough\t'Also remove doubtful lines, such as captions without a credit'"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l whole-page -d 'Whether the texts are whole pages that include menus and footers; `auto` decides for each text' -r -f -a "auto\t''
on\t''
off\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l kind -d 'What kind of text the texts are [default: decided for each text]' -r -f -a "article\t'Articles without the pages around them'
page\t'Whole pages around articles'
entries\t'Lists of entries: forums, listings, shops'
document\t'Documents: manuals, READMEs, source code'
unknown\t'Any text: remove only what is safe on all kinds'"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l min-words -d 'If fewer words than this would remain of a text, remove only what a phrase clearly says, and nothing for what surrounds a line [default: 40]' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l language -d 'Use only the phrases of these languages, for example `en,de` [default: all; fewer languages do not clean faster]' -r -f -a "ar\t''
cs\t''
da\t''
de\t''
el\t''
en\t''
es\t''
fa\t''
fi\t''
fr\t''
he\t''
hi\t''
hu\t''
id\t''
it\t''
ja\t''
ko\t''
nl\t''
no\t''
pl\t''
pt\t''
ro\t''
ru\t''
sv\t''
tr\t''
uk\t''
vi\t''
zh\t''"
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l rules -d 'Add the rules in this TOML, JSON or YAML file to the built-in ones; may be repeated' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l url-field -d 'The record field that holds the page\'s URL, whose host selects the site rules' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l site -d 'The host whose site rules apply to pages without a URL' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l sites -d 'Also remove what recurs on the pages of each site, as this file of `dechaff learn` says; may be repeated' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l all -d 'Explain every segment, also the kept ones'
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l jsonl -d 'Read all inputs as JSONL, whatever their names'
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -s q -l quiet -d 'Print errors only: no notes, no progress, no count of skipped records'
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -l learn -d 'Learn the sites from the inputs before they are cleaned'
complete -c dechaff -n "__fish_dechaff_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -l pages -d 'Text files, JSONL files or folders; also report the entries that match on none of these pages' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -l field -d 'The record field that holds the text' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -l url-field -d 'The record field that holds the page\'s URL, whose host is the site of the page' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -l site -d 'The site of pages without a URL [default: none; only the rules for all sites apply to them]' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -l max-bytes -d 'The maximum length of a page in bytes; a longer one is invalid' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -l strict -d 'Exit with status 1 also if an entry matches on none of the pages'
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -l jsonl -d 'Read all pages as JSONL, whatever their names'
complete -c dechaff -n "__fish_dechaff_using_subcommand check" -s h -l help -d 'Print help'
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -s o -l output -d 'The file of learned sites to write; it is compressed if its name ends in .gz or .zst' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l update -d 'Add what is learned to the sites in this file; a site of which enough pages are seen is replaced' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l show -d 'Print what was learned of this site, with the number of pages that have each text' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l field -d 'The record field that holds the text' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l url-field -d 'The record field that holds the page\'s URL, whose host is the site of the page' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l site -d 'The site of pages without a URL [default: none; only the rules for all sites apply to them]' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l max-bytes -d 'The maximum length of a page in bytes; a longer one is invalid' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l on-error -d 'What to do with an invalid text or record; `skip` passes it over' -r -f -a "stop\t'Report the error, skip the rest of the file and continue with the next file'
skip\t'Write the text or record unchanged, continue, and print the number of such records at the end'"
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l part-bytes -d 'Write a part when the held texts exceed this size in bytes' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -l jsonl -d 'Read all pages as JSONL, whatever their names'
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -s q -l quiet -d 'Print errors only: no progress'
complete -c dechaff -n "__fish_dechaff_using_subcommand learn" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -l sites -d 'Propose the lines in this file of `dechaff learn`, of all sites or of the one that --site names; may be repeated' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -l min-pages -d 'Propose lines that occur on at least this many pages of a site' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -l field -d 'The record field that holds the text' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -l url-field -d 'The record field that holds the page\'s URL, whose host is the site of the page' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -l site -d 'The site of pages without a URL [default: none; only the rules for all sites apply to them]' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -l max-bytes -d 'The maximum length of a page in bytes; a longer one is invalid' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -l jsonl -d 'Read all pages as JSONL, whatever their names'
complete -c dechaff -n "__fish_dechaff_using_subcommand mine" -s h -l help -d 'Print help'
complete -c dechaff -n "__fish_dechaff_using_subcommand presets" -s h -l help -d 'Print help'
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -l text -d 'The record field that holds the text' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -l gold -d 'The record field that holds the gold text' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -l by -d 'Print one row per value of this field; with pairs, one row per folder' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -l worst -d 'Show the N pages with the most wrongly removed words, and the N pages with the most remaining boilerplate' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -l json -d 'Write the results to this file as JSON' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -l phrases -d 'Write to this file what each shipped phrase removed, as a table with tabs: on how many pages and in how many groups of `--by`, and the words it took from lines of each label. Phrases that cost content come first, unused ones last' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -l against -d 'Also measure another cleaner, and compare the speed of both' -r -f -a "c4\t'The line rules of C4'
refinedweb\t'The line rules of RefinedWeb'
justext\t'The crate justext, for texts in English'"
complete -c dechaff -n "__fish_dechaff_using_subcommand evaluate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dechaff -n "__fish_dechaff_using_subcommand scrape" -l charset -d 'The charset of all pages, if they declare none or a wrong one' -r
complete -c dechaff -n "__fish_dechaff_using_subcommand scrape" -l report -d 'Report what was removed and why, as one JSON object per page, on stderr or to a file' -r -F
complete -c dechaff -n "__fish_dechaff_using_subcommand scrape" -l markdown -d 'Write Markdown instead of plain text'
complete -c dechaff -n "__fish_dechaff_using_subcommand scrape" -s h -l help -d 'Print help'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "clean" -d 'Clean texts and records; this is also done without a subcommand'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "explain" -d 'Print each page in full, and mark what is removed and why'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "check" -d 'Check rules files: run their examples and report entries with problems'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "learn" -d 'Learn sites from their pages, for `clean --sites`'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "mine" -d 'Propose rules for a site from its pages'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "presets" -d 'List the presets, and the options that do the same'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "evaluate" -d 'Measure the cleaner on annotated pages'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "scrape" -d 'Extract the articles of HTML pages and remove the boilerplate in them'
complete -c dechaff -n "__fish_dechaff_using_subcommand help; and not __fish_seen_subcommand_from clean explain check learn mine presets evaluate scrape help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'

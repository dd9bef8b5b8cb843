@testable import Pipelines

extension FaultyPipeline {
  /// Mistakes in YAML itself.
  static let syntax: [FaultyPipeline] = [
    FaultyPipeline(
      "an empty file",
      #"""

      """#,
      #"""
      p.yaml: error: the file is empty
        hint: a pipeline needs `extract` and `output`; `sluice list` shows what can stand there
      """#),
    FaultyPipeline(
      "a file of comments alone",
      #"""
      # nothing yet
      """#,
      #"""
      p.yaml: error: the file is empty
        hint: a pipeline needs `extract` and `output`; `sluice list` shows what can stand there
      """#),
    FaultyPipeline(
      "a text",
      #"""
      just text
      """#,
      #"""
      p.yaml:1:1: error: expected a pipeline, which is a map, found text
        hint: a pipeline needs `extract` and `output`
      """#),
    FaultyPipeline(
      "a list",
      #"""
      - csv: a.csv
      """#,
      #"""
      p.yaml:1:1: error: expected a pipeline, which is a map, found a list
        hint: a pipeline needs `extract` and `output`
      """#),
    FaultyPipeline(
      "nothing but a document mark",
      #"""
      ---
      """#,
      #"""
      p.yaml: error: the file is empty
        hint: a pipeline needs `extract` and `output`; `sluice list` shows what can stand there
      """#),
    FaultyPipeline(
      "a tab in front of a key",
      #"""
      extract:
      \#t- csv: a.csv
      """#,
      #"""
      p.yaml:2:1: error: found a tab where the line is indented
        hint: YAML is indented with spaces
      """#),
    FaultyPipeline(
      "an item that is indented unlike the others",
      #"""
      extract:
        - csv: a.csv
         fields: {}
      """#,
      #"""
      p.yaml:3:4: error: expected an item that begins with `- `
        hint: indent the items of a list alike
      """#),
    FaultyPipeline(
      "a key that is indented unlike the others",
      #"""
      extract:
        - csv: a.csv
           fields: {}
      """#,
      #"""
      p.yaml:3:12: error: found `:` where no key can stand
        hint: quote a value that holds `: `, or look for a wrong indent or a missing `:` on the line above
      """#),
    FaultyPipeline(
      "an unclosed quote names the line it opened on",
      #"""
      extract:
        - csv: "a.csv
      output: x
      """#,
      #"""
      p.yaml:2:10: error: this quote is not closed
      """#),
    FaultyPipeline(
      "an unclosed bracket names the line it opened on",
      #"""
      extract: [csv: a.csv
      output:
        - csv: x
      """#,
      #"""
      p.yaml:1:10: error: this `[` is not closed, or a `,` is missing in it
      """#),
    FaultyPipeline(
      "an unclosed brace names the line it opened on",
      #"""
      extract:
        - csv: a.csv
          fields: {email: E
      output: []
      """#,
      #"""
      p.yaml:3:13: error: this `{` is not closed, or a `,` is missing in it
      """#),
    FaultyPipeline(
      "a colon in a value",
      #"""
      name: leads: q3
      """#,
      #"""
      p.yaml:1:12: error: found `:` where no key can stand
        hint: quote a value that holds `: `, or look for a wrong indent or a missing `:` on the line above
      """#),
    FaultyPipeline(
      "a missing colon",
      #"""
      extract
        - csv: a.csv
      """#,
      #"""
      p.yaml:2:8: error: found `:` where no key can stand
        hint: quote a value that holds `: `, or look for a wrong indent or a missing `:` on the line above
      """#),
    FaultyPipeline(
      "a character that begins nothing",
      #"""
      name: @leads
      """#,
      #"""
      p.yaml:1:7: error: `@` cannot begin a value
        hint: put the value in quotes
      """#),
    FaultyPipeline(
      "an alias without an anchor",
      #"""
      name: *leads
      """#,
      #"""
      p.yaml:1:7: error: `*leads` names an anchor that is not defined above it
        hint: put a `*` text in quotes
      """#),
    FaultyPipeline(
      "an unknown escape",
      #"""
      name: "\q"
      """#,
      #"""
      p.yaml:1:8: error: unknown escape in a double-quoted text
        hint: write `\\` for a backslash, or use single quotes
      """#),
    FaultyPipeline(
      "a tag that means nothing here",
      #"""
      name: !foo!bar x
      """#,
      #"""
      p.yaml:1:7: error: found `!` before a value
        hint: put the value in quotes
      """#),
    FaultyPipeline(
      "a second document",
      #"""
      name: x
      ---
      name: y
      """#,
      #"""
      p.yaml:2:1: error: found a second document
        hint: a pipeline file holds one; take the `---` out
      """#),
    FaultyPipeline(
      "a control character",
      #"""
      name: "a\#u{0}b"
      """#,
      #"""
      p.yaml:1:9: error: found the character U+0000, which YAML does not allow
        hint: save the file as UTF-8 text; in double quotes, a control character is written as an escape
      """#),
    FaultyPipeline(
      "a variable in a flow map without quotes",
      #"""
      load: {precept: {token: ${TOKEN, x}}}
      """#,
      #"""
      p.yaml:1:26: error: `${` cannot stand inside `{…}` or `[…]` without quotes
        hint: write "${NAME}", in double quotes
      """#),
    FaultyPipeline(
      "a key that is a list",
      #"""
      ? [a]
      : b
      extract: [csv: a.csv]
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:1:3: error: expected a key that is text, found a list or a map
      """#),
    FaultyPipeline(
      "a merge of something that is not a map",
      #"""
      extract:
        - csv: a.csv
          <<: x
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:9: error: `<<` expected a map or a list of maps
        hint: write `<<: *anchor`
      """#),
    FaultyPipeline(
      "aliases of aliases of aliases",
      #"""
      a: &a [x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x]
      b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
      c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
      d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
      e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
      """#,
      #"""
      p.yaml:1:14: error: the file has more than 200000 values with its aliases, or is nested deeper than 200 levels
      """#),
    FaultyPipeline(
      "repeated keys, all of them, whatever else is wrong",
      #"""
      extract:
        - csv: a.csv
          fields: {first_name: A, first_name: B}
        - csv: b.csv
          fields: {email: A}
          'fields': {email: B}
          "fields": {email: C}
          feilds: {}
      name: x
      output: [csv: o.csv]
      name: y
      """#,
      #"""
      p.yaml:3:29: error: duplicate key `first_name`, first given on line 3
      p.yaml:6:5: error: duplicate key `fields`, first given on line 5
      p.yaml:7:5: error: duplicate key `fields`, first given on line 5
      p.yaml:8:5: error: unknown key `feilds` in `csv`
        hint: did you mean `fields`?
      p.yaml:11:1: error: duplicate key `name`, first given on line 9
      """#),
    FaultyPipeline(
      "repeated keys that cannot be renamed are told alone",
      #"""
      "!x": 1
      "!x": 2
      extract: []
      """#,
      #"""
      p.yaml:1:1: error: duplicate key `!x`
      """#),
    FaultyPipeline(
      "repeated keys that are quoted unlike each other",
      #"""
      extract: [csv: a.csv]
      1: a
      "1": b
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:2:1: error: unknown key `1`
        hint: a pipeline takes `name`, `extract`, `transform`, `load`, `output`, `state`, `allow_rejects` and `max_rejects`
      p.yaml:3:1: error: duplicate key `1`, first given on line 2
      """#),
    FaultyPipeline(
      "a repeated component key",
      #"""
      extract:
        - csv: a.csv
          csv: b.csv
      transform:
        - normalise:
          normalise:
      load:
        sandbox:
        sandbox:
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:5: error: duplicate key `csv`, first given on line 2
      p.yaml:6:5: error: duplicate key `normalise`, first given on line 5
      p.yaml:9:3: error: duplicate key `sandbox`, first given on line 8
      """#),
    FaultyPipeline(
      "columns count bytes, and wide characters before them do not shift lines",
      #"""
      name: ü
      extract: [csv: größe/ä.csv, feld: 1]
      output: [csv: o.csv, größe: 1]
      """#,
      #"""
      p.yaml:2:32: error: unknown extractor `feld`
        hint: the extractors are `csv`, `jsonl` and `xml`
      p.yaml:3:22: error: unknown writer `größe`
        hint: the writers are `csv` and `jsonl`
      """#),
    FaultyPipeline(
      "a line break of another system",
      #"""
      extract: [csv: a.csv]\#r
      output: [csv: o.csv]\#r
      nmae: x
      """#,
      #"""
      p.yaml:3:1: error: unknown key `nmae`
        hint: did you mean `name`?
      """#),
    FaultyPipeline(
      "a byte order mark",
      #"""
      \#u{FEFF}nmae: x
      extract: [csv: a.csv]
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:1:1: error: unknown key `nmae`
        hint: did you mean `name`?
      """#),
  ]
}

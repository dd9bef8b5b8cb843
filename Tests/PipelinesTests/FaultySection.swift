@testable import Pipelines

extension FaultyPipeline {
  /// Mistakes in sections and their items.
  static let sections: [FaultyPipeline] = [
    FaultyPipeline(
      "missing sections",
      #"""
      name: x
      """#,
      #"""
      p.yaml:1:1: error: a pipeline needs `extract`
        hint: write a list such as `- csv: PATH`
      p.yaml:1:1: error: a pipeline needs `output`
        hint: write a list such as `- csv: PATH`
      """#),
    FaultyPipeline(
      "a misspelt section is not missing as well",
      #"""
      extracts: [csv: a.csv]
      outputs: [csv: o.csv]
      """#,
      #"""
      p.yaml:1:1: error: unknown key `extracts`
        hint: did you mean `extract`?
      p.yaml:2:1: error: unknown key `outputs`
        hint: did you mean `output`?
      """#),
    FaultyPipeline(
      "sections of another shape",
      #"""
      extract: leads.csv
      transform: normalise
      load: [sandbox]
      output:
        csv: out.csv
      state: [a]
      name: {}
      """#,
      #"""
      p.yaml:1:10: error: `extract`: expected a list, found text `leads.csv`
        hint: write `- csv: leads.csv`
      p.yaml:2:12: error: `transform`: expected a list, found text `normalise`
        hint: begin each item with `- `
      p.yaml:3:7: error: `load`: expected a map, found a list
        hint: name a loader, such as `precept:`; a pipeline without `load` buys nothing
      p.yaml:5:3: error: `output`: expected a list, found a map
        hint: begin each item with `- `
      p.yaml:6:8: error: `state`: expected a path, found a list
      p.yaml:7:7: error: `name`: expected text, found a map
      """#),
    FaultyPipeline(
      "sections without a value",
      #"""
      extract:
      transform:
      load:
      output: ~
      state: null
      """#,
      #"""
      p.yaml:1:9: error: `extract`: expected a list, found nothing
      p.yaml:2:11: error: `transform`: expected a list, found nothing
        hint: `[]` means no transforms
      p.yaml:3:6: error: `load`: expected a map, found nothing
        hint: name a loader, such as `precept:`; a pipeline without `load` buys nothing
      p.yaml:4:9: error: `output`: expected a list, found nothing
      p.yaml:5:8: error: `state`: expected a path, found nothing
        hint: put `null` in quotes if the text is meant
      """#),
    FaultyPipeline(
      "empty sections",
      #"""
      extract: []
      output: []
      load: {}
      """#,
      #"""
      p.yaml:1:10: error: `extract` needs at least one item, found an empty list
      p.yaml:2:9: error: `output` needs at least one item, found an empty list
      p.yaml:3:1: error: `load` names no loader
        hint: the loaders are `precept` and `sandbox`
      """#),
    FaultyPipeline(
      "items of other forms",
      #"""
      extract:
        - leads.csv
        - exports/leads.jsonl.gz
        - csv leads.csv
        - csv
        - csv:
        - csv: {path: x}
        - csv: [a, b]
        - []
        - {}
        -
      output:
        - leads.parquet
      """#,
      #"""
      p.yaml:2:5: error: expected an extractor, found text `leads.csv`
        hint: write `- csv: leads.csv`
      p.yaml:3:5: error: expected an extractor, found text `exports/leads.jsonl.gz`
        hint: write `- jsonl: exports/leads.jsonl.gz`
      p.yaml:4:5: error: expected an extractor, found text `csv leads.csv`
        hint: write `- csv: leads.csv`
      p.yaml:5:5: error: expected an extractor, found text `csv`
        hint: write `- csv: PATH`
      p.yaml:6:5: error: `csv` needs `path`
        hint: write `csv: PATH`
      p.yaml:7:10: error: `csv`: expected a path, found a map
        hint: write `- csv: PATH` and put options beside it, as keys of the same item
      p.yaml:8:10: error: `path`: expected a path, found a list
      p.yaml:9:5: error: expected an extractor, found a list
      p.yaml:10:5: error: expected an extractor, found a map
      p.yaml:11:4: error: expected an extractor, found nothing
      p.yaml:13:5: error: expected a writer, found text `leads.parquet`
        hint: write `- csv: PATH`; the writers are `csv` and `jsonl`
      """#),
    FaultyPipeline(
      "unknown components",
      #"""
      extract:
        - cvs: a.csv
        - normalise: a
        - parquet: a
      transform: [normalize, csv, {translte: auto}, {shuffle: {}}]
      load: {precpt: {token: x}}
      output: [sandbox: o]
      """#,
      #"""
      p.yaml:2:5: error: unknown extractor `cvs`
        hint: did you mean `csv`?
      p.yaml:3:5: error: unknown extractor `normalise`
        hint: `normalise` is a transform; it stands under `transform:`
      p.yaml:4:5: error: unknown extractor `parquet`
        hint: the extractors are `csv`, `jsonl` and `xml`
      p.yaml:5:13: error: unknown transform `normalize`
        hint: did you mean `normalise`?
      p.yaml:5:24: error: unknown transform `csv`
        hint: `csv` is an extractor; it stands under `extract:`
      p.yaml:5:30: error: unknown transform `translte`
        hint: did you mean `translate`?
      p.yaml:5:48: error: unknown transform `shuffle`
        hint: the transforms are `normalise`, `translate` and `dedupe`
      p.yaml:6:8: error: unknown loader `precpt`
        hint: did you mean `precept`?
      p.yaml:7:10: error: unknown writer `sandbox`
        hint: `sandbox` is a loader; it stands under `load:`
      """#),
    FaultyPipeline(
      "an item that names no component",
      #"""
      extract:
        - fields: {email: E}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:2:5: error: this item names no extractor
        hint: the extractors are `csv`, `jsonl` and `xml`
      """#),
    FaultyPipeline(
      "two components in one item",
      #"""
      extract:
        - csv: a.csv
          jsonl: b.jsonl
      transform:
        - normalise: {}
          dedupe: {}
      load:
        precept: {token: "${TOKEN}"}
        sandbox:
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:5: error: `jsonl` stands in the same item as `csv`
        hint: begin an item of its own with `- `
      p.yaml:6:5: error: `dedupe` stands in the same item as `normalise`
        hint: begin an item of its own with `- `
      p.yaml:9:3: error: `sandbox` stands in the same item as `precept`
        hint: a pipeline has one loader
      """#),
    FaultyPipeline(
      "a path that is given beside its component",
      #"""
      extract:
        - csv: a.csv
          path: b.csv
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:5: error: unknown key `path` in `csv`
        hint: the path stands after `csv:`
      """#),
    FaultyPipeline(
      "options of a transform beside it",
      #"""
      extract: [csv: a.csv]
      transform:
        - normalise:
          region: GB
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:4:5: error: unknown key `region` beside `normalise`
        hint: options stand inside: `- normalise: {region: …}`
      """#),
    FaultyPipeline(
      "a transform without a shorthand",
      #"""
      extract: [csv: a.csv]
      transform:
        - normalise: GB
        - dedupe: [x]
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:16: error: `normalise`: expected a map of options, found text `GB`
      p.yaml:4:13: error: `dedupe`: expected a map of options, found a list
      """#),
    FaultyPipeline(
      "a load that names no loader",
      #"""
      extract: [csv: a.csv]
      load: {budget: {run: 1}}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:2:1: error: `load` names no loader
        hint: the loaders are `precept` and `sandbox`
      """#),
    FaultyPipeline(
      "keys of the section inside the loader, and the other way round",
      #"""
      extract: [csv: a.csv]
      load:
        precept:
          token: "${TOKEN}"
          budget: {run: 5}
        enrich: [emails]
        budgt: {}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:5:5: error: unknown key `budget` in `precept`
        hint: it stands under `load:`, beside `precept:`
      p.yaml:6:3: error: unknown key `enrich` in `load`
        hint: it stands under `precept:`
      p.yaml:7:3: error: unknown key `budgt` in `load`
        hint: did you mean `budget`?
      """#),
    FaultyPipeline(
      "shares that are no shares",
      #"""
      extract: [csv: a.csv]
      output: [csv: o.csv]
      allow_rejects: 200%
      """#,
      #"""
      p.yaml:3:16: error: `allow_rejects`: expected a share such as `1%` or `0.01`, found text `200%`
        hint: it lies between `0%` and `100%`
      """#),
    FaultyPipeline(
      "a share that could be a fraction or a percentage",
      #"""
      extract: [csv: a.csv]
      output: [csv: o.csv]
      allow_rejects: 1
      """#,
      #"""
      p.yaml:3:16: error: `allow_rejects`: expected a share such as `1%` or `0.01`, found `1`
        hint: write `1%` for per cent, or a fraction with a decimal point
      """#),
    FaultyPipeline(
      "an empty name and an empty state folder",
      #"""
      name: " "
      extract: [csv: a.csv]
      output: [csv: o.csv]
      state: ""
      """#,
      #"""
      p.yaml:1:7: error: `name`: expected text, found an empty text
      p.yaml:4:8: error: `state`: expected a path, found an empty text
      """#),
  ]
}

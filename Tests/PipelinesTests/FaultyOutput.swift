@testable import Pipelines

extension FaultyPipeline {
  /// Mistakes in inputs, outputs and columns together.
  static let outputs: [FaultyPipeline] = [
    FaultyPipeline(
      "two outputs to one file",
      #"""
      extract: [csv: a.csv]
      output:
        - csv: out/a.csv
        - jsonl: ./out/../out//a.csv
        - csv: "-"
        - jsonl: "-"
      """#,
      #"""
      p.yaml:4:12: error: two outputs are written to `./out/../out//a.csv`
        hint: the other one is on line 3
      p.yaml:6:12: error: two outputs are written to stdout
        hint: the other one is on line 5
      """#),
    FaultyPipeline(
      "an output over an input",
      #"""
      extract: [csv: a.csv, csv: b.csv]
      output: [csv: ./b.csv]
      """#,
      #"""
      p.yaml:2:15: error: the output would replace the input `./b.csv`
        hint: it is read on line 1
      """#),
    FaultyPipeline(
      "an output that the next run would read",
      #"""
      extract: [csv: "exports/*.csv"]
      output:
        - csv: exports/out.csv
        - csv: exports/deeper/out.csv
      """#,
      #"""
      p.yaml:3:10: error: the next run would read the output `exports/out.csv` as an input
        hint: `exports/*.csv` on line 1 matches it
      """#),
    FaultyPipeline(
      "stdin read twice",
      #"""
      extract: [csv: "-", jsonl: "-"]
      output: [csv: "-"]
      """#,
      #"""
      p.yaml:1:28: error: stdin is read twice
        hint: the other one is on line 1
      """#),
    FaultyPipeline(
      "unknown placeholders",
      #"""
      extract: [csv: a.csv]
      output:
        - csv: out/{date}-{run}.csv
        - csv: out/{dat}.csv
        - csv: out/{week}.csv
      """#,
      #"""
      p.yaml:4:10: error: unknown placeholder `{dat}` in an output path
        hint: did you mean `{date}`?
      p.yaml:5:10: error: unknown placeholder `{week}` in an output path
        hint: output paths take `{date}` and `{run}`
      """#),
    FaultyPipeline(
      "unknown columns",
      #"""
      extract: [csv: a.csv]
      output:
        - csv: o.csv
          columns: [sluice_persn, Industry, source., first-name, "source.a,b"]
      """#,
      #"""
      p.yaml:4:15: error: `columns`: unknown column `sluice_persn`
        hint: did you mean `sluice_person`?
      p.yaml:4:29: error: `columns`: unknown column `Industry`
        hint: write `source.Industry` for the source's own column
      p.yaml:4:39: error: `columns`: unknown column `source.`
        hint: write `source.NAME`
      p.yaml:4:48: error: `columns`: unknown column `first-name`
        hint: did you mean `first_name`?
      """#),
    FaultyPipeline(
      "headings that collide",
      #"""
      extract: [csv: a.csv]
      output:
        - csv: o.csv
          columns: [email, source.email, email, source.Id, source.Id, source.sluice_status, sluice_status]
      """#,
      #"""
      p.yaml:4:22: error: `columns`: `email` and `source.email` have the same heading
        hint: leave one of them out
      p.yaml:4:36: error: `columns`: `email` is given twice
        hint: leave one of them out
      p.yaml:4:54: error: `columns`: `source.Id` is given twice
        hint: leave one of them out
      p.yaml:4:87: error: `columns`: `source.sluice_status` and `sluice_status` have the same heading
        hint: leave one of them out
      p.yaml:4:87: warning: `columns`: `sluice_status` has no values without `load`
      """#),
    FaultyPipeline(
      "columns that stay empty",
      #"""
      extract: [csv: a.csv]
      transform: []
      output:
        - csv: o.csv
          columns: [sluice_person, enrichEmail]
      """#,
      #"""
      p.yaml:5:15: warning: `columns`: `sluice_person` has no values without `dedupe` or `load`
      p.yaml:5:30: warning: `columns`: `enrichEmail` has no values without `load`
      """#),
    FaultyPipeline(
      "no columns",
      #"""
      extract: [csv: a.csv]
      output:
        - csv: o.csv
          columns: []
          rows: persons
      """#,
      #"""
      p.yaml:4:14: error: `columns` needs at least one item, found an empty list
      p.yaml:5:11: error: `rows`: expected one of `all` or `people`, found text `persons`
      """#),
    FaultyPipeline(
      "paths and columns out of variables are not shown",
      #"""
      extract: [csv: "${TOKEN}"]
      output:
        - csv: "${TOKEN}"
        - csv: "./${TOKEN}"
          columns: ["${TOKEN}", "source.${TOKEN}", "source.${TOKEN}"]
        - csv: "${BRACES}"
      """#,
      #"""
      p.yaml:3:10: error: the output would replace the input `${TOKEN}`
        hint: it is read on line 1
      p.yaml:4:10: error: two outputs are written to `./${TOKEN}`
        hint: the other one is on line 3
      p.yaml:4:10: error: the output would replace the input `./${TOKEN}`
        hint: it is read on line 1
      p.yaml:5:15: error: `columns`: unknown column `${TOKEN}`
        hint: write `source.${TOKEN}` for the source's own column
      p.yaml:5:46: error: `columns`: `source.${TOKEN}` is given twice
        hint: leave one of them out
      p.yaml:6:10: error: unknown placeholder `${BRACES}` in an output path
        hint: output paths take `{date}` and `{run}`
      """#),
  ]
}

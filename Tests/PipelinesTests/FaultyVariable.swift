@testable import Pipelines

extension FaultyPipeline {
  /// Mistakes in variables and secrets.
  static let variables: [FaultyPipeline] = [
    FaultyPipeline(
      "variables",
      #"""
      extract:
        - csv: ${NOWHERE}/a.csv
        - csv: x/${TOKN}/${EMPTY}
        - csv: ${1X}
        - csv: ${NAME
        - csv: ${A:?b}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:2:10: error: environment variable `NOWHERE` is not set
        hint: set it before the run
      p.yaml:3:12: error: environment variable `TOKN` is not set
        hint: did you mean `TOKEN`?
      p.yaml:3:20: error: environment variable `EMPTY` is empty
        hint: set it before the run
      p.yaml:4:10: error: `${1X}` is not a variable
        hint: write `${NAME}` or `${NAME:-default}`; `$${` is a `${` that stays as it is
      p.yaml:5:10: error: `${NAME` is not a variable
        hint: write `${NAME}` or `${NAME:-default}`; `$${` is a `${` that stays as it is
      p.yaml:6:10: error: `${A:?b}` is not a variable
        hint: write `${NAME}` or `${NAME:-default}`; `$${` is a `${` that stays as it is
      """#),
    FaultyPipeline(
      "what a variable holds is not shown",
      #"""
      extract:
        - csv: a.csv
          record_limit: ${TOKEN}
          dialect: {header: "${TOKEN}", delimiter: "${TOKEN}"}
        - csv: a.csv
          record_limit: ${BIG}
      transform:
        - translate: ${TOKEN}
        - normalise: {only: ["${TOKEN}"]}
        - normalise: {only: "${TOKEN}"}
        - dedupe: {match: "${TOKEN}"}
      load:
        sandbox:
        results: {poll: "${TOKEN}"}
      output:
        - csv: o.csv
          columns: ["${TOKEN}"]
      allow_rejects: ${TOKEN}
      """#,
      #"""
      p.yaml:3:19: error: `record_limit`: expected a whole number from 1 to 1000, found the value of `${TOKEN}`
      p.yaml:4:23: error: `dialect.header`: expected `true` or `false`, found the value of `${TOKEN}`
      p.yaml:4:46: error: `dialect.delimiter`: expected one ASCII character, found the value of `${TOKEN}`
        hint: write `tab` for a tab
      p.yaml:6:19: error: `record_limit`: expected a whole number from 1 to 1000, found the value of `${BIG}`
      p.yaml:8:16: error: `when`: expected one of `auto`, `always` or `never`, found the value of `${TOKEN}`
      p.yaml:9:24: error: `only`: unknown lead field `${TOKEN}`
        hint: the lead fields are contact_id, full_name, salutation, first_name, middle_name, last_name, suffix, nickname, title, company_name, company_domain, website, email, phone, linkedin_url, country, language, updated_at, company_legal_form, phone_extension, phone_type, email_type, email_suggestion, linkedin_type, latin_name, sluice_script
      p.yaml:10:23: error: `only`: expected a list, found the value of `${TOKEN}`
      p.yaml:11:21: error: `match`: expected `true` or `false` or a map, found the value of `${TOKEN}`
      p.yaml:14:19: error: `results.poll`: expected a duration such as `30s`, found the value of `${TOKEN}`
        hint: the units are `ms`, `s`, `m`, `h` and `d`
      p.yaml:17:15: error: `columns`: unknown column `${TOKEN}`
        hint: write `source.${TOKEN}` for the source's own column
      p.yaml:18:16: error: `allow_rejects`: expected a share such as `1%` or `0.01`, found the value of `${TOKEN}`
        hint: it lies between `0%` and `100%`
      """#),
    FaultyPipeline(
      "a secret in the file",
      #"""
      extract: [csv: a.csv]
      load:
        precept: {token: hunter2}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:20: warning: `token` is a secret and is written into the file
        hint: put it into an environment variable and write `${PRECEPT_TOKEN}`
      """#),
    FaultyPipeline(
      "a secret as a default",
      #"""
      extract: [csv: a.csv]
      load:
        precept: {token: "${NOWHERE:-hunter2}"}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:20: warning: `token` is a secret and is written into the file
        hint: put it into an environment variable and write `${PRECEPT_TOKEN}`
      """#),
    FaultyPipeline(
      "a secret of another shape is not shown",
      #"""
      extract: [csv: a.csv]
      load:
        precept: {token: [hunter2]}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:20: error: `token`: expected text, found a list
      """#),
    FaultyPipeline(
      "a secret in the place of options is not shown",
      #"""
      extract: [csv: a.csv]
      load:
        precept: hunter2
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:12: error: `precept`: expected a map of options, found text
      """#),
    FaultyPipeline(
      "an empty secret",
      #"""
      extract: [csv: a.csv]
      load:
        precept: {token: ""}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:20: error: `token`: expected text, found an empty text
      """#),
  ]
}

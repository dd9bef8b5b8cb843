@testable import Pipelines

extension FaultyPipeline {
  /// Mistakes in options and their values.
  static let options: [FaultyPipeline] = [
    FaultyPipeline(
      "unknown keys",
      #"""
      extract:
        - csv: a.csv
          feilds: {}
          colour: red
          dialect: {seperator: ;, delimeter: ;}
        - jsonl: a.jsonl
          dialect: {}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:5: error: unknown key `feilds` in `csv`
        hint: did you mean `fields`?
      p.yaml:4:5: error: unknown key `colour` in `csv`
        hint: `csv` takes `dialect`, `record_limit`, `path`, `only_new` and `fields`
      p.yaml:5:15: error: unknown key `seperator` in `dialect`
        hint: `dialect` takes `delimiter` and `header`
      p.yaml:5:29: error: unknown key `delimeter` in `dialect`
        hint: did you mean `delimiter`?
      p.yaml:7:5: error: unknown key `dialect` in `jsonl`
        hint: `jsonl` takes `path`, `only_new` and `fields`
      """#),
    FaultyPipeline(
      "a required option",
      #"""
      extract:
        - xml: a.xml
        - xml: a.xml
          recrod: /a/b
      load:
        precept:
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:2:5: error: `xml` needs `record`
        hint: Path of the element that is a record
      p.yaml:4:5: error: unknown key `recrod` in `xml`
        hint: did you mean `record`?
      p.yaml:6:3: error: `precept` needs `token`
        hint: The account's token
      """#),
    FaultyPipeline(
      "lead fields",
      #"""
      extract:
        - csv: a.csv
          fields: {firstname: A, company: B, mail: C, colour: D, email: [E], phone: }
      transform:
        - normalise: {only: [email, nmae, employer]}
        - normalise: {only: email}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:14: error: `fields`: unknown lead field `firstname`
        hint: did you mean `first_name`?
      p.yaml:3:28: error: `fields`: unknown lead field `company`
        hint: did you mean `company_name`?
      p.yaml:3:40: error: `fields`: unknown lead field `mail`
        hint: did you mean `email`?
      p.yaml:3:49: error: `fields`: unknown lead field `colour`
        hint: the lead fields are contact_id, full_name, salutation, first_name, middle_name, last_name, suffix, nickname, title, company_name, company_domain, website, email, phone, linkedin_url, country, language, updated_at, company_legal_form, phone_extension, phone_type, email_type, email_suggestion, linkedin_type, latin_name, sluice_script
      p.yaml:3:67: error: `fields.email`: expected text, found a list
      p.yaml:3:79: error: `fields.phone`: expected text, found nothing
        hint: leave the key out, or give it a value
      p.yaml:5:31: error: `only`: unknown lead field `nmae`
        hint: the lead fields are contact_id, full_name, salutation, first_name, middle_name, last_name, suffix, nickname, title, company_name, company_domain, website, email, phone, linkedin_url, country, language, updated_at, company_legal_form, phone_extension, phone_type, email_type, email_suggestion, linkedin_type, latin_name, sluice_script
      p.yaml:5:37: error: `only`: unknown lead field `employer`
        hint: did you mean `company_name`?
      p.yaml:6:23: error: `only`: expected a list, found text `email`
      """#),
    FaultyPipeline(
      "numbers",
      #"""
      extract:
        - csv: a.csv
          record_limit: 0
        - csv: b.csv
          record_limit: 1e3
        - csv: c.csv
          record_limit: _5
        - csv: d.csv
          record_limit: 99999999999999999999
      load:
        sandbox:
        budget: {run: -1}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:19: error: `record_limit`: expected a whole number from 1 to 1000, found `0`
      p.yaml:5:19: error: `record_limit`: expected a whole number from 1 to 1000, found text `1e3`
      p.yaml:7:19: error: `record_limit`: expected a whole number from 1 to 1000, found text `_5`
      p.yaml:9:19: error: `record_limit`: expected a whole number from 1 to 1000, found text `99999999999999999999`
      p.yaml:12:17: error: `budget.run`: expected a whole number of at least 0, found `-1`
      """#),
    FaultyPipeline(
      "booleans are two words",
      #"""
      extract:
        - csv: a.csv
          dialect: {header: yes}
        - csv: b.csv
          dialect: {header: Off}
        - csv: c.csv
          dialect: {header: 0}
        - csv: d.csv
          dialect: {header: maybe}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:23: error: `dialect.header`: expected `true` or `false`, found text `yes`
        hint: write `true`
      p.yaml:5:23: error: `dialect.header`: expected `true` or `false`, found text `Off`
        hint: write `false`
      p.yaml:7:23: error: `dialect.header`: expected `true` or `false`, found text `0`
        hint: write `false`
      p.yaml:9:23: error: `dialect.header`: expected `true` or `false`, found text `maybe`
      """#),
    FaultyPipeline(
      "characters are one byte",
      #"""
      extract:
        - csv: a.csv
          dialect: {delimiter: ab}
        - csv: b.csv
          dialect: {delimiter: §}
        - csv: c.csv
          dialect: {delimiter: ""}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:26: error: `dialect.delimiter`: expected one ASCII character, found text `ab`
        hint: write `tab` for a tab
      p.yaml:5:26: error: `dialect.delimiter`: expected one ASCII character, found text `§`
        hint: write `tab` for a tab
      p.yaml:7:26: error: `dialect.delimiter`: expected one ASCII character, found an empty text
        hint: write `tab` for a tab
      """#),
    FaultyPipeline(
      "choices",
      #"""
      extract: [csv: a.csv]
      transform:
        - translate: Auto
        - translate: sometimes
        - dedupe: {keep: most-complete}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:16: error: `when`: expected one of `auto`, `always` or `never`, found text `Auto`
        hint: did you mean `auto`?
      p.yaml:4:16: error: `when`: expected one of `auto`, `always` or `never`, found text `sometimes`
      p.yaml:5:20: error: `keep`: expected one of `first` or `most_complete`, found text `most-complete`
        hint: did you mean `most_complete`?
      """#),
    FaultyPipeline(
      "durations",
      #"""
      extract: [csv: a.csv]
      load:
        sandbox:
        results: {poll: 4, timeout: 30min}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:4:19: error: `results.poll`: expected a duration such as `30s`, found text `4`
        hint: the units are `ms`, `s`, `m`, `h` and `d`
      p.yaml:4:31: error: `results.timeout`: expected a duration such as `30s`, found text `30min`
        hint: the units are `ms`, `s`, `m`, `h` and `d`
      """#),
    FaultyPipeline(
      "durations without end",
      #"""
      extract: [csv: a.csv]
      load:
        sandbox:
        results: {poll: -1s, timeout: 99999999d}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:4:19: error: `results.poll`: expected a duration such as `30s`, found text `-1s`
        hint: the units are `ms`, `s`, `m`, `h` and `d`
      p.yaml:4:33: error: `results.timeout`: expected a duration such as `30s`, found text `99999999d`
        hint: the units are `ms`, `s`, `m`, `h` and `d`
      """#),
    FaultyPipeline(
      "either of two types",
      #"""
      extract: [csv: a.csv]
      transform:
        - dedupe: {match: maybe}
        - dedupe: {match: {least: 101, most: 1}}
        - dedupe: {match: [a]}
        - dedupe: {match: "${NOWHERE}"}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:21: error: `match`: expected `true` or `false` or a map, found text `maybe`
      p.yaml:4:29: error: `match.least`: expected a whole number from 0 to 100, found `101`
      p.yaml:4:34: error: unknown key `most` in `match`
        hint: `match` takes `least`
      p.yaml:5:21: error: `match`: expected `true` or `false` or a map, found a list
      p.yaml:6:22: error: environment variable `NOWHERE` is not set
        hint: set it before the run
      """#),
    FaultyPipeline(
      "maps of any keys",
      #"""
      extract: [csv: a.csv]
      transform:
        - dedupe: {weights: {a: 1, b: x, a: 2, c: }}
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:33: error: `weights.b`: expected a whole number of at least 0, found text `x`
      p.yaml:3:36: error: duplicate key `a`, first given on line 3
      p.yaml:3:45: error: `weights.c`: expected a whole number of at least 0, found nothing
        hint: leave the key out, or give it a value
      """#),
    FaultyPipeline(
      "nothing where something is expected",
      #"""
      extract: [csv: a.csv]
      transform:
        - normalise: {region: }
        - normalise: {region: null}
        - dedupe: {keep: ~, match: }
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:25: error: `region`: expected text, found nothing
        hint: leave the key out, or give it a value
      p.yaml:4:25: error: `region`: expected text, found nothing
        hint: put `null` in quotes if the text is meant
      p.yaml:5:20: error: `keep`: expected one of `first` or `most_complete`, found nothing
        hint: put `~` in quotes if the text is meant
      p.yaml:5:30: error: `match`: expected `true` or `false` or a map, found nothing
        hint: leave the key out, or give it a value
      """#),
    FaultyPipeline(
      "an aliased mistake is told once",
      #"""
      extract:
        - csv: a.csv
          dialect: &d {header: maybe}
        - csv: b.csv
          dialect: *d
      output: [csv: o.csv]
      """#,
      #"""
      p.yaml:3:26: error: `dialect.header`: expected `true` or `false`, found text `maybe`
      """#),
    FaultyPipeline(
      "what is right is checked on, whatever is wrong beside it",
      #"""
      extract:
        - csv: a.csv
          colour: red
          dialect: {header: maybe}
      output:
        - csv: a.csv
          rows: some
      """#,
      #"""
      p.yaml:3:5: error: unknown key `colour` in `csv`
        hint: `csv` takes `dialect`, `record_limit`, `path`, `only_new` and `fields`
      p.yaml:4:23: error: `dialect.header`: expected `true` or `false`, found text `maybe`
      p.yaml:6:10: error: the output would replace the input `a.csv`
        hint: it is read on line 2
      p.yaml:7:11: error: `rows`: expected one of `all` or `people`, found text `some`
      """#),
  ]
}

package import PipelineModel

/// The registry of writers: one line each.
package enum Writers {
  package static let all: [any Writer.Type] = [
    CSVWriter.self,
    JSONLinesWriter.self,
    XMLWriter.self,
  ]
}

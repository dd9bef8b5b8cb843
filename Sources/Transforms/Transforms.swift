package import PipelineModel

/// The registry of transforms that work batch by batch: one line each.
package enum Transforms {
  package static let all: [any Transform.Type] = [
    Filter.self,
    Map.self,
    Normalise.self,
    Translate.self,
  ]
}

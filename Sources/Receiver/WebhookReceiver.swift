package import PipelineModel

/// Receives results over HTTP and has them kept before it answers.
package struct WebhookReceiver {
  package init() {}
}

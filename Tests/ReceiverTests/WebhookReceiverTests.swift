import Receiver
import Testing

@Suite struct WebhookReceiverTests {
  @Test("a receiver can be made") func made() { _ = WebhookReceiver() }
}

/**
 * A call to a payment provider or a bank that did not answer as hoped.
 * "unreachable": no answer, one of 5xx or one nobody understands, so nobody knows whether it happened. "busy": asked too often,
 * it did not happen, later it may. "refused": a clear no, it did not happen. `code` is the provider's own word for it.
 */
export class ProviderFault extends Error {
  constructor(
    readonly kind: "unreachable" | "busy" | "refused",
    message: string,
    readonly code?: string,
  ) {
    super(message);
    this.name = "ProviderFault";
  }
}

/**
 * A call to a payment provider or a bank that did not answer as hoped.
 * "unreachable": no answer, one of 5xx or one nobody understands, so nobody knows whether it happened. "busy": asked too often,
 * it did not happen, later it may. "refused": a clear no, it did not happen. A provider that does not take our key says nothing of the
 * payment, so that is "unreachable", too. `code` is the provider's own word for it.
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

const UNKNOWN = ["resource_missing", "NOT_FOUND"]; // Stripe's word and monobank's

/** The provider has no payment of this name: another account's keys are set, or a test's, or it has forgotten it. */
export function isUnknownThere(fault: unknown): boolean {
  return fault instanceof ProviderFault && fault.kind === "refused" && UNKNOWN.includes(fault.code ?? "");
}

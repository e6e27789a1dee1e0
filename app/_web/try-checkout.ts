import { Refusal } from "@/lib/core/refusal";

/**
 * A payment page along with what it pays for, which stands already: when the provider does not answer now, `…/checkout` asks again.
 */
export async function tryCheckout(start: () => Promise<string>): Promise<void> {
  try {
    await start();
  } catch (error) {
    const isProvider =
      error instanceof Refusal &&
      (error.code === "donations.providerSilent" || error.code === "donations.providerRefused");
    if (!isProvider) throw error;
  }
}

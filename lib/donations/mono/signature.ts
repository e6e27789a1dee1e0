import { createPublicKey, verify } from "node:crypto";
import { ProviderFault } from "../card/fault";

/** How often a signature that does not hold may make us ask for the key: anybody can send us such ones. */
export const KEY_ASKED_EVERY_MS = 60_000;

const SIGN_MAX = 200; // of ECDSA over P-256 it is under 100 characters

/**
 * Whether monobank signed these bytes: `X-Sign` is base64 of an ECDSA signature in ASN.1, P-256 over SHA-256 of the raw body, and
 * the key is base64 of its PEM (the acquiring API v2412). The signature has no time in it: an old webhook can be sent again.
 */
export function verifySign(rawBody: Uint8Array, xSign: string, pemBase64: string): boolean {
  if (xSign.length > SIGN_MAX) return false;
  try {
    const key = createPublicKey(Buffer.from(pemBase64, "base64"));
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") return false;
    return verify("sha256", rawBody, key, Buffer.from(xSign, "base64"));
  } catch {
    return false;
  }
}

/**
 * Keeps the bank's key for one server and asks for it anew when a signature does not hold, since the bank may have changed it.
 * `verify` throws `ProviderFault` while there is no key at all or when the key had to be asked for and was not told: then
 * nobody knows whether the webhook is the bank's.
 */
export function keyKeeper(fetchKey: () => Promise<string>) {
  let key: string | undefined;
  let asking: Promise<string> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  /** The key as the bank tells it now; null when it was asked within the last minute. Many at once share one call. */
  async function freshKey(now: Date): Promise<string | null> {
    if (!asking) {
      if (now.getTime() - askedAt < KEY_ASKED_EVERY_MS) return null;
      askedAt = now.getTime();
      asking = fetchKey().finally(() => {
        asking = undefined;
      });
    }
    key = await asking;
    return key;
  }

  return {
    async verify(rawBody: Uint8Array, xSign: string, now = new Date()): Promise<boolean> {
      if (key && verifySign(rawBody, xSign, key)) return true;
      const isFirst = key === undefined;
      const fresh = await freshKey(now);
      if (fresh === null && isFirst) throw new ProviderFault("unreachable", "the bank's key is not known yet");
      return fresh !== null && verifySign(rawBody, xSign, fresh);
    },
  };
}

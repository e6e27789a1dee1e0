import { createPublicKey, type KeyObject, verify } from "node:crypto";
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
  const key = readKey(pemBase64);
  return key !== null && verify("sha256", rawBody, key, Buffer.from(xSign, "base64"));
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
      const known = key;
      if (known && verifySign(rawBody, xSign, known)) return true;
      const fresh = await freshKey(now);
      if (!known && !fresh) throw new ProviderFault("unreachable", "the bank's key is not known yet");
      return fresh !== null && fresh !== known && verifySign(rawBody, xSign, fresh);
    },
  };
}

let lastRead: { pemBase64: string; key: KeyObject | null } | undefined;

/** Null when it is no P-256 key. The last one is kept read, since reading takes as long as verifying. */
function readKey(pemBase64: string): KeyObject | null {
  if (lastRead?.pemBase64 !== pemBase64) lastRead = { pemBase64, key: parseKey(pemBase64) };
  return lastRead.key;
}

function parseKey(pemBase64: string): KeyObject | null {
  try {
    const key = createPublicKey(Buffer.from(pemBase64, "base64"));
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}

import { createHmac, randomBytes } from "node:crypto";
import { seal, unseal } from "@/lib/identity/secrets";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;
const PURPOSE = "webhook";

/** A new secret as Standard Webhooks write it, to be shown once. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** The secret as it is kept: a copy of the database alone gives it to nobody. */
export const sealSecret = (secret: string) => seal(PURPOSE, secret);
export const openSecret = (sealed: string) => unseal(PURPOSE, sealed);

/** The headers of one try (Standard Webhooks 1.0): `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`. */
export function signedHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}

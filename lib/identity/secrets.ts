import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { env } from "@/lib/core/env";

/** A keyed hash, hex: what is stored instead of an address or a code, so that a copy of the database gives neither away. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac("sha256", env.AUTH_SECRET).update(`${purpose}\0${text}`).digest("hex");
}

/** 256 bits derived from the secret, base64url: the same private link can be written into every e-mail and is stored nowhere. */
export function derivedToken(purpose: string, text: string): string {
  return createHmac("sha256", env.AUTH_SECRET).update(`token:${purpose}\0${text}`).digest("base64url");
}

/** Encrypts and signs what has to be given back as it was but must not be read in a copy of the database. */
export function seal(purpose: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** What `seal` was given. Anything changed on the way is a fault. */
export function unseal(purpose: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(purpose), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function sealingKey(purpose: string): Buffer {
  return createHmac("sha256", env.AUTH_SECRET).update(`seal:${purpose}`).digest();
}

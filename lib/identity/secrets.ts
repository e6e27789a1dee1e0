import { createHmac } from "node:crypto";
import { env } from "@/lib/core/env";

/** A keyed hash, hex: what is stored instead of an address or a code, so that a copy of the database gives neither away. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac("sha256", env.AUTH_SECRET).update(`${purpose}\0${text}`).digest("hex");
}

/** 256 bits derived from the secret, base64url: the same private link can be written into every e-mail and is stored nowhere. */
export function derivedToken(purpose: string, text: string): string {
  return createHmac("sha256", env.AUTH_SECRET).update(`token:${purpose}\0${text}`).digest("base64url");
}

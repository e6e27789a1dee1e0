import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export const KEPT_MAX_BYTES = 16 * 1024 * 1024;
const WORTH_BYTES = 1024; // below it compression saves nothing
const BROTLI_QUALITY = 5;

/** By encoding and hash of the whole page; the one asked for longest ago comes first. */
export const keptPages = new Map<string, Buffer>();
let keptBytes = 0;

/**
 * A page that anyone may have, in the best encoding the browser accepts: compressed once and kept for everyone after. Nothing
 * when it takes neither brotli nor gzip. Call it for public pages alone.
 */
export function compressedOnce(page: Buffer, accepted = ""): { encoding: string; bytes: Buffer } | undefined {
  const encoding = (["br", "gzip"] as const).find((name) => accepts(accepted, name));
  if (!encoding || page.length < WORTH_BYTES) return undefined;
  const key = `${encoding} ${createHash("sha256").update(page).digest("base64")}`;
  const bytes = keptPages.get(key) ?? compress(page, encoding);
  keep(key, bytes);
  return { encoding, bytes };
}

function accepts(accepted: string, name: string): boolean {
  return accepted.split(",").some((one) => {
    const [encoding, ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
    return encoding === name && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

function compress(page: Buffer, encoding: "br" | "gzip"): Buffer {
  if (encoding === "gzip") return gzipSync(page);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: page.length };
  return brotliCompressSync(page, { params });
}

function keep(key: string, bytes: Buffer): void {
  if (!keptPages.delete(key)) keptBytes += bytes.length;
  keptPages.set(key, bytes);
  for (const [oldest, { length }] of keptPages) {
    if (keptBytes <= KEPT_MAX_BYTES) break;
    keptPages.delete(oldest);
    keptBytes -= length;
  }
}

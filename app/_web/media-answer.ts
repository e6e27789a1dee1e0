import { Refusal } from "@/lib/core/refusal";
import type { MediumFile } from "@/lib/promos/placements/media";

/**
 * A picture or video of a placement: kept by no shared cache, run by no browser. A part of it when a part was asked for: players
 * jump about in videos. What is refused is not there.
 */
export async function answerWithMedium(
  request: Request,
  read: () => Promise<MediumFile>,
  { isDownload = false } = {},
): Promise<Response> {
  const file = await orNothing(read);
  if (!file) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const headers = {
    "content-type": file.type,
    "content-disposition": `${isDownload ? "attachment" : "inline"}; filename="${file.name}"`,
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
  };
  const { bytes } = file;
  const part = rangeOf(request.headers.get("range"), bytes.length);
  if (part === "none")
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.length}` } });
  if (!part) return new Response(new Uint8Array(bytes), { headers });
  const { from, to } = part;
  return new Response(new Uint8Array(bytes.subarray(from, to + 1)), {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${from}-${to}/${bytes.length}` },
  });
}

/** One part, as RFC 9110 writes it. Several parts, and what is no range, are answered with the whole. */
export function rangeOf(header: string | null, length: number): { from: number; to: number } | "none" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === "" || last === "" ? length - 1 : Math.min(Number(last), length - 1);
  if (from >= length || (first === "" && Number(last) === 0)) return "none";
  return to < from ? undefined : { from, to };
}

async function orNothing(read: () => Promise<MediumFile>): Promise<MediumFile | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

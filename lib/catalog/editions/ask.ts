import { env } from "@/lib/core/env";
import { LibraryFault } from "./library";

/** An answer about fifty editions is far below this; more is not an answer. */
const BYTES_MAX = 1_500_000;
const REST_MAX_MS = 10 * 60_000;

/** Libraries ask callers to say who they are and where to complain. */
const USER_AGENT = `Bookraiser/1.0 (+${new URL(env.APP_URL).host}; looks up donated books by ISBN)`;

/** One GET for JSON, with an end in time and size. Throws `LibraryFault` for everything but a whole answer with status 200. */
export async function askLibrary(url: URL, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: { "User-Agent": USER_AGENT, Accept: "application/json" },
      redirect: "error", // another host would be asked in our name
      cache: "no-store",
      signal,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new LibraryFault(`${url.host}: ${response.status}`, restOf(response));
    }
    return JSON.parse(await textOf(response));
  } catch (error) {
    if (error instanceof LibraryFault) throw error;
    // by its name alone: a message may quote the address, and with it the key
    throw new LibraryFault(`${url.host}: no answer (${error instanceof Error ? error.name : "unknown"})`);
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // leaving the loop closes the connection
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > BYTES_MAX) throw new LibraryFault("the answer has no end");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function restOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, REST_MAX_MS) : undefined;
}

import { z } from "zod";
import { ProviderFault } from "../card/fault";

/** Where monobank answers; tests and the demo have servers of their own. */
export const MONO_URL = "https://api.monobank.ua";

const ANSWER_WITHIN_MS = 10_000;
/** Told with a 500 and still a clear no: this payment cannot be given back (the acquiring API's list of errors, v2412). */
const REFUSED_WITH_500 = "CANCEL_NOT_AVAILABLE";

/** A merchant's token that is not taken says nothing of the payment asked about; a person's is theirs to give anew. */
export type Access = { token: string; baseUrl: string; deniedIs?: "unreachable" };

/**
 * One call, its answer checked by `schema`. Throws `ProviderFault` for everything else: 429 is "busy", any other 4xx "refused", 401
 * and 403 as `access` says, the rest "unreachable". Neither the fault nor its message has the token.
 */
export async function ask<T>(schema: z.ZodType<T>, access: Access, path: string, body?: object): Promise<T> {
  const method = body ? "POST" : "GET";
  const name = `${method} ${path.replace(/\?.*/, "")}`;
  let status: number;
  let text: string;
  try {
    const response = await fetch(new URL(path, access.baseUrl), {
      method,
      headers: { "X-Token": access.token, ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      redirect: "error", // a redirect would carry the token to another host
      cache: "no-store",
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    // by its name alone: the message of a header that cannot be sent quotes the token
    throw new ProviderFault("unreachable", `${name}: no answer (${error instanceof Error ? error.name : "unknown"})`);
  }

  if (status < 200 || status > 299) throw faultOf(access, name, status, text);
  const answer = schema.safeParse(parseJson(text));
  if (answer.success) return answer.data;
  const odd = answer.error.issues[0]?.path.join(".") ?? "";
  throw new ProviderFault("unreachable", `${name}: the answer is not as documented (${odd || "as a whole"})`);
}

/** The acquiring API says `errCode` and `errText`, the personal one `errorDescription`. */
const refusal = z.object({
  errCode: z.string().max(100).optional(),
  errText: z.string().optional(),
  errorDescription: z.string().optional(),
});

function faultOf({ deniedIs }: Access, name: string, status: number, text: string) {
  const { errCode, errText, errorDescription } = refusal.safeParse(parseJson(text)).data ?? {};
  const message = `${name}: ${status} ${errCode ?? ""} ${(errText ?? errorDescription ?? "").slice(0, 200)}`.trim();
  if (status === 429) return new ProviderFault("busy", message, errCode);
  if (deniedIs && (status === 401 || status === 403)) return new ProviderFault(deniedIs, message, errCode);
  const isRefused = (status >= 400 && status < 500) || errCode === REFUSED_WITH_500;
  return new ProviderFault(isRefused ? "refused" : "unreachable", message, errCode);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

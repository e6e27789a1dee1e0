/**
 * The network address a request came from, for `addressClass`: it is counted against limits and stored nowhere. The server
 * writes X-Forwarded-For itself unless it trusts a proxy; that proxy's own word is the last entry.
 */
export function addressOf(headers: Pick<Headers, "get">): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
}

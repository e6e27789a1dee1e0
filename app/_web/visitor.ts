/**
 * The network address a request came from, for `addressClass`: it is counted against limits and stored nowhere. The server
 * writes X-Forwarded-For itself unless it trusts a proxy; that proxy's own word is the last entry.
 */
export const addressOf = (headers: Pick<Headers, "get">) => addressIn(headers.get("x-forwarded-for"));

/** The same, in that header as it came. */
export const addressIn = (forwarded: string | null | undefined) =>
  forwarded?.slice(forwarded.lastIndexOf(",") + 1).trim() ?? "";

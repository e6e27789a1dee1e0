import { plainAmount } from "@/lib/core/money";

/**
 * The jar with the amount and the comment filled in, where monobank does that: undocumented, so the page shows both as well.
 * Any other address is left as the organizers wrote it.
 */
export function jarAddress(jarUrl: string, amountMinor: number, code: string): string {
  if (!isMonobank(jarUrl)) return jarUrl;
  const url = new URL(jarUrl);
  url.searchParams.set("a", plainAmount(amountMinor));
  url.searchParams.set("t", code);
  return url.href;
}

export function isMonobank(jarUrl: string): boolean {
  if (!URL.canParse(jarUrl)) return false;
  const { protocol, hostname, pathname } = new URL(jarUrl);
  return protocol === "https:" && hostname === "send.monobank.ua" && pathname.startsWith("/jar/");
}

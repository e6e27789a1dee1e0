export type PersonalSign = "jar" | "card" | "iban";

/**
 * What makes requisites look like somebody's own rather than a fund's: money collected on a private jar or card counts as that
 * person's income (the tax service, Telegraf, 28 August 2025). Advice for words beside the form, never a refusal: a fund can have
 * a jar too, and then names its number in the register.
 */
export function personalSigns(fund: { jarUrl: string | null; iban: string | null; edrpou: string | null }) {
  const signs: PersonalSign[] = [];
  const link = fund.jarUrl ? linkKind(fund.jarUrl) : undefined;
  if (link === "card" || (link === "jar" && !fund.edrpou)) signs.push(link);
  if (fund.iban && isPersonalAccount(fund.iban)) signs.push("iban");
  return signs;
}

/** monobank's links to a jar and to a card, and PrivatBank's to a card; nothing for other pages, such as a fund's own. */
function linkKind(jarUrl: string): "jar" | "card" | undefined {
  if (!URL.canParse(jarUrl)) return undefined;
  const { hostname, pathname } = new URL(jarUrl);
  if (hostname === "send.monobank.ua") return pathname.startsWith("/jar/") ? "jar" : "card";
  if (/(^|\.)privat24\.ua$/.test(hostname)) return pathname.startsWith("/send/") ? "card" : undefined;
  return undefined;
}

/**
 * A Ukrainian IBAN is UA, 2 check digits, 6 of the bank and 19 of the account with zeros in front; accounts that begin with 2620
 * or 2625 are people's current and card accounts in the chart of accounts of banks.
 */
function isPersonalAccount(iban: string): boolean {
  return /^UA\d{8}0*(2620|2625)/.test(iban);
}

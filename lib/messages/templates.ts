import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { type MailKey, mail } from "@/lib/core/i18n/messages/mail";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { linkToken } from "@/lib/identity/links";
import type { Facts, Message } from "./facts";

/** One e-mail before it has a form: paragraphs, a code to type, facts to copy, one thing to press. */
export type Letter = {
  locale: Locale;
  subject: string;
  before: string[];
  code: string | undefined;
  details: [label: string, value: string][];
  after: string[];
  button: { label: string; url: string } | undefined;
  footer: string;
};

type Content = Pick<Message, "communityId" | "kind" | "locale" | "payload">;

/**
 * The letter of a message, from the facts at this moment. Nothing when it is no longer true, so that nobody is asked for a code
 * that was typed, or reminded of a hold that ended. A subject that is not there is a fault.
 */
export function letterOf(message: Content, facts: Facts, now: Date): Letter | undefined {
  const { kind, locale, payload } = message;
  if (isOvertaken(kind, facts)) return undefined;
  if (kind !== "sign_in_code" && !facts.campaign) throw new Error(`The subject of a ${kind} message is not there`);

  const t = mail(locale);
  const values = valuesOf(message, facts, now);
  const template = templateOf(kind, facts);
  const say = (part: "subject" | "body" | "after" | "button") => {
    const key = `${template}.${part}`;
    return mail.has(key) ? t(key, values) : "";
  };
  const reason = String(payload.reason ?? "").trim();
  const path = say("button") && pathFor(message, facts);
  return {
    locale,
    subject: say("subject").replace(/\s+/gu, " "),
    before: [t("greeting"), say("body"), reason && t("reason", { reason })].filter(Boolean),
    code: isCode(kind) ? String(payload.code) : undefined,
    details: detailsOf(kind, locale, facts).map(([key, value]) => [t(`details.${key}`), value]),
    after: [isCash(kind, facts) ? t("claim_held_cash.after") : say("after")].filter(Boolean),
    button: path ? { label: say("button"), url: `${env.APP_URL.replace(/\/+$/, "")}/${locale}${path}` } : undefined,
    footer: t("footer", { community: facts.community.name }),
  };
}

type Kind = Message["kind"];
type DetailKey = MailKey extends infer Key ? (Key extends `details.${infer Name}` ? Name : never) : never;

const isCode = (kind: Kind) => kind === "sign_in_code" || kind === "claim_code";

function isOvertaken(kind: Kind, { claim }: Facts): boolean {
  if (kind === "claim_code") return claim?.status !== "held" || claim.verifiedAt !== null;
  return kind === "claim_ending" && claim?.status !== "held";
}

function isCash(kind: Kind, { claim }: Facts): boolean {
  return claim?.method === "cash" && claim.status === "held" && (kind === "claim_held" || kind === "claim_ending");
}

/** Whoever asks for the link again may have paid by then; "send your donation" would be wrong. */
function templateOf(kind: Kind, facts: Facts): string {
  if (kind !== "claim_held") return kind;
  if (facts.claim?.status !== "held") return "claim_link";
  return isCash(kind, facts) ? "claim_held_cash" : kind;
}

function valuesOf({ kind, locale, payload }: Content, facts: Facts, now: Date) {
  const { claim, donation, book, campaign, community } = facts;
  const holdHours = (facts.isOfCommunity ? campaign?.memberHoldHours : campaign?.guestHoldHours) ?? 0;
  return {
    book: book?.title ?? "",
    campaign: campaign?.name ?? "",
    amount: amountOf(kind, locale, facts),
    code: isCode(kind) ? String(payload.code) : (claim?.code ?? donation?.code ?? ""),
    until: claim?.expiresAt ? momentText(claim.expiresAt, community.timeZone, locale, now) : "",
    hours: kind === "claim_reported" ? (campaign?.confirmHours ?? 0) : holdHours,
  };
}

/** What arrived where money arrived, the minimum of a book on offer, and otherwise what was promised. */
function amountOf(kind: Kind, locale: Locale, { claim, donation, book, receivedMinor }: Facts): string {
  const isOffer = kind === "listing_published" || kind === "review_waits";
  if (isOffer && book) return formatMoney(book.minimumMinor, book.currency, locale);
  const promised = claim?.pledgeMinor ?? donation?.pledgedMinor ?? 0;
  const hasArrived = (kind === "claim_confirmed" || kind === "donation_without_book") && receivedMinor > 0;
  const currency = claim?.currency ?? donation?.currency ?? book?.currency;
  return currency ? formatMoney(hasArrived ? receivedMinor : promised, currency, locale) : "";
}

function detailsOf(kind: Kind, locale: Locale, facts: Facts): [DetailKey, string][] {
  const { claim, book, campaign } = facts;
  const place = book?.pickupPoint ?? book?.city;
  const fund = campaign?.fundName;
  if (kind === "donation_without_book") return given([["fund", fund]]);
  if (kind === "claim_confirmed")
    return given([
      ["fund", fund],
      ["place", place],
    ]);
  if (kind === "book_found_reader")
    return given([
      ["fund", fund],
      ["handover", book?.pickupPoint],
    ]);
  if ((kind !== "claim_held" && kind !== "claim_ending") || claim?.status !== "held") return [];

  const amount = formatMoney(claim.pledgeMinor, claim.currency, locale);
  if (claim.method === "cash")
    return given([
      ["amount", amount],
      ["place", place],
    ]);
  return given([
    ["amount", amount],
    ["code", claim.code],
    ["fund", fund],
    ["jar", campaign?.jarUrl],
    ["iban", campaign?.iban],
    ["edrpou", campaign?.edrpou],
  ]);
}

function given(details: [DetailKey, string | null | undefined][]): [DetailKey, string][] {
  return details.filter((detail): detail is [DetailKey, string] => Boolean(detail[1]));
}

function pathFor({ communityId, kind }: Content, { claim, book, campaign, community, manageToken }: Facts): string {
  const home = `/${community.slug}`;
  if (kind === "review_waits") return `${home}/desk/books`;
  if (kind === "proof_waits") return `${home}/desk/money`;
  if (kind === "listing_published") return `${home}/${campaign?.slug}/books/${book?.code}`;
  if (kind === "listing_received" || kind === "listing_rejected" || kind === "book_found_reader")
    return manageToken ? `/books/manage/${manageToken}` : `${home}/me`;
  return claim ? `/claims/${linkToken("claim", communityId, claim.id)}` : home;
}

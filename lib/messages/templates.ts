import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { type MailKey, mail } from "@/lib/core/i18n/messages/mail";
import { dateText, momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { linkToken } from "@/lib/identity/links";
import type { Facts, Message } from "./facts";
import { handoverCalendar, handoverDetails, handoverPath, handoverVariant, isPast } from "./handover";
import { ABOUT_PROMOS } from "./promo-facts";
import { isPromoPast, promoPath, promoValues, promoVariant } from "./promo-words";
import { thanksDetails, thanksValues } from "./thanks";

/** One e-mail before it has a form: paragraphs, a code to type, facts to copy, one thing to press, one more beside it, and one to keep. */
export type Letter = {
  locale: Locale;
  subject: string;
  before: string[];
  code: string | undefined;
  details: [label: string, value: string][];
  after: string[];
  button: Link | undefined;
  another: Link | undefined;
  receipt: Link | undefined;
  /** An iCalendar file, attached. */
  calendar: string | undefined;
  footer: string;
};
type Link = { label: string; url: string };

type Content = Pick<Message, "communityId" | "kind" | "locale" | "payload">;

/**
 * The letter of a message, from the facts at this moment. Nothing when it is no longer true, so that nobody is asked for a code
 * that was typed, or reminded of a hold that ended. A subject that is not there is a fault.
 */
export function letterOf(message: Content, facts: Facts, now: Date): Letter | undefined {
  const { kind, locale, payload } = message;
  if (isOvertaken(kind, facts, now)) return undefined;
  if (kind !== "sign_in_code" && !facts.campaign && !facts.proposal && !facts.removal && !facts.promo)
    throw new Error(`The subject of a ${kind} message is not there`);

  const t = mail(locale);
  const values = valuesOf(message, facts, now);
  const variant = variantOf(kind, facts);
  const say = (part: "subject" | "body" | "after" | "button" | "another") => {
    const key = [`${kind}_${variant}.${part}`, `${kind}.${part}`].find(mail.has);
    return key && mail.has(key) ? t(key, values) : "";
  };
  const linkTo = (label: string, path: string): Link => ({
    label,
    url: `${env.APP_URL.replace(/\/+$/, "")}/${locale}${path}`,
  });
  const reason = String(payload.reason ?? facts.refund?.reason ?? "").trim();
  const button = say("button");
  const path = pathFor(message, facts);
  const another = say("another");
  const anotherPath = anotherPathFor(kind, path, facts);
  const receipt = receiptPath(message, facts);
  return {
    locale,
    subject: say("subject").replace(/\s+/gu, " "),
    before: [t("greeting"), say("body"), reason && t("reason", { reason })].filter(Boolean),
    code: isCode(kind) && payload.code !== undefined ? String(payload.code) : undefined,
    details: detailsOf(message, facts, now).map(([key, value]) => [t(`details.${key}`), value]),
    after: [say("after")].filter(Boolean),
    button: button && path ? linkTo(button, path) : undefined,
    another: another && anotherPath ? linkTo(another, anotherPath) : undefined,
    receipt: receipt ? linkTo(t("receipt"), receipt) : undefined,
    calendar:
      kind === "handover_agreed" && path ? handoverCalendar(facts.handover, locale, linkTo("", path).url) : undefined,
    footer: t("footer", { community: facts.community.name }),
  };
}

type Kind = Message["kind"];
type DetailKey = MailKey extends infer Key ? (Key extends `details.${infer Name}` ? Name : never) : never;

const isCode = (kind: Kind) => kind === "sign_in_code" || kind === "claim_code" || kind === "wait_code";

const isOfHandover = (kind: Kind) => kind.startsWith("handover_");

function isOvertaken(kind: Kind, facts: Facts, now: Date): boolean {
  const { claim, wait, donation, money, refund, handover } = facts;
  if (isOfHandover(kind)) return isPast(kind, handover, now);
  if (ABOUT_PROMOS.includes(kind)) return isPromoPast(kind, facts.promo);
  if (kind === "organizer_proposed") return !facts.proposal || facts.proposal.decidedAt !== null;
  if (kind === "campaign_thanks") return !facts.thanks?.gave && !facts.thanks?.took;
  if (kind === "requisites_changing") return !facts.change || facts.change.cancelledAt !== null;
  if (kind === "claim_code") return claim?.status !== "held" || claim.verifiedAt !== null;
  if (kind === "wait_code") return wait?.status !== "waiting" && wait?.status !== "offered";
  if (kind === "wait_offered") return wait?.status !== "offered";
  if (kind === "claim_extended") return claim?.status !== "held";
  if (kind === "claim_ending") return claim?.status !== "held";
  if (kind === "donation_refunded" || kind === "refund_failed") return !refund;
  if (kind === "dispute_opened") return donation?.status !== "disputed";
  return isOfThanks(kind) && !money?.givenMinor;
}

const isOfThanks = (kind: Kind) =>
  kind === "claim_confirmed" || kind === "donation_confirmed" || kind === "donation_without_book";

/** Which of several wordings fits; its parts stand beside those that all of them share. */
function variantOf(kind: Kind, facts: Facts): string {
  const { claim, wait, donation, hasBook, handover, campaign, thanks } = facts;
  if (isOfHandover(kind)) return handoverVariant(kind, handover);
  if (facts.promo) return promoVariant(kind, facts.promo);
  switch (kind) {
    case "wait_code": // whoever stands in line already is sent the link alone
      return wait?.verifiedAt ? "link" : "";
    case "wait_lapsed":
      return wait?.status !== "left" ? "" : campaign?.status === "closed" ? "over" : "gone";
    case "claim_held": // whoever asks for the link again may have paid by then; "send your donation" would be wrong
    case "claim_ending":
      return claim?.status === "held" ? claim.method : "link";
    case "claim_expired":
    case "claim_cancelled":
      return claim?.method ?? "";
    case "book_withdrawn":
      return wait ? "wait" : (claim?.method ?? "");
    case "organizer_removed":
      return facts.removal?.isOwn ? "own" : "";
    case "requisites_changing":
      return facts.change?.canStop ? "" : "watch";
    case "campaign_thanks":
      return thanks && thanks.left.length > 0 ? "left" : "";
    case "claim_reopened_to_check":
      return hasBook ? "" : "without_book";
    case "claim_rejected":
      return claim ? "" : "without_claim";
    case "donation_confirmed":
    case "donation_without_book":
      return donation?.decision ?? "";
    default:
      return "";
  }
}

function valuesOf({ kind, locale, payload }: Content, facts: Facts, now: Date) {
  const { claim, wait, donation, book, campaign, community, money, refund } = facts;
  const { change, proposal, removal } = facts;
  const until = change?.takesEffectAt ?? wait?.offerEndsAt ?? claim?.expiresAt;
  const holdHours = (facts.isOfCommunity ? campaign?.memberHoldHours : campaign?.guestHoldHours) ?? 0;
  const inWords = (minor: number | null | undefined) =>
    minor && donation ? formatMoney(minor, donation.currency, locale) : "";
  return {
    book: book?.title ?? "",
    campaign: campaign?.name ?? "",
    community: community.name,
    person: removal ? nameOf(locale, removal.person) : (proposal?.person ?? ""),
    remover: removal?.removerId ? nameOf(locale, removal.by ?? "") : "",
    isOperator: removal?.removerId ? "no" : "yes",
    proposer: proposal?.proposer ?? "",
    requester: change?.requester ?? "",
    amount: amountOf(kind, locale, facts),
    given: inWords(money?.givenMinor),
    left: inWords(money?.standingMinor),
    isAll: money?.standingMinor === 0 ? "yes" : "no",
    page: claim ? "claim" : "donation",
    way: refund?.attemptId ? "card" : "outside",
    why: refund?.cause !== "late_payment" ? "other" : claim ? "late" : "twice",
    code: isCode(kind) ? String(payload.code) : (donation?.code ?? claim?.code ?? ""),
    until: until ? momentText(until, community.timeZone, locale, now) : "",
    ...thanksValues(facts.thanks, locale),
    ...promoValues(facts.promo, community.timeZone, locale, now),
    hours: kind === "claim_reported" ? (campaign?.confirmHours ?? 0) : holdHours,
  };
}

/** What arrived, went back or is held back where the letter is about that, the minimum of a book on offer, otherwise what was promised. */
function amountOf(kind: Kind, locale: Locale, { claim, donation, book, money, refund }: Facts): string {
  const isOffer = kind === "listing_published" || kind === "review_waits";
  if (isOffer && book) return formatMoney(book.minimumMinor, book.currency, locale);
  const promised = claim?.pledgeMinor ?? donation?.pledgedMinor ?? 0;
  const moved = isOfThanks(kind) ? money?.givenMinor : kind === "dispute_opened" ? money?.disputedMinor : undefined;
  const currency = claim?.currency ?? donation?.currency ?? book?.currency;
  return currency ? formatMoney(refund?.amountMinor ?? moved ?? promised, currency, locale) : "";
}

function detailsOf({ kind, locale, payload }: Content, facts: Facts, now: Date): [DetailKey, string][] {
  const { claim, donation, book, campaign, community, money, refund } = facts;
  const place = book?.pickupPoint ?? book?.city;
  const fund = campaign?.fundName;
  if (kind === "requisites_changing" && facts.change)
    return given([
      ["fund", fromTo(payload.fundName, facts.change.fundName)],
      ["jar", fromTo(payload.jarUrl, facts.change.jarUrl)],
      ["iban", fromTo(payload.iban, facts.change.iban)],
      ["edrpou", fromTo(payload.edrpou, facts.change.edrpou)],
    ]);
  if (facts.thanks) return given([["fund", fund], ...thanksDetails(facts.thanks)]);
  if (isOfHandover(kind))
    return given(
      handoverDetails(kind, facts.handover, { timeZone: community.timeZone, locale, now, bookPlace: place ?? null }),
    );
  if (isOfThanks(kind)) {
    const isOurs = donation?.decision !== "refund";
    return given([
      ["amount", money?.givenMinor && donation && formatMoney(money.givenMinor, donation.currency, locale)],
      ["fund", isOurs && fund],
      ["campaign", campaign?.name],
      ["book", kind === "claim_confirmed" && book?.title],
      ["date", money?.givenAt && dateText(money.givenAt, community.timeZone, locale)],
      ["code", donation?.code],
      ["place", kind === "claim_confirmed" && place],
    ]);
  }
  if (kind === "donation_refunded" && donation && money && refund) {
    const inWords = (minor: number) => formatMoney(minor, donation.currency, locale);
    return given([
      ["returned", inWords(refund.amountMinor)],
      ["given", money.givenMinor && inWords(money.givenMinor)],
      ["left", inWords(money.standingMinor)],
      ["code", donation.code],
    ]);
  }
  if (kind === "refund_failed") return given([["answer", refund?.problem]]);
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
  if (claim.method === "card")
    return given([
      ["amount", amount],
      ["fund", fund],
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

function given(details: [DetailKey, string | number | false | null | undefined][]): [DetailKey, string][] {
  return details.flatMap(([key, value]): [DetailKey, string][] => (value ? [[key, String(value)]] : []));
}

/** What stood when a change was asked for, and what is to stand; once where they are the same. */
function fromTo(from: string | number | undefined, to: string | null): string {
  const [before, after] = [String(from ?? ""), to ?? ""];
  return before === after ? after : `${before || "—"} → ${after || "—"}`;
}

/** Nothing for a donor without a page of their own. */
function pathFor({ communityId, kind }: Content, facts: Facts): string | undefined {
  const { wait, donation, book, campaign, community, manageToken } = facts;
  const home = `/${community.slug}`;
  if (facts.handover) {
    const own = handoverPath(facts.handover, communityId, community.slug, manageToken);
    return kind === "handover_chase" ? `${own}/received` : own;
  }
  if (facts.promo) return `${home}${promoPath(facts.promo, kind)}`;
  if (kind === "organizer_proposed") return `${home}/desk/people/proposals`;
  if (facts.removal) return facts.removal.isOwn ? home : `${home}/desk/people`;
  if (facts.change && !facts.change.canStop) return home; // a draft has no public page
  if (kind === "requisites_changing")
    return `${home}/desk/settings?${new URLSearchParams({ campaign: campaign?.slug ?? "" })}`;
  if (kind === "campaign_thanks") return `${home}/${campaign?.slug}`;
  if (kind === "review_waits") return `${home}/desk/books`;
  if (kind === "proof_waits") return `${home}/desk/money`;
  if (kind === "refund_failed" || kind === "dispute_opened")
    return `${home}/desk/money?${new URLSearchParams({ campaign: campaign?.slug ?? "", q: donation?.code ?? "" })}`;
  if (kind === "listing_published") return `${home}/${campaign?.slug}/books/${book?.code}`;
  if (kind === "listing_received" || kind === "listing_rejected" || kind === "book_found_reader")
    return manageToken ? `/books/manage/${manageToken}` : `${home}/me`;
  if (wait) return `/waits/${linkToken("wait", communityId, wait.id)}`;
  return ownPath(communityId, facts);
}

/** The second of two answers, where a letter asks; and where a giver decides about what is left. */
function anotherPathFor(kind: Kind, path: string | undefined, facts: Facts): string | undefined {
  if (kind === "campaign_thanks")
    return facts.manageToken ? `/books/manage/${facts.manageToken}` : `/${facts.community.slug}/me`;
  return path && kind === "handover_chase" ? `${path}?answer=no` : undefined;
}

/** The donor's private page: of the claim, or of the donation without one. */
function ownPath(communityId: string, { claim, donationToken }: Facts): string | undefined {
  if (claim) return `/claims/${linkToken("claim", communityId, claim.id)}`;
  return donationToken && `/donations/${donationToken}`;
}

/** The receipt of money that came to stay. */
function receiptPath({ communityId, kind }: Content, facts: Facts): string | undefined {
  const path = ownPath(communityId, facts);
  const isKept = isOfThanks(kind) && facts.donation !== undefined && facts.donation.decision !== "refund";
  return path && isKept ? `${path}/receipt` : undefined;
}

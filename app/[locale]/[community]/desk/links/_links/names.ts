import { campaignPath, donatePath, givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { Link } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";

/** What stands in a post and on a poster. */
export const shortAddress = (code: string) => new URL(`/r/${code}`, env.APP_URL).href;

/** A network by its name; one that was typed, as it was typed. */
export function networkName(network: string, locale: Locale): string {
  const word = `network.${network}`;
  return deskLinkWords.has(word) ? deskLinkWords(locale)(word) : network;
}

/** "сторіс 4" of story-4; a placement of other words as it is. */
export function placementName(content: string, locale: Locale): string {
  if (content === "share") return deskLinkWords(locale)("share");
  const [, kind = "", number] = /^(?:fb-|ig-|li-|tg-)?([a-z-]+?)(?:-(\d+))?$/.exec(content) ?? [];
  const word = `content.${kind}`;
  if (!deskLinkWords.has(word)) return content;
  return [deskLinkWords(locale)(word), number].filter(Boolean).join("\u00A0");
}

export function linkName({ network, content }: Pick<Link, "network" | "content">, locale: Locale): string {
  return `${networkName(network, locale)}, ${placementName(content, locale)}`;
}

export type LinkState = "active" | "disabled" | "expired";

export function linkState({ status, expiresAt }: Pick<Link, "status" | "expiresAt">, now: Date): LinkState {
  if (status === "disabled") return "disabled";
  return expiresAt && expiresAt <= now ? "expired" : "active";
}

export const TARGETS = ["catalog", "book", "give", "donate", "address"] as const;
export type TargetKind = (typeof TARGETS)[number];
/** What a stored target is: a page of the campaign, a book of it, or any other address. */
export type Target = { kind: TargetKind; book: string };

export function readTargetKind(target: string, campaign: PublicCampaign): Target {
  const path = target.replace(/^\/(?:uk|en)(?=\/)/, "");
  const page = (["catalog", "give", "donate"] as const).find((kind) => path === pathOf(campaign, kind));
  if (page) return { kind: page, book: "" };
  const books = `${campaignPath(campaign)}/books/`;
  const book = path.startsWith(books) ? path.slice(books.length) : "";
  return /^[a-z0-9]+$/.test(book) ? { kind: "book", book } : { kind: "address", book: "" };
}

/** The address of a page of the campaign that a link may lead to. */
export function pathOf(campaign: PublicCampaign, kind: "catalog" | "give" | "donate"): string {
  return { catalog: campaignPath, give: givePath, donate: donatePath }[kind](campaign);
}

/** Where a link leads, in a word or two. */
export function targetName(target: string, campaign: PublicCampaign, locale: Locale): string {
  const { kind, book } = readTargetKind(target, campaign);
  const t = deskLinkWords(locale);
  if (kind === "book") return `${t("target.book")}\u00A0${book}`;
  if (kind !== "address") return t(`target.${kind}`);
  return target.startsWith("/") ? target : new URL(target).hostname;
}

type Step = Pick<Link, "id" | "hopOf">;
const STEPS_MAX = 6;

/** A link, the link in the post it leads to, and so on. */
export function pathFrom<Row extends Step>(link: Row, links: readonly Row[]): Row[] {
  const path = [link];
  while (path.length < STEPS_MAX) {
    const next = links.find(({ id }) => id === path.at(-1)?.hopOf);
    if (!next || path.includes(next)) break;
    path.push(next);
  }
  return path;
}

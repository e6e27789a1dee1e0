import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { books, claims, handoverEvents, handovers, type MessageKind, people } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import type { MailKey } from "@/lib/core/i18n/messages/mail";
import { momentText } from "@/lib/core/i18n/moment";
import { trackingUrl } from "@/lib/core/tracking";
import { linkToken } from "@/lib/identity/links";
import { meetingFile } from "./calendar";

type Reader = Pick<Tx, "select">;
export type HandoverFacts = NonNullable<Awaited<ReturnType<typeof readHandover>>>;
type DetailKey = MailKey extends infer Key ? (Key extends `details.${infer Name}` ? Name : never) : never;

const MEETING_MINUTES = 30;
const givers = alias(people, "giver");

/** A step: a claim's hand-over, as one of its two people sees it. */
export async function readHandover(tx: Reader, communityId: string, claimId: string, personId: string) {
  const [row] = await tx
    .select({
      id: handovers.id,
      claimId: handovers.claimId,
      status: handovers.status,
      way: handovers.way,
      place: handovers.place,
      meetsAt: handovers.meetsAt,
      proposedBy: handovers.proposedBy,
      city: handovers.city,
      branch: handovers.branch,
      waybill: handovers.waybill,
      chasedAt: handovers.chasedAt,
      claimStatus: claims.status,
      title: books.title,
      giverId: books.giverId,
      takerId: claims.claimantId,
      takerName: people.name,
      giverName: givers.name,
      agreements: sql<number>`(select count(*)::int from ${handoverEvents} where ${handoverEvents.communityId} = ${handovers.communityId}
        and ${handoverEvents.handoverId} = ${handovers.id} and ${handoverEvents.event} = 'agree')`,
      agreedAt: sql<
        string | null
      >`(select max(${handoverEvents.at}) from ${handoverEvents} where ${handoverEvents.communityId} = ${handovers.communityId}
        and ${handoverEvents.handoverId} = ${handovers.id} and ${handoverEvents.event} = 'agree')`,
    })
    .from(handovers)
    .innerJoin(claims, and(eq(claims.communityId, handovers.communityId), eq(claims.id, handovers.claimId)))
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .innerJoin(givers, and(eq(givers.communityId, books.communityId), eq(givers.id, books.giverId)))
    .where(and(eq(handovers.communityId, communityId), eq(handovers.claimId, claimId)));
  if (!row) return undefined;
  const isGiver = row.giverId === personId;
  return { ...row, personId, isGiver, otherName: isGiver ? row.takerName : row.giverName };
}

/** Whether a letter about a hand-over has been overtaken by what happened since. */
export function isPast(kind: MessageKind, handover: HandoverFacts | undefined, now: Date): boolean {
  if (!handover) return true;
  const { status, way, meetsAt, proposedBy, personId, chasedAt, claimStatus } = handover;
  switch (kind) {
    case "handover_open":
      return status !== "to_arrange" || proposedBy !== null;
    case "handover_proposed":
      return status !== "to_arrange" || proposedBy === null || proposedBy === personId;
    case "handover_agreed":
      return status !== "arranged";
    case "handover_declined":
      return status !== "to_arrange";
    case "handover_soon":
      return status !== "arranged" || way !== "meeting" || meetsAt === null || meetsAt <= now;
    case "handover_shipped":
      return status !== "shipped";
    case "handover_chase":
      return claimStatus !== "confirmed" || chasedAt === null;
    case "handover_missed":
      return status !== "no_show";
    case "handover_returned":
      return status !== "returned";
    default:
      return false;
  }
}

/** Which wording fits: by the way the book goes, and for whom it is. */
export function handoverVariant(kind: MessageKind, handover: HandoverFacts | undefined): string {
  if (kind === "handover_agreed") return `${handover?.way}${handover?.isGiver ? "_giver" : ""}`;
  return handover?.isGiver ? "giver" : "";
}

/** What a letter about a hand-over names: when, where, with whom, by which waybill. */
export function handoverDetails(
  kind: MessageKind,
  handover: HandoverFacts | undefined,
  { timeZone, locale, now, bookPlace }: { timeZone: string; locale: Locale; now: Date; bookPlace: string | null },
): [DetailKey, string | null | undefined][] {
  if (!handover) return [];
  const { way, meetsAt, place, city, branch, waybill, otherName, isGiver } = handover;
  if (kind === "handover_open") return [["place", bookPlace]];
  if (kind === "handover_shipped")
    return [
      ["waybill", waybill],
      ["tracking", waybill && trackingUrl(waybill)],
    ];
  const isAgreed = kind === "handover_agreed" || kind === "handover_soon" || kind === "handover_proposed";
  if (!isAgreed) return [];
  if (way === "parcel")
    return [
      ["address", [city, branch].filter(Boolean).join(", ")],
      ["taker", isGiver && otherName ? otherName : null],
    ];
  return [
    ["when", meetsAt && momentText(meetsAt, timeZone, locale, now)],
    ["where", place],
    [isGiver ? "taker" : "giver", way === "meeting" ? otherName : null],
  ];
}

/** The calendar file of an agreed meeting, in the words of whoever gets it; nothing while none is agreed. */
export function handoverCalendar(
  handover: HandoverFacts | undefined,
  locale: Locale,
  page: string,
): string | undefined {
  if (handover?.status !== "arranged" || handover.way !== "meeting" || !handover.meetsAt) return undefined;
  const { id, agreements, agreedAt, meetsAt, place, title, otherName, isGiver } = handover;
  const t = handoverWords(locale);
  return meetingFile({
    id,
    version: agreements,
    agreedAt: agreedAt ? new Date(agreedAt) : meetsAt,
    meetsAt,
    minutes: MEETING_MINUTES,
    title: t("calendar.title", { book: title }),
    place: place ?? "",
    notes: `${t(isGiver ? "calendar.giver" : "calendar.taker", { name: otherName })}\n${page}`,
  });
}

/** Where one of the two looks after the hand-over: the claim's private page, the private page of a listing, or one's own page. */
export function handoverPath(
  handover: HandoverFacts,
  communityId: string,
  slug: string,
  manageToken: string | undefined,
): string {
  if (!handover.isGiver) return `/claims/${linkToken("claim", communityId, handover.claimId)}`;
  return manageToken ? `/books/manage/${manageToken}` : `/${slug}/me`;
}

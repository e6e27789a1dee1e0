import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { books, campaigns, claims, donations } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import type { MailKey } from "@/lib/core/i18n/messages/mail";
import { formatMoney } from "@/lib/core/money";

type DetailKey = MailKey extends infer Key ? (Key extends `details.${infer Name}` ? Name : never) : never;
export type ThanksFacts = NonNullable<Awaited<ReturnType<typeof thanksFor>>>;

const LEFT_MAX = 20;

/**
 * A step: what a closed campaign has come to, and what somebody's part in it was, of the letter of thanks. Nothing once the campaign is
 * open again. A book that has gone on to the next campaign is no longer left.
 */
export async function thanksFor(tx: Pick<Tx, "select" | "$count">, communityId: string, personId: string, id: string) {
  const [campaign] = await tx
    .select({
      campaignId: campaigns.id,
      status: campaigns.status,
      totals: campaigns.closedTotals,
      currency: campaigns.currency,
    })
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, id)));
  if (campaign?.status !== "closed") return undefined;
  const given = and(eq(books.communityId, communityId), eq(books.campaignId, id), eq(books.giverId, personId));
  const keeps = db
    .select({ one: sql`1` })
    .from(claims)
    .where(
      and(
        eq(claims.communityId, books.communityId),
        eq(claims.bookId, books.id),
        inArray(claims.status, ["held", "reported", "confirmed", "fulfilled"]),
      ),
    );
  const left = await tx
    .select({ id: books.id, title: books.title })
    .from(books)
    .where(and(given, eq(books.status, "listed"), sql`not exists ${keeps}`))
    .orderBy(asc(books.title), asc(books.id));
  const tookOf = and(eq(claims.communityId, communityId), eq(claims.campaignId, id), eq(claims.claimantId, personId));
  const gaveOf = and(
    eq(donations.communityId, communityId),
    eq(donations.campaignId, id),
    eq(donations.donorId, personId),
    eq(donations.status, "confirmed"),
  );
  const gave = (await tx.$count(books, given)) > 0;
  const took =
    (await tx.$count(claims, and(tookOf, inArray(claims.status, ["confirmed", "fulfilled"])))) +
      (await tx.$count(donations, gaveOf)) >
    0;
  const { campaignId, currency, totals } = campaign;
  const { raisedMinor = 0, booksExchanged = 0 } = totals ?? {};
  return {
    campaignId,
    currency,
    raisedMinor,
    booksExchanged,
    gave,
    took,
    left: left.map(({ title }) => title),
    onlyLeftId: left.length === 1 ? left[0]?.id : undefined, // its own private link says more than a list
  };
}

/** The letter's own values. */
export function thanksValues(thanks: ThanksFacts | undefined, locale: Locale): Record<string, string | number> {
  if (!thanks) return {};
  const { gave, took, left, booksExchanged, raisedMinor, currency } = thanks;
  return {
    part: gave && took ? "both" : gave ? "gave" : "took",
    exchanged: booksExchanged,
    raised: formatMoney(raisedMinor, currency, locale),
    hasRaised: raisedMinor > 0 ? "yes" : "no",
    leftover: left.length === 0 ? "none" : left.length === 1 ? "one" : "several",
  };
}

/** The books of theirs that are left, by title. */
export function thanksDetails({ left }: ThanksFacts): [DetailKey, string | undefined][] {
  const more = left.length > LEFT_MAX ? ` + ${left.length - LEFT_MAX}` : "";
  return [["leftBooks", left.length > 0 ? `${left.slice(0, LEFT_MAX).join("; ")}${more}` : undefined]];
}

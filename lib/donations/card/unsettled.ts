import { and, desc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { campaigns, donations, payableStatuses, paymentAttempts } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { cardProvider } from "./providers";

const SHOWN_MAX = 100;

export type UnsettledPayment = Awaited<ReturnType<typeof unsettledPayments>>[number];

/** Card payments that people are at, or that brought something else than was asked, latest first. Refuses `identity.notAllowed`. */
export async function unsettledPayments(actor: Actor) {
  requirePermission(actor, "money.see");
  const rows = await db
    .select({
      id: paymentAttempts.id,
      status: paymentAttempts.status,
      provider: paymentAttempts.provider,
      amountMinor: paymentAttempts.amountMinor,
      currency: paymentAttempts.currency,
      paymentRef: paymentAttempts.paymentRef,
      problem: paymentAttempts.problem,
      createdAt: paymentAttempts.createdAt,
      expiresAt: paymentAttempts.expiresAt,
      code: donations.code,
      campaign: campaigns.slug,
    })
    .from(paymentAttempts)
    .innerJoin(
      donations,
      and(eq(donations.communityId, paymentAttempts.communityId), eq(donations.id, paymentAttempts.donationId)),
    )
    .innerJoin(campaigns, and(eq(campaigns.communityId, donations.communityId), eq(campaigns.id, donations.campaignId)))
    .where(
      and(
        eq(paymentAttempts.communityId, actor.communityId),
        inArray(paymentAttempts.status, [...payableStatuses, "odd"]),
      ),
    )
    .orderBy(desc(paymentAttempts.id))
    .limit(SHOWN_MAX);
  return rows.map((row) => ({ ...row, came: row.status === "odd" ? cameOf(row.problem) : null }));
}

/** Whether a community has anything to do with cards: it can take them, or once did. */
export async function hasCards(communityId: string): Promise<boolean> {
  if (cardProvider("stripe") || cardProvider("mono")) return true;
  const [any] = await db
    .select({ id: paymentAttempts.id })
    .from(paymentAttempts)
    .where(eq(paymentAttempts.communityId, communityId))
    .limit(1);
  return any !== undefined;
}

/** What came instead, as it was noted: "40000 UAH". */
function cameOf(problem: string | null): { amountMinor: number; currency: string } | null {
  const [, amountMinor, currency] = /^(\d+) ([A-Z]{3})$/.exec(problem ?? "") ?? [];
  return amountMinor && currency ? { amountMinor: Number(amountMinor), currency } : null;
}

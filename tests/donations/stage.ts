import { and, desc, eq } from "drizzle-orm";
import { expect } from "vitest";
import { db } from "@/db/client";
import { type Campaign, claims, donations, ledgerEntries, messages } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import type { ClaimRef } from "@/lib/claims/moves";
import type { PersonActor } from "@/lib/identity/actor";
import { checkInvariants } from "@/lib/reports/invariants";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aTreasurer } from "../support/factories";
import { NOON } from "../support/times";

/** A community with a campaign that takes cash, an organizer and a treasurer. */
export async function aStage(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id, { allowsCash: true, ...overrides });
  return { communityId: id, campaign, organizer: await anOrganizer(id), treasurer: await aTreasurer(id) };
}

/** A member's full hold on a new book, made at noon unless said otherwise. */
export async function aClaim(campaign: Campaign, { bookId, amountMinor = 40_000, now = NOON }: Partial<Wish> = {}) {
  const claimant = await aMember(campaign.communityId);
  const book = bookId ?? (await aListedBook(campaign)).id;
  const input = { bookId: book, amountMinor, method: "transfer", locale: "uk" } as const;
  const { claim } = await claimBook(claimant, input, now);
  const ref: ClaimRef = { communityId: claim.communityId, claimId: claim.id };
  return { claimant: claimant as PersonActor, claim, ref, code: claim.code, bookId: book };
}
type Wish = { bookId: string; amountMinor: number; now: Date };

export const aTransfer = (code: string, amountMinor = 40_000, reference = `M-${code}`) => ({
  reference,
  amountMinor,
  parts: [{ code, amountMinor }],
});

export async function statusOf({ communityId, claimId }: ClaimRef) {
  const [row] = await db
    .select({ claim: claims.status, donation: donations.status })
    .from(claims)
    .leftJoin(donations, eq(donations.claimId, claims.id))
    .where(and(eq(claims.communityId, communityId), eq(claims.id, claimId)));
  return row;
}

export const ledgerOf = (communityId: string) =>
  db
    .select({
      kind: ledgerEntries.kind,
      from: ledgerEntries.fromAccount,
      to: ledgerEntries.toAccount,
      amountMinor: ledgerEntries.amountMinor,
    })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.communityId, communityId))
    .orderBy(ledgerEntries.id);

/** The kinds of messages a person was promised, the latest first. */
export async function toldTo({ communityId, personId }: PersonActor) {
  const rows = await db
    .select({ kind: messages.kind })
    .from(messages)
    .where(and(eq(messages.communityId, communityId), eq(messages.personId, personId)))
    .orderBy(desc(messages.id));
  return rows.map(({ kind }) => kind);
}

export const expectSound = async (communityId: string) => expect(await checkInvariants(communityId)).toEqual([]);

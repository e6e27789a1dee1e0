import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { auditLog, campaigns, waitlist } from "@/db/schema";
import { reopenCampaign } from "@/lib/catalog/closing";
import { listBook } from "@/lib/catalog/commands";
import { listBookInput } from "@/lib/catalog/input";
import { keepCampaign, lockCampaign } from "@/lib/catalog/locks";
import { claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { joinLine } from "@/lib/claims/waiting/commands";
import { pledgeDonation } from "@/lib/donations/pledge";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { visitorOf } from "@/lib/identity/actor";
import { closedSums, closingOf } from "@/lib/reports/closing";
import { campaignTotals } from "@/lib/reports/totals";
import { aClaim, aStage, aTransfer, expectSound, statusOf, toldTo } from "../donations/stage";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aSaleToClose, auditOf, campaignRow, closed, EVENING, twoPresses } from "./closing-scene";

/** Until a statement in the database waits for somebody's lock. */
async function untilSomebodyWaits() {
  await expect
    .poll(async () => (await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`).length, {
      timeout: 10_000,
    })
    .toBeGreaterThan(0);
}

describe("closing a campaign", () => {
  test("keeps its sums as they stand, with the moment, and says so in the log", async () => {
    const { communityId, campaign, organizer } = await aSaleToClose();
    const before = await campaignTotals(communityId, campaign.id, EVENING);
    await closed(organizer, campaign);
    const { currency: _, ...sums } = before;
    expect(await campaignRow(campaign)).toMatchObject({ status: "closed", closedAt: EVENING, closedTotals: sums });
    expect(sums).toMatchObject({ booksListed: 4, booksExchanged: 1, booksAvailable: 2, raisedMinor: 40_000 });
    const [row] = await db.select().from(auditLog).where(eq(auditLog.communityId, communityId));
    expect(row).toMatchObject({
      action: "campaign_closed",
      actorId: organizer.personId,
      details: { raisedMinor: 40_000, booksExchanged: 1, currency: "UAH" },
    });
    await expectSound(communityId);
  });

  test("names what is still open, and is not held up by it", async () => {
    const { communityId, campaign, organizer, held } = await aSaleToClose();
    await joinLine(await aMember(communityId), { bookId: held.bookId, locale: "uk" }, NOON);
    const reported = await aClaim(campaign);
    await submitProof(reported.claimant, reported.ref, { receipt: "1" }, NOON);
    await aListedBook(campaign, { status: "pending_review" });
    expect((await closingOf(organizer, campaign.id, EVENING)).open).toEqual({
      holds: 1,
      proofs: 1,
      withoutBook: 0,
      waiting: 1,
      handovers: 1,
      reviews: 1,
    });
    await closed(organizer, campaign);
    expect(await campaignRow(campaign)).toMatchObject({ status: "closed" });
  });

  test("is for its organizers, and not of a draft", async () => {
    const { communityId, campaign, treasurer, giver } = await aSaleToClose();
    for (const actor of [treasurer, giver]) {
      await expect(closed(actor, campaign)).rejects.toMatchObject({ code: "identity.notAllowed" });
      await expect(closingOf(actor, campaign.id)).rejects.toMatchObject({ code: "identity.notAllowed" });
    }
    const elsewhere = await anOrganizer((await aCommunity()).id);
    await expect(closed(elsewhere, campaign)).rejects.toMatchObject({ code: "catalog.campaignNotFound" });
    const draft = await aCampaign(communityId, { status: "draft" });
    const refused = closed(await anOrganizer(communityId), draft);
    await expect(refused).rejects.toMatchObject({ code: "catalog.draftStays" });
  });

  test("twice changes nothing", async () => {
    const { communityId, campaign, organizer } = await aSaleToClose();
    const first = await closed(organizer, campaign);
    expect(await closed(organizer, campaign, true, daysAfter(EVENING, 1))).toEqual(first);
    expect(await auditOf(communityId)).toEqual(["campaign_closed"]);
  });

  test("by two people at the same moment happens once", async () => {
    for (let run = 0; run < 5; run++) expect(await twoPresses()).toBe(1);
  });

  test("takes no new claim, book, place in line or promise, from anyone", async () => {
    const { communityId, campaign, organizer, left, held } = await aSaleToClose();
    await closed(organizer, campaign);
    const reader = await aMember(communityId);
    const terms = { amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
    const listing = listBookInput.parse({
      title: "Нова",
      authors: ["Автор"],
      language: "uk",
      category: "agile",
      condition: "good",
      city: "Київ",
    });
    const tries = [
      () => claimBook(reader, { bookId: left.id, ...terms }, EVENING),
      () => joinLine(reader, { bookId: held.bookId, locale: "uk" }, EVENING),
      () => listBook(reader, { ...listing, campaignId: campaign.id }, EVENING),
      () => listBook(organizer, { ...listing, campaignId: campaign.id }, EVENING),
      () => pledgeDonation(reader, { campaignId: campaign.id, ...terms }, EVENING),
    ];
    for (const each of tries) await expect(each()).rejects.toMatchObject({ code: "catalog.campaignClosed" });
  });

  test("keeps the sums as they stand once nothing more is taken, with what came while it waited", async () => {
    const { communityId, campaign, organizer } = await aSaleToClose();
    let closing: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      await keepCampaign(tx, communityId, campaign.id);
      closing = closed(organizer, campaign);
      await untilSomebodyWaits();
      await aListedBook(campaign);
    });
    await closing;
    expect((await campaignRow(campaign)).closedTotals).toMatchObject({ booksListed: 5, booksAvailable: 3 });
  });

  test("lets no claim through that began before it and would end after", async () => {
    const { communityId, campaign, left } = await aSaleToClose();
    const reader = await aMember(communityId);
    let claiming: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      await lockCampaign(tx, communityId, campaign.id);
      await tx.update(campaigns).set({ status: "closed", closedAt: EVENING }).where(eq(campaigns.id, campaign.id));
      const terms = { bookId: left.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
      claiming = claimBook(reader, terms, EVENING).catch((refused) => refused);
      await untilSomebodyWaits();
    });
    expect(await claiming).toMatchObject({ code: "catalog.campaignClosed" });
    await expectSound(communityId);
  });

  test("ends the lines and tells whoever stood there; what is held goes its way", async () => {
    const { communityId, campaign, organizer, treasurer, held } = await aSaleToClose();
    const waiting = await aMember(communityId);
    const { entry } = await joinLine(waiting, { bookId: held.bookId, locale: "uk" }, NOON);
    await closed(organizer, campaign);
    const [row] = await db.select().from(waitlist).where(eq(waitlist.id, entry.id));
    expect(row?.status).toBe("left");
    expect(await toldTo(waiting)).toEqual(["wait_lapsed"]);
    expect(await statusOf(held.ref)).toMatchObject({ claim: "held" });
    await confirmTransfer(treasurer, aTransfer(held.code), hoursAfter(EVENING, 1));
    expect(await statusOf(held.ref)).toMatchObject({ claim: "confirmed", donation: "confirmed" });
    await expectSound(communityId);
  });

  test("late money counts today and never in the sums that were kept", async () => {
    const { communityId, campaign, organizer, treasurer, held } = await aSaleToClose();
    await closed(organizer, campaign);
    const later = daysAfter(EVENING, 5);
    await expireOverdueClaims(later);
    expect(await statusOf(held.ref)).toMatchObject({ claim: "expired" });
    expect(await closingOf(organizer, campaign.id, later)).toMatchObject({ haveMoved: false });
    await confirmTransfer(treasurer, aTransfer(held.code, 45_000), later);
    expect(await statusOf(held.ref)).toMatchObject({ claim: "confirmed" }); // its book was still free
    const closing = await closingOf(organizer, campaign.id, later);
    expect(closing).toMatchObject({
      closedAt: EVENING,
      kept: { raisedMinor: 40_000, booksExchanged: 1, donations: 1, currency: "UAH" },
      totals: { raisedMinor: 85_000, booksExchanged: 2, donations: 2 },
      haveMoved: true,
    });
    expect(await closedSums(communityId, campaign.id, closing.totals)).toMatchObject({
      kept: { raisedMinor: 40_000 },
      haveMoved: true,
    });
    await expectSound(communityId);
  });

  test("no campaign is closed without its moment, or has one while it is open", async () => {
    const { id } = await aCommunity();
    const { id: campaignId } = await aCampaign(id);
    const set = (values: Partial<typeof campaigns.$inferInsert>) =>
      db
        .update(campaigns)
        .set(values)
        .where(and(eq(campaigns.communityId, id), eq(campaigns.id, campaignId)));
    for (const wrong of [{ status: "closed" as const }, { closedAt: NOON }, { closedTotals: { raisedMinor: 1 } }])
      await expect(set(wrong)).rejects.toThrow();
  });
});

describe("opening it again", () => {
  test("needs a reason, which stays in the log, and takes claims by its dates", async () => {
    const { communityId, campaign, organizer, left } = await aSaleToClose();
    await closed(organizer, campaign);
    const again = { campaignId: campaign.id, reason: "Закрили на тиждень раніше, ніж обіцяли" };
    await expect(reopenCampaign(organizer, { ...again, reason: " " })).rejects.toMatchObject({
      code: "catalog.reasonNeeded",
    });
    await reopenCampaign(organizer, again, hoursAfter(EVENING, 1));
    await reopenCampaign(organizer, again, hoursAfter(EVENING, 2));
    expect(await auditOf(communityId)).toEqual(["campaign_closed", "campaign_reopened"]);
    expect(await campaignRow(campaign)).toMatchObject({ status: "open", closedAt: null, closedTotals: null });
    expect(await closingOf(organizer, campaign.id, EVENING)).toMatchObject({ kept: undefined, haveMoved: false });
    const terms = { bookId: left.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
    const reader = await aMember(communityId);
    await claimBook(reader, terms, hoursAfter(EVENING, 1));
    await expect(claimBook(await aMember(communityId), terms, daysAfter(NOON, 31))).rejects.toMatchObject({
      code: "catalog.campaignClosed",
    });
  });

  test("is for its organizers, and not of a draft", async () => {
    const { campaign, treasurer, organizer, communityId } = await aSaleToClose();
    const again = { campaignId: campaign.id, reason: "Так" };
    await expect(reopenCampaign(treasurer, again)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await expect(reopenCampaign(visitorOf(communityId), again)).rejects.toMatchObject({ code: "identity.notAllowed" });
    const draft = await aCampaign(communityId, { status: "draft" });
    await expect(reopenCampaign(organizer, { ...again, campaignId: draft.id })).rejects.toMatchObject({
      code: "catalog.notClosed",
    });
    const elsewhere = await anOrganizer((await aStage()).communityId);
    await expect(reopenCampaign(elsewhere, again)).rejects.toMatchObject({ code: "catalog.campaignNotFound" });
  });
});

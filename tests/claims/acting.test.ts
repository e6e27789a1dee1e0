import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db, one } from "@/db/client";
import { claims, messages, people, waitlist } from "@/db/schema";
import { claimFor, extendClaim, reassignClaim } from "@/lib/claims/acting";
import { claimBook, verifyClaim } from "@/lib/claims/commands";
import { claimHistoryOf } from "@/lib/claims/desk";
import { claimByToken } from "@/lib/claims/queries";
import { joinLine } from "@/lib/claims/waiting/commands";
import { type PersonActor, visitorOf } from "@/lib/identity/actor";
import { checkInvariants } from "@/lib/reports/invariants";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";

const terms = { amountMinor: 40_000, method: "transfer", locale: "uk" } as const;

async function aScene() {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id);
  const [giver, holder, organizer] = await Promise.all([aMember(id), aMember(id), anOrganizer(id)]);
  const book = await aListedBook(campaign, { giverId: giver.personId });
  const { claim } = await claimBook(holder, { bookId: book.id, ...terms }, NOON);
  return { campaign, giver, holder, organizer, book, claim, ref: { communityId: id, claimId: claim.id } };
}
const reader = { name: "Зоя Телефонна", email: undefined, phone: "+380 67 000-11-22", locale: "uk" } as const;
const told = async ({ communityId, personId }: PersonActor) =>
  (
    await db
      .select({ kind: messages.kind, payload: messages.payload })
      .from(messages)
      .where(and(eq(messages.communityId, communityId), eq(messages.personId, personId)))
      .orderBy(messages.id)
  ).map(({ kind, payload }) => [kind, payload.reason].filter(Boolean).join(": "));

describe("an organizer", () => {
  test("gives a hold more time, tells its holder why, and the reason stays with the book", async () => {
    const { organizer, ref, holder, book } = await aScene();
    const longer = await extendClaim(organizer, ref, { hours: 24, reason: "У відрядженні" }, hoursAfter(NOON, 2));
    expect(longer).toMatchObject({ status: "held", expiresAt: hoursAfter(NOON, 96) });
    expect(await told(holder)).toEqual(["claim_held", "claim_extended: У відрядженні"]);
    expect(await claimHistoryOf(organizer, book.id)).toMatchObject([
      { event: "hold" },
      { event: "extend", reason: "У відрядженні", by: organizer.name },
    ]);
  });

  test("extends no hold that has run out, none beyond the campaign, and none without a reason", async () => {
    const { organizer, ref } = await aScene();
    const ask = (hours: number, reason: string, at: Date) => extendClaim(organizer, ref, { hours, reason }, at);
    await expect(ask(24, " ", NOON)).rejects.toThrow("claims.reasonNeeded");
    await expect(ask(24 * 40, "Довго", NOON)).rejects.toThrow("claims.holdTooLong");
    await expect(ask(24, "Пізно", daysAfter(NOON, 4))).rejects.toThrow("claims.notAllowedNow");
  });

  test("extends a guest's short hold, and the code typed later does not shorten it", async () => {
    const { campaign, organizer } = await aScene();
    const book = await aListedBook(campaign);
    const contact = { name: "Гість", email: `acting-${crypto.randomUUID()}@example.org`, locale: "uk" } as const;
    const { claim, token } = await claimBook(
      visitorOf(campaign.communityId),
      { bookId: book.id, ...terms, contact },
      NOON,
    );
    const held = await claimByToken(token);
    if (!held) throw new Error("no link");
    await extendClaim(organizer, held.ref, { hours: 72, reason: "Лист не дійшов" }, NOON);
    const [letter] = await db.select().from(messages).where(eq(messages.subjectId, claim.id));
    const verified = await verifyClaim(held.actor, held.ref, String(letter?.payload.code), NOON);
    expect(verified.expiresAt).toEqual(hoursAfter(NOON, 72.5));
  });

  test("gives a reserved book to another person: the old claim ends, a new one begins, both are told, and the line is not asked", async () => {
    const { organizer, ref, holder, book, campaign } = await aScene();
    const other = await aMember(campaign.communityId);
    await joinLine(await aMember(campaign.communityId), { bookId: book.id, locale: "uk" }, NOON);
    await joinLine(other, { bookId: book.id, locale: "uk" }, hoursAfter(NOON, 1));
    const to = { name: "Хто завгодно", email: other.email, locale: "uk" } as const;
    const { claim, token } = await reassignClaim(organizer, ref, { to, reason: "Домовилися" }, hoursAfter(NOON, 2));
    expect(claim).toMatchObject({
      claimantId: other.personId,
      status: "held",
      pledgeMinor: 40_000,
      expiresAt: hoursAfter(NOON, 74),
    });
    expect((await claimByToken(token))?.ref.claimId).toBe(claim.id);
    const [first] = await db.select().from(claims).where(eq(claims.id, ref.claimId));
    expect(first?.status).toBe("cancelled");
    expect(await told(holder)).toEqual(["claim_held", "claim_cancelled: Домовилися"]);
    expect(await told(other)).toEqual(["claim_held"]);
    const line = await db.select().from(waitlist).where(eq(waitlist.bookId, book.id)).orderBy(waitlist.createdAt);
    expect(line.map(({ status }) => status)).toEqual(["waiting", "taken"]);
    expect(await checkInvariants(campaign.communityId)).toEqual([]);
  });

  test("gives it neither to its holder, nor to its giver, nor to nobody, nor once it was reported", async () => {
    const { organizer, ref, holder, giver } = await aScene();
    const ask = (to: { email?: string }) =>
      reassignClaim(organizer, ref, { to: { name: "Хтось", locale: "uk", ...to }, reason: "Так" }, NOON);
    await expect(ask({ email: holder.email })).rejects.toThrow("claims.sameClaimant");
    await expect(ask({ email: giver.email })).rejects.toThrow("claims.giversOwn");
    await expect(ask({})).rejects.toThrow("claims.contactNeeded");
    await db.update(claims).set({ status: "reported", expiresAt: null }).where(eq(claims.id, ref.claimId));
    await expect(ask({ email: "new@example.org" })).rejects.toThrow("claims.notAllowedNow");
  });

  test("reserves for somebody who called: a full hold without a code, and the same number is the same person", async () => {
    const { organizer, campaign } = await aScene();
    const made = [];
    for (const phone of [reader.phone, "+380670001122"]) {
      const book = await aListedBook(campaign);
      const input = { bookId: book.id, amountMinor: 30_000, method: "transfer", reason: "Дзвінок" } as const;
      made.push(await claimFor(organizer, { ...input, who: { ...reader, phone } }, NOON));
    }
    expect(made[0]?.claim).toMatchObject({ status: "held", verifiedAt: NOON, expiresAt: hoursAfter(NOON, 24) });
    expect(made[1]?.claim.claimantId).toBe(made[0]?.claim.claimantId);
    const person = one(
      await db
        .select()
        .from(people)
        .where(eq(people.id, made[0]?.claim.claimantId ?? "")),
    );
    expect(person).toMatchObject({ name: "Зоя Телефонна", email: null, isOutsider: true });
    const history = await claimHistoryOf(organizer, made[0]?.claim.bookId ?? "");
    expect(history).toMatchObject([{ event: "hold", reason: "Дзвінок", by: organizer.name }]);
  });

  test("cannot reserve what somebody has, or what is below the minimum", async () => {
    const { organizer, book, campaign } = await aScene();
    const input = { bookId: book.id, amountMinor: 30_000, method: "transfer", reason: "Дзвінок", who: reader } as const;
    await expect(claimFor(organizer, input, NOON)).rejects.toThrow("claims.bookTaken");
    const free = await aListedBook(campaign);
    const less = claimFor(organizer, { ...input, bookId: free.id, amountMinor: 100 }, NOON);
    await expect(less).rejects.toThrow("claims.belowMinimum");
  });

  test("is the only one who may", async () => {
    const { holder, ref, book } = await aScene();
    const asked = [
      extendClaim(holder, ref, { hours: 1, reason: "Так" }, NOON),
      reassignClaim(holder, ref, { to: reader, reason: "Так" }, NOON),
      claimFor(holder, { bookId: book.id, amountMinor: 1, method: "transfer", who: reader, reason: "Так" }, NOON),
    ];
    for (const each of asked) await expect(each).rejects.toThrow("identity.notAllowed");
  });
});

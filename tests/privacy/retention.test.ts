import { readdir } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, communities, memberships, messages, people, proofs, proofViews, users } from "@/db/schema";
import { reopenCampaign } from "@/lib/catalog/closing";
import { claimBook, receiveBook } from "@/lib/claims/commands";
import { rejectProof } from "@/lib/donations/commands";
import { emptyOldProofs } from "@/lib/donations/forget";
import { moneyOfClaim } from "@/lib/donations/of-claim";
import { readProof, submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { type PersonActor, visitorOf } from "@/lib/identity/actor";
import { changeKeeping, keepingInput } from "@/lib/identity/keeping";
import { runDueJobs } from "@/lib/jobs/schedule";
import { revokeRole } from "@/lib/messages/roles";
import { forgetOldContacts } from "@/lib/privacy/retention";
import { closeCampaign } from "@/lib/reports/closing";
import { campaignTotals } from "@/lib/reports/totals";
import { aClaim, aStage, aTransfer, expectSound } from "../donations/stage";
import { aCampaign, aListedBook, aMember } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";

type Stage = Awaited<ReturnType<typeof aStage>>;
const CLOSES = daysAfter(NOON, 30);
const pdf = Buffer.from(
  "%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n44\n%%EOF\n",
);

let guests = 0;
/** A guest who has claimed a book, and has got it unless said otherwise. */
async function aGuest({ communityId, campaign, organizer, treasurer }: Stage, isReceived = true) {
  const book = await aListedBook(campaign);
  const contact = {
    name: "Мимохідь Гостенко",
    email: `guest-${++guests}@example.com`,
    phone: "+380991112233",
    locale: "uk",
  } as const;
  const terms = { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk", contact } as const;
  const { claim } = await claimBook(visitorOf(communityId), terms, NOON);
  const ref = { communityId, claimId: claim.id };
  await confirmTransfer(treasurer, aTransfer(claim.code), NOON);
  if (isReceived) await receiveBook(organizer, ref, hoursAfter(NOON, 1));
  return { ref, personId: claim.claimantId, email: contact.email };
}
const contactsOf = async (personId: string) =>
  (
    await db
      .select({ name: people.name, email: people.email, phone: people.phone })
      .from(people)
      .where(eq(people.id, personId))
  )[0];

test("a member who was removed is counted from that day, however long ago their campaign was", async () => {
  const stage = await aStage({ closesAt: CLOSES });
  const member = await aMember(stage.communityId);
  await aListedBook(stage.campaign, { giverId: member.personId });
  const removedAt = daysAfter(CLOSES, 200);
  await revokeRole(stage.organizer, { personId: member.personId, role: "member" }, removedAt);
  await forgetOldContacts(daysAfter(removedAt, 89));
  expect(await contactsOf(member.personId)).toMatchObject({ email: member.email });
  await forgetOldContacts(daysAfter(removedAt, 90));
  expect(await contactsOf(member.personId)).toMatchObject({ email: null });
});

test("guests' contacts go ninety days after their last campaign has ended, and not a day before; names and totals stay", async () => {
  const stage = await aStage({ closesAt: CLOSES });
  const { communityId, campaign } = stage;
  const guest = await aGuest(stage);
  await db.insert(users).values({ email: guest.email });
  const totals = await campaignTotals(communityId, campaign.id, daysAfter(CLOSES, 1));

  await forgetOldContacts(daysAfter(CLOSES, 89));
  expect(await contactsOf(guest.personId)).toMatchObject({ email: guest.email });
  await forgetOldContacts(daysAfter(CLOSES, 90));
  expect(await contactsOf(guest.personId)).toEqual({ name: "Мимохідь Гостенко", email: null, phone: null });
  expect(await db.$count(users, eq(users.email, guest.email))).toBe(0);
  const told = await db.select().from(messages).where(eq(messages.personId, guest.personId));
  expect(told.every(({ sentAt, failedAt }) => sentAt || failedAt)).toBe(true);
  expect(await campaignTotals(communityId, campaign.id, daysAfter(CLOSES, 1))).toEqual(totals);
  expect(await db.select().from(auditLog).where(eq(auditLog.communityId, communityId))).toMatchObject([
    { action: "contacts_forgotten", actorId: null, details: { count: 1 } },
  ]);
  expect(await forgetOldContacts(daysAfter(CLOSES, 91))).toBe(0);
  await expectSound(communityId);
});

test("a campaign that was closed early counts from then, and one that still runs keeps everybody of it", async () => {
  const early = await aStage({ closesAt: CLOSES, status: "closed", closedAt: daysAfter(NOON, 5) });
  await db.update(people).set({ createdAt: NOON }).where(eq(people.communityId, early.communityId));
  const lead = await aListedBook(early.campaign, { giverId: (await guestOf(early)).personId });
  await forgetOldContacts(daysAfter(NOON, 94));
  expect(await contactsOf(lead.giverId)).toMatchObject({ email: expect.anything() });
  await forgetOldContacts(daysAfter(NOON, 95));
  expect(await contactsOf(lead.giverId)).toMatchObject({ email: null });

  const stage = await aStage({ closesAt: CLOSES });
  const guest = await aGuest(stage);
  const next = await aCampaign(stage.communityId, { closesAt: daysAfter(CLOSES, 300) });
  await aListedBook(next, { giverId: guest.personId });
  await forgetOldContacts(daysAfter(CLOSES, 120));
  expect(await contactsOf(guest.personId)).toMatchObject({ email: guest.email });
});

async function guestOf({ communityId }: Stage): Promise<PersonActor> {
  const member = await aMember(communityId);
  await db.delete(memberships).where(eq(memberships.personId, member.personId));
  return { ...member, roles: [] };
}

test("members stay, and so does whoever still waits for a book", async () => {
  const stage = await aStage({ closesAt: CLOSES });
  const member = await aClaim(stage.campaign);
  const waiting = await aGuest(stage, false);
  await forgetOldContacts(daysAfter(CLOSES, 400));
  expect(await contactsOf(member.claimant.personId)).toMatchObject({ email: expect.anything() });
  expect(await contactsOf(waiting.personId)).toMatchObject({ email: waiting.email });
  await receiveBook(stage.organizer, waiting.ref, daysAfter(CLOSES, 401));
  await forgetOldContacts(daysAfter(CLOSES, 402));
  expect(await contactsOf(waiting.personId)).toMatchObject({ email: null });
});

test("a proof is emptied as many days after the money was confirmed as the community keeps it; who looked stays", async () => {
  const stage = await aStage();
  const { communityId, campaign, organizer, treasurer } = stage;
  const { claimant, ref, code } = await aClaim(campaign);
  await submitProof(claimant, ref, { file: { bytes: pdf, name: "квитанція.pdf" }, receipt: "№ 12345" }, NOON);
  const [file] = (await db.select().from(proofs)).filter(
    ({ communityId: of, kind }) => of === communityId && kind === "pdf",
  );
  await readProof(treasurer, file?.id ?? "", NOON);
  await emptyOldProofs(daysAfter(NOON, 400)); // not confirmed: somebody still has to look
  expect((await moneyOfClaim(ref)).proofs).toHaveLength(2);

  await confirmTransfer(treasurer, aTransfer(code), NOON);
  await changeKeeping(organizer, { contactDays: 90, proofDays: 60 }, NOON);
  await emptyOldProofs(daysAfter(NOON, 59));
  expect((await moneyOfClaim(ref)).proofs).toHaveLength(2);
  await emptyOldProofs(daysAfter(NOON, 60));
  expect((await moneyOfClaim(ref)).proofs).toEqual([]);
  const rows = await db.select().from(proofs).where(eq(proofs.communityId, communityId));
  expect(rows.map(({ receipt, sizeBytes, emptiedAt }) => ({ receipt: receipt ?? "", sizeBytes, emptiedAt }))).toEqual(
    Array.from({ length: 2 }, () => ({ receipt: "", sizeBytes: null, emptiedAt: daysAfter(NOON, 60) })),
  );
  const folder = path.join(process.env.DATA_DIR ?? "", "uploads", "proofs", communityId);
  expect(await readdir(folder)).toEqual([]);
  await expect(readProof(treasurer, file?.id ?? "", daysAfter(NOON, 61))).rejects.toMatchObject({
    code: "donations.notFound",
  });
  expect(await db.$count(proofViews, eq(proofViews.communityId, communityId))).toBe(1);
  await expectSound(communityId);
});

test("proofs of money that never came go as long after they were sent", async () => {
  const { campaign, treasurer } = await aStage();
  const { ref, claimant, code } = await aClaim(campaign);
  await submitProof(claimant, ref, { receipt: "1" }, NOON);
  await rejectProof(treasurer, { code, reason: "Не та сума" }, NOON);
  await emptyOldProofs(daysAfter(NOON, 179));
  expect((await moneyOfClaim(ref)).proofs).toHaveLength(1);
  await emptyOldProofs(daysAfter(NOON, 180));
  expect((await moneyOfClaim(ref)).proofs).toEqual([]);
});

test("organizers choose how long within limits, and the log says so", async () => {
  const { communityId, organizer } = await aStage();
  const member = await aMember(communityId);
  const days = (contactDays: unknown, proofDays: unknown) => keepingInput.safeParse({ contactDays, proofDays }).success;
  expect([days("30", "90"), days("1", "90"), days("30", "29"), days("366", "90"), days("30", "x")]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  await changeKeeping(organizer, { contactDays: 30, proofDays: 365 }, NOON);
  await changeKeeping(organizer, { contactDays: 30, proofDays: 365 }, NOON);
  await expect(changeKeeping(member, { contactDays: 30, proofDays: 365 }, NOON)).rejects.toMatchObject({
    code: "identity.notAllowed",
  });
  const [community] = await db.select().from(communities).where(eq(communities.id, communityId));
  expect(community).toMatchObject({ contactDays: 30, proofDays: 365 });
  expect(await db.select().from(auditLog).where(eq(auditLog.communityId, communityId))).toMatchObject([
    { action: "keeping_changed", details: { contactDays: 30, proofDays: 365 } },
  ]);
});

test("the clock does both", async () => {
  const stage = await aStage({ closesAt: CLOSES });
  const guest = await aGuest(stage);
  await runDueJobs(daysAfter(CLOSES, 100));
  expect(await contactsOf(guest.personId)).toMatchObject({ email: null });
});

test("guests of a campaign that is closed early are counted from that day, and from its last day once it is opened again", async () => {
  const stage = await aStage({ closesAt: CLOSES });
  const { organizer, campaign } = stage;
  const guest = await aGuest(stage);
  const closing = daysAfter(NOON, 5);
  await closeCampaign(organizer, { campaignId: campaign.id, sendThanks: false }, closing);
  await reopenCampaign(organizer, { campaignId: campaign.id, reason: "Зарано" }, closing);
  await forgetOldContacts(daysAfter(closing, 91));
  expect(await contactsOf(guest.personId)).toMatchObject({ email: guest.email });
  await closeCampaign(organizer, { campaignId: campaign.id, sendThanks: false }, closing);
  await forgetOldContacts(daysAfter(closing, 91));
  expect(await contactsOf(guest.personId)).toMatchObject({ email: null });
});

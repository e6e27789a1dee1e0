import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, proofs, proofViews } from "@/db/schema";
import { editCampaign, openCampaign } from "@/lib/catalog/campaigns";
import { importBooks } from "@/lib/catalog/import/commit";
import { campaignInput, campaignSettingsInput } from "@/lib/catalog/input";
import { changeRequisites } from "@/lib/catalog/requisites";
import { claimBook } from "@/lib/claims/commands";
import { rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { systemOf } from "@/lib/identity/actor";
import { AUDIT_ACTIONS, recordFile } from "@/lib/identity/audit";
import { addDomain, removeDomain } from "@/lib/identity/domains";
import { makeInvite, revokeInvite } from "@/lib/identity/invites";
import { addMember, grantRole } from "@/lib/identity/roles";
import { createToken, revokeToken } from "@/lib/identity/tokens";
import { proposeOrganizer } from "@/lib/messages/organizer-proposal";
import { revokeRole } from "@/lib/messages/roles";
import { auditInput, auditPeople, auditTrail } from "@/lib/reports/audit";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { daysAfter, minutesAfter, NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const everything = auditInput.parse({});
const actionsIn = async (communityId: string) =>
  (await db.select().from(auditLog).where(eq(auditLog.communityId, communityId)).orderBy(auditLog.at, auditLog.id)).map(
    ({ action }) => action,
  );

test("what people do with rights, requisites, settings, tokens and files is kept, once each, and without contacts", async () => {
  const { id } = await aCommunity();
  const [organizer, member] = [await anOrganizer(id), await aMember(id)];
  const other = await anOrganizer(id);
  let minute = 0;
  const later = () => minutesAfter(NOON, ++minute);

  const contact = { name: "Новий Читач", email: `new-${id}@example.org`, locale: "uk", roles: ["member"] } as const;
  for (let twice = 0; twice < 2; twice++) await addMember(organizer, { ...contact, roles: ["member"] }, later());
  for (let twice = 0; twice < 2; twice++)
    await grantRole(organizer, { personId: member.personId, role: "smm" }, later());
  for (let twice = 0; twice < 2; twice++)
    await revokeRole(organizer, { personId: member.personId, role: "smm" }, later());
  await proposeOrganizer(organizer, member.personId, later());
  const invite = await makeInvite(organizer, { maxUses: 3, expiresAt: daysAfter(NOON, 2) }, later());
  for (let twice = 0; twice < 2; twice++) await revokeInvite(organizer, invite.id, later());
  for (let twice = 0; twice < 2; twice++) await addDomain(organizer, { domain: `${id}.com` }, later());
  for (let twice = 0; twice < 2; twice++) await removeDomain(organizer, `${id}.com`, later());
  const token = await createToken(organizer, { name: "Скрипт" }, later());
  for (let twice = 0; twice < 2; twice++) await revokeToken(organizer, token.id, later());
  const sale = campaignInput.parse({
    slug: "sale",
    name: "Акція",
    fund: { name: "Фонд", jarUrl: "https://send.monobank.ua/jar/one" },
    goalMinor: 100_000,
    defaultMinimumMinor: 10_000,
    opensAt: daysAfter(NOON, -1),
    closesAt: daysAfter(NOON, 30),
    pickupPoints: ["Офіс"],
  });
  const campaign = await openCampaign(organizer, sale, later());
  const settings = campaignSettingsInput.parse({ ...sale, name: "Інша назва", goalMinor: 200_000 });
  for (let twice = 0; twice < 2; twice++) await editCampaign(organizer, campaign.id, settings, later());
  const fund = { ...sale.fund, name: "Інший фонд" };
  for (let twice = 0; twice < 2; twice++) await changeRequisites(other, campaign.id, fund, later());
  const file = new TextEncoder().encode("title\nКнига перша\nКнига друга");
  for (let twice = 0; twice < 2; twice++) await importBooks(organizer, campaign.id, file, {}, later());
  await recordFile(organizer, "books_exported", campaign.id, later());

  expect(await actionsIn(id)).toEqual([
    "member_added",
    "role_granted",
    "role_revoked",
    "organizer_proposed",
    "invite_made",
    "invite_revoked",
    "domain_added",
    "domain_removed",
    "token_made",
    "token_revoked",
    "campaign_opened",
    "campaign_changed",
    "requisites_asked",
    "books_imported",
    "books_exported",
  ]);
  const { items } = await auditTrail(organizer, everything);
  expect(items[0]).toMatchObject({ action: "books_exported", actorName: organizer.name, campaignName: "Інша назва" });
  expect(items.find(({ action }) => action === "campaign_changed")?.details).toEqual({ settings: "name goalMinor" });
  expect(items.find(({ action }) => action === "books_imported")?.details).toEqual({ count: 2 });
  expect(items.find(({ action }) => action === "member_added")).toMatchObject({ personName: "Новий Читач" });
  const text = JSON.stringify(items);
  for (const secret of ["@example.org", invite.token, token.token]) expect(text).not.toContain(secret);
});

describe("the log", () => {
  async function aPaidClaim() {
    const { id } = await aCommunity();
    const [organizer, treasurer, taker] = [await anOrganizer(id), await aTreasurer(id), await aMember(id)];
    const campaign = await aCampaign(id);
    const { id: bookId } = await aListedBook(campaign);
    const { claim } = await claimBook(taker, { bookId, amountMinor: 40_000, method: "transfer", locale: "uk" }, NOON);
    return { id, organizer, treasurer, taker, campaign, claim };
  }

  test("has undone and refused money, and every look at a proof, from where those are kept", async () => {
    const { id, organizer, treasurer, taker, campaign, claim } = await aPaidClaim();
    await submitProof(taker, { communityId: id, claimId: claim.id }, { receipt: "77" }, NOON);
    const [proof] = await db.select().from(proofs).where(eq(proofs.communityId, id));
    const view = { communityId: id, proofId: proof?.id ?? "", viewerId: treasurer.personId };
    await db.insert(proofViews).values({ ...view, at: minutesAfter(NOON, 1) });
    await rejectProof(treasurer, { code: claim.code, reason: "Немає у виписці" }, minutesAfter(NOON, 2));
    const parts = [{ code: claim.code, amountMinor: 40_000 }];
    await confirmTransfer(treasurer, { reference: "R-1", amountMinor: 40_000, parts }, minutesAfter(NOON, 3));
    await undoConfirmation(treasurer, { code: claim.code, reason: "Помилка" }, minutesAfter(NOON, 4));

    const { items } = await auditTrail(organizer, everything);
    expect(items.map(({ action, actorName, code, campaignName }) => [action, actorName, code, campaignName])).toEqual(
      ["donation_undo", "donation_reject", "proof_seen"].map((action) => [
        action,
        treasurer.name,
        claim.code,
        campaign.name,
      ]),
    );
    expect(await actionsIn(id)).toEqual([]);
    expect((await auditTrail(organizer, auditInput.parse({ kind: "proofs" }))).items).toHaveLength(1);
    expect((await auditTrail(organizer, auditInput.parse({ kind: "money" }))).items).toHaveLength(2);
    expect(await auditPeople(organizer)).toEqual([{ personId: treasurer.personId, name: treasurer.name }]);
  });

  test("is read by pages, each entry once, and by kind and person", async () => {
    const { id } = await aCommunity();
    const [organizer, other] = [await anOrganizer(id), await aPerson(id, ["organizer"], { name: "Інша Людина" })];
    for (let nth = 0; nth < 120; nth++) {
      const actor = nth % 2 ? organizer : other;
      const action = nth % 3 ? "books_exported" : "invite_made";
      // several at one moment: the page must not end between them for good
      const row = { communityId: id, actorId: actor.personId, action, at: minutesAfter(NOON, Math.floor(nth / 7)) };
      await db.insert(auditLog).values(row);
    }
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page = await auditTrail(organizer, auditInput.parse(before ? { before } : {}));
      seen.push(...page.items.map(({ id: entry }) => entry));
      before = page.next;
    } while (before);
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);

    const files = await auditTrail(organizer, auditInput.parse({ kind: "files", by: other.personId }));
    expect(files.items).toHaveLength(40);
    expect(new Set(files.items.map(({ action, actorName }) => `${action} ${actorName}`))).toEqual(
      new Set(["books_exported Інша Людина"]),
    );
    expect(await auditTrail(organizer, auditInput.parse({ kind: "tokens" }))).toEqual({ items: [], next: null });
  });

  test("takes what an address says as not said when it cannot be read", () => {
    expect(auditInput.parse({ kind: "drop", by: "1 or 1", before: "now()" })).toEqual({});
  });

  test("is for organizers, and of their own community", async () => {
    const { id } = await aCommunity();
    for (const actor of [await aMember(id), await aTreasurer(id), await aPerson(id, ["smm"]), await aPerson(id)]) {
      await expect(auditTrail(actor, everything)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(auditPeople(actor)).rejects.toEqual(refusal("identity.notAllowed"));
    }
    const elsewhere = await aCommunity();
    await recordFile(systemOf(elsewhere.id), "books_exported", crypto.randomUUID(), NOON);
    expect((await auditTrail(await anOrganizer(id), everything)).items).toEqual([]);
    const [kept] = await db.select().from(auditLog).where(eq(auditLog.communityId, elsewhere.id));
    expect(kept?.actorId).toBeNull();
  });

  test("names each action once", () => {
    const actions = Object.values(AUDIT_ACTIONS).flat();
    expect(new Set(actions).size).toBe(actions.length);
  });
});

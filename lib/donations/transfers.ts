import { and, eq, isNull, sql } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Donation, donations, ledgerEntries, statementLines, transfers } from "@/db/schema";
import { readPaymentCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import type { Actor, PersonActor } from "@/lib/identity/actor";
import { requirePerson } from "./actors";
import { credit } from "./ledger";
import { asItStands, type DonationOutcome, type Found, lockMoney, move } from "./moves";
import { normaliseReference, PARTS_MAX, REFERENCE_MAX, refuseAmount } from "./rules";

export type Transfer = typeof transfers.$inferSelect;
export type TransferPart = { code: string; amountMinor: number };
/** One bank transfer as the statement shows it, and the claims it settles. Amounts in minor units of the campaign's currency. */
export type ConfirmTransfer = { reference: string; amountMinor: number; parts: readonly TransferPart[] };
export type ConfirmedTransfer = { transfer: Transfer; parts: DonationOutcome[] };

/**
 * The treasurer saw the money on the fund's account: each part is posted to the ledger and confirms its donation, whatever becomes
 * of its claim. More or less than promised is fine. The same reference with the same parts answers the same, and puts back a part
 * that was undone; another sharing of a transfer that still stands is refused. Several treasurers may do this at once.
 * Refuses: no permission, `referenceNeeded`, `sumMismatch`, `codeTwice`, `notFound`, `severalCampaigns`, `referenceUsed` (with the
 * code it counts for), `alreadyConfirmed`, `amountNeeded`, `amountTooLarge`.
 */
export async function confirmTransfer(
  actor: Actor,
  input: ConfirmTransfer,
  now = new Date(),
): Promise<ConfirmedTransfer> {
  const treasurer = requirePerson(actor, "money.confirm");
  return db.transaction((tx) => confirmTransferStep(tx, treasurer, input, now));
}

/** A step: the same for a treasurer whose rights were checked. With a campaign, the parts must be of that one. */
export async function confirmTransferStep(
  tx: Tx,
  treasurer: PersonActor,
  input: ConfirmTransfer & { campaignId?: string },
  now: Date,
): Promise<ConfirmedTransfer> {
  const { communityId } = treasurer;
  const order = readOrder(input);
  const found = await lockMoney(tx, communityId, [...order.parts.keys()], now);
  const { campaignId, currency } = sameCampaign(found);
  if (input.campaignId && input.campaignId !== campaignId) throw new Refusal("donations.severalCampaigns");
  const { transfer, parts: kept } = await openTransfer(tx, {
    communityId,
    campaignId,
    currency,
    reference: order.reference,
    amountMinor: input.amountMinor,
    actorId: treasurer.personId,
    at: now,
  });

  const amounts = new Map(found.map(({ donation }, nth) => [donation.id, [...order.parts.values()][nth] ?? 0]));
  const isSame = kept.every(({ donationId, amountMinor }) => amounts.get(donationId) === amountMinor);
  if (!isSame || transfer.amountMinor !== input.amountMinor)
    throw new Refusal("donations.referenceUsed", { code: kept[0]?.code ?? "" });

  const parts: DonationOutcome[] = [];
  for (const part of found) {
    const isKept = kept.some(({ donationId }) => donationId === part.donation.id);
    const amountMinor = amounts.get(part.donation.id) ?? 0;
    parts.push(isKept ? asItStands(part) : await settle(tx, part, transfer, amountMinor, treasurer, now));
  }
  return { transfer, parts };
}

/**
 * A step: a transfer whose parts were all undone no longer counts, so that its reference may be entered again and the line of the
 * statement it stood for is free.
 */
export async function voidIfUndone(tx: Tx, communityId: string, transferId: string, now: Date): Promise<void> {
  const ofTransfer = and(eq(transfers.communityId, communityId), eq(transfers.id, transferId));
  const transfer = one(await tx.select().from(transfers).where(ofTransfer).for("update"));
  if ((await keptParts(tx, transfer)).length > 0) return;
  await tx.update(transfers).set({ voidedAt: now }).where(ofTransfer);
  await tx
    .update(statementLines)
    .set({ transferId: null })
    .where(and(eq(statementLines.communityId, communityId), eq(statementLines.transferId, transferId)));
}

/** What was typed, as it is compared: the parts by their codes, in the order given. */
function readOrder({ reference, amountMinor, parts }: ConfirmTransfer) {
  const normal = normaliseReference(reference);
  if (normal === "" || normal.length > REFERENCE_MAX) throw new Refusal("donations.referenceNeeded");
  refuseAmount(amountMinor);
  const byCode = new Map<string, number>();
  for (const part of parts.slice(0, PARTS_MAX + 1)) {
    refuseAmount(part.amountMinor);
    const code = readPaymentCode(part.code);
    if (!code) throw new Refusal("donations.notFound");
    if (byCode.has(code)) throw new Refusal("donations.codeTwice", { code });
    byCode.set(code, part.amountMinor);
  }
  const sum = [...byCode.values()].reduce((total, amount) => total + amount, 0);
  if (sum !== amountMinor || byCode.size > PARTS_MAX) throw new Refusal("donations.sumMismatch");
  return { reference: normal, parts: byCode };
}

function sameCampaign(found: Found[]): Donation {
  const [first] = found;
  if (!first) throw new Refusal("donations.sumMismatch");
  const ids = new Set<string>();
  for (const { donation } of found) {
    if (donation.campaignId !== first.donation.campaignId) throw new Refusal("donations.severalCampaigns");
    // two codes can pay for one book: the one it was claimed by, and the one of the book given instead
    if (ids.has(donation.id)) throw new Refusal("donations.codeTwice", { code: donation.code });
    ids.add(donation.id);
  }
  return first.donation;
}

const OPEN_TRIES = 5;

/**
 * The transfer of this reference under its lock: a new one, or the one that stands, with the parts of it that count. Whoever
 * enters a reference at the same moment waits at the index.
 */
async function openTransfer(tx: Tx, values: Omit<Transfer, "id" | "voidedAt">) {
  for (let tries = 0; tries < OPEN_TRIES; tries++) {
    const [made] = await tx.insert(transfers).values(values).onConflictDoNothing().returning();
    if (made) return { transfer: made, parts: [] };
    const [standing] = await tx
      .select()
      .from(transfers)
      .where(
        and(
          eq(transfers.communityId, values.communityId),
          eq(transfers.reference, values.reference),
          isNull(transfers.voidedAt),
        ),
      )
      .for("update");
    if (standing) return { transfer: standing, parts: await keptParts(tx, standing) };
  }
  throw new Error("A transfer is voided again and again");
}

/** What a transfer was entered for and not undone; what was refunded later did come in. */
async function keptParts(tx: Tx, { communityId, id }: Transfer) {
  return tx
    .select({ donationId: donations.id, code: donations.code, amountMinor: ledgerEntries.amountMinor })
    .from(ledgerEntries)
    .innerJoin(
      donations,
      and(eq(donations.communityId, ledgerEntries.communityId), eq(donations.id, ledgerEntries.donationId)),
    )
    .where(
      and(
        eq(ledgerEntries.communityId, communityId),
        eq(ledgerEntries.transferId, id),
        eq(ledgerEntries.kind, "donation"),
        sql`not exists (select 1 from ledger_entries back where back.community_id = ${ledgerEntries.communityId}
          and back.external_ref = 'undo:' || ${ledgerEntries.id})`,
      ),
    )
    .orderBy(donations.code);
}

async function settle(
  tx: Tx,
  part: Found,
  transfer: Transfer,
  amountMinor: number,
  by: Actor,
  now: Date,
): Promise<DonationOutcome> {
  const { donation } = part;
  if (donation.status === "confirmed") throw new Refusal("donations.alreadyConfirmed", { code: donation.code });
  await credit(tx, donation, { amountMinor, transferId: transfer.id }, by, now);
  return move(tx, part, "confirm", by, now, { method: "transfer" });
}

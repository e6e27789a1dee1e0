import { and, eq, isNull } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type StatementLine, statementLines, transfers } from "@/db/schema";
import type { Values } from "@/lib/core/i18n/bilingual";
import type { RefusalCode } from "@/lib/core/i18n/messages/refusals";
import { Refusal } from "@/lib/core/refusal";
import type { Actor, PersonActor } from "@/lib/identity/actor";
import { requirePerson } from "../actors";
import { type DonationOutcome, insertPlainDonation } from "../moves";
import { confirmTransferStep, type Transfer, type TransferPart } from "../transfers";
import { isId, lockLine, readLine, refuseNoIncome, setLine } from "./lines";

export type ConfirmLine = { lineId: string; parts: readonly TransferPart[] };
export type RefusedLine = { lineId: string; code: RefusalCode; values: Values };
export type ConfirmedLines = { confirmed: { lineId: string; parts: DonationOutcome[] }[]; refused: RefusedLine[] };

export const LINES_MAX = 500;

/**
 * Confirms lines of a statement in bulk, each in a transaction of its own: its money is credited to the codes as a transfer whose
 * reference is the line's. A line that is refused is told with why and does not stop the rest. The same again changes nothing;
 * of a line that lost a part by an undo, the rest can be given to another code.
 * Refuses: no permission. A line is refused with `lineNotFound`, `lineOutgoing`, `lineSetAside`, and as `confirmTransfer` refuses.
 */
export async function confirmLines(
  actor: Actor,
  { lines }: { lines: readonly ConfirmLine[] },
  now = new Date(),
): Promise<ConfirmedLines> {
  const treasurer = requirePerson(actor, "money.confirm");
  const result: ConfirmedLines = { confirmed: [], refused: [] };
  for (const { lineId, parts } of lines.slice(0, LINES_MAX)) {
    try {
      result.confirmed.push({ lineId, parts: await confirmLine(treasurer, { lineId, parts }, now) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      result.refused.push({ lineId, code: error.code, values: error.values });
    }
  }
  return result;
}

/**
 * A line that nobody could be found for becomes a donation without a book and without a donor. Nothing is answered when it is
 * matched already. Refuses: no permission, `lineNotFound`, `lineOutgoing`, `lineSetAside`, `referenceUsed`, `amountTooLarge`.
 */
export async function donateLine(
  actor: Actor,
  { lineId }: { lineId: string },
  now = new Date(),
): Promise<DonationOutcome | undefined> {
  const treasurer = requirePerson(actor, "money.confirm");
  return db.transaction(async (tx) => {
    const line = await readLine(tx, treasurer.communityId, lineId);
    if (line.transferId) return undefined;
    refuseNoIncome(line);
    const { communityId, campaignId, amountMinor, currency } = line;
    const { code } = await insertPlainDonation(
      tx,
      { communityId, campaignId, donorId: null, method: "transfer", pledgedMinor: amountMinor, currency },
      treasurer,
      now,
    );
    const [outcome] = await confirmParts(tx, treasurer, line, [{ code, amountMinor }], now);
    return outcome;
  });
}

/**
 * A transfer that was confirmed by hand is this line: no money moves. Doing it twice changes nothing.
 * Refuses: no permission, `lineNotFound`, `lineOutgoing`, `lineSetAside`, `lineSettled`, `transferTaken`, `notFound`.
 */
export async function linkLine(
  actor: Actor,
  { lineId, transferId }: { lineId: string; transferId: string },
): Promise<void> {
  const treasurer = requirePerson(actor, "money.confirm");
  await db.transaction(async (tx) => {
    const line = await readLine(tx, treasurer.communityId, lineId);
    refuseNoIncome(line);
    await bind(tx, line, await lockStanding(tx, line, transferId));
  });
}

/** The line is not this transfer after all. The transfer stands as it is; to take its money back, undo its confirmation. */
export async function unlinkLine(actor: Actor, { lineId }: { lineId: string }): Promise<void> {
  const { communityId } = requirePerson(actor, "money.confirm");
  await db.transaction(async (tx) => setLine(tx, await lockLine(tx, communityId, lineId), { transferId: null }));
}

/**
 * The line is none of the campaign's money: it counts no longer, with the reason kept beside who said so.
 * Refuses: no permission, `lineNotFound`, `lineReason`, `lineSettled` while it stands for a transfer.
 */
export async function setAsideLine(
  actor: Actor,
  { lineId, reason }: { lineId: string; reason: string },
  now = new Date(),
): Promise<void> {
  const { communityId, personId } = requirePerson(actor, "money.confirm");
  if (reason.trim() === "") throw new Refusal("donations.lineReason");
  await db.transaction(async (tx) => {
    const line = await lockLine(tx, communityId, lineId);
    if (line.transferId) throw new Refusal("donations.lineSettled");
    if (line.setAsideAt) return;
    await setLine(tx, line, { setAsideAt: now, setAsideBy: personId, setAsideReason: reason.trim() });
  });
}

/** A line that was set aside counts again. Refuses: no permission, `lineNotFound`. */
export async function takeBackLine(actor: Actor, { lineId }: { lineId: string }): Promise<void> {
  const { communityId } = requirePerson(actor, "money.confirm");
  await db.transaction(async (tx) => {
    const line = await lockLine(tx, communityId, lineId);
    if (line.setAsideAt) await setLine(tx, line, { setAsideAt: null, setAsideBy: null, setAsideReason: null });
  });
}

async function confirmLine(treasurer: PersonActor, { lineId, parts }: ConfirmLine, now: Date) {
  return db.transaction(async (tx) => {
    const line = await readLine(tx, treasurer.communityId, lineId);
    refuseNoIncome(line);
    return confirmParts(tx, treasurer, line, parts, now);
  });
}

/** The line's money by the codes given, and the transfer it is from then on. Of one matched before, the transfer's own reference. */
async function confirmParts(
  tx: Tx,
  treasurer: PersonActor,
  line: StatementLine,
  parts: readonly TransferPart[],
  now: Date,
): Promise<DonationOutcome[]> {
  const { campaignId, amountMinor } = line;
  const reference = line.transferId ? await referenceOf(tx, line) : line.reference;
  const order = { reference, amountMinor, parts, campaignId };
  const confirmed = await confirmTransferStep(tx, treasurer, order, now);
  await bind(tx, line, confirmed.transfer);
  return confirmed.parts;
}

/**
 * The line is this transfer, whose lock is held. The line's own lock comes last, as when a transfer is undone and lets go of its
 * line, so that nobody waits in a ring; what was read of the line before is therefore asked again.
 */
async function bind(tx: Tx, { communityId, id }: StatementLine, transfer: Transfer): Promise<void> {
  const line = await lockLine(tx, communityId, id);
  if (line.transferId === transfer.id) return;
  refuseNoIncome(line);
  if (line.transferId) throw new Refusal("donations.lineSettled");
  const [other] = await tx
    .select({ id: statementLines.id })
    .from(statementLines)
    .where(and(eq(statementLines.communityId, communityId), eq(statementLines.transferId, transfer.id)));
  if (other) throw new Refusal("donations.transferTaken");
  await setLine(tx, line, { transferId: transfer.id });
}

async function referenceOf(tx: Tx, { communityId, transferId, reference }: StatementLine): Promise<string> {
  const [transfer] = await tx
    .select({ reference: transfers.reference })
    .from(transfers)
    .where(and(eq(transfers.communityId, communityId), eq(transfers.id, transferId ?? "")));
  return transfer?.reference ?? reference;
}

async function lockStanding(tx: Tx, line: StatementLine, transferId: string): Promise<Transfer> {
  const [transfer] = isId(transferId)
    ? await tx
        .select()
        .from(transfers)
        .where(
          and(
            eq(transfers.communityId, line.communityId),
            eq(transfers.campaignId, line.campaignId),
            eq(transfers.id, transferId),
            isNull(transfers.voidedAt),
          ),
        )
        .for("update")
    : [];
  if (!transfer) throw new Refusal("donations.notFound");
  return transfer;
}

import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type StatementLine, statementLines } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";

/** Whether text can be the id of a row: anything else is nowhere. */
export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A step: a line as it is now, without its lock. Refuses `donations.lineNotFound`. */
export async function readLine(tx: Tx, communityId: string, lineId: string): Promise<StatementLine> {
  const [line] = isId(lineId) ? await lines(tx, communityId, lineId) : [];
  if (!line) throw new Refusal("donations.lineNotFound");
  return line;
}

/** A step: a line under its lock, the last lock of its transaction. Refuses `donations.lineNotFound`. */
export async function lockLine(tx: Tx, communityId: string, lineId: string): Promise<StatementLine> {
  const [line] = isId(lineId) ? await lines(tx, communityId, lineId).for("update") : [];
  if (!line) throw new Refusal("donations.lineNotFound");
  return line;
}

const lines = (tx: Tx, communityId: string, lineId: string) =>
  tx
    .select()
    .from(statementLines)
    .where(and(eq(statementLines.communityId, communityId), eq(statementLines.id, lineId)));

type Change = Partial<Pick<StatementLine, "transferId" | "setAsideAt" | "setAsideBy" | "setAsideReason">>;

export async function setLine(tx: Tx, { communityId, id }: StatementLine, change: Change): Promise<void> {
  await tx
    .update(statementLines)
    .set(change)
    .where(and(eq(statementLines.communityId, communityId), eq(statementLines.id, id)));
}

/** What came in and counts: nobody has set it aside. Refuses `lineOutgoing`, `lineSetAside`. */
export function refuseNoIncome({ amountMinor, setAsideAt }: StatementLine): void {
  if (amountMinor < 0) throw new Refusal("donations.lineOutgoing");
  if (setAsideAt) throw new Refusal("donations.lineSetAside");
}

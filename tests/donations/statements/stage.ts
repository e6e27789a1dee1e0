import { and, eq } from "drizzle-orm";
import { expect } from "vitest";
import { db } from "@/db/client";
import { statementLines } from "@/db/schema";
import { statementBalance } from "@/lib/donations/statements/balance";
import { importStatement } from "@/lib/donations/statements/import";
import { openLines } from "@/lib/donations/statements/queries";
import { daysAfter, NOON } from "../../support/times";
import { aStage } from "../stage";
import { aJarCsv, type Line } from "./make";

export const LATER = daysAfter(NOON, 5);

/** A stage whose jar's statement is taken over. */
export async function aStatement(lines: (stage: Stage) => Promise<Line[]> | Line[]) {
  const stage = await aStage();
  const imported = await take(stage, aJarCsv(await lines(stage)));
  return { ...stage, imported };
}
export type Stage = Awaited<ReturnType<typeof aStage>>;

export const take = ({ treasurer, campaign }: Pick<Stage, "treasurer" | "campaign">, bytes: Uint8Array) =>
  importStatement(treasurer, { campaignId: campaign.id, name: "виписка.csv", bytes }, LATER);

export const openOf = ({ treasurer, campaign }: Pick<Stage, "treasurer" | "campaign">) =>
  openLines(treasurer, campaign.id);

/** The difference is what its list says, in whole kopiykas. */
export async function balanceOf({ treasurer, campaign }: Pick<Stage, "treasurer" | "campaign">) {
  const balance = await statementBalance(treasurer, campaign.id);
  expect(balance.open.sumMinor - balance.loose.sumMinor + balance.uneven.sumMinor).toBe(balance.differenceMinor);
  return balance;
}

export const linesIn = (communityId: string) =>
  db
    .select()
    .from(statementLines)
    .where(and(eq(statementLines.communityId, communityId)))
    .orderBy(statementLines.at, statementLines.id);

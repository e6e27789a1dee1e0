import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { confirmTransfer } from "@/lib/donations/transfers";
import { NOON } from "../support/times";
import { aClaim, aStage, aTransfer, ledgerOf } from "./stage";

const CHANGES = {
  UPDATE: "update ledger_entries set amount_minor = 1",
  DELETE: "delete from ledger_entries",
  TRUNCATE: "truncate ledger_entries",
};

async function aPaidStage() {
  const stage = await aStage();
  const { code } = await aClaim(stage.campaign);
  await confirmTransfer(stage.treasurer, aTransfer(code), NOON);
  return stage;
}

test.each(Object.entries(CHANGES))("the product's own role may not %s the ledger", async (privilege, statement) => {
  const { communityId } = await aPaidStage();
  const [granted] = await sql`select has_table_privilege('ledger_entries', ${privilege}) as may`;
  expect(granted).toEqual({ may: false });
  await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  expect(await ledgerOf(communityId)).toHaveLength(1);
});

test.each(Object.entries(CHANGES))(
  "a role that was granted %s is still refused by the trigger",
  async (privilege, statement) => {
    const { communityId } = await aPaidStage();
    const attempt = sql.begin(async (tx) => {
      await tx.unsafe(`grant ${privilege} on ledger_entries to current_user`);
      await tx.unsafe(statement);
    });
    await expect(attempt).rejects.toMatchObject({ code: "23001", message: expect.stringContaining("append-only") });
    expect(await ledgerOf(communityId)).toMatchObject([{ amountMinor: 40_000 }]);
  },
);

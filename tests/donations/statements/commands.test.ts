import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { donations } from "@/db/schema";
import { recordCash, undoConfirmation } from "@/lib/donations/commands";
import {
  confirmLines,
  donateLine,
  linkLine,
  setAsideLine,
  takeBackLine,
  unlinkLine,
} from "@/lib/donations/statements/commands";
import { importStatement } from "@/lib/donations/statements/import";
import {
  listStatements,
  looseTransfers,
  matchedLines,
  openLines,
  otherLines,
} from "@/lib/donations/statements/queries";
import { confirmTransfer } from "@/lib/donations/transfers";
import { anOrganizer, aTreasurer } from "../../support/factories";
import { NOON } from "../../support/times";
import { aClaim, aStage, aTransfer, expectSound, ledgerOf, statusOf } from "../stage";
import { after, aJarCsv, bytesOf } from "./make";
import { aStatement, balanceOf, LATER, linesIn, openOf, take } from "./stage";

describe("lines are stored once", () => {
  test("the same file again adds none, and a longer one only what is new", async () => {
    const lines = [{ amount: "400.00" }, { amount: "400.00", at: NOON }, { amount: "50.00", comment: "дякую" }];
    const stage = await aStatement(() => lines);
    expect(stage.imported).toMatchObject({ linesRead: 3, linesNew: 3, unreadable: [] });
    expect(await take(stage, aJarCsv(lines))).toMatchObject({ linesRead: 3, linesNew: 0 });
    expect(await take(stage, aJarCsv([...lines, { amount: "1.00", at: after(9) }]))).toMatchObject({ linesNew: 1 });
    expect(await linesIn(stage.communityId)).toHaveLength(4);
    expect(await listStatements(stage.treasurer, stage.campaign.id)).toMatchObject([
      { linesRead: 4, linesNew: 1, name: "виписка.csv", source: "csv" },
      { linesNew: 0 },
      { linesNew: 3 },
    ]);
  });

  test("two donations that look the same are two, also in a file without balances", async () => {
    const stage = await aStage();
    const bytes = bytesOf("Дата;Сума;Коментар\n02.03.2026;400;дякую\n02.03.2026;400;дякую");
    expect(await take(stage, bytes)).toMatchObject({ linesNew: 2 });
    expect(await take(stage, bytes)).toMatchObject({ linesNew: 0 });
  });

  test("a bank's id that names two different lines loses neither of them", async () => {
    const stage = await aStage();
    const head = "Дата;Сума;Коментар;ID операції\n";
    const [one, two, same] = ["02.03.2026;400;від Олени;1", "02.03.2026;300;від Юрка;1", "03.03.2026;200;;2"];
    expect(await take(stage, bytesOf(`${head}${one}\n${two}\n${one}\n${same}`))).toMatchObject({ linesNew: 3 });
    expect(await take(stage, bytesOf(`${head}${two}\n${one}`))).toMatchObject({ linesNew: 0 });
  });

  test("two treasurers take the same file over at the same moment", async () => {
    const stage = await aStage();
    const bytes = aJarCsv(Array.from({ length: 50 }, () => ({ amount: "10.00" })));
    const second = { ...stage, treasurer: await aTreasurer(stage.communityId) };
    const taken = await Promise.all([take(stage, bytes), take(second, bytes)]);
    expect(taken.reduce((sum, { linesNew }) => sum + linesNew, 0)).toBe(50);
    expect(await linesIn(stage.communityId)).toHaveLength(50);
  });

  test("what a person said of the columns is remembered for the header", async () => {
    const { treasurer, campaign } = await aStage();
    const bytes = bytesOf("a;b;c\nx;y;z");
    const input = { campaignId: campaign.id, name: "x.csv" };
    await expect(importStatement(treasurer, { ...input, bytes }, LATER)).rejects.toMatchObject({
      code: "donations.statementColumns",
    });
    const lines = bytesOf("a;b;c\n350;02.03.2026;BK\n360;02.03.2026;BK");
    const mapping = { at: 1, amount: 0, comment: 2, counterparty: null, reference: null };
    expect(await importStatement(treasurer, { ...input, bytes: lines, mapping }, LATER)).toMatchObject({ linesNew: 2 });
    const next = bytesOf("a;b;c\n370;03.03.2026;BK");
    expect(await importStatement(treasurer, { ...input, bytes: next }, LATER)).toMatchObject({ linesNew: 1 });
  });
});

test("a line is confirmed by its code: the money is in the ledger under the line's reference, and the book is the donor's", async () => {
  let claim: Awaited<ReturnType<typeof aClaim>> | undefined;
  const stage = await aStatement(async ({ campaign }) => {
    claim = await aClaim(campaign);
    return [{ amount: "450.00", comment: claim.code }];
  });
  const { treasurer, communityId } = stage;
  const [line] = await openOf(stage);
  expect(line?.suggestion).toMatchObject({ kind: "exact", isLess: false });
  const lines = [{ lineId: line?.id ?? "", parts: [{ code: claim?.code ?? "", amountMinor: 45_000 }] }];
  const first = await confirmLines(treasurer, { lines }, LATER);
  expect(first.refused).toEqual([]);
  expect(first.confirmed).toMatchObject([{ parts: [{ hasBook: true }] }]);
  expect(claim && (await statusOf(claim.ref))).toEqual({ claim: "confirmed", donation: "confirmed" });

  const again = await confirmLines(treasurer, { lines }, LATER);
  expect(again.refused).toEqual([]);
  expect(await ledgerOf(communityId)).toEqual([{ kind: "donation", from: "donors", to: "fund", amountMinor: 45_000 }]);
  expect(await openOf(stage)).toEqual([]);
  expect(await matchedLines(treasurer, stage.campaign.id)).toMatchObject([
    { codes: [claim?.code], standingMinor: 45_000, transferReference: line?.reference },
  ]);
  expect(await balanceOf(stage)).toMatchObject({ catalogMinor: 45_000, bankMinor: 45_000, differenceMinor: 0 });
  await expectSound(communityId);
});

test("a confirmation that is undone frees its line, and the line can be given to the right code", async () => {
  const stage = await aStage();
  const [wrong, right] = [await aClaim(stage.campaign), await aClaim(stage.campaign)];
  await take(stage, aJarCsv([{ amount: "400.00", comment: wrong.code }]));
  const [line] = await openOf(stage);
  const give = (code: string) =>
    confirmLines(
      stage.treasurer,
      { lines: [{ lineId: line?.id ?? "", parts: [{ code, amountMinor: 40_000 }] }] },
      LATER,
    );
  await give(wrong.code);
  await undoConfirmation(stage.treasurer, { code: wrong.code, reason: "Не та книга" }, LATER);
  expect(await openOf(stage)).toHaveLength(1);
  expect((await balanceOf(stage)).differenceMinor).toBe(40_000);
  expect((await give(right.code)).confirmed).toHaveLength(1);
  expect((await balanceOf(stage)).differenceMinor).toBe(0);
  await expectSound(stage.communityId);
});

test("of a line that lost a part by an undo, the rest is the difference until another code gets it", async () => {
  const stage = await aStage();
  const [one, two, three] = [await aClaim(stage.campaign), await aClaim(stage.campaign), await aClaim(stage.campaign)];
  await take(stage, aJarCsv([{ amount: "800.00", comment: `${one.code} ${two.code}` }]));
  const [line] = await openOf(stage);
  expect(line?.suggestion.kind).toBe("exact");
  const give = (codes: string[]) =>
    confirmLines(
      stage.treasurer,
      { lines: [{ lineId: line?.id ?? "", parts: codes.map((code) => ({ code, amountMinor: 40_000 })) }] },
      LATER,
    );
  await give([one.code, two.code]);
  await undoConfirmation(stage.treasurer, { code: two.code, reason: "Не та книга" }, LATER);
  const uneven = await matchedLines(stage.treasurer, stage.campaign.id, { uneven: true });
  expect(uneven).toMatchObject([{ codes: [one.code], standingMinor: 40_000, amountMinor: 80_000 }]);
  expect(await balanceOf(stage)).toMatchObject({ differenceMinor: 40_000, uneven: { count: 1, sumMinor: 40_000 } });
  expect((await give([one.code, three.code])).refused).toEqual([]);
  expect(await balanceOf(stage)).toMatchObject({ differenceMinor: 0, uneven: { count: 0 } });
  await expectSound(stage.communityId);
});

test("a transfer typed in before is linked: no money moves, and it can be taken apart again", async () => {
  const stage = await aStage();
  const claim = await aClaim(stage.campaign);
  await confirmTransfer(stage.treasurer, aTransfer(claim.code, 40_000, "ТИПОВО-1"), LATER);
  expect(await balanceOf(stage)).toMatchObject({ catalogMinor: 40_000, bankMinor: 0, loose: { count: 1 } });
  await take(stage, aJarCsv([{ amount: "400.00", comment: claim.code }, { amount: "400.00" }]));
  const [line, other] = await openOf(stage);
  const transferId = line?.suggestion.kind === "counted" ? line.suggestion.transfer.id : "";
  expect(transferId).not.toBe("");
  await linkLine(stage.treasurer, { lineId: line?.id ?? "", transferId });
  await linkLine(stage.treasurer, { lineId: line?.id ?? "", transferId });
  expect(await ledgerOf(stage.communityId)).toHaveLength(1);
  expect(await balanceOf(stage)).toMatchObject({ differenceMinor: 40_000, loose: { count: 0 }, open: { count: 1 } });
  await expect(linkLine(stage.treasurer, { lineId: other?.id ?? "", transferId })).rejects.toMatchObject({
    code: "donations.transferTaken",
  });
  await unlinkLine(stage.treasurer, { lineId: line?.id ?? "" });
  expect((await balanceOf(stage)).differenceMinor).toBe(40_000);
  expect(await looseTransfers(stage.treasurer, stage.campaign.id)).toHaveLength(1);
  await linkLine(stage.treasurer, { lineId: other?.id ?? "", transferId }); // and belongs to the other
  await expectSound(stage.communityId);
});

test("a line without a claim becomes a donation without a book, once", async () => {
  const stage = await aStatement(() => [{ amount: "123.45", comment: "на добру справу" }]);
  const [line] = await openOf(stage);
  expect(line?.suggestion).toEqual({ kind: "none", unknownCodes: [] });
  const lineId = line?.id ?? "";
  const twice = await Promise.allSettled([1, 2].map(() => donateLine(stage.treasurer, { lineId }, LATER)));
  expect(twice.filter((answer) => answer.status === "fulfilled" && answer.value)).toHaveLength(1);
  expect(await donateLine(stage.treasurer, { lineId }, LATER)).toBeUndefined();
  expect(await db.select().from(donations).where(eq(donations.communityId, stage.communityId))).toMatchObject([
    { donorId: null, claimId: null, status: "confirmed", pledgedMinor: 12_345, decision: "keep" },
  ]);
  expect((await balanceOf(stage)).differenceMinor).toBe(0);
  await expectSound(stage.communityId);
});

test("a line that is set aside counts no more, with its reason, until it is taken back", async () => {
  const stage = await aStatement(() => [{ amount: "400.00", comment: "за квартиру" }]);
  const [line] = await openOf(stage);
  const lineId = line?.id ?? "";
  await expect(setAsideLine(stage.treasurer, { lineId, reason: " " }, LATER)).rejects.toMatchObject({
    code: "donations.lineReason",
  });
  await setAsideLine(stage.treasurer, { lineId, reason: "Особистий переказ" }, LATER);
  expect(await balanceOf(stage)).toMatchObject({ bankMinor: 0, setAside: { count: 1, sumMinor: 40_000 } });
  expect(await otherLines(stage.treasurer, stage.campaign.id, "setAside")).toMatchObject([
    { reason: "Особистий переказ" },
  ]);
  await expect(donateLine(stage.treasurer, { lineId }, LATER)).rejects.toMatchObject({
    code: "donations.lineSetAside",
  });
  await takeBackLine(stage.treasurer, { lineId });
  expect(await balanceOf(stage)).toMatchObject({ bankMinor: 40_000, setAside: { count: 0 } });
  await donateLine(stage.treasurer, { lineId }, LATER);
  await expect(setAsideLine(stage.treasurer, { lineId, reason: "ні" }, LATER)).rejects.toMatchObject({
    code: "donations.lineSettled",
  });
});

test("money that went out is shown apart and cannot be confirmed; cash is no part of the comparison", async () => {
  const stage = await aStatement(() => [
    { amount: "400.00" },
    { amount: "150.00", category: "Часткове зняття", at: after(5) },
  ]);
  const claim = await aClaim(stage.campaign);
  await recordCash(stage.organizer, { code: claim.code, amountMinor: 70_000 }, LATER);
  expect(await balanceOf(stage)).toMatchObject({
    catalogMinor: 0,
    bankMinor: 40_000,
    outgoing: { count: 1, sumMinor: -15_000 },
  });
  const [out] = await otherLines(stage.treasurer, stage.campaign.id, "outgoing");
  const lines = [{ lineId: out?.id ?? "", parts: [{ code: claim.code, amountMinor: 15_000 }] }];
  const { refused } = await confirmLines(stage.treasurer, { lines }, LATER);
  expect(refused).toMatchObject([{ code: "donations.lineOutgoing" }]);
});

test("one bad line does not stop the rest of a bulk", async () => {
  const stage = await aStage();
  const claims = [await aClaim(stage.campaign), await aClaim(stage.campaign), await aClaim(stage.campaign)];
  await take(stage, aJarCsv(claims.map(({ code }) => ({ amount: "400.00", comment: code }))));
  await confirmTransfer(stage.treasurer, aTransfer(claims[1]?.code ?? "", 1_000), LATER);
  const lines = (await openOf(stage)).map(({ id }, nth) => ({
    lineId: id,
    parts: [{ code: claims[nth]?.code ?? "", amountMinor: 40_000 }],
  }));
  const result = await confirmLines(stage.treasurer, { lines: [...lines, { lineId: "nobody", parts: [] }] }, LATER);
  expect(result.confirmed).toHaveLength(2);
  expect(result.refused.map(({ code }) => code)).toEqual(["donations.alreadyConfirmed", "donations.lineNotFound"]);
});

test("a code of another campaign is refused, and so is a line of another community", async () => {
  const stage = await aStatement(() => [{ amount: "400.00" }]);
  const [line] = await openOf(stage);
  const other = await aStage();
  const elsewhere = await aClaim(other.campaign);
  const parts = [{ code: elsewhere.code, amountMinor: 40_000 }];
  const lines = [{ lineId: line?.id ?? "", parts }];
  expect((await confirmLines(stage.treasurer, { lines }, LATER)).refused).toMatchObject([
    { code: "donations.notFound" },
  ]);
  expect((await confirmLines(other.treasurer, { lines }, LATER)).refused).toMatchObject([
    { code: "donations.lineNotFound" },
  ]);
  expect(await openLines(other.treasurer, stage.campaign.id)).toEqual([]);
});

test("only treasurers match; organizers may look", async () => {
  const stage = await aStatement(() => [{ amount: "400.00" }]);
  const organizer = await anOrganizer(stage.communityId);
  const no = { code: "identity.notAllowed" };
  const lineId = (await openLines(organizer, stage.campaign.id))[0]?.id ?? "";
  await expect(take({ ...stage, treasurer: organizer }, aJarCsv([{ amount: "1.00" }]))).rejects.toMatchObject(no);
  await expect(confirmLines(organizer, { lines: [] })).rejects.toMatchObject(no);
  await expect(donateLine(organizer, { lineId })).rejects.toMatchObject(no);
  await expect(linkLine(organizer, { lineId, transferId: lineId })).rejects.toMatchObject(no);
  await expect(unlinkLine(organizer, { lineId })).rejects.toMatchObject(no);
  await expect(setAsideLine(organizer, { lineId, reason: "бо" })).rejects.toMatchObject(no);
  await expect(takeBackLine(organizer, { lineId })).rejects.toMatchObject(no);
});

import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { oneTimeCodes } from "@/db/schema";
import { issueCode, spendCode } from "@/lib/identity/codes";
import { meeting } from "../support/meeting";
import { minutesAfter, NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const aSubject = () => randomUUID();
const issue = (subject: string, at = NOON) => db.transaction((tx) => issueCode(tx, "claim", subject, at));
const guess = (subject: string, code: string, at = NOON) => spendCode("claim", subject, code, at);
const wrongFor = (code: string, step = 1) => String((Number(code) + step) % 1_000_000).padStart(6, "0");
const rowsOf = (subject: string) => db.select().from(oneTimeCodes).where(eq(oneTimeCodes.subject, subject));

describe("issueCode", () => {
  test("gives six digits and stores only their hash", async () => {
    const subject = aSubject();
    const code = await issue(subject);
    expect(code).toMatch(/^\d{6}$/);
    const [row] = await rowsOf(subject);
    expect(JSON.stringify(row)).not.toContain(code);
    expect(row).toMatchObject({ triesLeft: 5, expiresAt: minutesAfter(NOON, 10), consumedAt: null });
  });

  test("makes the subject's earlier codes worthless", async () => {
    const subject = aSubject();
    const first = await issue(subject);
    const second = await issue(subject, minutesAfter(NOON, 1));
    if (first !== second) await expect(guess(subject, first)).rejects.toEqual(refusal("identity.codeWrong"));
    await guess(subject, second, minutesAfter(NOON, 2));
    await expect(guess(subject, first, minutesAfter(NOON, 2))).rejects.toEqual(refusal("identity.codeSpent"));
  });
});

describe("spendCode", () => {
  test("takes the right code once", async () => {
    const subject = aSubject();
    const code = await issue(subject);
    await guess(subject, code);
    await expect(guess(subject, code)).rejects.toEqual(refusal("identity.codeSpent"));
  });

  test("locks at the sixth guess, even a right one", async () => {
    const subject = aSubject();
    const code = await issue(subject);
    for (let tries = 1; tries <= 5; tries++)
      await expect(guess(subject, wrongFor(code, tries))).rejects.toEqual(refusal("identity.codeWrong"));
    await expect(guess(subject, code)).rejects.toEqual(refusal("identity.codeSpent"));
  });

  test("takes the right code at the fifth guess", async () => {
    const subject = aSubject();
    const code = await issue(subject);
    for (let tries = 1; tries <= 4; tries++) await guess(subject, wrongFor(code, tries)).catch(() => {});
    await guess(subject, code);
  });

  test("keeps a failed try although it refuses", async () => {
    const subject = aSubject();
    const code = await issue(subject);
    await guess(subject, wrongFor(code)).catch(() => {});
    expect(await rowsOf(subject)).toMatchObject([{ triesLeft: 4 }]);
  });

  test("refuses a code whose ten minutes are over", async () => {
    const subject = aSubject();
    const code = await issue(subject);
    await expect(guess(subject, code, minutesAfter(NOON, 10))).rejects.toEqual(refusal("identity.codeSpent"));
  });

  test("refuses where no code was ever sent, and the code of another purpose", async () => {
    const subject = aSubject();
    await expect(guess(subject, "123456")).rejects.toEqual(refusal("identity.codeSpent"));
    const code = await issue(subject);
    await expect(spendCode("sign_in", subject, code, NOON)).rejects.toEqual(refusal("identity.codeSpent"));
  });

  test("of the right code typed eight times at once, one is taken", async () => {
    const subject = aSubject();
    const code = await issue(subject);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => guess(subject, code)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("thirty wrong guesses at once", () => {
  async function answers(spend: (subject: string, code: string) => Promise<void>) {
    const subject = aSubject();
    const code = await issue(subject);
    const tries = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => spend(subject, wrongFor(code, index + 1))),
    );
    const codes = tries.map((one) => (one.status === "rejected" ? String(one.reason.code) : "taken"));
    return { compared: codes.filter((one) => one === "identity.codeWrong").length, codes };
  }

  test("are compared five times", async () => {
    const { compared, codes } = await answers(guess);
    expect(compared).toBe(5);
    expect(codes.filter((one) => one === "identity.codeSpent")).toHaveLength(25);
  });

  test("would be compared more often without the lock (control)", async () => {
    const tenLooked = meeting(10);
    const { compared } = await answers(async (subject) => {
      const isIt = and(eq(oneTimeCodes.purpose, "claim"), eq(oneTimeCodes.subject, subject));
      const wasCompared = await db.transaction(async (tx) => {
        const [row] = await tx.select().from(oneTimeCodes).where(isIt);
        if (!row || row.triesLeft <= 0) return false;
        await tenLooked();
        await tx
          .update(oneTimeCodes)
          .set({ triesLeft: row.triesLeft - 1 })
          .where(isIt);
        return true;
      });
      if (wasCompared) throw Object.assign(new Error("compared"), { code: "identity.codeWrong" });
    });
    expect(compared).toBeGreaterThan(5);
  });
});

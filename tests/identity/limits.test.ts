import { randomUUID } from "node:crypto";
import { like } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { rateLimits } from "@/db/schema";
import { addressClass, countAgainst, forgetOldCounts, forgive, LIMITS } from "@/lib/identity/limits";
import { daysAfter, hoursAfter, NOON } from "../support/times";

const tooMany = (minutes: unknown) =>
  expect.objectContaining({ name: "Refusal", code: "identity.tooMany", values: { minutes } });

async function usedUp() {
  const key = randomUUID();
  for (let times = 1; times <= LIMITS.claimCodes.times; times++) await countAgainst("claimCodes", key);
  return key;
}
/** The library reads the wall clock, so the test moves the row instead. */
const letTimePass = (key: string) =>
  db
    .update(rateLimits)
    .set({ expire: new Date(Date.now() - 1000) })
    .where(like(rateLimits.key, `%${key}`));

describe("countAgainst", () => {
  test("lets so many through, then refuses with the minutes to wait", async () => {
    const key = await usedUp();
    await expect(countAgainst("claimCodes", key)).rejects.toEqual(tooMany(60));
  });

  test("counts each key and each limit by itself", async () => {
    const key = await usedUp();
    await countAgainst("claimCodes", randomUUID());
    await countAgainst("proofs", key);
  });

  test("starts afresh when the time is over, or is forgiven", async () => {
    const [old, forgiven] = [await usedUp(), await usedUp()];
    await letTimePass(old);
    await countAgainst("claimCodes", old);
    await forgive("claimCodes", forgiven);
    await countAgainst("claimCodes", forgiven);
  });

  test("of forty at once lets exactly as many through as the limit says", async () => {
    const key = randomUUID();
    const tries = await Promise.allSettled(Array.from({ length: 40 }, () => countAgainst("claimCodes", key)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(LIMITS.claimCodes.times);
  });

  test("counts nothing for the machine itself", async () => {
    for (let times = 0; times <= LIMITS.claimCodes.times; times++) await countAgainst("claimCodes", undefined);
  });

  test("forgets counters whose time is over, and only those", async () => {
    const [old, young] = [await usedUp(), await usedUp()];
    await letTimePass(old);
    expect(await forgetOldCounts()).toBeGreaterThan(0);
    expect(await db.$count(rateLimits, like(rateLimits.key, `%${old}`))).toBe(0);
    await expect(countAgainst("claimCodes", young)).rejects.toEqual(tooMany(60));
  });
});

describe("addressClass", () => {
  const classOf = (ip: string, at = NOON) => addressClass(ip, at);

  test.each([
    ["203.0.113.7", "203.0.113.250"],
    ["203.0.113.7", "::ffff:203.0.113.9"],
    ["203.0.113.7", "::ffff:cb00:7109"],
    ["2001:db8:1:2::1", "2001:db8:1:ffff:1:2:3:4"],
    ["2001:db8::1", "2001:0db8:0:9::"],
    ["fe80::1%eth0", "fe80::2"],
    ["2001:db8:1::7.7.7.7", "2001:db8:1::1"],
    ["nonsense", "999.1.1.1"],
  ])("%s and %s are one", (one, other) => {
    expect(classOf(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(classOf(other)).toBe(classOf(one));
  });

  test.each([
    ["203.0.113.7", "203.0.114.7"],
    ["2001:db8:1::1", "2001:db8:2::1"],
    ["203.0.113.7", "nonsense"],
  ])("%s and %s are two", (one, other) => {
    expect(classOf(other)).not.toBe(classOf(one));
  });

  test("is another one tomorrow, and never shows the address", () => {
    expect(classOf("203.0.113.7", hoursAfter(NOON, 1))).toBe(classOf("203.0.113.7"));
    expect(classOf("203.0.113.7", daysAfter(NOON, 1))).not.toBe(classOf("203.0.113.7"));
    expect(classOf("203.0.113.7")).not.toContain("203.0");
  });

  test.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1"])("leaves the machine itself out (%s)", (ip) => {
    expect(classOf(ip)).toBeUndefined();
  });
});

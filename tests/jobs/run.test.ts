import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { jobRuns } from "@/db/schema";
import { runJob } from "@/lib/jobs/run";
import { meeting } from "../support/meeting";
import { minutesAfter, NOON } from "../support/times";

const aName = () => `sweep-${randomUUID()}`;
const runOf = async (name: string) => (await db.select().from(jobRuns).where(eq(jobRuns.name, name)))[0];
const never = () => new Promise<never>(() => {});

afterEach(() => {
  vi.useRealTimers();
});

describe("runJob", () => {
  test("runs the work with the time it was given, and notes what came of it", async () => {
    const name = aName();
    expect(await runJob(name, 60, async (now) => ({ expired: 3, at: now.toISOString() }), NOON)).toBe("ran");
    expect(await runOf(name)).toMatchObject({
      startedAt: NOON,
      leaseUntil: minutesAfter(NOON, 1),
      outcome: `{"expired":3,"at":"${NOON.toISOString()}"}`,
    });
  });

  test("waits until it is due", async () => {
    const name = aName();
    const at = (minutes: number) => runJob(name, 300, async () => 1, minutesAfter(NOON, minutes));
    expect([await at(0), await at(4), await at(5), await at(9)]).toEqual(["ran", "skipped", "ran", "skipped"]);
  });

  test("of ten processes at the same moment, one runs it", async () => {
    const name = aName();
    let runs = 0;
    const work = async () => ++runs;
    const results = await Promise.all(Array.from({ length: 10 }, () => runJob(name, 60, work, NOON)));
    expect(runs).toBe(1);
    expect(results.filter((result) => result === "skipped")).toHaveLength(9);
  });

  test("of ten processes more would run it if each looked before it took the lease (control)", async () => {
    const name = aName();
    let runs = 0;
    const allLooked = meeting(10);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const last = await runOf(name);
        if (last && last.leaseUntil > NOON) return;
        await allLooked();
        runs += 1;
        const lease = { name, startedAt: NOON, leaseUntil: minutesAfter(NOON, 1) };
        await db.insert(jobRuns).values(lease).onConflictDoUpdate({ target: jobRuns.name, set: lease });
      }),
    );
    expect(runs).toBeGreaterThan(1);
  });

  test("goes on a minute after the process that ran it died", async () => {
    const name = aName();
    void runJob(name, 10, never, NOON);
    await expect.poll(() => runOf(name)).toBeDefined();
    const at = (minutes: number) => runJob(name, 10, async () => "done", minutesAfter(NOON, minutes));
    expect(await at(0.9)).toBe("skipped");
    expect(await at(1)).toBe("ran");
  });

  test("keeps the lease while long work goes on", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: NOON });
    const name = aName();
    let end = () => {};
    const job = runJob(name, 10, () => new Promise<void>((resolve) => (end = resolve)), NOON);
    await vi.waitFor(async () => expect(await runOf(name)).toBeDefined());
    for (let renewals = 1; renewals <= 6; renewals++) {
      vi.advanceTimersByTime(20_000);
      const renewed = minutesAfter(NOON, renewals / 3 + 1);
      await vi.waitFor(async () => expect((await runOf(name))?.leaseUntil).toEqual(renewed));
    }
    expect(await runJob(name, 10, async () => 1, minutesAfter(NOON, 2))).toBe("skipped");
    end();
    expect(await job).toBe("ran");
  });

  test("notes a fault and comes again at the usual time", async () => {
    const name = aName();
    const fail = async () => {
      throw new Error("no connection");
    };
    expect(await runJob(name, 60, fail, NOON)).toBe("failed");
    expect(await runOf(name)).toMatchObject({ outcome: "failed: no connection", leaseUntil: minutesAfter(NOON, 1) });
    expect(await runJob(name, 60, async () => 1, minutesAfter(NOON, 1))).toBe("ran");
  });

  test("that lost its lease leaves the run that took over alone", async () => {
    const name = aName();
    let end = () => {};
    const first = runJob(name, 10, () => new Promise<void>((resolve) => (end = resolve)), NOON);
    await expect.poll(() => runOf(name)).toBeDefined();
    await runJob(name, 10, async () => "second", minutesAfter(NOON, 2));
    end();
    await first;
    expect(await runOf(name)).toMatchObject({ startedAt: minutesAfter(NOON, 2), outcome: "second" });
  });
});

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { forgetOldKeys, once } from "@/lib/identity/idempotency";
import { seal, unseal } from "@/lib/identity/secrets";
import { aCommunity } from "../support/factories";
import { meeting } from "../support/meeting";
import { hoursAfter, minutesAfter, NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const body = { amountMinor: 35_000 };

async function aRequest() {
  const { id } = await aCommunity();
  const key = randomUUID();
  let runs = 0;
  const ask = <Body>(
    run: () => Promise<{ status: number; body: Body }>,
    { at = NOON, scope = "visitor POST /claims", sent = body as unknown } = {},
  ) =>
    once(
      id,
      scope,
      key,
      sent,
      () => {
        runs += 1;
        return run();
      },
      at,
    );
  return { id, ask, runs: () => runs };
}

const created = async () => ({ status: 201, body: { token: `secret-${randomUUID()}` } });
const fault = async (): Promise<never> => {
  throw new Error("the database went away");
};
const refused = (code: "claims.bookTaken" | "identity.tooMany") => async (): Promise<never> => {
  throw new Refusal(code, { minutes: 3 });
};
const never = () => new Promise<never>(() => {});

describe("the same key again", () => {
  test("with the same body gets the first answer, and runs once", async () => {
    const { ask, runs } = await aRequest();
    const first = await ask(created);
    expect(await ask(created)).toEqual(first);
    expect(runs()).toBe(1);
  });

  test("with another body is refused", async () => {
    const { ask, runs } = await aRequest();
    await ask(created);
    await expect(ask(created, { sent: { amountMinor: 1 } })).rejects.toEqual(refusal("identity.keyReused"));
    expect(runs()).toBe(1);
  });

  test("from somebody else, or in another community, is another key", async () => {
    const [one, other] = [await aRequest(), await aRequest()];
    await one.ask(created);
    await one.ask(created, { scope: "another POST /claims" });
    await other.ask(created);
    expect([one.runs(), other.runs()]).toEqual([2, 1]);
  });

  test("while the first is at work is refused", async () => {
    const { ask } = await aRequest();
    void ask(never);
    await expect.poll(() => ask(created).catch((error) => error.code)).toBe("identity.keyBusy");
  });

  test("after a refusal gets the same refusal with its values", async () => {
    const { ask, runs } = await aRequest();
    await expect(ask(refused("claims.bookTaken"))).rejects.toEqual(refusal("claims.bookTaken"));
    await expect(ask(created)).rejects.toEqual(expect.objectContaining({ values: { minutes: 3 } }));
    expect(runs()).toBe(1);
  });

  test("after a fault, or after “too many”, runs again", async () => {
    const { ask, runs } = await aRequest();
    await expect(ask(fault)).rejects.toThrow("the database went away");
    await expect(ask(refused("identity.tooMany"))).rejects.toEqual(refusal("identity.tooMany"));
    expect((await ask(created)).status).toBe(201);
    expect(runs()).toBe(3);
  });

  test("after an answer that could not be kept is busy: what was done is not done twice", async () => {
    const { ask, runs } = await aRequest();
    const unkeepable = { status: 201, body: { token: 1n } }; // no JSON, so that storing it fails
    expect(await ask(async () => unkeepable)).toBe(unkeepable);
    await expect(ask(created)).rejects.toEqual(refusal("identity.keyBusy"));
    expect(runs()).toBe(1);
  });

  test("after a refusal that could not be kept, too, and whoever asked heard the refusal", async () => {
    const { ask, runs } = await aRequest();
    const unkeepable = async (): Promise<never> => {
      throw new Refusal("claims.tooManyOpen", { count: 1n as never });
    };
    await expect(ask(unkeepable)).rejects.toEqual(refusal("claims.tooManyOpen"));
    await expect(ask(created)).rejects.toEqual(refusal("identity.keyBusy"));
    expect(runs()).toBe(1);
  });

  test("two minutes after its holder died runs again", async () => {
    const { ask, runs } = await aRequest();
    void ask(never);
    await expect.poll(runs).toBe(1);
    await expect(ask(created, { at: minutesAfter(NOON, 1) })).rejects.toEqual(refusal("identity.keyBusy"));
    expect((await ask(created, { at: minutesAfter(NOON, 2) })).status).toBe(201);
  });

  test("a day later is a new request, and its row is forgotten", async () => {
    const { id, ask, runs } = await aRequest();
    await ask(created);
    await ask(created, { at: hoursAfter(NOON, 24), sent: { amountMinor: 1 } });
    expect(runs()).toBe(2);
    await forgetOldKeys(hoursAfter(NOON, 48));
    expect(await db.$count(idempotencyKeys, eq(idempotencyKeys.communityId, id))).toBe(0);
  });

  test("ten times at once runs once", async () => {
    const { ask, runs } = await aRequest();
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => ask(created)));
    expect(runs()).toBe(1);
    const given = answers.map((one) => (one.status === "fulfilled" ? one.value.status : one.reason.code));
    expect(new Set(given)).toEqual(new Set(given.includes("identity.keyBusy") ? [201, "identity.keyBusy"] : [201]));
  });

  test("ten times at once would run more often if one looked before taking it (control)", async () => {
    const { id } = await aCommunity();
    const row = { communityId: id, scope: "control", key: "control" };
    let runs = 0;
    const allLooked = meeting(10);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        if ((await db.$count(idempotencyKeys, eq(idempotencyKeys.communityId, id))) > 0) return;
        await allLooked();
        runs += 1;
        await db
          .insert(idempotencyKeys)
          .values({ ...row, bodyHash: "-" })
          .onConflictDoNothing();
      }),
    );
    expect(runs).toBeGreaterThan(1);
  });
});

test("an answer cannot be read in the table", async () => {
  const { id, ask } = await aRequest();
  const { body: answer } = await ask(created);
  const [row] = await db.select().from(idempotencyKeys).where(eq(idempotencyKeys.communityId, id));
  expect(JSON.stringify(row)).not.toContain(answer.token);
});

test("a sealed text opens as it was, and one that was changed does not open", () => {
  const sealed = seal("test", "Їжак і 39 000 ₴");
  expect(unseal("test", sealed)).toBe("Їжак і 39 000 ₴");
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`;
  expect(() => unseal("test", changed)).toThrow();
  expect(() => unseal("other", sealed)).toThrow();
});

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db, one } from "@/db/client";
import { contingencies, links, messages, type Promo, promos } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { confirmTransfer } from "@/lib/donations/transfers";
import {
  changeContingency,
  dropContingency,
  judge,
  planContingency,
  settleContingency,
} from "@/lib/promos/contingency/commands";
import { contingencyInput, outcomeInput } from "@/lib/promos/contingency/input";
import { listContingencies } from "@/lib/promos/contingency/queries";
import { enterPlacementNumbers, enterPromoNumbers } from "@/lib/promos/numbers/commands";
import { placementNumbers, promoNumbers } from "@/lib/promos/numbers/input";
import { learnedInput } from "@/lib/reports/promos/freezing";
import { judgeContingencies } from "@/lib/reports/promos/judge";
import { promoReport } from "@/lib/reports/promos/report";
import { aLink, aSourcesStage, someClicks } from "../referrals/stage";
import { aCommunity, aListedBook, aMember, aPerson, aTreasurer } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aPlacement, aPromo, aTeam } from "./stage";

const judging = vi.hoisted(() => ({ fails: "" }));
vi.mock("@/lib/promos/contingency/rules", async (original) => {
  const rules = await original<typeof import("@/lib/promos/contingency/rules")>();
  const isDue: typeof rules.isDue = (line, ...rest) => {
    if ("id" in line && line.id === judging.fails) throw new Error("It cannot be judged");
    return rules.isDue(line, ...rest);
  };
  return { ...rules, isDue };
});

let team: Awaited<ReturnType<typeof aTeam>>;
let promo: Promo;
beforeEach(async () => {
  team = await aTeam();
  promo = await aPromo(team.communityId, null);
});

const line = (words: Record<string, unknown> = {}) =>
  contingencyInput.parse({
    metric: "registrations",
    threshold: 24,
    checkAt: NOON.toISOString(),
    action: "reserve_post",
    what: "Другий набір сторіс",
    ...words,
  });
const plan = (words?: Record<string, unknown>) => planContingency(team.smm, promo.id, line(words), NOON);
const count = (value: number, at = NOON) =>
  enterPromoNumbers(
    team.smm,
    promo.id,
    promoNumbers.parse({ registrations: value, at: at.toISOString(), source: "Форма" }),
    undefined,
    at,
  );
const letters = (id: string) => db.select().from(messages).where(eq(messages.subjectId, id));
const stateOf = async (id: string) => one(await db.select().from(contingencies).where(eq(contingencies.id, id)));

test("a line whose number is too low at its moment fires once, and everybody who runs promos is written to", async () => {
  const owner = await aMember(team.communityId);
  const { id } = await plan({ ownerId: owner.personId });
  await count(23);
  await judgeContingencies(hoursAfter(NOON, -1));
  expect((await stateOf(id)).status).toBe("waiting");
  await judgeContingencies(NOON);
  expect(await stateOf(id)).toMatchObject({ status: "fired", value: 23, judgedAt: NOON });
  const told = await letters(id);
  expect(told.map(({ personId }) => personId).sort()).toEqual(
    [owner.personId, team.smm.personId, team.organizer.personId].sort(),
  );
  await count(10, hoursAfter(NOON, 1));
  await judgeContingencies(hoursAfter(NOON, 2));
  expect((await stateOf(id)).value).toBe(23);
  expect(await letters(id)).toHaveLength(3);
});

test("a line at its threshold is not needed, and nobody is disturbed", async () => {
  const { id } = await plan();
  await count(24);
  await judgeContingencies(NOON);
  expect(await stateOf(id)).toMatchObject({ status: "not_needed", value: 24 });
  expect(await letters(id)).toEqual([]);
});

test("a line whose number nobody has entered waits for it, and is judged by what is entered then", async () => {
  const { id } = await plan();
  await judgeContingencies(hoursAfter(NOON, 5));
  expect((await stateOf(id)).status).toBe("waiting");
  await count(3, hoursAfter(NOON, 6));
  await judgeContingencies(hoursAfter(NOON, 6));
  expect((await stateOf(id)).status).toBe("fired");
});

test("a line of a stage is judged when its promo has come there; of a promo that was called off, never", async () => {
  const { id } = await plan({ checkAt: "", stage: "measuring" });
  await count(3);
  await judgeContingencies(daysAfter(NOON, 3));
  expect((await stateOf(id)).status).toBe("waiting");
  await db.update(promos).set({ status: "cancelled" }).where(eq(promos.id, promo.id));
  await judgeContingencies(daysAfter(NOON, 3));
  expect((await stateOf(id)).status).toBe("waiting");
  await db.update(promos).set({ status: "measuring" }).where(eq(promos.id, promo.id));
  await judgeContingencies(daysAfter(NOON, 3));
  expect((await stateOf(id)).status).toBe("fired");
});

test("a line is judged however many others wait for their stage", async () => {
  const { communityId, id: promoId } = promo;
  const waits = { communityId, promoId, metric: "attended", threshold: 5, stage: "reported" as const };
  await db.insert(contingencies).values(Array.from({ length: 501 }, () => ({ ...waits, action: "other" as const })));
  const due = { communityId, promoId, metric: "registrations", threshold: 5, checkAt: NOON, action: "other" as const };
  const { id } = one(await db.insert(contingencies).values(due).returning());
  await count(1);
  await judgeContingencies(NOON);
  expect((await stateOf(id)).status).toBe("fired");
});

test("a line of one placement looks at that placement's own number", async () => {
  const story = await aPlacement(promo);
  const { id } = await plan({ metric: "views", placementId: story.id });
  await judgeContingencies(NOON);
  expect((await stateOf(id)).status).toBe("waiting"); // nobody has entered its views
});

describe("a line of one placement", () => {
  const judgeOne = async (metric: string, placementId: string, of: Promo) => {
    const input = line({ metric, placementId, threshold: 2 });
    const { id } = await planContingency(team.smm, of.id, input, NOON);
    await judgeContingencies(NOON);
    return stateOf(id);
  };

  test("is judged by what came by its link, whoever has entered nothing", async () => {
    const stage = await aSourcesStage();
    const spring = await aPromo(stage.communityId, stage.campaign.id, { tag: "spring" });
    const link = await aLink(stage, { content: "story-1" });
    await db.update(links).set({ tag: "spring" }).where(eq(links.id, link.id));
    const story = await aPlacement(spring, { content: "story-1", linkId: link.id });
    await someClicks(stage.communityId, link.id, [{ at: hoursAfter(NOON, -3), visitor: "v1" }]);
    const reader = await aPerson(stage.communityId);
    const { id: bookId } = await aListedBook(stage.campaign, { minimumMinor: 100 });
    const source = { visitor: "v1" };
    const gift = { bookId, amountMinor: 150, method: "transfer", locale: "uk", source } as const;
    const { claim } = await claimBook(reader, gift, hoursAfter(NOON, -1));
    const parts = [{ code: claim.code, amountMinor: 150 }];
    await confirmTransfer(stage.treasurer, { reference: "R-1", amountMinor: 150, parts }, hoursAfter(NOON, -1));
    team = { ...team, smm: stage.smm };
    for (const metric of ["page-visits", "leads", "claims", "exchanged", "raised"])
      expect(await judgeOne(metric, story.id, spring)).toMatchObject({ status: "fired", value: 1 });
  });

  test("is judged by its engagement, which is the sum of what was entered", async () => {
    const story = await aPlacement(promo);
    const read = placementNumbers("instagram", "story").parse({ replies: 1, shares: 0 });
    await enterPlacementNumbers(team.smm, story.id, read, undefined, NOON);
    expect(await judgeOne("engagement", story.id, promo)).toMatchObject({ status: "fired", value: 1 });
  });

  test("is refused for a number it can never have", async () => {
    const { communityId, campaign } = team;
    const initiative = await aPromo(communityId, campaign.id);
    const refused = { code: "promos.neverCounted" };
    const [story, cancelled] = [await aPlacement(initiative), await aPlacement(initiative, { status: "cancelled" })];
    const message = await aPlacement(initiative, { network: "telegram", format: "message" });
    for (const [metric, { id: placementId }] of [
      ["listed", story],
      ["registrations", story],
      ["time-on-page", story],
      ["leads", story], // it has no link
      ["reach", message],
      ["views", cancelled],
    ] as const) {
      const input = line({ metric, placementId });
      await expect(planContingency(team.smm, initiative.id, input, NOON)).rejects.toMatchObject(refused);
    }
    const { id } = await plan();
    const claims = line({ metric: "claims" }); // an event has no campaign to count them in
    await expect(changeContingency(team.smm, id, claims)).rejects.toMatchObject(refused);
  });
});

describe("judged by many at once", () => {
  test("a line fires once", async () => {
    const { id, communityId } = await plan();
    await Promise.all(Array.from({ length: 8 }, () => db.transaction((tx) => judge(tx, { communityId, id }, 1, NOON))));
    expect(await letters(id)).toHaveLength(2);
  });

  test("without asking again under the lock it would fire as often as it is judged", async () => {
    const { id, communityId } = await plan();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const seen = await stateOf(id); // each has seen that it waits
        await db.transaction(async (tx) => {
          await tx
            .update(contingencies)
            .set({ status: "waiting", judgedAt: null })
            .where(eq(contingencies.id, seen.id));
          await judge(tx, { communityId, id }, 1, NOON);
        });
      }),
    );
    expect((await letters(id)).length).toBeGreaterThan(2);
  });
});

test("what was done about a line that fired is written down, and only then", async () => {
  const { id } = await plan();
  await expect(settleContingency(team.smm, id, { outcome: "ще ні" })).rejects.toMatchObject({
    code: "promos.lineNotFired",
  });
  await count(1);
  await judgeContingencies(NOON);
  await settleContingency(team.smm, id, { outcome: "Опублікували резервний допис, +12 реєстрацій" }, NOON);
  expect(await stateOf(id)).toMatchObject({ outcome: "Опублікували резервний допис, +12 реєстрацій", doneAt: NOON });
});

test("what to do and what came of it keep their lines", () => {
  expect(line({ what: "Перше:  нагадати\r\nДруге: додати" }).what).toBe("Перше: нагадати\nДруге: додати");
  expect(outcomeInput.parse({ outcome: "Нагадали\n\n+12" }).outcome).toBe("Нагадали\n\n+12");
  expect(learnedInput.parse({ learned: "Одне\nдруге" }).learned).toBe("Одне\nдруге");
});

test("a line is judged though another promo's cannot be", async () => {
  const { communityId } = team;
  const [one, other] = [await aPlacement(promo), await aPlacement(promo)];
  for (const { id } of [one, other])
    await enterPlacementNumbers(
      team.smm,
      id,
      placementNumbers("instagram", "story").parse({ views: 2_000_000_000 }),
      undefined,
      NOON,
    );
  const many = await plan({ metric: "views" });
  await judgeContingencies(NOON);
  expect(await stateOf(many.id)).toMatchObject({ status: "not_needed", value: 2_147_483_647 });
  expect((await promoReport(team.smm, promo.id, NOON)).figures.placed).toEqual({ views: 4_000_000_000 });

  const broken = await plan();
  await count(1);
  const promoId = (await aPromo(communityId, null)).id;
  const next = await planContingency(team.smm, promoId, line({ metric: "leads" }), NOON);
  judging.fails = broken.id;
  expect(await judgeContingencies(NOON)).toBeGreaterThan(0);
  expect((await stateOf(broken.id)).status).toBe("waiting");
  expect((await stateOf(next.id)).status).toBe("fired");
  judging.fails = "";
  await judgeContingencies(NOON);
  expect((await stateOf(broken.id)).status).toBe("fired");
});

test("a line that was judged is neither changed nor dropped; one that waits is both", async () => {
  const { id } = await plan();
  await changeContingency(team.smm, id, line({ threshold: "30" }));
  expect((await stateOf(id)).threshold).toBe(30);
  const other = await plan();
  await dropContingency(team.organizer, other.id);
  await count(1);
  await judgeContingencies(NOON);
  const refused = { code: "promos.lineJudged" };
  await expect(changeContingency(team.smm, id, line())).rejects.toMatchObject(refused);
  await expect(dropContingency(team.smm, id)).rejects.toMatchObject(refused);
  expect((await listContingencies(team.smm, promo.id)).map((each) => each.id)).toEqual([id]);
});

test("a line names a moment or a stage, not both and not neither, a known metric and a number above nothing", () => {
  const read = (words: Record<string, unknown>) =>
    contingencyInput.safeParse({ metric: "leads", threshold: 5, action: "other", ...words }).success;
  expect(read({ checkAt: NOON.toISOString() })).toBe(true);
  expect(read({ stage: "measuring" })).toBe(true);
  expect(read({})).toBe(false);
  expect(read({ checkAt: NOON.toISOString(), stage: "measuring" })).toBe(false);
  expect(read({ stage: "idea" })).toBe(false);
  expect(read({ stage: "measuring", threshold: 0 })).toBe(false);
  expect(read({ stage: "measuring", threshold: "1.5" })).toBe(false);
  expect(read({ stage: "measuring", metric: "luck" })).toBe(false);
});

test("placements and owners of others are refused", async () => {
  const stranger = await aMember((await aCommunity()).id);
  const elsewhere = await aPlacement(await aPromo(team.communityId, team.campaign.id));
  const refused = { code: "promos.notOfThisPromo" };
  await expect(plan({ ownerId: stranger.personId })).rejects.toMatchObject(refused);
  await expect(plan({ preparedId: elsewhere.id })).rejects.toMatchObject(refused);
});

test("only those who manage promos touch the plan", async () => {
  const { id } = await plan();
  for (const actor of [await aMember(team.communityId), await aTreasurer(team.communityId)]) {
    const refused = { code: "identity.notAllowed" };
    await expect(planContingency(actor, promo.id, line())).rejects.toMatchObject(refused);
    await expect(changeContingency(actor, id, line())).rejects.toMatchObject(refused);
    await expect(dropContingency(actor, id)).rejects.toMatchObject(refused);
    await expect(settleContingency(actor, id, { outcome: "x" })).rejects.toMatchObject(refused);
    await expect(listContingencies(actor, promo.id)).rejects.toMatchObject(refused);
  }
});

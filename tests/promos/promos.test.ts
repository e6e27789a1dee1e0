import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { people, promos } from "@/db/schema";
import { type Actor, systemOf, visitorOf } from "@/lib/identity/actor";
import {
  cancelPromo,
  editBrief,
  measurePromo,
  reportPromo,
  revivePromo,
  reworkPromo,
  startPromo,
} from "@/lib/promos/commands";
import { copyPromo } from "@/lib/promos/copying";
import { briefInput } from "@/lib/promos/input";
import { makePromo } from "@/lib/promos/make";
import { listMeetings, noteMeeting, planMeeting } from "@/lib/promos/meetings";
import { findPromo, listPromos, promoFacets, promoHistory, promoPeople } from "@/lib/promos/queries";
import { agreePromo } from "@/lib/reports/quoting";
import { aMember, aPerson, aTreasurer } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";
import { anIdea, anInitiative, auditOf, briefOf, eventsOf, wholeBrief } from "./plan";
import { aTeam } from "./stage";

let team: Awaited<ReturnType<typeof aTeam>>;
beforeAll(async () => {
  team = await aTeam();
});

const refused = (code: string) => expect.objectContaining({ code });
const briefed = async () => {
  const idea = await anIdea(team.smm, team.campaign.id);
  return editBrief(team.smm, idea.id, briefOf(), idea.version, NOON);
};
const agreed = async () => agreePromo(team.smm, (await briefed()).id, NOON);

describe("who works on promos", () => {
  const kinds = {
    member: () => aMember(team.communityId),
    treasurer: () => aTreasurer(team.communityId),
    guest: () => aPerson(team.communityId),
    visitor: async () => visitorOf(team.communityId),
  } satisfies Record<string, () => Promise<Actor>>;

  test.each(Object.keys(kinds) as (keyof typeof kinds)[])("a %s may not", async (kind) => {
    const actor = await kinds[kind]();
    const promo = await anIdea(team.smm, team.campaign.id);
    const meeting = { network: null, at: NOON, minutes: 45, place: "" };
    const tries = [
      () => makePromo(actor, anInitiative(team.campaign.id), NOON),
      () => copyPromo(actor, promo.id, { name: "Ще", startsAt: null, tag: undefined }, NOON),
      () => editBrief(actor, promo.id, briefOf(), promo.version, NOON),
      () => agreePromo(actor, promo.id, NOON),
      () => startPromo(actor, promo.id, NOON),
      () => measurePromo(actor, promo.id, NOON),
      () => reportPromo(actor, promo.id, NOON),
      () => reworkPromo(actor, promo.id, NOON),
      () => revivePromo(actor, promo.id, NOON),
      () => cancelPromo(actor, promo.id, "Не на часі", NOON),
      () => planMeeting(actor, promo.id, meeting, NOON),
      () => noteMeeting(actor, promo.id, {}, ""),
      () => listMeetings(actor, promo.id),
      () => listPromos(actor),
      () => promoFacets(actor),
      () => findPromo(actor, promo.id),
      () => promoHistory(actor, promo.id),
      () => promoPeople(actor),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toEqual(refused("identity.notAllowed"));
  });

  test("the SMM manager and the organizer may, and each goes on where the other stopped", async () => {
    const promo = await anIdea(team.smm, team.campaign.id);
    await editBrief(team.organizer, promo.id, briefOf(), undefined, NOON);
    expect((await agreePromo(team.smm, promo.id, NOON)).status).toBe("agreed");
    expect((await startPromo(team.organizer, promo.id, NOON)).status).toBe("running");
  });

  test("promos of another community are not there", async () => {
    const other = await aTeam();
    const promo = await anIdea(other.smm, other.campaign.id);
    await expect(findPromo(team.smm, promo.id)).rejects.toEqual(refused("promos.notFound"));
    await expect(editBrief(team.smm, promo.id, briefOf(), undefined, NOON)).rejects.toEqual(refused("promos.notFound"));
    await expect(agreePromo(team.smm, promo.id, NOON)).rejects.toEqual(refused("promos.notFound"));
    await expect(makePromo(team.smm, anInitiative(other.campaign.id), NOON)).rejects.toEqual(
      refused("catalog.campaignNotFound"),
    );
    expect((await listPromos(team.smm)).map(({ id }) => id)).not.toContain(promo.id);
  });
});

describe("a brief", () => {
  test("is kept half done, and becomes ready as soon as nothing is missing", async () => {
    const idea = await anIdea(team.smm, team.campaign.id);
    const half = await editBrief(team.smm, idea.id, briefOf({ metric: "" }), idea.version, NOON);
    expect([half.status, half.task]).toEqual(["idea", wholeBrief.task]);
    expect((await findPromo(team.smm, idea.id)).missing).toEqual(["metric"]);
    const whole = await editBrief(team.smm, idea.id, { metric: "leads" }, half.version, NOON);
    expect(whole.status).toBe("briefed");
    const back = await editBrief(team.smm, idea.id, { task: "" }, whole.version, NOON);
    expect(back.status).toBe("idea");
    expect(await eventsOf(idea)).toEqual(["edit", "edit", "brief", "rework"]);
  });

  test("is not agreed while anything is missing, and says what", async () => {
    const idea = await anIdea(team.smm, team.campaign.id);
    await editBrief(team.smm, idea.id, briefOf({ metric: "", task: " ", networks: [] }), undefined, NOON);
    const error = await agreePromo(team.smm, idea.id, NOON).catch((thrown: unknown) => thrown);
    expect(error).toEqual(refused("promos.briefUnfinished"));
    expect(error).toMatchObject({ values: { task: "yes", metric: "yes", networks: "yes", audience: "no" } });
    expect((await findPromo(team.smm, idea.id)).status).toBe("idea");
  });

  test("with a metric of another kind of promo is as good as without one", async () => {
    const idea = await anIdea(team.smm, team.campaign.id);
    await editBrief(team.smm, idea.id, briefOf({ metric: "registrations" }), undefined, NOON);
    expect((await findPromo(team.smm, idea.id)).missing).toEqual(["metric"]);
  });

  test("stays as it was agreed, until it is taken back", async () => {
    const promo = await agreed();
    await expect(editBrief(team.smm, promo.id, { task: "Інше" }, promo.version, NOON)).rejects.toEqual(
      refused("promos.briefLocked"),
    );
    const back = await reworkPromo(team.smm, promo.id, NOON);
    expect((await editBrief(team.smm, promo.id, { task: "Інше" }, back.version, NOON)).task).toBe("Інше");
  });

  test("of two people who change it at once the second is told, and overwrites nothing", async () => {
    const promo = await briefed();
    const both = await Promise.allSettled([
      editBrief(team.smm, promo.id, { task: "Перший варіант" }, promo.version, NOON),
      editBrief(team.organizer, promo.id, { task: "Другий варіант" }, promo.version, NOON),
    ]);
    const lost = both.find((each) => each.status === "rejected");
    const kept = both.find((each) => each.status === "fulfilled");
    expect(lost?.reason).toEqual(refused("promos.changedMeanwhile"));
    expect((await findPromo(team.smm, promo.id)).task).toBe(kept?.value.task);
  });

  test("saved again as it is changes nothing, and so disturbs nobody", async () => {
    const promo = await briefed();
    const again = await editBrief(team.smm, promo.id, briefOf(), promo.version, NOON);
    expect(again.version).toBe(promo.version);
    expect(await eventsOf(promo)).toEqual(["edit", "brief"]);
  });

  test("knows a contact who manages promos here, and takes the name of anybody else", async () => {
    const promo = await briefed();
    const networks = [
      { network: "instagram", contactName: team.smm.name },
      { network: "facebook", contactName: "Ніхто Знайомий" },
    ];
    const twice = await aPerson(team.communityId, ["smm"], { name: "Унікальна Назва" });
    await editBrief(
      team.smm,
      promo.id,
      { networks: [...networks, { network: "telegram", contactName: twice.name }] },
      promo.version,
      NOON,
    );
    const found = (await findPromo(team.smm, promo.id)).networks;
    expect(found.map(({ network, contactId }) => [network, contactId])).toEqual([
      ["facebook", null],
      ["instagram", null], // the organizer has the same name
      ["telegram", twice.personId],
    ]);
    expect(found.map(({ contactName }) => contactName)).toEqual(["Ніхто Знайомий", team.smm.name, twice.name]);
    await db.update(people).set({ name: "" }).where(eq(people.id, twice.personId)); // as when somebody is erased
    const after = (await findPromo(team.smm, promo.id)).networks;
    expect(after.map(({ contactName }) => contactName)).not.toContain(twice.name);
  });

  test("refuses an end before the beginning, and an initiative without a campaign", async () => {
    const promo = await briefed();
    const early = { endsAt: hoursAfter(new Date(wholeBrief.startsAt), -1) };
    await expect(editBrief(team.smm, promo.id, early, promo.version, NOON)).rejects.toEqual(
      refused("promos.datesReversed"),
    );
    await expect(editBrief(team.smm, promo.id, { campaignId: null }, promo.version, NOON)).rejects.toEqual(
      refused("promos.campaignNeeded"),
    );
    await expect(makePromo(team.smm, anInitiative(null), NOON)).rejects.toEqual(refused("promos.campaignNeeded"));
    const reversed = { ...anInitiative(team.campaign.id), startsAt: hoursAfter(NOON, 1), endsAt: NOON };
    await expect(makePromo(team.smm, reversed, NOON)).rejects.toEqual(refused("promos.datesReversed"));
  });

  test.each([
    ["metricTarget", "багато"],
    ["metricTarget", "0"],
    ["metricTarget", "-5"],
    ["metricTarget", "99999999999"],
    ["budgetMinor", "сто"],
    ["budgetMinor", "-1"],
    ["registerUrl", "javascript:alert(1)"],
    ["registerUrl", "http://example.com"],
    ["metricBy", "завтра"],
    ["metricBy", "9999-99-99T00:00:00Z"],
    ["metric", "likes"],
    ["name", "  "],
    ["task", "а".repeat(3_001)],
    ["campaignId", "pm"],
  ])("takes no %s of %j", (field, value) => {
    const read = briefInput.safeParse({ ...wholeBrief, [field]: value });
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test("may cost nothing, and its text keeps its lines but nothing nobody can see", () => {
    const read = briefInput.parse({ ...wholeBrief, budgetMinor: "", task: "Один\u200B\n\n\n\nДва\0" });
    expect([read.budgetMinor, read.task]).toEqual([0, "Один\n\nДва"]);
    expect(briefInput.parse({ ...wholeBrief, budgetMinor: "1 250,50" }).budgetMinor).toBe(125_050);
  });
});

describe("a promo", () => {
  test("goes through its states, and each step is written down", async () => {
    const promo = await agreed();
    await startPromo(team.smm, promo.id, NOON);
    await measurePromo(team.smm, promo.id, NOON);
    await reportPromo(team.smm, promo.id, NOON);
    expect((await reworkPromo(team.smm, promo.id, NOON)).status).toBe("measuring");
    expect(await eventsOf(promo)).toEqual(["edit", "brief", "agree", "start", "measure", "report", "rework"]);
    const [last] = await promoHistory(team.smm, promo.id);
    expect(last).toMatchObject({ event: "rework", fromStatus: "reported", actorName: team.smm.name });
  });

  test("does not skip a step, nor take one twice", async () => {
    const promo = await briefed();
    for (const step of [startPromo, measurePromo, reportPromo, revivePromo])
      await expect(step(team.smm, promo.id, NOON)).rejects.toEqual(refused("promos.notAllowedNow"));
    await agreePromo(team.smm, promo.id, NOON);
    await expect(agreePromo(team.smm, promo.id, NOON)).rejects.toEqual(refused("promos.notAllowedNow"));
  });

  test("pressed to be agreed by two at once is agreed once", async () => {
    const promo = await briefed();
    const both = await Promise.allSettled([
      agreePromo(team.smm, promo.id, NOON),
      agreePromo(team.organizer, promo.id, NOON),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await eventsOf(promo)).filter((event) => event === "agree")).toHaveLength(1);
  });

  test("is called off with a reason, and comes back as what its brief is", async () => {
    const [idea, promo] = [await anIdea(team.smm, team.campaign.id), await agreed()];
    await expect(cancelPromo(team.smm, promo.id, "  ", NOON)).rejects.toEqual(refused("promos.reasonNeeded"));
    await cancelPromo(team.smm, promo.id, "Фонд попросив зачекати", NOON);
    await cancelPromo(team.smm, idea.id, "Не на часі", NOON);
    expect((await promoHistory(team.smm, promo.id))[0]).toMatchObject({ reason: "Фонд попросив зачекати" });
    const meeting = { network: null, at: NOON, minutes: 45, place: "" };
    await expect(planMeeting(team.smm, promo.id, meeting, NOON)).rejects.toEqual(refused("promos.notAllowedNow"));
    expect((await revivePromo(team.smm, promo.id, NOON)).status).toBe("briefed");
    expect((await revivePromo(team.smm, idea.id, NOON)).status).toBe("idea");
  });

  test("leaves in the log of the community that it was agreed and called off", async () => {
    const own = await aTeam();
    const promo = await anIdea(own.smm, own.campaign.id);
    await editBrief(own.smm, promo.id, briefOf(), undefined, NOON);
    await agreePromo(own.smm, promo.id, NOON);
    await cancelPromo(own.smm, promo.id, "Не на часі", NOON);
    expect(await auditOf(own.communityId)).toEqual(["promo_agreed", "promo_cancelled"]);
  });

  test("cannot be agreed without a task and a metric even by a slip of the program: the database refuses", async () => {
    const promo = await anIdea(team.smm, team.campaign.id);
    await expect(db.update(promos).set({ status: "agreed" }).where(eq(promos.id, promo.id))).rejects.toThrow();
  });

  test("is listed by its kind and state, the newest first, with how far its work is", async () => {
    const own = await aTeam();
    const first = await anIdea(own.smm, own.campaign.id);
    const event = await makePromo(
      own.smm,
      { ...anInitiative(null), kind: "event", name: "Лекція", fromTemplate: false },
      hoursAfter(NOON, 1),
    );
    await planMeeting(own.smm, first.id, { network: null, at: NOON, minutes: 45, place: "" }, NOON);
    const listed = await listPromos(own.smm);
    expect(listed.map(({ name }) => name)).toEqual([event.name, first.name]);
    expect(listed[1]).toMatchObject({ meetings: 1, placements: 6, unapproved: 5, campaignName: own.campaign.name });
    expect((await listPromos(own.organizer, { kind: "event" })).map(({ id }) => id)).toEqual([event.id]);
    expect(await listPromos(own.organizer, { status: "running" })).toEqual([]);
    expect(await promoFacets(own.smm)).toEqual({
      kinds: new Set(["event", "initiative"]),
      statuses: new Set([first.status]),
    });
    expect(await listPromos(systemOf(own.communityId), { kind: "initiative", status: "idea" })).toHaveLength(1);
  });
});

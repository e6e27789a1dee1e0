import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { contingencies, people, placementEvents, promoEvents, promoNetworks, promoShares, promos } from "@/db/schema";
import { changeKeeping, keepingInput } from "@/lib/identity/keeping";
import { erasePerson } from "@/lib/privacy/erase";
import { forgetOutsiders } from "@/lib/promos/forget";
import { submitPlacement } from "@/lib/promos/placements/commands";
import { answerInput } from "@/lib/promos/placements/input";
import { answerReview, makeReviewLink } from "@/lib/promos/placements/reviews";
import { aMember } from "../support/factories";
import { daysAfter, NOON } from "../support/times";
import { aDraft, eventsOf } from "./placement-stage";

/** A promo with a contact outside, a link for somebody, and an answer by that link. */
async function reviewed(name = "Олена Зовнішня") {
  const made = await aDraft();
  const { communityId, promo, smm } = made;
  await db.insert(promoNetworks).values({ communityId, promoId: promo.id, network: "viber", contactName: name });
  const { version, id } = await submitPlacement(smm, made.placement.id, "Гляньте", NOON);
  const { token } = await makeReviewLink(smm, promo.id, { label: "Олені з HR", days: 30 }, NOON);
  const line = { communityId, promoId: promo.id, metric: "leads", threshold: 5, checkAt: NOON };
  await db.insert(contingencies).values({ ...line, action: "other", what: "Зателефонувати", ownerName: name });
  const answer = answerInput.parse({ placement: id, version, name, answer: "comment", note: "Гарно" });
  await answerReview(token, answer, NOON);
  return made;
}

async function namesIn({ promo, placement }: Awaited<ReturnType<typeof reviewed>>) {
  const [network] = await db.select().from(promoNetworks).where(eq(promoNetworks.promoId, promo.id));
  const [share] = await db.select().from(promoShares).where(eq(promoShares.promoId, promo.id));
  const [line] = await db.select().from(contingencies).where(eq(contingencies.promoId, promo.id));
  const said = (await eventsOf(placement)).find(({ event }) => event === "comment");
  return {
    contact: network?.contactName,
    owner: line?.ownerName,
    what: line?.what,
    label: share?.label,
    reviewer: said?.reviewer,
    note: said?.note,
  };
}

async function over({ communityId, promo }: Awaited<ReturnType<typeof reviewed>>, status: "reported" | "cancelled") {
  await db.update(promos).set({ status }).where(eq(promos.id, promo.id));
  const event = status === "reported" ? "report" : "cancel";
  await db.insert(promoEvents).values({ communityId, promoId: promo.id, event, toStatus: status, at: NOON });
}

describe("names of people outside a promo", () => {
  for (const status of ["reported", "cancelled"] as const)
    test(`go as many days after it was ${status} as the community keeps guests' contacts, and what was said stays`, async () => {
      const made = await reviewed();
      await over(made, status);
      await forgetOutsiders(daysAfter(NOON, 89));
      expect(await namesIn(made)).toMatchObject({ contact: "Олена Зовнішня", label: "Олені з HR" });
      expect(await forgetOutsiders(daysAfter(NOON, 90))).toBeGreaterThan(0);
      const kept = { what: "Зателефонувати", note: "Гарно" };
      expect(await namesIn(made)).toEqual({ contact: "", owner: "", label: "", reviewer: "", ...kept });
      expect(await forgetOutsiders(daysAfter(NOON, 90))).toBe(0);
    });

  test("go by the community's own setting", async () => {
    const made = await reviewed();
    await over(made, "reported");
    await changeKeeping(made.organizer, keepingInput.parse({ contactDays: 30, proofDays: 180 }), NOON);
    await forgetOutsiders(daysAfter(NOON, 30));
    expect(await namesIn(made)).toMatchObject({ contact: "", label: "", reviewer: "" });
  });

  test("stay while it goes on", async () => {
    const made = await reviewed();
    await forgetOutsiders(daysAfter(NOON, 1_000));
    expect(await namesIn(made)).toMatchObject({ contact: "Олена Зовнішня", reviewer: "Олена Зовнішня" });
    expect(await namesIn(made)).toMatchObject({ owner: "Олена Зовнішня", label: "Олені з HR" });
  });
});

test("a promo that is over with nobody named but who was responsible for a line lets that name go", async () => {
  const made = await reviewed();
  await over(made, "reported");
  await forgetOutsiders(daysAfter(NOON, 90));
  await db.update(contingencies).set({ ownerName: "Олена" }).where(eq(contingencies.promoId, made.promo.id));
  await forgetOutsiders(daysAfter(NOON, 90));
  expect((await namesIn(made)).owner).toBe("");
});

describe("whoever is erased", () => {
  test("is named neither as a contact, a reviewer or an owner any more, nor as whom a link was for", async () => {
    const made = await reviewed("Олена Зовнішня");
    await db.update(promoShares).set({ label: "Олена Зовнішня" }).where(eq(promoShares.promoId, made.promo.id));
    const member = await aMember(made.communityId);
    await db.update(people).set({ name: "олена зовнішня" }).where(eq(people.id, member.personId));
    await erasePerson(made.organizer, { personId: member.personId, freeBooks: "leave" }, NOON);
    expect(await namesIn(made)).toMatchObject({ contact: "", owner: "", label: "", reviewer: "", note: "Гарно" });
  });

  test("leaves the names to a namesake", async () => {
    const made = await reviewed("Олена Зовнішня");
    const [member, namesake] = [await aMember(made.communityId), await aMember(made.communityId)];
    for (const { personId } of [member, namesake])
      await db.update(people).set({ name: "Олена Зовнішня" }).where(eq(people.id, personId));
    await erasePerson(made.organizer, { personId: member.personId, freeBooks: "leave" }, NOON);
    expect(await namesIn(made)).toMatchObject({ contact: "Олена Зовнішня", reviewer: "Олена Зовнішня" });
  });
});

test("of what happened to a placement nothing else can be changed", async () => {
  const made = await reviewed();
  const which = eq(placementEvents.placementId, made.placement.id);
  const code = expect.stringMatching(/^(23001|42501)$/); // by the trigger, or by the grant
  const refused = { cause: { code } };
  await expect(db.update(placementEvents).set({ note: "" }).where(which)).rejects.toMatchObject(refused);
  await expect(db.update(placementEvents).set({ reviewer: "Інша" }).where(which)).rejects.toMatchObject(refused);
  await expect(db.update(placementEvents).set({ reviewer: "", note: "" }).where(which)).rejects.toMatchObject(refused);
  await expect(sql`delete from placement_events where placement_id = ${made.placement.id}`).rejects.toMatchObject({
    code,
  });
});

import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { type Campaign, type Donation, donations, ledgerEntries, people } from "@/db/schema";
import { newPaymentCode } from "@/lib/core/codes";
import { countUnnamedDonors, DONORS_PAGE, listDonors } from "@/lib/reports/donors";
import { aCampaign, aCommunity, aPerson } from "../support/factories";
import { minutesAfter, NOON } from "../support/times";

const stage = async () => aCampaign((await aCommunity()).id);

type Gift = Partial<Pick<Donation, "publicName" | "status" | "donorId">> & { minutes?: number };

/** A donation whose money came so many minutes after noon, of a person of its own unless told otherwise. */
async function aGift(campaign: Campaign, { minutes = 0, ...rest }: Gift = {}) {
  const { communityId, id: campaignId, currency } = campaign;
  const donorId = rest.donorId === undefined ? (await aPerson(communityId)).personId : rest.donorId;
  const values = { communityId, campaignId, currency, method: "card", status: "confirmed" } as const;
  const [donation] = await db
    .insert(donations)
    .values({ ...values, pledgedMinor: 30_000, code: newPaymentCode(), ...rest, donorId })
    .returning();
  if (!donation) throw new Error("no donation");
  const entry = { kind: "donation", fromAccount: "donors", toAccount: "fund", amountMinor: 30_000 } as const;
  await db.insert(ledgerEntries).values({
    ...{ communityId, campaignId, currency, ...entry },
    donationId: donation.id,
    externalRef: `donation:${donation.code}:1`,
    at: minutesAfter(NOON, minutes),
  });
  return donation;
}

const namesOf = async ({ communityId, id }: Campaign) => (await listDonors(communityId, id)).names;
const unnamedOf = ({ communityId, id }: Campaign) => countUnnamedDonors(communityId, id);

describe("the list of donors", () => {
  test("has those who chose to be named, whoever gave last first, and counts the others", async () => {
    const campaign = await stage();
    await aGift(campaign, { publicName: "Перша", minutes: 1 });
    await aGift(campaign, { publicName: "Третя", minutes: 3 });
    await aGift(campaign, { publicName: "Друга", minutes: 2 });
    await aGift(campaign);
    await aGift(campaign);
    expect(await namesOf(campaign)).toEqual(["Третя", "Друга", "Перша"]);
    expect(await unnamedOf(campaign)).toBe(2);
  });

  test.each(["pledged", "reported", "failed", "refunded", "disputed"] as const)(
    "has nobody whose donation is %s",
    async (status) => {
      const campaign = await stage();
      await aGift(campaign, { publicName: "Рано", status });
      await aGift(campaign, { status });
      expect([await namesOf(campaign), await unnamedOf(campaign)]).toEqual([[], 0]);
    },
  );

  test("names a person once, by their latest gift that has a name", async () => {
    const campaign = await stage();
    const { donorId } = await aGift(campaign, { publicName: "Раніше", minutes: 1 });
    await aGift(campaign, { publicName: "Тепер", minutes: 3, donorId });
    await aGift(campaign, { minutes: 5, donorId });
    await aGift(campaign, { publicName: "Хтось", minutes: 4 });
    expect(await namesOf(campaign)).toEqual(["Хтось", "Тепер"]);
    expect(await unnamedOf(campaign)).toBe(0);
  });

  test("loses whoever was erased, and counts them among the others", async () => {
    const campaign = await stage();
    const { donorId } = await aGift(campaign, { publicName: "Пішла" });
    await db
      .update(people)
      .set({ erasedAt: NOON })
      .where(eq(people.id, donorId ?? ""));
    expect([await namesOf(campaign), await unnamedOf(campaign)]).toEqual([[], 1]);
  });

  test("counts no line of a statement that nobody was found for", async () => {
    const campaign = await stage();
    await aGift(campaign, { donorId: null });
    expect([await namesOf(campaign), await unnamedOf(campaign)]).toEqual([[], 0]);
  });

  test("is of one campaign alone", async () => {
    const [here, elsewhere] = [await stage(), await stage()];
    await aGift(elsewhere, { publicName: "Не тут" });
    const sibling = await aCampaign(here.communityId);
    await aGift(sibling, { publicName: "Поруч" });
    expect([await namesOf(here), await unnamedOf(here)]).toEqual([[], 0]);
  });

  test("comes in pages that meet without a gap", async () => {
    const campaign = await stage();
    for (let count = 0; count <= DONORS_PAGE; count++)
      await aGift(campaign, { publicName: `Донор ${count}`, minutes: count });
    const first = await listDonors(campaign.communityId, campaign.id);
    expect(first).toMatchObject({ next: DONORS_PAGE });
    expect(first.names).toHaveLength(DONORS_PAGE);
    const rest = await listDonors(campaign.communityId, campaign.id, { from: DONORS_PAGE });
    expect(rest).toEqual({ names: ["Донор 0"], next: null });
    expect(await listDonors(campaign.communityId, campaign.id, { from: 10 ** 15 })).toEqual({ names: [], next: null });
  });
});

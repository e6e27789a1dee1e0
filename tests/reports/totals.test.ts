import { expect, test } from "vitest";
import { campaignTotals } from "@/lib/reports/totals";
import { aCampaign, aCommunity, aListedBook } from "../support/factories";
import { NOON } from "../support/times";

test("a campaign without books has zeros and no division by zero", async () => {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id);
  expect(await campaignTotals(id, campaign.id, NOON)).toEqual({
    booksListed: 0,
    booksAvailable: 0,
    booksReserved: 0,
    booksExchanged: 0,
    raisedMinor: 0,
    pledgedMinor: 0,
    averageMinor: 0,
    sellThrough: 0,
    donations: 0,
    donors: 0,
    currency: "UAH",
  });
});

test("books that are not shown are not counted", async () => {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id);
  for (const status of ["listed", "withdrawn", "rejected", "pending_review", "draft"] as const)
    await aListedBook(campaign, { status });
  expect(await campaignTotals(id, campaign.id, NOON)).toMatchObject({ booksListed: 1, booksAvailable: 1 });
});

test("another community's campaign is not there", async () => {
  const { id } = await aCommunity();
  const campaign = await aCampaign((await aCommunity()).id);
  await expect(campaignTotals(id, campaign.id, NOON)).rejects.toMatchObject({ code: "catalog.campaignNotFound" });
});

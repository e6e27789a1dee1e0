import { expect, test, vi } from "vitest";
import { newPaymentCode } from "@/lib/core/codes";
import { pledgeDonation } from "@/lib/donations/pledge";
import { aClaim, aStage } from "../donations/stage";
import { aMember } from "../support/factories";
import { NOON } from "../support/times";

vi.mock("@/lib/core/codes", async (original) => {
  const codes = await original<typeof import("@/lib/core/codes")>();
  return { ...codes, newPaymentCode: vi.fn(codes.newPaymentCode) };
});

const drawn = vi.mocked(newPaymentCode);

test("a claim and a donation without one never share a payment code, whichever draws it second", async () => {
  const { campaign, communityId } = await aStage();
  const donor = await aMember(communityId);
  const wish = { campaignId: campaign.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;

  const given = await pledgeDonation(donor, wish, NOON);
  drawn.mockReturnValueOnce(given.donation.code);
  const claim = await aClaim(campaign);
  expect(claim.code).not.toBe(given.donation.code);

  drawn.mockReturnValueOnce(claim.code);
  const next = await pledgeDonation(donor, wish, NOON);
  expect(next.donation.code).not.toBe(claim.code);
  expect(drawn.mock.results.map(({ value }) => value).filter((code) => code === claim.code)).toHaveLength(2);
});

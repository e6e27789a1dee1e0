import { db } from "@/db/client";
import { type Campaign, clicks } from "@/db/schema";
import { linkInput } from "@/lib/referrals/input";
import { createLink, shareLink } from "@/lib/referrals/links";
import { aCampaign, aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { NOON } from "../support/times";

/** A community with a campaign, and somebody of each role. */
export async function aSourcesStage(
  overrides: Parameters<typeof aCampaign>[1] = {},
  community: Parameters<typeof aCommunity>[0] = {},
) {
  const { id } = await aCommunity({ timeZone: "Europe/Kyiv", ...community });
  const campaign = await aCampaign(id, { allowsCash: true, ...overrides });
  const smm = await aPerson(id, ["smm"], { name: "Стелла Сторісенко" });
  return {
    communityId: id,
    campaign,
    smm,
    organizer: await anOrganizer(id),
    treasurer: await aTreasurer(id),
    member: await aMember(id),
  };
}
export type SourcesStage = Awaited<ReturnType<typeof aSourcesStage>>;

type Words = Partial<{ network: string; content: string; target: string; costMinor: number; hopOf: string }>;

/** A link as the SMM manager places it. */
export const aLink = ({ smm, campaign }: SourcesStage, words: Words = {}) =>
  createLink(
    smm,
    campaign.id,
    linkInput.parse({ network: "instagram", content: "story-1", target: "/", ...words }),
    NOON,
  );

/** A link as a reader shares it: each call is another reader's. */
export async function aSharedLink({ communityId, id: campaignId }: Campaign, network: string) {
  return shareLink(await aMember(communityId), { campaignId, path: "/", network }, NOON);
}

type Seen = Omit<typeof clicks.$inferInsert, "communityId" | "linkId">;

/** Requests as they are in the table, whenever they came. */
export async function someClicks(communityId: string, linkId: string | null, seen: readonly Seen[]) {
  if (seen.length > 0) await db.insert(clicks).values(seen.map((one) => ({ communityId, linkId, ...one })));
}

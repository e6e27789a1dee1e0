import { z } from "zod";
import type { Community } from "@/db/schema";
import { findCampaign, listDeskCampaigns, type PublicCampaign, requireOfCampaign } from "@/lib/catalog/queries";
import type { ClaimRef } from "@/lib/claims/moves";
import { claimByToken, findClaim, findClaimRef } from "@/lib/claims/queries";
import type { WaitRef } from "@/lib/claims/waiting/commands";
import { waitByToken } from "@/lib/claims/waiting/queries";
import { readPaymentCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { type DonationRef, donationByToken } from "@/lib/donations/pledge";
import { findDonation } from "@/lib/donations/queries";
import { type Actor, can, type PersonActor, visitorOf } from "@/lib/identity/actor";
import { findCommunity } from "@/lib/identity/communities";
import { actorOfToken } from "@/lib/identity/tokens";
import { callsAt, type Params, type Place } from "./api";
import { RequestRefusal } from "./problem";

type InCommunity = Place & { community: Community };
type InCampaign = InCommunity & { campaign: PublicCampaign };
type AtClaim = Place & { ref: ClaimRef };
type AtPlaceInLine = Place & { actor: PersonActor; ref: WaitRef };
type AtOwnDonation = Place & { ref: DonationRef };

/** `/communities/{community}`: one that is not there is refused before anyone is asked who they are. */
export const inCommunity = callsAt("token", communityIn);

/** `…/campaigns/{campaign}`: a draft is there for those who manage campaigns. */
export const inCampaign = callsAt("token", campaignIn);

/** `…/campaigns/{campaign}/books/{code}`, for changes: the book in any state. Whose it is, the command decides. */
export const atBook = callsAt("token", async (request, params): Promise<InCampaign> => {
  const place = await campaignIn(request, params);
  await requireOfCampaign(place.communityId, place.campaign.id, part(params, "code"));
  return place;
});

/** `…/campaigns/{campaign}/donations/{code}`: for those who may see money. */
export const atDonation = callsAt("token", async (request, params): Promise<InCampaign & { code: string }> => {
  const place = await campaignIn(request, params);
  if (place.actor.kind === "visitor") throw new Refusal("identity.signInFirst");
  const donation = await findDonation(place.actor, part(params, "code"));
  if (donation?.campaignId !== place.campaign.id) throw new Refusal("donations.notFound");
  return { ...place, code: donation.code };
});

/** `…/campaigns/{campaign}/handovers/{code}`: by the claim's code, for those whose book it is or was, and for organizers. */
export const atHandover = callsAt("token", async (request, params): Promise<InCampaign & AtClaim> => {
  const place = await campaignIn(request, params);
  if (place.actor.kind === "visitor") throw new Refusal("identity.signInFirst");
  const code = part(params, "code");
  const ref = await findClaimRef(place.actor, readPaymentCode(code) ?? code);
  const claim = ref && (await findClaim(ref, new Date()));
  if (!ref || claim?.campaignId !== place.campaign.id) throw new Refusal("claims.notFound");
  return { ...place, ref };
});

/** `/claims/{token}`: whoever has the link is the person whose claim it is, and nobody else anywhere. */
export const atClaimLink = callsAt("link", async (_request, params): Promise<AtClaim> => {
  const found = await claimByToken(part(params, "token"));
  if (!found) throw new Refusal("claims.notFound");
  return { ...found, communityId: found.ref.communityId };
});

/** `/waits/{token}`: whoever has the link is the person who stands there, and nobody else anywhere. */
export const atWaitLink = callsAt("link", async (_request, params): Promise<AtPlaceInLine> => {
  const found = await waitByToken(part(params, "token"));
  if (!found) throw new Refusal("claims.waitNotFound");
  return { ...found, communityId: found.ref.communityId };
});

/** `/donations/{token}`: whoever has the link is its donor. A claim's donation is a part of its claim, and not here. */
export const atDonationLink = callsAt("link", async (_request, params): Promise<AtOwnDonation> => {
  const found = await donationByToken(part(params, "token"));
  if (!found || found.claimToken) throw new Refusal("donations.notFound");
  const { actor, ref } = found;
  return { actor, ref, communityId: ref.communityId };
});

async function communityIn(request: Request, params: Params): Promise<InCommunity> {
  const community = await findCommunity(part(params, "community"));
  if (!community) throw new Refusal("identity.notFound");
  return { community, communityId: community.id, actor: await actorIn(request, community.id) };
}

async function campaignIn(request: Request, params: Params): Promise<InCampaign> {
  const place = await communityIn(request, params);
  const slug = part(params, "campaign");
  const campaign = (await findCampaign(place.community.slug, slug)) ?? (await findDraft(place.actor, slug));
  if (!campaign) throw new Refusal("catalog.campaignNotFound");
  return { ...place, campaign };
}

async function findDraft(actor: Actor, slug: string): Promise<PublicCampaign | undefined> {
  if (!can(actor, "campaigns.manage")) return undefined;
  return (await listDeskCampaigns(actor)).find((campaign) => campaign.slug === slug);
}

/** Nobody who names nobody; a token that does not hold is refused, also where none is needed. */
async function actorIn(request: Request, communityId: string): Promise<Actor> {
  const header = request.headers.get("authorization");
  if (header === null) return visitorOf(communityId);
  const [scheme = "", token = ""] = header.trim().split(/\s+/);
  return actorOfToken(communityId, scheme.toLowerCase() === "bearer" ? token : "");
}

function part(params: Params, name: string): string {
  return params[name] ?? "";
}

/** For addresses of the API that lead nowhere. */
export const nowhere = callsAt("none", async (): Promise<Place> => {
  throw new RequestRefusal("api.notFound");
})({ summary: "Nothing", answer: z.never(), handle: () => Promise.reject(new RequestRefusal("api.notFound")) });

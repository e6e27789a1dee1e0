import { and, eq } from "drizzle-orm";
import { db, one } from "@/db/client";
import { changeDue, requisites } from "@/db/requisites";
import {
  campaigns,
  communities,
  type Donation,
  donations,
  type PaymentMethod,
  people,
  requisiteChanges,
} from "@/db/schema";
import { keepCampaign } from "@/lib/catalog/locks";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import type { Actor, PersonActor } from "@/lib/identity/actor";
import { findLink, linkToken, openLink } from "@/lib/identity/links";
import { actorOf, type Contact, knownPerson } from "@/lib/identity/people";
import { NO_CREDIT, recordLead } from "@/lib/referrals/leads";
import type { Source } from "@/lib/referrals/touches";
import { requireCards } from "./card/providers";
import { insertPlainDonation } from "./moves";
import { refuseAmount } from "./rules";

export type DonationRef = { communityId: string; donationId: string };
export type PledgeDonation = {
  campaignId: string;
  amountMinor: number;
  method: PaymentMethod;
  locale: Locale; // of the refusals that name an amount
  publicName?: string | undefined; // to stand in the list of donors by
  contact?: Contact | undefined; // of a guest; a signed-in person is known
  source?: Source | undefined; // where the person came from, as the page knows it
};

/**
 * A donation without a book: promised here, with a code of its own, then paid by card or transfer from its private page.
 * Answers the token of that page. Refuses: campaign not running, `amountNeeded`, `amountTooLarge`, `cardsOff`, `cardMinimum`,
 * `cashNotAllowed`; nothing is created then.
 */
export async function pledgeDonation(
  actor: Actor,
  input: PledgeDonation,
  now = new Date(),
): Promise<{ donation: Donation; token: string }> {
  const { communityId } = actor;
  const { campaignId, amountMinor, method, locale } = input;
  refuseAmount(amountMinor);
  return db.transaction(async (tx) => {
    const campaign = await keepCampaign(tx, communityId, campaignId);
    if (!campaign) throw new Refusal("catalog.campaignNotFound");
    const isRunning = campaign.status === "open" && campaign.opensAt <= now && now < campaign.closesAt;
    if (!isRunning) throw new Refusal("catalog.campaignClosed");
    if (method === "cash") throw new Refusal("donations.cashNotAllowed"); // cash is for meeting over a book
    if (method === "card") requireCards(campaign, amountMinor, locale);

    const donor = await donorOf();
    const { personId: donorId } = donor;
    const credit = input.source
      ? await recordLead(tx, { communityId, campaignId, personId: donorId, cause: "donation" }, input.source, now)
      : NO_CREDIT;
    const values = { communityId, campaignId, donorId, method, pledgedMinor: amountMinor, ...credit };
    const publicName = input.publicName?.trim() || null;
    const donation = await insertPlainDonation(tx, { ...values, currency: campaign.currency, publicName }, donor, now);
    return { donation, token: await openLink(tx, "donation", communityId, donation.id) };

    async function donorOf(): Promise<PersonActor> {
      if (actor.kind === "person") return actor;
      if (!input.contact) throw new Refusal("identity.signInFirst");
      const person = await knownPerson(tx, communityId, input.contact, now);
      return actorOf(tx, communityId, person.id);
    }
  });
}

/**
 * A private link's donation, and its holder as the donor, without any role. A donation that has a claim is shown on the claim's own
 * page: its token comes along. Nothing for a link that never existed, or a donation without a donor.
 */
export async function donationByToken(
  token: string,
): Promise<{ actor: PersonActor; ref: DonationRef; claimToken: string | null } | undefined> {
  const link = await findLink("donation", token);
  if (!link) return undefined;
  const { communityId, subjectId: donationId } = link;
  const [donation] = await db
    .select({ donorId: donations.donorId, claimId: donations.claimId })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.id, donationId)));
  if (!donation?.donorId) return undefined;
  const { donorId: personId, claimId } = donation;
  return {
    actor: { kind: "person", communityId, personId, roles: [] },
    ref: { communityId, donationId },
    claimToken: claimId && linkToken("claim", communityId, claimId),
  };
}

/**
 * The donor's name in the public list of donors, or out of it: nobody stands there without having asked for it. For a claim's
 * donation and for one without a claim. Refuses `donations.notFound` to everyone but the donor.
 */
export async function setPublicName(
  actor: Actor,
  { communityId, donationId }: DonationRef,
  publicName: string | null,
): Promise<{ campaignId: string }> {
  return db.transaction(async (tx) => {
    const isIt = and(eq(donations.communityId, communityId), eq(donations.id, donationId));
    const [donation] = await tx.select().from(donations).where(isIt).for("update");
    const isOwn = actor.communityId === communityId && donation?.donorId === actor.personId;
    if (!donation || actor.personId === null || !isOwn) throw new Refusal("donations.notFound");
    await tx
      .update(donations)
      .set({ publicName: publicName?.trim() || null })
      .where(isIt);
    return { campaignId: donation.campaignId };
  });
}

/** All that the private page of a donation without a claim shows, for whoever holds its link. */
export async function findPlainDonation({ communityId, donationId }: DonationRef, now = new Date()) {
  return one(
    await db
      .select({
        id: donations.id,
        communityId: donations.communityId,
        communitySlug: communities.slug,
        timeZone: communities.timeZone,
        campaignId: campaigns.id,
        campaignSlug: campaigns.slug,
        campaignName: campaigns.name,
        code: donations.code,
        status: donations.status,
        method: donations.method,
        pledgedMinor: donations.pledgedMinor,
        currency: donations.currency,
        publicName: donations.publicName,
        createdAt: donations.createdAt,
        donorName: people.name,
        donorEmail: people.email,
        ...requisites,
        confirmHours: campaigns.confirmHours,
        cards: campaigns.cards,
      })
      .from(donations)
      .innerJoin(
        campaigns,
        and(eq(campaigns.communityId, donations.communityId), eq(campaigns.id, donations.campaignId)),
      )
      .innerJoin(communities, eq(communities.id, donations.communityId))
      .innerJoin(people, and(eq(people.communityId, donations.communityId), eq(people.id, donations.donorId)))
      .leftJoin(requisiteChanges, changeDue(now))
      .where(and(eq(donations.communityId, communityId), eq(donations.id, donationId))),
  );
}

export type PlainDonationView = Awaited<ReturnType<typeof findPlainDonation>>;

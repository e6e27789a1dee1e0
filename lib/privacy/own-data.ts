import { and, asc, eq, or } from "drizzle-orm";
import { db } from "@/db/client";
import {
  apiTokens,
  books,
  campaigns,
  claimEvents,
  claims,
  communities,
  donations,
  handovers,
  leads,
  links,
  memberships,
  messages,
  people,
  proofs,
  telegramChats,
  waitlist,
} from "@/db/schema";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import { refundsOf } from "@/lib/donations/desk-rows";
import { receiptOf } from "@/lib/donations/receipts";
import type { PersonActor } from "@/lib/identity/actor";
import { countAgainst } from "@/lib/identity/limits";
import { linkToken } from "@/lib/identity/links";

export type OwnData = Awaited<ReturnType<typeof ownData>>;

/**
 * Everything the product keeps of a person in one community, for themselves alone: nobody else's name, address or book stands in it.
 * Amounts are whole minor units, times ISO 8601. Refuses `identity.notFound`, and `identity.tooMany` after a few in an hour.
 */
export async function ownData(actor: PersonActor, now = new Date()) {
  await countAgainst("exports", actor.personId);
  const { communityId, personId } = actor;
  const [person] = await db
    .select({ person: people, community: communities })
    .from(people)
    .innerJoin(communities, eq(communities.id, people.communityId))
    .where(and(eq(people.communityId, communityId), eq(people.id, personId)));
  if (!person || person.person.erasedAt) throw new Refusal("identity.notFound");
  const { name, email, phone, telegram, locale, isOutsider, shares, createdAt } = person.person;
  return {
    format: "bookraiser-own-data/1",
    madeAt: now,
    community: {
      name: person.community.name,
      address: new URL(`/${locale}/${person.community.slug}`, env.APP_URL).href,
    },
    profile: {
      name,
      email,
      phone,
      telegram,
      language: locale,
      isOutsider,
      sharesAtHandOver: shares,
      knownSince: createdAt,
    },
    roles: await rolesOf(actor),
    booksGiven: await booksOf(actor),
    claims: await claimsOf(actor),
    donations: await donationsOf(actor, locale),
    waitingList: await waitsOf(actor),
    handOvers: await handoversOf(actor),
    messages: await messagesOf(actor),
    telegramChat: await telegramOf(actor),
    howTheyCame: await leadsOf(actor),
    apiTokens: await tokensOf(actor),
  };
}

type Whose = Pick<PersonActor, "communityId" | "personId">;

const inCampaign = (table: typeof books | typeof claims | typeof donations | typeof waitlist | typeof leads) =>
  and(eq(campaigns.communityId, table.communityId), eq(campaigns.id, table.campaignId));

function rolesOf({ communityId, personId }: Whose) {
  return db
    .select({ role: memberships.role, since: memberships.grantedAt })
    .from(memberships)
    .where(and(eq(memberships.communityId, communityId), eq(memberships.personId, personId)))
    .orderBy(asc(memberships.role));
}

function booksOf({ communityId, personId }: Whose) {
  return db
    .select({
      code: books.code,
      campaign: campaigns.name,
      status: books.status,
      title: books.title,
      authors: books.authors,
      isbn: books.isbn13,
      condition: books.condition,
      description: books.description,
      minimumMinor: books.minimumMinor,
      currency: books.currency,
      city: books.city,
      pickupPoint: books.pickupPoint,
      rejectReason: books.rejectReason,
      addedAt: books.createdAt,
      listedAt: books.listedAt,
    })
    .from(books)
    .innerJoin(campaigns, inCampaign(books))
    .where(and(eq(books.communityId, communityId), eq(books.giverId, personId)))
    .orderBy(asc(books.createdAt), asc(books.id));
}

async function claimsOf({ communityId, personId }: Whose) {
  const rows = await db
    .select({
      id: claims.id,
      code: claims.code,
      campaign: campaigns.name,
      book: books.title,
      bookCode: books.code,
      status: claims.status,
      method: claims.method,
      pledgeMinor: claims.pledgeMinor,
      currency: claims.currency,
      addressProvedAt: claims.verifiedAt,
      endsAt: claims.expiresAt,
      madeAt: claims.createdAt,
    })
    .from(claims)
    .innerJoin(campaigns, inCampaign(claims))
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(and(eq(claims.communityId, communityId), eq(claims.claimantId, personId)))
    .orderBy(asc(claims.createdAt), asc(claims.id));
  const events = await db
    .select({ claimId: claimEvents.claimId, event: claimEvents.event, reason: claimEvents.reason, at: claimEvents.at })
    .from(claimEvents)
    .innerJoin(claims, and(eq(claims.communityId, claimEvents.communityId), eq(claims.id, claimEvents.claimId)))
    .where(and(eq(claims.communityId, communityId), eq(claims.claimantId, personId)))
    .orderBy(asc(claimEvents.at), asc(claimEvents.id));
  return rows.map(({ id, ...claim }) => ({
    ...claim,
    history: events.filter(({ claimId }) => claimId === id).map(({ claimId: _, ...event }) => event),
  }));
}

async function donationsOf({ communityId, personId }: Whose, locale: string) {
  const rows = await db
    .select({ donation: donations, campaign: campaigns.name })
    .from(donations)
    .innerJoin(campaigns, inCampaign(donations))
    .where(and(eq(donations.communityId, communityId), eq(donations.donorId, personId)))
    .orderBy(asc(donations.createdAt), asc(donations.id));
  const back = await refundsOf(
    communityId,
    rows.map(({ donation }) => donation.id),
  );
  return Promise.all(
    rows.map(async ({ donation, campaign }) => {
      const { id: donationId, code, method, status, pledgedMinor, currency, publicName, createdAt } = donation;
      const receipt = await receiptOf({ communityId, donationId });
      return {
        code,
        campaign,
        method,
        status,
        pledgedMinor,
        currency,
        publicName,
        promisedAt: createdAt,
        receipt: receipt
          ? {
              fund: receipt.fund,
              givenMinor: receipt.givenMinor,
              givenAt: receipt.givenAt,
              refundedMinor: receipt.refundedMinor,
              standsMinor: receipt.standsMinor,
            }
          : null,
        refunds: (back.get(donationId) ?? []).map(({ amountMinor, status, reason, at }) => ({
          amountMinor,
          status,
          reason,
          at,
        })),
        proofs: await proofsOf(donation, locale),
      };
    }),
  );
}

/** A file is behind the private page of its claim; what was emptied, or is of a donation without one, has no address. */
async function proofsOf({ communityId, id, claimId }: typeof donations.$inferSelect, locale: string) {
  const rows = await db
    .select()
    .from(proofs)
    .where(and(eq(proofs.communityId, communityId), eq(proofs.donationId, id)))
    .orderBy(asc(proofs.id));
  return rows.map(({ id: proofId, kind, receipt, createdAt, emptiedAt }) => ({
    kind,
    receipt: receipt || null,
    sentAt: createdAt,
    removedAt: emptiedAt,
    file:
      kind === "receipt" || emptiedAt || !claimId
        ? null
        : new URL(`/${locale}/claims/${linkToken("claim", communityId, claimId)}/proofs/${proofId}`, env.APP_URL).href,
  }));
}

function waitsOf({ communityId, personId }: Whose) {
  return db
    .select({
      campaign: campaigns.name,
      book: books.title,
      status: waitlist.status,
      addressProvedAt: waitlist.verifiedAt,
      offeredAt: waitlist.offeredAt,
      askedAt: waitlist.createdAt,
    })
    .from(waitlist)
    .innerJoin(campaigns, inCampaign(waitlist))
    .innerJoin(books, and(eq(books.communityId, waitlist.communityId), eq(books.id, waitlist.bookId)))
    .where(and(eq(waitlist.communityId, communityId), eq(waitlist.personId, personId)))
    .orderBy(asc(waitlist.createdAt), asc(waitlist.id));
}

/** Of either side; where a parcel goes is its taker's alone. */
async function handoversOf({ communityId, personId }: Whose) {
  const rows = await db
    .select({
      takerId: claims.claimantId,
      book: books.title,
      status: handovers.status,
      way: handovers.way,
      place: handovers.place,
      meetsAt: handovers.meetsAt,
      city: handovers.city,
      branch: handovers.branch,
      waybill: handovers.waybill,
      openedAt: handovers.createdAt,
    })
    .from(handovers)
    .innerJoin(claims, and(eq(claims.communityId, handovers.communityId), eq(claims.id, handovers.claimId)))
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(
      and(eq(handovers.communityId, communityId), or(eq(claims.claimantId, personId), eq(books.giverId, personId))),
    )
    .orderBy(asc(handovers.createdAt), asc(handovers.id));
  return rows.map(({ takerId, city, branch, ...row }) => {
    const isTaker = takerId === personId;
    return { side: isTaker ? "taker" : "giver", ...row, ...(isTaker && { city, branch }) };
  });
}

function messagesOf({ communityId, personId }: Whose) {
  return db
    .select({
      kind: messages.kind,
      channel: messages.channel,
      language: messages.locale,
      promisedAt: messages.createdAt,
      sentAt: messages.sentAt,
    })
    .from(messages)
    .where(and(eq(messages.communityId, communityId), eq(messages.personId, personId)))
    .orderBy(asc(messages.createdAt), asc(messages.id));
}

async function telegramOf({ communityId, personId }: Whose) {
  const [chat] = await db
    .select({ chatId: telegramChats.chatId, since: telegramChats.createdAt })
    .from(telegramChats)
    .where(and(eq(telegramChats.communityId, communityId), eq(telegramChats.personId, personId)));
  return chat?.chatId ? chat : null;
}

function leadsOf({ communityId, personId }: Whose) {
  return db
    .select({
      campaign: campaigns.name,
      because: leads.cause,
      heardFrom: leads.heardFrom,
      enteredName: leads.name,
      note: leads.note,
      network: leads.network,
      placement: links.content,
      at: leads.createdAt,
    })
    .from(leads)
    .innerJoin(campaigns, inCampaign(leads))
    .leftJoin(links, and(eq(links.communityId, leads.communityId), eq(links.id, leads.firstLinkId)))
    .where(and(eq(leads.communityId, communityId), eq(leads.personId, personId)))
    .orderBy(asc(leads.createdAt), asc(leads.id));
}

function tokensOf({ communityId, personId }: Whose) {
  return db
    .select({
      name: apiTokens.name,
      madeAt: apiTokens.createdAt,
      lastUsedAt: apiTokens.lastUsedAt,
      revokedAt: apiTokens.revokedAt,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.communityId, communityId), eq(apiTokens.personId, personId)))
    .orderBy(asc(apiTokens.createdAt), asc(apiTokens.id));
}

import { and, eq } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type Book, type Campaign, campaigns, type PaymentMethod } from "@/db/schema";
import { keepCampaign } from "@/lib/catalog/locks";
import { isRunning } from "@/lib/catalog/rules";
import type { Locale } from "@/lib/core/i18n/locale";
import { formatMoney } from "@/lib/core/money";
import { Refusal } from "@/lib/core/refusal";
import type { Actor, PersonActor } from "@/lib/identity/actor";
import { actorOf, type Contact, knownPerson } from "@/lib/identity/people";

// What a campaign and a book ask of whoever wants the book. All are steps.

export async function campaignOf(tx: Tx, book: Pick<Book, "communityId" | "campaignId">): Promise<Campaign> {
  return one(
    await tx
      .select()
      .from(campaigns)
      .where(and(eq(campaigns.communityId, book.communityId), eq(campaigns.id, book.campaignId))),
  );
}

/** The book's campaign. Refuses `catalog.campaignClosed` when it does not run now. */
export async function runningCampaign(tx: Tx, book: Book, now: Date): Promise<Campaign> {
  const campaign = await keepCampaign(tx, book.communityId, book.campaignId);
  if (!campaign || !isRunning(campaign, now)) throw new Refusal("catalog.campaignClosed");
  return campaign;
}

type Terms = { amountMinor: number; method: PaymentMethod; locale: Locale };

/** Refuses less than the book's minimum, and a way to pay that the campaign does not take. */
export function refuseTerms(campaign: Campaign, book: Book, { amountMinor, method, locale }: Terms): void {
  if (amountMinor < book.minimumMinor)
    throw new Refusal("claims.belowMinimum", { minimum: formatMoney(book.minimumMinor, book.currency, locale) });
  if (method === "card" && !campaign.cards) throw new Refusal("donations.cardsOff");
  if (method === "cash" && !campaign.allowsCash) throw new Refusal("claims.cashNotAllowed");
}

/** Who acts: the signed-in person, or the one a guest's contact belongs to. Refuses `identity.signInFirst` for neither. */
export async function claimantOf(tx: Tx, actor: Actor, contact: Contact | undefined, now: Date): Promise<PersonActor> {
  if (actor.kind === "person") return actor;
  if (!contact) throw new Refusal("identity.signInFirst");
  const person = await knownPerson(tx, actor.communityId, contact, now);
  return actorOf(tx, actor.communityId, person.id);
}

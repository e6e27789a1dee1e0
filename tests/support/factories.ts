import { randomUUID } from "node:crypto";
import { db, one } from "@/db/client";
import { books, type Campaign, campaigns, communities, memberships, people, type Role } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { daysAfter, NOON } from "./times";

const short = () => randomUUID().slice(0, 8);

/** Each test makes its own community, so that tests share a database and no rows. */
export async function aCommunity(overrides: Partial<typeof communities.$inferInsert> = {}) {
  return one(
    await db
      .insert(communities)
      .values({ slug: `pm-${short()}`, name: "Спільнота PM", ...overrides })
      .returning(),
  );
}

/** A person of a community. No roles make a guest. */
export async function aPerson(
  communityId: string,
  roles: Role[] = [],
  overrides: Partial<typeof people.$inferInsert> = {},
): Promise<PersonActor & { email: string; name: string }> {
  const name = overrides.name ?? "Мальва Книгогляд";
  const person = one(
    await db
      .insert(people)
      .values({
        communityId,
        name,
        email: `malva-${short()}@example.org`,
        isOutsider: roles.length === 0,
        ...overrides,
      })
      .returning(),
  );
  if (roles.length > 0)
    await db.insert(memberships).values(roles.map((role) => ({ communityId, personId: person.id, role })));
  return { kind: "person", communityId, personId: person.id, roles, email: person.email ?? "", name };
}

export const aMember = (communityId: string) => aPerson(communityId, ["member"]);
export const anOrganizer = (communityId: string) => aPerson(communityId, ["organizer"]);
export const aTreasurer = (communityId: string) => aPerson(communityId, ["treasurer"]);

export async function aCampaign(
  communityId: string,
  overrides: Partial<typeof campaigns.$inferInsert> = {},
): Promise<Campaign> {
  return one(
    await db
      .insert(campaigns)
      .values({
        communityId,
        slug: `sale-${short()}`,
        name: "Charity Book Sale",
        fundName: "Фонд «Повернись живим»",
        jarUrl: "https://send.monobank.ua/jar/example",
        currency: "UAH",
        goalMinor: 4_000_000,
        defaultMinimumMinor: 30_000,
        opensAt: daysAfter(NOON, -30),
        closesAt: daysAfter(NOON, 30),
        pickupPoints: ["Офіс, 3-й поверх"],
        ...(overrides.status === "closed" && { closedAt: NOON }),
        ...overrides,
      })
      .returning(),
  );
}

export async function aListedBook(
  campaign: Pick<Campaign, "communityId" | "id" | "currency">,
  overrides: Partial<typeof books.$inferInsert> = {},
) {
  const { communityId } = campaign;
  const giverId = overrides.giverId ?? (await aMember(communityId)).personId;
  return one(
    await db
      .insert(books)
      .values({
        communityId,
        campaignId: campaign.id,
        giverId,
        code: short(),
        status: "listed",
        title: "Чистий Agile",
        authors: ["Роберт С. Мартін"],
        language: "uk",
        category: "agile",
        condition: "good",
        minimumMinor: 30_000,
        currency: campaign.currency,
        city: "Київ",
        listedAt: daysAfter(NOON, -1),
        ...overrides,
      })
      .returning(),
  );
}

import { and, asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { bookEvents, books, type ClaimStatus, claims, messages, people } from "@/db/schema";
import { approveBook, editBook, listBook, rejectBook, withdrawListedBook } from "@/lib/catalog/commands";
import { type ListBookInput, listBookInput } from "@/lib/catalog/input";
import { lockBook } from "@/lib/catalog/moves";
import { findManagedBook, findOwnBooks } from "@/lib/catalog/own";
import { findBook } from "@/lib/catalog/queries";
import { systemOf, visitorOf } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";

const input = (overrides: Record<string, unknown> = {}): ListBookInput =>
  listBookInput.parse({
    title: "  Чистий   Agile ",
    authors: "Роберт С. Мартін",
    isbn: "978-617-09-6760-2",
    language: "uk",
    category: "agile",
    condition: "good",
    minimumMinor: "350,50",
    city: "Київ",
    ...overrides,
  });

async function aPlace(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const community = await aCommunity();
  const campaign = await aCampaign(community.id, overrides);
  return { communityId: community.id, campaign, campaignId: campaign.id };
}

const giver = { name: "Остап Палітурко", email: "Ostap@Example.org" };

async function aGuestListing() {
  const place = await aPlace();
  const organizer = await anOrganizer(place.communityId);
  const listing = await listBook(
    visitorOf(place.communityId),
    { ...input({ giver }), campaignId: place.campaignId },
    NOON,
  );
  return { ...place, organizer, listing, hand: { manageToken: listing.manageToken ?? "" } };
}

const mailOf = (communityId: string) =>
  db
    .select({ kind: messages.kind, personId: messages.personId, payload: messages.payload })
    .from(messages)
    .where(eq(messages.communityId, communityId))
    .orderBy(asc(messages.id));

async function aClaim(
  book: { communityId: string; campaignId: string; id: string },
  status: ClaimStatus,
  expiresAt: Date | null = null,
) {
  const claimant = await aPerson(book.communityId);
  const { communityId, campaignId, id: bookId } = book;
  await db.insert(claims).values({
    communityId,
    campaignId,
    bookId,
    claimantId: claimant.personId,
    code: `BK-${status}`,
    status,
    expiresAt,
    pledgeMinor: 30_000,
    currency: "UAH",
  });
  return claimant;
}

test("a member's book is listed at once, in the campaign's currency, with its event", async () => {
  const { communityId, campaignId } = await aPlace();
  const member = await aMember(communityId);
  const listing = await listBook(member, { ...input(), campaignId }, NOON);
  expect(listing).toEqual({ id: expect.any(String), code: expect.stringMatching(/^[a-z0-9]{7}$/), status: "listed" });

  const book = await findBook(communityId, campaignId, listing.code.toUpperCase(), NOON);
  expect(book).toMatchObject({
    title: "Чистий Agile",
    authors: ["Роберт С. Мартін"],
    isbn13: "9786170967602",
    minimumMinor: 35_050,
    currency: "UAH",
    city: "Київ",
    state: "available",
    photos: [],
    listedAt: NOON,
  });
  expect(JSON.stringify(book)).not.toContain(member.personId);
  const events = await db.select().from(bookEvents).where(eq(bookEvents.bookId, listing.id));
  expect(events).toMatchObject([{ event: "list", actorId: member.personId, at: NOON }]);
});

test("without a minimum the campaign's default is taken", async () => {
  const { communityId, campaignId } = await aPlace({ defaultMinimumMinor: 12_300 });
  const { id } = await listBook(await aMember(communityId), { ...input({ minimumMinor: "" }), campaignId }, NOON);
  const [book] = await db.select().from(books).where(eq(books.id, id));
  expect(book?.minimumMinor).toBe(12_300);
});

test("a visitor's book waits for review, its giver gets a private link, and organizers hear of it", async () => {
  const { communityId, campaignId, organizer, listing, hand } = await aGuestListing();
  expect(listing.status).toBe("pending_review");
  expect(await findBook(communityId, campaignId, listing.code, NOON)).toBeUndefined();
  expect(await findManagedBook(hand.manageToken, NOON)).toMatchObject({ code: listing.code, state: "pending_review" });

  const [person] = await db
    .select()
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.email, "ostap@example.org")));
  expect(person).toMatchObject({ name: giver.name, isOutsider: true });
  expect((await mailOf(communityId)).map(({ kind, personId }) => [kind, personId]).sort()).toEqual(
    [
      ["listing_received", person?.id],
      ["review_waits", organizer.personId],
    ].sort(),
  );
});

test("a visitor who does not say who gives is asked to sign in", async () => {
  const { communityId, campaignId } = await aPlace();
  await expect(listBook(visitorOf(communityId), { ...input(), campaignId }, NOON)).rejects.toMatchObject({
    code: "identity.signInFirst",
  });
});

test("a campaign takes books while it runs; organizers fill it before", async () => {
  const { communityId, campaignId } = await aPlace();
  const member = await aMember(communityId);
  for (const [day, code] of [
    [-31, "catalog.campaignClosed"],
    [30, "catalog.campaignClosed"],
  ] as const)
    await expect(listBook(member, { ...input(), campaignId }, daysAfter(NOON, day))).rejects.toMatchObject({ code });
  const organizer = await anOrganizer(communityId);
  await listBook(organizer, { ...input(), campaignId }, daysAfter(NOON, -31));
  await expect(listBook(organizer, { ...input(), campaignId }, daysAfter(NOON, 31))).rejects.toMatchObject({
    code: "catalog.campaignClosed",
  });

  const draft = await aCampaign(communityId, { status: "draft" });
  await expect(listBook(member, { ...input(), campaignId: draft.id }, NOON)).rejects.toMatchObject({
    code: "catalog.campaignNotFound",
  });
  const closed = await aCampaign(communityId, { status: "closed" });
  await expect(listBook(organizer, { ...input(), campaignId: closed.id }, NOON)).rejects.toMatchObject({
    code: "catalog.campaignClosed",
  });
});

test("a campaign of another community is not found", async () => {
  const { campaignId } = await aPlace();
  const stranger = await aMember((await aCommunity()).id);
  await expect(listBook(stranger, { ...input(), campaignId }, NOON)).rejects.toMatchObject({
    code: "catalog.campaignNotFound",
  });
});

test("a topic or pick-up point that the campaign does not have is refused", async () => {
  const { communityId, campaignId } = await aPlace();
  const member = await aMember(communityId);
  await expect(listBook(member, { ...input({ category: "cats" }), campaignId }, NOON)).rejects.toMatchObject({
    code: "catalog.topicUnknown",
  });
  await expect(listBook(member, { ...input({ pickupPoint: "Місяць" }), campaignId }, NOON)).rejects.toMatchObject({
    code: "catalog.pickupUnknown",
  });
  await listBook(member, { ...input({ city: "", pickupPoint: "Офіс, 3-й поверх" }), campaignId }, NOON);
});

test("approving shows the book and tells its giver; doing it again changes nothing", async () => {
  const { communityId, campaignId, organizer, listing } = await aGuestListing();
  await approveBook(organizer, listing.code, hoursAfter(NOON, 1));
  await approveBook(organizer, listing.code, hoursAfter(NOON, 2));
  expect(await findBook(communityId, campaignId, listing.code, NOON)).toMatchObject({ listedAt: hoursAfter(NOON, 1) });
  expect((await mailOf(communityId)).filter(({ kind }) => kind === "listing_published")).toHaveLength(1);
  await expect(rejectBook(organizer, listing.code, "Пізно", NOON)).rejects.toMatchObject({
    code: "catalog.notAllowedNow",
  });
});

test("of two organizers who decide at once, one decides", async () => {
  const { communityId, organizer, listing } = await aGuestListing();
  const other = await anOrganizer(communityId);
  const outcomes = await Promise.allSettled([
    approveBook(organizer, listing.code, NOON),
    rejectBook(other, listing.code, "Не та тема", NOON),
    approveBook(other, listing.code, NOON),
  ]);
  const told = (await mailOf(communityId)).filter(
    ({ kind }) => kind === "listing_published" || kind === "listing_rejected",
  );
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
  // a rejected book may still be approved after all, but one answer never overtakes another unseen
  const events = await db
    .select({ event: bookEvents.event })
    .from(bookEvents)
    .where(eq(bookEvents.bookId, listing.id))
    .orderBy(asc(bookEvents.id));
  expect(told).toHaveLength(events.length - 1);
});

test("rejecting needs a reason, which its giver reads and may answer by mending the listing", async () => {
  const { communityId, organizer, listing, hand } = await aGuestListing();
  await expect(rejectBook(organizer, listing.code, "", NOON)).rejects.toMatchObject({ code: "catalog.reasonNeeded" });
  await rejectBook(organizer, listing.code, "Немає обкладинки", NOON);
  expect(await findManagedBook(hand.manageToken, NOON)).toMatchObject({
    state: "rejected",
    rejectReason: "Немає обкладинки",
  });
  expect((await mailOf(communityId)).at(-1)).toMatchObject({
    kind: "listing_rejected",
    payload: { reason: "Немає обкладинки" },
  });

  await editBook(hand, input({ title: "Чистий Agile. Назад до основ" }), NOON);
  expect(await findManagedBook(hand.manageToken, NOON)).toMatchObject({ state: "pending_review", rejectReason: null });
});

test("only those who review decide", async () => {
  const { communityId, listing } = await aGuestListing();
  for (const actor of [await aMember(communityId), visitorOf(communityId), await aPerson(communityId, ["treasurer"])]) {
    await expect(approveBook(actor, listing.code, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await expect(rejectBook(actor, listing.code, "Ні", NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
  }
  const elsewhere = await anOrganizer((await aCommunity()).id);
  await expect(approveBook(elsewhere, listing.code, NOON)).rejects.toMatchObject({ code: "catalog.notFound" });
});

test("a giver edits their own book while nobody has claimed it, and nobody else's", async () => {
  const { communityId, campaign } = await aPlace();
  const member = await aMember(communityId);
  const book = await aListedBook(campaign, { giverId: member.personId });
  await editBook({ actor: member, code: book.code }, input({ title: "Інша назва", minimumMinor: undefined }), NOON);
  expect(await findBook(communityId, campaign.id, book.code, NOON)).toMatchObject({
    title: "Інша назва",
    minimumMinor: 30_000,
  });

  const other = await aMember(communityId);
  await expect(editBook({ actor: other, code: book.code }, input(), NOON)).rejects.toMatchObject({
    code: "catalog.notFound",
  });
  await expect(editBook({ actor: visitorOf(communityId), code: book.code }, input(), NOON)).rejects.toMatchObject({
    code: "catalog.notFound",
  });

  await aClaim(book, "held", hoursAfter(NOON, 1));
  await expect(editBook({ actor: member, code: book.code }, input(), NOON)).rejects.toMatchObject({
    code: "catalog.notAllowedNow",
  });
  await editBook({ actor: member, code: book.code }, input(), hoursAfter(NOON, 2)); // the hold has run out
  await editBook({ actor: await anOrganizer(communityId), code: book.code }, input(), NOON);
});

test("what an outsider changes in a listed book is reviewed again", async () => {
  const { communityId, campaignId, organizer, listing, hand } = await aGuestListing();
  await approveBook(organizer, listing.code, NOON);
  await editBook(hand, input({ title: "Казино" }), NOON);
  expect(await findBook(communityId, campaignId, listing.code, NOON)).toBeUndefined();
  expect((await mailOf(communityId)).filter(({ kind }) => kind === "review_waits")).toHaveLength(2);
});

test("a private link speaks for its one book, whoever its giver is", async () => {
  const { communityId, campaign, campaignId } = await aPlace();
  const member = await aMember(communityId);
  const theirs = await aListedBook(campaign, { giverId: member.personId });
  const { manageToken = "" } = await listBook(
    visitorOf(communityId),
    { ...input({ giver: { name: "Хтось", email: member.email } }), campaignId },
    NOON,
  );
  await editBook({ manageToken }, input({ title: "Змінено за посиланням" }), NOON);
  const own = await findOwnBooks(member, campaignId, NOON);
  expect(own.find(({ code }) => code === theirs.code)?.title).toBe("Чистий Agile");
  await expect(editBook({ manageToken: "x".repeat(43) }, input(), NOON)).rejects.toMatchObject({
    code: "catalog.notFound",
  });
});

test("a free book is withdrawn at once; withdrawing it again changes nothing", async () => {
  const { communityId, campaign } = await aPlace();
  const member = await aMember(communityId);
  const book = await aListedBook(campaign, { giverId: member.personId });
  for (const _ of [1, 2])
    await db.transaction(async (tx) => {
      const { holder } = await withdrawListedBook(
        tx,
        member,
        await lockBook(tx, communityId, book.id),
        undefined,
        NOON,
      );
      expect(holder).toBeUndefined();
    });
  const events = await db.select().from(bookEvents).where(eq(bookEvents.bookId, book.id));
  expect(events.map(({ event }) => event)).toEqual(["withdraw"]);
  expect(await findOwnBooks(member, campaign.id, NOON)).toMatchObject([{ state: "withdrawn" }]);
});

test("a reserved book is withdrawn only with a reason, which its holder reads; an exchanged one never", async () => {
  const { communityId, campaign } = await aPlace();
  const by = systemOf(communityId);
  const withdraw = (bookId: string, reason?: string) =>
    db.transaction(async (tx) => withdrawListedBook(tx, by, await lockBook(tx, communityId, bookId), reason, NOON));

  for (const [status, expiresAt] of [
    ["held", hoursAfter(NOON, 1)],
    ["reported", null],
  ] as const) {
    const book = await aListedBook(campaign);
    const claimant = await aClaim(book, status, expiresAt);
    await expect(withdraw(book.id)).rejects.toMatchObject({ code: "catalog.holderNeedsReason" });
    const { holder } = await withdraw(book.id, "Загубилася");
    expect(holder).toMatchObject({ claimantId: claimant.personId, status });
    expect((await mailOf(communityId)).at(-1)).toMatchObject({
      kind: "book_withdrawn",
      personId: claimant.personId,
      payload: { reason: "Загубилася" },
    });
  }
  for (const status of ["confirmed", "fulfilled"] as const) {
    const book = await aListedBook(campaign);
    await aClaim(book, status);
    await expect(withdraw(book.id, "Передумали")).rejects.toMatchObject({ code: "catalog.exchangedAlready" });
  }
});

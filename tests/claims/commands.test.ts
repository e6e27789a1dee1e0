import { and, desc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { type Campaign, claimEvents, claims, messages } from "@/db/schema";
import { cancelClaim, claimBook, receiveBook, resendClaimCode, verifyClaim } from "@/lib/claims/commands";
import { claimByToken, findClaim, findClaimRef } from "@/lib/claims/queries";
import { confirmClaim, rejectClaim, reportClaim, undoClaim } from "@/lib/claims/steps";
import { expireOverdueClaims, remindHoldsEnding } from "@/lib/claims/sweep";
import { type Actor, type PersonActor, visitorOf } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";

let campaign: Campaign;
let communityId: string;
const guest = { name: "Соломія Гостинна", email: "solomiia@example.com", locale: "uk" } as const;

beforeEach(async () => {
  communityId = (await aCommunity()).id;
  campaign = await aCampaign(communityId);
});

function claim(actor: Actor, bookId: string, now = NOON, more: Partial<Parameters<typeof claimBook>[1]> = {}) {
  return claimBook(actor, { bookId, amountMinor: 35_000, method: "transfer", locale: "uk", ...more }, now);
}
const claimAsGuest = (bookId: string, now = NOON, contact = guest) =>
  claim(visitorOf(communityId), bookId, now, { contact });
const refOf = ({ id }: { id: string }) => ({ communityId, claimId: id });

async function lastMessage(kind: (typeof messages.$inferSelect)["kind"]) {
  const [message] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.communityId, communityId), eq(messages.kind, kind)))
    .orderBy(desc(messages.createdAt))
    .limit(1);
  return message;
}
const eventsOf = async (claimId: string) =>
  (
    await db.select().from(claimEvents).where(eq(claimEvents.claimId, claimId)).orderBy(claimEvents.at, claimEvents.id)
  ).map(({ event }) => event);
const statusOf = async (claimId: string) =>
  (await db.select({ status: claims.status }).from(claims).where(eq(claims.id, claimId)))[0]?.status;

describe("claiming a book", () => {
  test("a guest's book is held for half an hour, and a code goes to the address", async () => {
    const book = await aListedBook(campaign);
    const { claim: held, token } = await claimAsGuest(book.id);
    expect(held).toMatchObject({
      status: "held",
      verifiedAt: null,
      expiresAt: minutesAfter(NOON, 30),
      pledgeMinor: 35_000,
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await lastMessage("claim_code"))?.payload).toEqual({ code: expect.stringMatching(/^\d{6}$/) });
  });

  test("a member's book is held for three days at once", async () => {
    const book = await aListedBook(campaign);
    const { claim: held } = await claim(await aMember(communityId), book.id);
    expect(held).toMatchObject({ verifiedAt: NOON, expiresAt: hoursAfter(NOON, 72) });
    expect(await lastMessage("claim_held")).toBeDefined();
    expect(await lastMessage("claim_code")).toBeUndefined();
  });

  test("a second click finds the same claim", async () => {
    const book = await aListedBook(campaign);
    const member = await aMember(communityId);
    const first = await claim(member, book.id);
    const second = await claim(member, book.id, minutesAfter(NOON, 1));
    expect(second.claim.id).toBe(first.claim.id);
    expect(second.token).toBe(first.token);
  });

  test("two clicks at once make one claim", async () => {
    const book = await aListedBook(campaign);
    const both = await Promise.all([claimAsGuest(book.id), claimAsGuest(book.id)]);
    expect(new Set(both.map(({ claim: made }) => made.id)).size).toBe(1);
  });

  test("whoever types the proved address of another person gets no link to their claim", async () => {
    const book = await aListedBook(campaign);
    const { claim: held, token } = await claimAsGuest(book.id);
    const holder = await claimByToken(token);
    const code = String((await lastMessage("claim_code"))?.payload.code);
    await verifyClaim(holder?.actor ?? visitorOf(communityId), refOf(held), code, NOON);
    await expect(claimAsGuest(book.id, minutesAfter(NOON, 5))).rejects.toThrow("claims.alreadyYours");
  });

  test("a book someone holds is refused to others, until the hold has run out", async () => {
    const book = await aListedBook(campaign);
    const first = await claimAsGuest(book.id);
    const member = await aMember(communityId);
    await expect(claim(member, book.id, minutesAfter(NOON, 29))).rejects.toThrow("claims.bookTaken");
    const second = await claim(member, book.id, minutesAfter(NOON, 30)); // nobody swept in between
    expect(second.claim.status).toBe("held");
    expect(await statusOf(first.claim.id)).toBe("expired");
  });

  test("nobody claims their own book, not even as a guest", async () => {
    const giver = await aMember(communityId);
    const book = await aListedBook(campaign, { giverId: giver.personId });
    await expect(claim(giver, book.id)).rejects.toThrow("claims.ownBook");
    await expect(
      claimAsGuest(book.id, NOON, { ...guest, email: giver.email } as unknown as typeof guest),
    ).rejects.toThrow("claims.ownBook");
  });

  test("less than the minimum is refused, with the minimum", async () => {
    const book = await aListedBook(campaign, { minimumMinor: 40_000 });
    await expect(claimAsGuest(book.id)).rejects.toMatchObject({
      code: "claims.belowMinimum",
      values: { minimum: "400\u00a0₴" },
    });
  });

  test("cash is refused unless the campaign takes it", async () => {
    const book = await aListedBook(campaign);
    const member = await aMember(communityId);
    await expect(claim(member, book.id, NOON, { method: "cash" })).rejects.toThrow("claims.cashNotAllowed");
  });

  test("a withdrawn book, a closed campaign and another community's book are refused", async () => {
    const member = await aMember(communityId);
    const withdrawn = await aListedBook(campaign, { status: "withdrawn" });
    await expect(claim(member, withdrawn.id)).rejects.toThrow("catalog.notListed");
    const book = await aListedBook(campaign);
    await expect(claim(member, book.id, daysAfter(NOON, 31))).rejects.toThrow("catalog.campaignClosed");
    const stranger = await aMember((await aCommunity()).id);
    await expect(claim(stranger, book.id)).rejects.toThrow("catalog.notFound");
  });

  test("nobody hoards: the sixth unpaid claim is refused, and five at once cannot slip past the count", async () => {
    const member = await aMember(communityId);
    const shelf = await Promise.all(Array.from({ length: 8 }, () => aListedBook(campaign)));
    const tries = await Promise.allSettled(shelf.map(({ id }) => claim(member, id)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "claims.tooManyOpen", values: { count: 5 } },
    });
  });
});

describe("proving the address", () => {
  test("the code makes the short hold a full one, once", async () => {
    const book = await aListedBook(campaign);
    const { claim: held, token } = await claimAsGuest(book.id);
    const { actor } = (await claimByToken(token)) as { actor: PersonActor };
    const code = String((await lastMessage("claim_code"))?.payload.code);
    const wrong = code === "000000" ? "111111" : "000000";
    await expect(verifyClaim(actor, refOf(held), wrong, NOON)).rejects.toThrow("identity.codeWrong");
    const verified = await verifyClaim(actor, refOf(held), code, minutesAfter(NOON, 5));
    expect(verified.expiresAt).toEqual(hoursAfter(minutesAfter(NOON, 5), 24));
    const again = await verifyClaim(actor, refOf(held), code, minutesAfter(NOON, 9));
    expect(again.expiresAt).toEqual(verified.expiresAt);
    expect(await eventsOf(held.id)).toEqual(["hold", "verify"]);
  });

  test("a fresh code can be asked for, and not for somebody else's claim", async () => {
    const book = await aListedBook(campaign);
    const { claim: held, token } = await claimAsGuest(book.id);
    const { actor } = (await claimByToken(token)) as { actor: PersonActor };
    await resendClaimCode(actor, refOf(held), minutesAfter(NOON, 2));
    await expect(resendClaimCode(await aPerson(communityId), refOf(held), NOON)).rejects.toThrow("claims.notFound");
  });

  test("after the hold has run out the code is of no use", async () => {
    const book = await aListedBook(campaign);
    const { claim: held, token } = await claimAsGuest(book.id);
    const { actor } = (await claimByToken(token)) as { actor: PersonActor };
    await expireOverdueClaims(minutesAfter(NOON, 31));
    await resendClaimCode(actor, refOf(held), minutesAfter(NOON, 32)).catch(() => {});
    const code = String((await lastMessage("claim_code"))?.payload.code);
    await expect(verifyClaim(actor, refOf(held), code, minutesAfter(NOON, 33))).rejects.toThrow();
    expect(await statusOf(held.id)).toBe("expired");
  });
});

describe("letting go", () => {
  test("the claimant cancels before paying and the book is free at once", async () => {
    const book = await aListedBook(campaign);
    const member = await aMember(communityId);
    const { claim: held } = await claim(member, book.id);
    await cancelClaim(member, refOf(held), undefined, NOON);
    expect((await claim(await aMember(communityId), book.id)).claim.status).toBe("held");
  });

  test("a stranger cannot cancel; an organizer can, with a reason the claimant hears of", async () => {
    const book = await aListedBook(campaign);
    const { claim: held } = await claim(await aMember(communityId), book.id);
    await expect(cancelClaim(await aMember(communityId), refOf(held), "бо", NOON)).rejects.toThrow(
      "identity.notAllowed",
    );
    const organizer = await anOrganizer(communityId);
    await expect(cancelClaim(organizer, refOf(held), undefined, NOON)).rejects.toThrow("claims.reasonNeeded");
    await cancelClaim(organizer, refOf(held), "Книга загубилася", NOON);
    expect((await lastMessage("claim_cancelled"))?.payload).toEqual({ reason: "Книга загубилася" });
  });

  test("the sweep lets go of holds that ran out, tells the claimant once, and leaves reported ones alone", async () => {
    const [late, reported] = [await aListedBook(campaign), await aListedBook(campaign)];
    const lateClaim = (await claimAsGuest(late.id)).claim;
    const reportedClaim = (await claimAsGuest(reported.id)).claim;
    await db.transaction((tx) => reportClaim(tx, refOf(reportedClaim), visitorOf(communityId), NOON));
    await Promise.all([expireOverdueClaims(hoursAfter(NOON, 1)), expireOverdueClaims(hoursAfter(NOON, 1))]);
    expect(await statusOf(lateClaim.id)).toBe("expired");
    expect(await eventsOf(lateClaim.id)).toEqual(["hold", "expire"]);
    expect(await statusOf(reportedClaim.id)).toBe("reported");
  });

  test("a full hold's end is announced once, three hours before", async () => {
    const book = await aListedBook(campaign);
    await claim(await aMember(communityId), book.id);
    await remindHoldsEnding(hoursAfter(NOON, 68));
    expect(await lastMessage("claim_ending")).toBeUndefined();
    await remindHoldsEnding(hoursAfter(NOON, 70));
    expect(await lastMessage("claim_ending")).toBeDefined();
    await remindHoldsEnding(hoursAfter(NOON, 71));
    expect(
      await db
        .select()
        .from(messages)
        .where(and(eq(messages.communityId, communityId), eq(messages.kind, "claim_ending"))),
    ).toHaveLength(1);
  });
});

describe("when money moves", () => {
  const step = <Result>(run: (tx: Parameters<Parameters<typeof db.transaction>[0]>[0]) => Promise<Result>) =>
    db.transaction(run);

  test("late money re-opens an expired claim while the book is free", async () => {
    const book = await aListedBook(campaign);
    const treasurer = await aTreasurer(communityId);
    const { claim: late } = await claimAsGuest(book.id);
    await expireOverdueClaims(hoursAfter(NOON, 1));
    const outcome = await step((tx) => confirmClaim(tx, refOf(late), treasurer, hoursAfter(NOON, 2)));
    expect(outcome).toMatchObject({ hasBook: true, claim: { status: "confirmed" } });
  });

  test("late money finds the book gone, and changes nobody else's claim", async () => {
    const book = await aListedBook(campaign);
    const treasurer = await aTreasurer(communityId);
    const { claim: late } = await claimAsGuest(book.id);
    const { claim: other } = await claim(await aMember(communityId), book.id, hoursAfter(NOON, 1));
    const outcome = await step((tx) => confirmClaim(tx, refOf(late), treasurer, hoursAfter(NOON, 2)));
    expect(outcome).toMatchObject({ hasBook: false, claim: { status: "expired" } });
    expect(await statusOf(other.id)).toBe("held");
  });

  test("report, reject, a better proof, confirm, undo and confirm again leave their trail", async () => {
    const book = await aListedBook(campaign);
    const treasurer = await aTreasurer(communityId);
    const { claim: made } = await claim(await aMember(communityId), book.id);
    const ref = refOf(made);
    await step((tx) => reportClaim(tx, ref, treasurer, minutesAfter(NOON, 1)));
    await step((tx) => rejectClaim(tx, ref, treasurer, "Не та сума", minutesAfter(NOON, 2)));
    await step((tx) => reportClaim(tx, ref, treasurer, minutesAfter(NOON, 3)));
    await step((tx) => confirmClaim(tx, ref, treasurer, minutesAfter(NOON, 4)));
    await step((tx) => undoClaim(tx, ref, treasurer, "Помилка", minutesAfter(NOON, 5)));
    await step((tx) => confirmClaim(tx, ref, treasurer, minutesAfter(NOON, 6)));
    expect(await eventsOf(made.id)).toEqual(["hold", "report", "reject", "report", "confirm", "undo", "confirm"]);
    expect(await lastMessage("book_found_reader")).toMatchObject({ personId: book.giverId });
  });

  test("a proof is announced to the treasurers, and where there is none to the organizers", async () => {
    const told = async () => (await lastMessage("proof_waits"))?.personId;
    const organizer = await anOrganizer(communityId);
    const { claim: first } = await claim(await aMember(communityId), (await aListedBook(campaign)).id);
    await step((tx) => reportClaim(tx, refOf(first), organizer, NOON));
    expect(await told()).toBe(organizer.personId);
    const treasurer = await aTreasurer(communityId);
    const { claim: second } = await claim(await aMember(communityId), (await aListedBook(campaign)).id);
    await step((tx) => reportClaim(tx, refOf(second), organizer, minutesAfter(NOON, 1)));
    expect(await told()).toBe(treasurer.personId);
  });

  test("the book is received once, by the claimant, the giver or an organizer and nobody else", async () => {
    const book = await aListedBook(campaign);
    const member = await aMember(communityId);
    const { claim: made } = await claim(member, book.id);
    const ref = refOf(made);
    await expect(receiveBook(member, ref, NOON)).rejects.toThrow("claims.notAllowedNow");
    await step((tx) => confirmClaim(tx, ref, member, NOON));
    await expect(receiveBook(await aMember(communityId), ref, NOON)).rejects.toThrow("identity.notAllowed");
    expect((await receiveBook(member, ref, NOON)).status).toBe("fulfilled");
    expect((await receiveBook(await anOrganizer(communityId), ref, NOON)).status).toBe("fulfilled");
    expect(await eventsOf(made.id)).toEqual(["hold", "confirm", "receive"]);
  });
});

describe("seeing claims", () => {
  test("a private link opens its claim and no other, and gives no role", async () => {
    const book = await aListedBook(campaign);
    const { claim: made, token } = await claimAsGuest(book.id);
    const found = await claimByToken(token);
    expect(found).toEqual({
      actor: { kind: "person", communityId, personId: made.claimantId, roles: [] },
      ref: { communityId, claimId: made.id },
    });
    expect(await claimByToken(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBeUndefined();
    expect(await claimByToken("../../etc/passwd")).toBeUndefined();
  });

  test("a hold whose time is up is shown as expired before the sweep has been by", async () => {
    const book = await aListedBook(campaign);
    const { claim: made } = await claimAsGuest(book.id);
    expect((await findClaim(refOf(made), hoursAfter(NOON, 1)))?.status).toBe("expired");
    expect((await findClaim(refOf(made), NOON))?.status).toBe("held");
  });

  test("a code finds a claim for its claimant, its giver and staff only", async () => {
    const book = await aListedBook(campaign);
    const member = await aMember(communityId);
    const { claim: made } = await claim(member, book.id);
    expect(await findClaimRef(member, made.code)).toEqual(refOf(made));
    expect(await findClaimRef(await aTreasurer(communityId), made.code)).toEqual(refOf(made));
    expect(await findClaimRef(await aMember(communityId), made.code)).toBeUndefined();
    expect(await findClaimRef(visitorOf(communityId), made.code)).toBeUndefined();
    expect(await findClaimRef(await anOrganizer((await aCommunity()).id), made.code)).toBeUndefined();
  });
});

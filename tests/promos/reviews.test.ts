import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { messages, privateLinks, promoShares, promos } from "@/db/schema";
import { linkToken } from "@/lib/identity/links";
import { submitPlacement } from "@/lib/promos/placements/commands";
import { createPlacement, editPlacement } from "@/lib/promos/placements/content";
import { answerInput } from "@/lib/promos/placements/input";
import {
  answerReview,
  listReviewLinks,
  makeReviewLink,
  readReviewMedia,
  reviewByToken,
  revokeReviewLink,
} from "@/lib/promos/placements/reviews";
import { aMember } from "../support/factories";
import { daysAfter, NOON } from "../support/times";
import { aDraft, aStory, edit, eventsOf, plan, seen } from "./placement-stage";

const refused = (code: string) => expect.objectContaining({ code: `placements.${code}` });

async function inReview() {
  const made = await aStory();
  const placement = await submitPlacement(made.smm, made.placement.id, "Гляньте", NOON);
  const { share, token } = await makeReviewLink(made.smm, made.promo.id, { label: "Олені з HR", days: 30 }, NOON);
  const answer = (input: Record<string, unknown>) =>
    answerInput.parse({
      placement: placement.id,
      version: placement.version,
      name: "Олена",
      answer: "approve",
      ...input,
    });
  return { ...made, placement, share, token, answer };
}

/** What staff were written, of this community. */
const written = (communityId: string) =>
  db.$count(messages, and(eq(messages.communityId, communityId), eq(messages.kind, "placement_answered")));

describe("a review link", () => {
  test("shows what is in review as it will look, and nothing else of the promo", async () => {
    const { smm, promo, token, placement, medium } = await inReview();
    await createPlacement(smm, promo.id, plan({ title: "Ще чернетка" }), NOON);
    const review = await reviewByToken(token, NOON);
    if (!review || review.isOver) throw new Error("no review");
    expect(review.items.map((item) => item.placement.id)).toEqual([placement.id]);
    expect(review.items[0]?.media.map(({ id }) => id)).toEqual([medium.id]);
    expect(review.items[0]?.spec.rules.safeTop?.value).toBe(250);
    expect((await readReviewMedia(token, medium.id, "preview", NOON)).type).toBe("image/webp");
  });

  test("works for so many days, until it is revoked, and tells nothing after", async () => {
    const { smm, promo, token, share, medium, answer, communityId } = await inReview();
    expect(await listReviewLinks(smm, promo.id, NOON)).toMatchObject([
      { id: share.id, label: "Олені з HR", token, answers: 0 },
    ]);
    expect(await reviewByToken(token, daysAfter(NOON, 29))).toMatchObject({ isOver: false });
    expect(await reviewByToken(token, daysAfter(NOON, 30))).toEqual({ isOver: true });
    await expect(answerReview(token, answer({}), daysAfter(NOON, 30))).rejects.toEqual(refused("reviewOver"));
    await revokeReviewLink(smm, promo.id, share.id, NOON);
    expect(await reviewByToken(token, NOON)).toEqual({ isOver: true });
    await expect(answerReview(token, answer({}), NOON)).rejects.toEqual(refused("reviewOver"));
    await expect(readReviewMedia(token, medium.id, "whole", NOON)).rejects.toEqual(refused("mediaNotFound"));
    expect(await listReviewLinks(smm, promo.id, NOON)).toEqual([]);
    expect(await reviewByToken("A".repeat(43), NOON)).toBeUndefined();
    expect(await reviewByToken(linkToken("report", communityId, share.id), NOON)).toBeUndefined();
  });

  test("only its hash is kept", async () => {
    const { token } = await inReview();
    const rows = JSON.stringify([await db.select().from(privateLinks), await db.select().from(promoShares)]);
    expect(rows).not.toContain(token);
  });

  test("is made, listed and revoked by those who manage promos, up to thirty for one promo", async () => {
    const { smm, communityId, promo, share } = await inReview();
    const member = await aMember(communityId);
    const input = { label: "", days: 30 };
    for (const attempt of [
      () => makeReviewLink(member, promo.id, input, NOON),
      () => listReviewLinks(member, promo.id, NOON),
      () => revokeReviewLink(member, promo.id, share.id, NOON),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "identity.notAllowed" });
    const other = await aDraft();
    await expect(makeReviewLink(other.smm, promo.id, input, NOON)).rejects.toMatchObject({ code: "promos.notFound" });
    await expect(revokeReviewLink(other.smm, promo.id, share.id, NOON)).rejects.toEqual(refused("reviewLinkNotFound"));
    for (let made = 1; made < 30; made++) await makeReviewLink(smm, promo.id, input, NOON);
    await expect(makeReviewLink(smm, promo.id, input, NOON)).rejects.toEqual(refused("tooManyReviewLinks"));
  });
});

describe("an answer by the link", () => {
  test("is kept with the name and the link, and staff are written to once", async () => {
    const { placement, token, share, answer, communityId } = await inReview();
    const asked = await answerReview(token, answer({ answer: "request_changes", note: "Більше світла" }), NOON);
    expect(asked.status).toBe("changes_requested");
    expect((await eventsOf(placement)).at(-1)).toMatchObject({
      event: "request_changes",
      actorId: null,
      reviewer: "Олена",
      shareId: share.id,
      note: "Більше світла",
      content: { version: placement.version },
    });
    expect(await written(communityId)).toBe(2); // the SMM manager and the organizer
    await expect(answerReview(token, answer({}), NOON)).rejects.toEqual(refused("reviewAnswered"));
    expect(await written(communityId)).toBe(2);
  });

  test("approves what was seen, word for word, and only once", async () => {
    const { placement, smm, token, answer, communityId } = await inReview();
    for (const _ of [1, 2]) expect((await answerReview(token, answer({ note: "Так" }), NOON)).status).toBe("approved");
    const approvals = (await eventsOf(placement)).filter(({ event }) => event === "approve");
    expect(approvals).toHaveLength(1);
    expect(approvals[0]?.content).toMatchObject({ version: placement.version, media: [{ alt: "" }] });
    expect(await written(communityId)).toBe(2);
    const review = await reviewByToken(token, NOON);
    expect(review && !review.isOver && review.items.map((item) => item.placement.status)).toEqual(["approved"]);
    const changed = await editPlacement(smm, placement.id, edit(await seen(placement), { sticker: "Інше" }), NOON);
    expect(changed.status).toBe("draft");
    await expect(answerReview(token, answer({ version: changed.version }), NOON)).rejects.toEqual(refused("notFound"));
  });

  test("of a version that is not there any more is refused", async () => {
    const { smm, placement, token, answer } = await inReview();
    await editPlacement(smm, placement.id, edit(placement, { sticker: "Обрати" }), NOON);
    await expect(answerReview(token, answer({}), NOON)).rejects.toEqual(refused("changedMeanwhile"));
  });

  test("is a word when it is no decision, and needs words when it asks for changes", async () => {
    const { placement, token, answer, communityId } = await inReview();
    expect((await answerReview(token, answer({ answer: "comment", note: "Гарно!" }), NOON)).status).toBe("in_review");
    expect((await eventsOf(placement)).at(-1)).toMatchObject({ event: "comment", reviewer: "Олена", content: null });
    expect(await written(communityId)).toBe(0);
    for (const bad of [
      { answer: "request_changes" },
      { answer: "comment", note: " " },
      { name: "" },
      { answer: "publish" },
    ])
      expect(() => answer(bad)).toThrow();
  });

  test("is about the link's own promo, and about one that is not over", async () => {
    const { token, answer, promo } = await inReview();
    const other = await inReview();
    await expect(answerReview(token, answer({ placement: other.placement.id }), NOON)).rejects.toEqual(
      refused("notFound"),
    );
    await db.update(promos).set({ status: "cancelled" }).where(eq(promos.id, promo.id));
    await expect(answerReview(token, answer({}), NOON)).rejects.toEqual(refused("promoOver"));
  });

  test("of many at the same moment one approves", async () => {
    const { placement, token, answer, communityId } = await inReview();
    await Promise.allSettled(["Олена", "Ігор", "Ґанна"].map((name) => answerReview(token, answer({ name }), NOON)));
    expect((await eventsOf(placement)).filter(({ event }) => event === "approve")).toHaveLength(1);
    expect(await written(communityId)).toBe(2);
  });
});

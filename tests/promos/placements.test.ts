import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { links, people, placements, promos } from "@/db/schema";
import { visitorOf } from "@/lib/identity/actor";
import {
  approvePlacement,
  cancelPlacement,
  commentPlacement,
  holdPlacement,
  markFailed,
  publishPlacement,
  requestChanges,
  resumePlacement,
  schedulePlacement,
  submitPlacement,
} from "@/lib/promos/placements/commands";
import { createPlacement, editPlacement, patchPlacement } from "@/lib/promos/placements/content";
import { placementPatch } from "@/lib/promos/placements/input";
import { findPlacement, listEvents, listPlacements } from "@/lib/promos/placements/queries";
import { overrideRule } from "@/lib/promos/placements/settings";
import { finalText } from "@/lib/promos/placements/verdicts";
import { aMember, aTreasurer } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import {
  aDraft,
  approved,
  aStory,
  edit,
  eventsOf,
  plan,
  raceOfApprovalAndEdit,
  raceOfApprovals,
  seen,
} from "./placement-stage";
import { aPromo, aTeam } from "./stage";

const refused = (code: string) => expect.objectContaining({ code: `placements.${code}` });

describe("planning", () => {
  test("a placement is called by its format and the next number, unless it is given a name", async () => {
    const { smm, promo } = await aDraft();
    const story = { network: "instagram", format: "story" };
    const names = [];
    for (const content of [undefined, undefined, "story-4", undefined, undefined])
      names.push((await createPlacement(smm, promo.id, plan({ ...story, content }), NOON)).content);
    expect(names).toEqual(["story-1", "story-2", "story-4", "story-3", "story-5"]);
    await expect(createPlacement(smm, promo.id, plan({ content: "story-4" }), NOON)).rejects.toEqual(
      refused("nameTaken"),
    );
  });

  test("two who plan at the same moment get two names", async () => {
    const { smm, organizer, promo } = await aDraft();
    const made = await Promise.all([smm, organizer, smm].map((who) => createPlacement(who, promo.id, plan(), NOON)));
    expect(made.map(({ content }) => content).sort()).toEqual(["group-post-2", "group-post-3", "group-post-4"]);
  });

  test("one that leads somewhere gets its own tracked link, and people may come from another placement", async () => {
    const { smm, promo, campaign, community } = await aDraft();
    const story = plan({ network: "instagram", format: "story", content: "story-4", target: `/${community.slug}` });
    const from = await createPlacement(smm, promo.id, story, NOON);
    const post = plan({ content: "fb-group-post-1", target: `/${community.slug}/${campaign.slug}`, hopOf: from.id });
    const to = await createPlacement(smm, promo.id, post, NOON);
    const [first, second] = await db
      .select()
      .from(links)
      .where(and(eq(links.communityId, promo.communityId)))
      .orderBy(links.id);
    expect(first).toMatchObject({
      id: from.linkId,
      network: "instagram",
      content: "story-4",
      tag: promo.tag,
      medium: "social",
    });
    expect(second).toMatchObject({
      id: to.linkId,
      hopOf: from.linkId,
      campaignId: campaign.id,
      content: "fb-group-post-1",
    });
    const itself = edit(to, { hopOf: to.id });
    await expect(editPlacement(smm, to.id, itself, NOON)).rejects.toMatchObject({ code: "referrals.hopUnknown" });
  });

  test("a promo without a campaign has links, too", async () => {
    const { communityId, smm, community } = await aTeam();
    const promo = await aPromo(communityId, null);
    const { linkId } = await createPlacement(smm, promo.id, plan({ target: `/${community.slug}` }), NOON);
    const [link] = await db
      .select()
      .from(links)
      .where(eq(links.id, linkId ?? ""));
    expect(link).toMatchObject({ campaignId: null, tag: promo.tag });
  });

  test("where it leads is decided once more with each change, and its code stays", async () => {
    const { smm, placement, community, campaign } = await aDraft({ target: "/" });
    const led = await editPlacement(
      smm,
      placement.id,
      edit(placement, { target: `/${community.slug}/${campaign.slug}` }),
      NOON,
    );
    expect(led.linkId).toBe(placement.linkId);
    await expect(
      editPlacement(smm, placement.id, edit(led, { target: "https://elsewhere.example.com/" }), NOON),
    ).rejects.toMatchObject({ code: "referrals.targetNotAllowed" });
    const without = await editPlacement(smm, placement.id, edit(led, { target: "" }), NOON);
    expect([without.target, without.linkId]).toEqual([null, placement.linkId]);
    expect((await findPlacement(smm, placement.id)).link).toBeUndefined();
  });

  test("a format without rules, a promo that is over and one that is not there are refused", async () => {
    const { smm, promo, communityId } = await aDraft();
    await expect(createPlacement(smm, promo.id, plan({ format: "billboard" }), NOON)).rejects.toEqual(
      refused("formatUnknown"),
    );
    const over = await aPromo(communityId, null, { status: "reported" });
    await expect(createPlacement(smm, over.id, plan(), NOON)).rejects.toEqual(refused("promoOver"));
    const other = await aDraft();
    await expect(createPlacement(smm, other.promo.id, plan(), NOON)).rejects.toMatchObject({ code: "promos.notFound" });
  });
});

describe("the way to publication", () => {
  test("draft, review, approval, time, post: each step is kept with who did it, and the approval with its words", async () => {
    const { smm, organizer, placement } = await aDraft({ scheduledAt: daysAfter(NOON, 3).toISOString() });
    await submitPlacement(smm, placement.id, "Подивіться, будь ласка", NOON);
    await approvePlacement(organizer, placement.id, { version: 1, note: "Гаразд" }, NOON);
    await schedulePlacement(smm, placement.id, undefined, NOON);
    const url = "https://www.facebook.com/groups/pm/posts/1";
    const done = await publishPlacement(smm, placement.id, { at: daysAfter(NOON, 3), url }, daysAfter(NOON, 3));
    expect(done).toMatchObject({ status: "published", publishedUrl: url, publishedAt: daysAfter(NOON, 3) });
    const events = await eventsOf(placement);
    expect(events.map(({ event, toStatus, actorId }) => [event, toStatus, actorId])).toEqual([
      ["edit", "draft", smm.personId],
      ["submit", "in_review", smm.personId],
      ["approve", "approved", organizer.personId],
      ["schedule", "scheduled", smm.personId],
      ["publish", "published", smm.personId],
    ]);
    expect(events[2]?.content).toEqual({ version: 1, text: "Оберіть книгу", sticker: "", target: null, media: [] });
    expect((await listEvents(smm, placement.id))[0]).toMatchObject({ event: "publish", actor: smm.name });
  });

  test("nothing goes past the approval", async () => {
    const { smm, placement } = await aDraft();
    const { id } = placement;
    for (const submit of [false, true]) {
      if (submit) await submitPlacement(smm, id, "", NOON);
      await expect(schedulePlacement(smm, id, daysAfter(NOON, 1), NOON)).rejects.toEqual(refused("notAllowedNow"));
      await expect(publishPlacement(smm, id, {}, NOON)).rejects.toEqual(refused("notAllowedNow"));
    }
  });

  test("other words than those approved have to be approved again, and another plan has not", async () => {
    const { smm, placement } = await aDraft();
    const ready = await approved(smm, placement);
    const moved = await editPlacement(
      smm,
      ready.id,
      edit(ready, { scheduledAt: daysAfter(NOON, 2).toISOString() }),
      NOON,
    );
    expect([moved.status, moved.version]).toEqual(["approved", 1]);
    await schedulePlacement(smm, ready.id, daysAfter(NOON, 2), NOON);
    const changed = await editPlacement(smm, ready.id, edit(moved, { text: "Інші слова" }), NOON);
    expect([changed.status, changed.version]).toEqual(["draft", 2]);
    await expect(publishPlacement(smm, ready.id, {}, NOON)).rejects.toEqual(refused("notAllowedNow"));
    await expect(approvePlacement(smm, ready.id, { version: 1 }, NOON)).rejects.toEqual(refused("changedMeanwhile"));
  });

  test("an edit does not undo what somebody planned meanwhile, whatever else it changes", async () => {
    const { smm, organizer, placement } = await aDraft();
    const ready = await approved(smm, placement);
    const [before, after] = [daysAfter(NOON, 1), daysAfter(NOON, 2)];
    await schedulePlacement(smm, ready.id, before, NOON);
    const opened = await seen(ready);
    await schedulePlacement(organizer, ready.id, after, NOON);
    for (const change of [{}, { text: "Інші слова" }, { costMinor: 500 }])
      await expect(editPlacement(smm, ready.id, edit(opened, change), NOON)).rejects.toEqual(
        refused("changedMeanwhile"),
      );
    expect((await seen(ready)).scheduledAt).toEqual(after);
    await editPlacement(smm, ready.id, edit(await seen(ready), { costMinor: 500 }), NOON);
    expect(await seen(ready)).toMatchObject({ scheduledAt: after, costMinor: 500, status: "scheduled" });
  });

  test("what a program does not name stays as it is at that moment", async () => {
    const { smm, organizer, placement } = await aDraft({ text: "Оберіть книгу", costMinor: 100 });
    const ready = await approved(smm, placement);
    const at = daysAfter(NOON, 2);
    const patch = (change: Record<string, unknown>) => placementPatch.parse({ version: ready.version, ...change });
    await Promise.all([
      schedulePlacement(organizer, ready.id, at, NOON),
      patchPlacement(smm, ready.id, patch({ costMinor: 700 }), NOON),
    ]);
    expect(await seen(ready)).toMatchObject({ scheduledAt: at, costMinor: 700, text: "Оберіть книгу" });
    await patchPlacement(smm, ready.id, patch({ contentBy: at.toISOString() }), NOON);
    expect(await seen(ready)).toMatchObject({ scheduledAt: at, contentBy: at, costMinor: 700 });
    await patchPlacement(smm, ready.id, patch({ contentBy: null }), NOON);
    expect((await seen(ready)).contentBy).toBeNull();
  });

  test("an edit of a version that is not there any more is refused, and the same words again change nothing", async () => {
    const { smm, organizer, placement } = await aDraft();
    await editPlacement(smm, placement.id, edit(placement, { text: "Перша правка" }), NOON);
    await expect(
      editPlacement(organizer, placement.id, edit(placement, { text: "Друга правка" }), NOON),
    ).rejects.toEqual(refused("changedMeanwhile"));
    const now = await seen(placement);
    expect((await editPlacement(smm, placement.id, edit(now, {}), NOON)).version).toBe(now.version);
    expect(await eventsOf(placement)).toHaveLength(2);
  });

  test("doing it twice is doing it once", async () => {
    const { smm, placement } = await aDraft();
    const { id } = placement;
    for (const _ of [1, 2]) await submitPlacement(smm, id, "", NOON);
    for (const _ of [1, 2]) await approvePlacement(smm, id, { version: 1 }, NOON);
    for (const _ of [1, 2]) await schedulePlacement(smm, id, daysAfter(NOON, 1), NOON);
    for (const _ of [1, 2]) await publishPlacement(smm, id, { at: NOON, url: "https://example.org/1" }, NOON);
    expect((await eventsOf(placement)).map(({ event }) => event)).toEqual([
      "edit",
      "submit",
      "approve",
      "schedule",
      "publish",
    ]);
  });

  test("changes are asked for, a failed one gets another time, a held one comes back, and a given-up one does not", async () => {
    const { smm, placement } = await aDraft();
    const { id } = placement;
    await approved(smm, placement);
    await schedulePlacement(smm, id, daysAfter(NOON, 1), NOON);
    expect((await holdPlacement(smm, id, "Чекаємо на фото", NOON)).status).toBe("on_hold");
    expect((await resumePlacement(smm, id, "", hoursAfter(NOON, 1))).status).toBe("approved");
    await schedulePlacement(smm, id, daysAfter(NOON, 1), NOON);
    expect((await markFailed(smm, id, "Застосунок не пустив", NOON)).status).toBe("failed");
    expect((await schedulePlacement(smm, id, daysAfter(NOON, 2), NOON)).status).toBe("scheduled");
    expect((await requestChanges(smm, id, "Замініть фото", NOON)).status).toBe("changes_requested");
    expect((await commentPlacement(smm, id, "Уже шукаю", NOON)).status).toBe("changes_requested");
    expect((await cancelPlacement(smm, id, "", NOON)).status).toBe("cancelled");
    await expect(resumePlacement(smm, id, "", NOON)).rejects.toEqual(refused("notAllowedNow"));
  });

  test("times make sense: a plan lies ahead, a post does not", async () => {
    const { smm, placement } = await aDraft();
    const { id } = placement;
    await approved(smm, placement);
    await expect(schedulePlacement(smm, id, undefined, NOON)).rejects.toEqual(refused("timeNeeded"));
    await expect(schedulePlacement(smm, id, hoursAfter(NOON, -1), NOON)).rejects.toEqual(refused("timePast"));
    await expect(publishPlacement(smm, id, { at: hoursAfter(NOON, 1) }, NOON)).rejects.toEqual(refused("timeAhead"));
    const planned = await schedulePlacement(smm, id, hoursAfter(NOON, 1), NOON);
    await expect(editPlacement(smm, id, edit(planned, { scheduledAt: "" }), NOON)).rejects.toEqual(
      refused("timeNeeded"),
    );
  });

  test("it is posted while its promo is agreed or runs, and put right later, too", async () => {
    const { smm, promo, placement } = await aDraft();
    await approved(smm, placement);
    const setPromo = (status: "briefed" | "measuring" | "running") =>
      db.update(promos).set({ status }).where(eq(promos.id, promo.id));
    await setPromo("briefed");
    await expect(publishPlacement(smm, placement.id, {}, NOON)).rejects.toEqual(refused("promoNotRunning"));
    await setPromo("running");
    await publishPlacement(smm, placement.id, {}, NOON);
    await setPromo("measuring");
    const corrected = await publishPlacement(
      smm,
      placement.id,
      { url: "https://example.org/p/1" },
      hoursAfter(NOON, 1),
    );
    expect(corrected).toMatchObject({ publishedAt: NOON, publishedUrl: "https://example.org/p/1" });
  });
});

describe("the check", () => {
  test("a hard rule stands in the way of review and of approval; advice does not", async () => {
    const { smm, promo } = await aDraft();
    const empty = await createPlacement(smm, promo.id, plan({ network: "instagram", format: "story" }), NOON);
    await expect(submitPlacement(smm, empty.id, "", NOON)).rejects.toMatchObject({
      code: "placements.checkFails",
      values: { count: 1 },
    });
    const { placement, smm: other } = await aStory();
    const { verdicts } = await findPlacement(other, placement.id);
    expect(verdicts.map(({ level, rule }) => `${level} ${rule}`)).toEqual(["advice alt"]);
    expect((await submitPlacement(other, placement.id, "", NOON)).status).toBe("in_review");
  });

  test("a rule that came to be stricter since the review stops the approval", async () => {
    const { smm, placement } = await aDraft();
    await submitPlacement(smm, placement.id, "", NOON);
    const rule = {
      network: "facebook",
      format: "group-post",
      rule: "textMax",
      value: "5",
      source: "Форма групи",
      checkedOn: "2026-03-01",
    };
    await overrideRule(smm, { ...rule, level: "hard" }, NOON);
    await expect(approvePlacement(smm, placement.id, { version: 1 }, NOON)).rejects.toEqual(refused("checkFails"));
    await overrideRule(smm, { ...rule, level: "advice" }, NOON);
    expect((await approvePlacement(smm, placement.id, { version: 1 }, NOON)).status).toBe("approved");
  });

  test("the link counts as a part of the text, at its mark or at the end, and never where nobody can press it", async () => {
    const { smm, placement } = await aDraft({ target: "/", text: "Тут: {link}. Беріть!" });
    const { text, link, spec } = await findPlacement(smm, placement.id);
    const address = `http://localhost:3000/r/${link?.code}`;
    expect(text).toBe(`Тут: ${address}. Беріть!`);
    expect(finalText({ text: "Беріть!", target: "/" }, spec, link?.code)).toBe(`Беріть!\n\n${address}`);
    expect(finalText({ text: "Беріть!", target: null }, spec, undefined)).toBe("Беріть!");
    const story = await aStory({ target: "/", text: "Беріть!" });
    expect((await findPlacement(story.smm, story.placement.id)).text).toBe("Беріть!");
  });
});

describe("who may", () => {
  test("those who manage promos, and nobody else; of another community it is not there", async () => {
    const { communityId, placement, promo } = await aDraft();
    const strangers = [await aMember(communityId), await aTreasurer(communityId), visitorOf(communityId)];
    for (const who of strangers)
      for (const attempt of [
        () => createPlacement(who, promo.id, plan(), NOON),
        () => editPlacement(who, placement.id, edit(placement, {}), NOON),
        () => submitPlacement(who, placement.id, "", NOON),
        () => approvePlacement(who, placement.id, { version: 1 }, NOON),
        () => requestChanges(who, placement.id, "Ні", NOON),
        () => commentPlacement(who, placement.id, "Так", NOON),
        () => schedulePlacement(who, placement.id, daysAfter(NOON, 1), NOON),
        () => publishPlacement(who, placement.id, {}, NOON),
        () => cancelPlacement(who, placement.id, "", NOON),
        () => findPlacement(who, placement.id),
        () => listPlacements(who, promo.id),
        () => listEvents(who, placement.id),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: "identity.notAllowed" });
    const other = await aDraft();
    await expect(submitPlacement(other.smm, placement.id, "", NOON)).rejects.toEqual(refused("notFound"));
    await expect(findPlacement(other.smm, placement.id)).rejects.toEqual(refused("notFound"));
    await expect(findPlacement(other.smm, "no-id")).rejects.toEqual(refused("notFound"));
    expect(await listPlacements(other.smm, promo.id)).toEqual([]);
  });

  test("a person who was erased stays as nobody's name in the history", async () => {
    const { smm, placement } = await aDraft();
    await db.update(people).set({ name: "" }).where(eq(people.id, smm.personId));
    expect((await listEvents(smm, placement.id))[0]?.actor).toBe("");
  });
});

describe("at the same moment", () => {
  test("two approvals are one", async () => {
    for (let run = 0; run < 5; run++) expect(await raceOfApprovals()).toEqual({ approvals: 1 });
  });

  test("what somebody approves is what they saw, whoever changes it meanwhile", async () => {
    for (let run = 0; run < 8; run++) {
      const { isUnseenApproved, approval, change, after } = await raceOfApprovalAndEdit();
      expect(isUnseenApproved).toBe(false);
      if (approval.status === "rejected") expect(approval.reason).toEqual(refused("changedMeanwhile"));
      expect(change.status).toBe("fulfilled");
      expect(after.text).toBe("Зовсім інший текст");
    }
  });

  test("the database keeps what is scheduled with its time", async () => {
    const { placement } = await aDraft();
    await expect(
      db.update(placements).set({ status: "scheduled" }).where(eq(placements.id, placement.id)),
    ).rejects.toMatchObject({ cause: { constraint_name: "placements_scheduled_have_a_time" } });
  });
});

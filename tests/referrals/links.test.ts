import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { linkCodes, links } from "@/db/schema";
import { findLinkByCode } from "@/lib/referrals/found-links";
import { linkInput } from "@/lib/referrals/input";
import {
  createLink,
  deskLinkByCode,
  editLink,
  findLinkForDesk,
  listHosts,
  listLinks,
  setHost,
  setLinkStatus,
  shareLink,
} from "@/lib/referrals/links";
import { aCampaign } from "../support/factories";
import { daysAfter, NOON } from "../support/times";
import { aLink, aSourcesStage, type SourcesStage } from "./stage";

const { dice } = vi.hoisted(() => ({ dice: { fixed: undefined as number | undefined } }));
vi.mock("node:crypto", async (original) => {
  const crypto = await original<typeof import("node:crypto")>();
  return { ...crypto, randomInt: (max: number) => dice.fixed ?? crypto.randomInt(max) };
});

let stage: SourcesStage;
beforeEach(async () => {
  stage = await aSourcesStage();
});
const words = (more: object = {}) =>
  linkInput.parse({ network: "Instagram", content: "Story 4", target: "/pm/charity-book-sale", ...more });

describe("a link", () => {
  test("is made of plain words, with the promo's month and address for a tag", async () => {
    const { smm, campaign } = stage;
    const link = await createLink(smm, campaign.id, words(), NOON);
    expect(link).toMatchObject({ network: "instagram", medium: "social", content: "story-4", origin: "placed" });
    expect(link.tag).toBe(`2026-01-${campaign.slug}`);
    expect(link.code).toMatch(/^[2-9a-hjkmnp-tv-xz]{6}$/);
    expect(await deskLinkByCode(smm, ` ${link.code.toUpperCase()} `)).toEqual(link);
    expect(await findLinkForDesk(smm, link.id)).toEqual(link);
    expect(await listLinks(smm, campaign.id)).toEqual([link]);
  });

  test("leads to our own pages, or to hosts that an organizer has allowed", async () => {
    const { smm, organizer, campaign } = stage;
    const make = (target: string) => createLink(smm, campaign.id, words({ target }), NOON);
    const refused = { code: "referrals.targetNotAllowed" };
    for (const target of [
      "https://www.facebook.com/groups/1",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "http://evil.example",
      "/r/abcdef",
      "evil.example",
    ])
      await expect(make(target), target).rejects.toMatchObject(refused);
    await setHost(organizer, "https://www.facebook.com/anything", true);
    expect(await listHosts(smm)).toEqual(["www.facebook.com"]);
    expect((await make("https://www.facebook.com/groups/1")).target).toBe("https://www.facebook.com/groups/1");
    for (const target of [
      "http://www.facebook.com/",
      "https://www.facebook.com.evil.example/",
      "https://a@www.facebook.com/",
    ])
      await expect(make(target), target).rejects.toMatchObject(refused);
    await setHost(organizer, "www.facebook.com", false);
    await expect(make("https://www.facebook.com/groups/1")).rejects.toMatchObject(refused);
    await expect(setHost(organizer, "not a host", true)).rejects.toMatchObject({ code: "referrals.hostUnreadable" });
  });

  test("may lead to another link's post of the same campaign, and the way never goes round", async () => {
    const { smm, campaign, communityId } = stage;
    const post = await aLink(stage, { network: "facebook", content: "post-1" });
    const story = await aLink(stage, { hopOf: post.id });
    expect(story.hopOf).toBe(post.id);
    const unknown = { code: "referrals.hopUnknown" };
    const elsewhere = await aLink({ ...stage, campaign: await aCampaign(communityId) });
    await expect(createLink(smm, campaign.id, words({ hopOf: elsewhere.id }))).rejects.toMatchObject(unknown);
    await expect(editLink(smm, story.id, words({ hopOf: story.id }))).rejects.toMatchObject(unknown);
    await expect(editLink(smm, post.id, words({ hopOf: story.id }))).rejects.toMatchObject(unknown);
    expect((await editLink(smm, story.id, words())).hopOf).toBeNull();
  });

  test("keeps its code when it is edited, and is switched off and on", async () => {
    const { smm } = stage;
    const link = await aLink(stage);
    const edited = await editLink(smm, link.id, words({ target: "/uk", costMinor: "120,50" }));
    expect(edited).toMatchObject({ code: link.code, target: "/uk", costMinor: 12_050, content: "story-4" });
    expect((await setLinkStatus(smm, link.id, "disabled")).status).toBe("disabled");
    expect((await setLinkStatus(smm, link.id, "active")).status).toBe("active");
  });

  test("with an end works until then", async () => {
    const { smm, campaign } = stage;
    const end = daysAfter(NOON, 1);
    const { code } = await createLink(smm, campaign.id, words({ expiresAt: end.toISOString() }), NOON);
    expect((await findLinkByCode(code, NOON))?.isActive).toBe(true);
    expect((await findLinkByCode(code, end))?.isActive).toBe(false);
  });

  test("never gets a code that another has, in any community", async () => {
    dice.fixed = 3;
    const first = await aLink(stage);
    const other = await aSourcesStage();
    await expect(aLink(other)).rejects.toThrow("No free link code was found");
    dice.fixed = undefined;
    const second = await aLink(other);
    expect(second.code).not.toBe(first.code);
    expect(await db.select().from(linkCodes).where(eq(linkCodes.code, first.code))).toMatchObject([
      { linkId: first.id },
    ]);
  });

  test("many at once have as many codes", async () => {
    const made = await Promise.all(Array.from({ length: 30 }, () => aLink(stage)));
    expect(new Set(made.map(({ code }) => code)).size).toBe(30);
  });
});

describe("a shared link", () => {
  const share = (actor: Parameters<typeof shareLink>[0], more: object = {}) =>
    shareLink(actor, { campaignId: stage.campaign.id, path: "/pm/sale/books/abc", network: "Viber", ...more }, NOON);

  test("is one for each reader, page and network, also of several presses at once", async () => {
    const { member, organizer } = stage;
    const [first, ...more] = await Promise.all(Array.from({ length: 6 }, () => share(member)));
    expect(new Set(more.map(({ id }) => id))).toEqual(new Set([first?.id]));
    expect(first).toMatchObject({ origin: "shared", network: "viber", medium: "referral", content: "share" });
    const others = [
      await share(organizer),
      await share(member, { path: "/pm/sale" }),
      await share(member, { network: "telegram" }),
    ];
    expect(new Set([first, ...others].map((link) => link?.code)).size).toBe(4);
  });

  test("leads to our own pages only, and is no link of the desk's", async () => {
    const { member, smm, campaign } = stage;
    const refused = { code: "referrals.targetNotAllowed" };
    await expect(share(member, { path: "https://www.facebook.com/" })).rejects.toMatchObject(refused);
    const link = await share(member, { network: "" });
    expect(link.network).toBe("other");
    expect(await listLinks(smm, campaign.id)).toEqual([]);
    await expect(editLink(smm, link.id, words())).rejects.toMatchObject({ code: "referrals.linkNotFound" });
    expect((await setLinkStatus(smm, link.id, "disabled")).status).toBe("disabled");
  });
});

test("only SMM managers and organizers make links, only organizers allow hosts, and each in their own community", async () => {
  const { campaign, member, treasurer, smm, organizer, communityId } = stage;
  const link = await aLink(stage);
  const refused = { code: "identity.notAllowed" };
  const visitor = { kind: "visitor", communityId, personId: null } as const;
  for (const actor of [member, treasurer, visitor]) {
    await expect(createLink(actor, campaign.id, words())).rejects.toMatchObject(refused);
    await expect(editLink(actor, link.id, words())).rejects.toMatchObject(refused);
    await expect(setLinkStatus(actor, link.id, "disabled")).rejects.toMatchObject(refused);
    await expect(listLinks(actor, campaign.id)).rejects.toMatchObject(refused);
    await expect(findLinkForDesk(actor, link.id)).rejects.toMatchObject(refused);
    await expect(deskLinkByCode(actor, link.code)).rejects.toMatchObject(refused);
    await expect(listHosts(actor)).rejects.toMatchObject(refused);
    await expect(setHost(actor, "www.facebook.com", true)).rejects.toMatchObject(refused);
  }
  await expect(setHost(smm, "www.facebook.com", true)).rejects.toMatchObject(refused);
  await expect(createLink(organizer, campaign.id, words())).resolves.toBeDefined();

  const other = await aSourcesStage();
  const notFound = { code: "referrals.linkNotFound" };
  for (const actor of [other.smm, other.organizer]) {
    await expect(createLink(actor, campaign.id, words())).rejects.toMatchObject({ code: "catalog.campaignNotFound" });
    await expect(editLink(actor, link.id, words())).rejects.toMatchObject(notFound);
    await expect(setLinkStatus(actor, link.id, "disabled")).rejects.toMatchObject(notFound);
    await expect(findLinkForDesk(actor, link.id)).rejects.toMatchObject(notFound);
    await expect(deskLinkByCode(actor, link.code)).rejects.toMatchObject(notFound);
    expect(await listLinks(actor, campaign.id)).toEqual([]);
  }
  expect(await db.$count(links, eq(links.communityId, other.communityId))).toBe(0);
});

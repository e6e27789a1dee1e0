import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { links } from "@/db/schema";
import { editPlacement } from "@/lib/promos/placements/content";
import { linkInput } from "@/lib/referrals/input";
import { createLink, editLink } from "@/lib/referrals/links";
import { promoReport } from "@/lib/reports/promos/report";
import { someClicks } from "../referrals/stage";
import { hoursAfter, NOON } from "../support/times";
import { edit } from "./placement-stage";
import { anIdea, placementsOf } from "./plan";
import { aTeam } from "./stage";
import { raceOfTags } from "./tag-race";

const days = { startsAt: hoursAfter(NOON, -24), endsAt: hoursAfter(NOON, 24) };

describe("the tag of a promo's links", () => {
  test("is its own, whoever makes promos at the same moment", async () => {
    for (let run = 0; run < 3; run++) expect(await raceOfTags()).toEqual({ promos: 2, tags: 2 });
  });

  test("of the greatest length is another's of the second promo, and so are its links", async () => {
    const { smm, campaign } = await aTeam();
    const tag = "a".repeat(60);
    const tags = [];
    for (let nth = 0; nth < 11; nth++) {
      const promo = await anIdea(smm, campaign.id, { tag });
      tags.push(promo.tag);
      for (const { linkId } of await placementsOf(promo))
        if (linkId) expect((await db.select().from(links).where(eq(links.id, linkId)))[0]?.tag).toBe(promo.tag);
    }
    expect(new Set(tags).size).toBe(11);
    expect(tags.slice(0, 2)).toEqual([tag, `${"a".repeat(58)}-2`]);
    expect(tags.every(({ length }) => length <= 60)).toBe(true);
  });
});

describe("the links of a promo", () => {
  const placed = async () => {
    const team = await aTeam();
    const promo = await anIdea(team.smm, team.campaign.id, days);
    const linkId = (await placementsOf(promo)).find((each) => each.linkId)?.linkId ?? "";
    return { ...team, promo, linkId };
  };
  const visited = async (communityId: string, linkId: string, visitor = "v1") =>
    someClicks(communityId, linkId, [{ at: hoursAfter(NOON, -1), visitor }]);

  test("are those of its placements under whatever tag, and others that carry its own", async () => {
    const { smm, campaign, communityId, promo, linkId } = await placed();
    const other = await anIdea(smm, campaign.id, days);
    await db.update(links).set({ tag: other.tag }).where(eq(links.id, linkId));
    const words = { network: "qr", content: "poster-1", target: "/", tag: promo.tag };
    const poster = await createLink(smm, campaign.id, linkInput.parse(words), NOON);
    await visited(communityId, linkId);
    await visited(communityId, poster.id, "v2");
    expect((await promoReport(smm, promo.id, NOON)).figures.clicks).toBe(2);
    expect((await promoReport(smm, other.id, NOON)).figures.clicks).toBe(0);
  });

  test("say and lead to what their placement does: at the desk of links all else can be changed", async () => {
    const { smm, promo, linkId } = await placed();
    const [link] = await db.select().from(links).where(eq(links.id, linkId));
    const as = (change: Record<string, unknown>) => {
      const { network, medium, tag, content, target, title, costMinor } = link ?? {};
      return linkInput.parse({ network, medium, tag, content, target, title, costMinor, ...change });
    };
    for (const change of [{ tag: "other" }, { tag: "" }, { target: "/" }, { content: "story-9" }, { network: "viber" }])
      await expect(editLink(smm, linkId, as(change))).rejects.toMatchObject({ code: "referrals.linkOfPlacement" });
    const own = { medium: "paid-social", pictureUrl: "/images/story.webp", expiresAt: hoursAfter(NOON, 48) };
    expect(await editLink(smm, linkId, as({ ...own, expiresAt: own.expiresAt.toISOString() }))).toMatchObject(own);
    const placement = (await placementsOf(promo)).find((each) => each.linkId === linkId);
    if (placement) await editPlacement(smm, placement.id, edit(placement, { title: "Інша назва" }), NOON);
    expect((await db.select().from(links).where(eq(links.id, linkId)))[0]).toMatchObject({
      ...own,
      title: "Інша назва",
    });
  });
});

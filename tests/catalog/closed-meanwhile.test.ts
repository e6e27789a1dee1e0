import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { auditLog, books, type Campaign } from "@/db/schema";
import type * as adding from "@/lib/catalog/import/add";
import { importBooks } from "@/lib/catalog/import/commit";
import { collectPile } from "@/lib/catalog/pile/collect";
import { sayOfPile } from "@/lib/catalog/pile/draft";
import { listPile, reviewPile } from "@/lib/catalog/pile/list";
import { closeCampaign } from "@/lib/reports/closing";
import { aCampaign, aCommunity, anOrganizer } from "../support/factories";
import { NOON } from "../support/times";

const meanwhile = vi.hoisted(() => ({ looks: 0, closeAt: 0, close: async () => {} }));

// What happens beside a long import: the campaign is closed between two looks at what is there already.
vi.mock("@/lib/catalog/import/add", async (original) => {
  const module = await original<typeof adding>();
  return {
    ...module,
    async codesByKey(...asked: Parameters<typeof module.codesByKey>) {
      if (++meanwhile.looks === meanwhile.closeAt) await meanwhile.close();
      return module.codesByKey(...asked);
    },
  };
});

beforeEach(() => Object.assign(meanwhile, { looks: 0, closeAt: 0 }));

async function aSale() {
  const { id } = await aCommunity();
  const [organizer, campaign] = [await anOrganizer(id), await aCampaign(id)];
  meanwhile.close = async () => {
    await closeCampaign(organizer, { campaignId: campaign.id, sendThanks: false }, NOON);
  };
  return { organizer, campaign };
}
const listed = ({ communityId, id }: Campaign) =>
  db.$count(books, and(eq(books.communityId, communityId), eq(books.campaignId, id)));

test("an import into a campaign that is closed meanwhile goes no further, and its log says how far it came", async () => {
  const { organizer, campaign } = await aSale();
  const rows = Array.from({ length: 501 }, (_, nth) => `Книга ${nth},Автор ${nth}`);
  const file = Buffer.from(["title,authors", ...rows].join("\n"));
  meanwhile.closeAt = 2;
  await expect(importBooks(organizer, campaign.id, file, {}, NOON)).rejects.toMatchObject({
    code: "catalog.campaignClosed",
  });
  expect(await listed(campaign)).toBe(500);
  const [kept] = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.communityId, campaign.communityId), eq(auditLog.action, "books_imported")));
  expect(kept?.details).toEqual({ count: 500 });
});

test("no pile goes into a campaign that is closed meanwhile", async () => {
  const { organizer, campaign } = await aSale();
  const name = await collectPile(organizer, { campaignId: campaign.id, text: "9786171202658" }, NOON);
  const { pile } = await reviewPile(organizer, campaign, name, NOON);
  const said = {
    title: "Чистий Agile",
    authors: "Роберт С. Мартін",
    language: "uk",
    category: "agile",
    condition: "good",
  };
  const rows = new Map([[pile.rows[0]?.key ?? "", said]]);
  await sayOfPile(organizer, campaign.id, name, { forAll: {}, rows }, NOON);
  meanwhile.closeAt = meanwhile.looks + 1;
  const list = () => listPile(organizer, { campaignId: campaign.id, name }, NOON);
  await expect(list()).rejects.toMatchObject({ code: "catalog.campaignClosed" });
  expect(await listed(campaign)).toBe(0);
});

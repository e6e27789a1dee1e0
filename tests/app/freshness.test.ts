import { beforeEach, expect, test, vi } from "vitest";

const said = vi.hoisted(() => ({ tags: [] as string[] }));
vi.mock("next/cache", () => ({
  cacheLife() {},
  cacheTag() {},
  revalidateTag: (tag: string) => said.tags.push(tag),
  updateTag: (tag: string) => said.tags.push(tag),
}));

const { changed, changedAgain, changedByApi } = await import("@/app/_web/freshness");

const SECONDS = 1_000;
beforeEach(() => {
  changedAgain(Number.MAX_SAFE_INTEGER);
  said.tags.length = 0;
});

test("a change is said at once, and once more when a page that was being made meanwhile is done", () => {
  changed({ campaignId: "sale", bookId: "one" });
  changedByApi({ campaignId: "sale" });
  expect(said.tags).toEqual(["catalog:sale", "book:one", "catalog:sale"]);
  const now = Date.now();
  changedAgain(now + 4 * SECONDS);
  expect(said.tags).toHaveLength(3);
  changedAgain(now + 6 * SECONDS);
  expect(said.tags.slice(3).sort()).toEqual(["book:one", "catalog:sale"]);
  changedAgain(now + 60 * SECONDS);
  expect(said.tags).toHaveLength(5);
});

import { type APIRequestContext, expect, test } from "@playwright/test";
import { CAMPAIGN } from "./support";

const API = "/api/v1/communities/pm/campaigns/charity-book-sale/books";
const READERS = 4;

/** What a page that anybody may have says of its book, and whether it came from the cache. */
async function look(request: APIRequestContext, path: string) {
  const answer = await request.get(path);
  expect(answer.status()).toBe(200);
  const availability = /"availability":"https:\/\/schema\.org\/(\w+)"/.exec(await answer.text())?.[1];
  return { availability, isFound: answer.headers()["x-nextjs-cache"] === "HIT" };
}

test("however many read a book's page at the moment it is claimed, nobody who asks afterwards sees it free", async ({
  request,
}) => {
  const { items } = await (await request.get(`${API}?available=true&limit=5`)).json();
  expect(items).toHaveLength(5);
  for (const { code, minimumMinor } of items as { code: string; minimumMinor: number }[]) {
    const page = `${CAMPAIGN}/books/${code}`;
    await expect(async () => {
      expect(await look(request, page)).toEqual({ availability: "InStock", isFound: true });
    }).toPass();

    let isClaimed = false;
    let read = 0;
    const readers = Array.from({ length: READERS }, async () => {
      for (; !isClaimed; read++) await look(request, page);
    });
    const reader = { name: "Юлія Уважна", email: `reader-${code}@example.org`, consent: true };
    const claim = await request.post(`${API}/${code}/claims`, {
      data: { ...reader, amountMinor: minimumMinor, method: "transfer" },
    });
    const after = await look(request, page);
    isClaimed = true;
    await Promise.all(readers);
    expect(claim.status(), await claim.text()).toBe(201);
    expect(after.availability).toBe("SoldOut");
    expect((await look(request, page)).availability).toBe("SoldOut");
    expect(read).toBeGreaterThan(READERS);
    const freed = await request.post(`/api/v1/claims/${(await claim.json()).token}/cancel`, { data: {} });
    expect(freed.ok(), await freed.text()).toBe(true);
    expect((await look(request, page)).availability).toBe("InStock");
  }
});

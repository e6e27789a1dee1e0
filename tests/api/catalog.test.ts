import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { aListedBook, aMember } from "../support/factories";
import { aBook, aSale, ask, guest, type Sale, tokenOf } from "./caller";

const { revalidateTag } = vi.hoisted(() => ({ revalidateTag: vi.fn() }));
vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag, updateTag() {} }));

let sale: Sale;
beforeEach(async () => {
  sale = await aSale();
  revalidateTag.mockClear();
});

const giver = { name: "Юрко Щедрий", email: "yurko@example.com", isOutsider: true };
const picture = (type: "jpeg" | "png") =>
  sharp({ create: { width: 800, height: 1200, channels: 3, background: "#a63" } })
    [type]()
    .toBuffer();

describe("campaigns", () => {
  const input = () => ({
    slug: "winter",
    name: "Зимова акція",
    fund: { name: "Фонд «Книга»", jarUrl: "https://send.monobank.ua/jar/winter" },
    currency: "UAH",
    goalMinor: 1_000_000,
    defaultMinimumMinor: 20_000,
    opensAt: "2026-01-01T00:00:00+02:00",
    closesAt: "2030-02-01T00:00:00+02:00",
  });

  test("an organizer opens one, and everyone reads it with its totals", async () => {
    const made = await ask("POST", `${sale.c}/campaigns`, { token: sale.tokens.organizer, body: input() });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ slug: "winter", goalMinor: 1_000_000, opensAt: "2025-12-31T22:00:00.000Z" });
    expect(revalidateTag).toHaveBeenCalledWith("site", { expire: 0 });

    const read = await ask("GET", `${sale.c}/campaigns/winter`);
    expect(read.body).toMatchObject({
      name: "Зимова акція",
      totals: { booksListed: 0, raisedMinor: 0, currency: "UAH" },
    });
    const all = await ask("GET", sale.c);
    expect(all.body.campaigns.map(({ slug }: { slug: string }) => slug).sort()).toEqual(
      [sale.campaign.slug, "winter"].sort(),
    );
  });

  test("a draft is there for organizers alone", async () => {
    const token = sale.tokens.organizer;
    await ask("POST", `${sale.c}/campaigns`, { token, body: { ...input(), status: "draft" } });
    expect((await ask("GET", `${sale.c}/campaigns/winter`)).status).toBe(404);
    expect((await ask("GET", `${sale.c}/campaigns/winter`, { token: sale.tokens.treasurer })).status).toBe(404);
    expect((await ask("GET", `${sale.c}/campaigns/winter`, { token })).status).toBe(200);
    expect((await ask("POST", `${sale.c}/campaigns/winter/books`, { token, body: aBook })).status).toBe(201);
  });

  test("a taken address, dates the wrong way round and no way to the fund are refused, each in its place", async () => {
    const token = sale.tokens.organizer;
    const taken = await ask("POST", `${sale.c}/campaigns`, { token, body: { ...input(), slug: sale.campaign.slug } });
    expect([taken.status, taken.body.code]).toEqual([409, "identity.slugTaken"]);

    const body = { ...input(), closesAt: "2025-01-01T00:00:00Z", fund: { name: "Фонд" } };
    const wrong = await ask("POST", `${sale.c}/campaigns`, { token, body, headers: { "accept-language": "en" } });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toMatchObject({ code: "api.invalid", errors: { "fund.jarUrl": "Fill in this field." } });
  });

  test("a community or campaign that is not there is not found", async () => {
    expect((await ask("GET", "/communities/nobody")).body.code).toBe("identity.notFound");
    expect((await ask("GET", `${sale.c}/campaigns/none/totals`)).body.code).toBe("catalog.campaignNotFound");
    expect((await ask("GET", "/communities/a%00b")).status).toBe(404);
  });
});

describe("the list of books", () => {
  test("comes in pages that hold every book once", async () => {
    for (let nth = 0; nth < 7; nth++)
      await aListedBook(sale.campaign, { title: `Книга ${nth}`, minimumMinor: 10_000 + nth });
    for (const sort of ["newest", "minimum", "-minimum", "title"]) {
      const titles: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = `limit=3&sort=${sort}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
        const { body } = await ask("GET", `${sale.k}/books?${query}`);
        titles.push(...body.items.map(({ title }: { title: string }) => title));
        cursor = body.nextCursor;
      } while (cursor);
      expect(new Set(titles).size).toBe(7);
      expect(titles).toHaveLength(7);
    }
  });

  test("is found by words, and filtered by several values of one kind", async () => {
    await aListedBook(sale.campaign, { title: "Scrum на щодень", category: "agile" });
    await aListedBook(sale.campaign, { title: "Мистецтво слухати", category: "soft-skills" });
    await aListedBook(sale.campaign, { title: "Кулінарія", category: "other" });
    const found = await ask("GET", `${sale.k}/books?q=${encodeURIComponent("скрам")}`);
    expect(found.body.items).toMatchObject([{ title: "Scrum на щодень", state: "available", currency: "UAH" }]);
    const filtered = await ask("GET", `${sale.k}/books?category=agile&category=soft-skills&available=true`);
    expect(filtered.body.items).toHaveLength(2);
  });

  test("refuses a cursor that is not ours, another order's cursor, and pages too large", async () => {
    await aListedBook(sale.campaign);
    await aListedBook(sale.campaign);
    const { body } = await ask("GET", `${sale.k}/books?limit=1&sort=title`);
    for (const query of [
      `cursor=${body.nextCursor}&sort=minimum`,
      "cursor=%00%FF",
      "limit=0",
      "limit=101",
      "limit=x",
      "sort=rating",
    ])
      expect((await ask("GET", `${sale.k}/books?${query}`)).status, query).toBe(422);
  });

  test("may be kept by whoever asks again, unless a person asked", async () => {
    await aListedBook(sale.campaign);
    const first = await ask("GET", `${sale.k}/books`);
    expect(first.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    const again = await ask("GET", `${sale.k}/books`, {
      headers: { "if-none-match": first.headers.get("etag") ?? "" },
    });
    expect([again.status, again.text]).toEqual([304, ""]);
    const known = await ask("GET", `${sale.k}/books`, { token: sale.tokens.member });
    expect(known.headers.get("cache-control")).toBe("no-store");
  });
});

describe("giving a book", () => {
  test("a member's is listed at once", async () => {
    const { status, body } = await ask("POST", `${sale.k}/books`, { token: sale.tokens.member, body: aBook });
    expect(status).toBe(201);
    expect(body).toEqual({
      code: expect.stringMatching(/^\w{7}$/),
      state: "available",
      url: expect.stringContaining(body.code),
    });
    expect(revalidateTag).toHaveBeenCalledWith(`catalog:${sale.campaign.id}`, { expire: 0 });
    const { body: book } = await ask("GET", `${sale.k}/books/${body.code.toUpperCase()}`);
    expect(book).toMatchObject({
      title: aBook.title,
      isbn13: "9786177552795",
      minimumMinor: 25_000,
      photos: [],
      state: "available",
    });
  });

  test("an outsider's waits for review, with a private link to manage it", async () => {
    const { status, body } = await ask("POST", `${sale.k}/books`, { body: { ...aBook, giver } });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      state: "pending_review",
      manageUrl: expect.stringMatching(/\/uk\/books\/manage\/[\w-]{43}$/),
    });
    expect((await ask("GET", `${sale.k}/books/${body.code}`)).status).toBe(404);

    const token = sale.tokens.organizer;
    const approved = await ask("POST", `${sale.k}/books/${body.code}/approve`, { token });
    expect(approved.body).toMatchObject({ code: body.code, state: "available" });
    expect((await ask("GET", `${sale.k}/books/${body.code}`)).status).toBe(200);
    expect((await ask("POST", `${sale.k}/books/${body.code}/approve`, { token })).status).toBe(200);
  });

  test("is refused by field, and without anybody who gives", async () => {
    const nobody = await ask("POST", `${sale.k}/books`, { body: aBook });
    expect([nobody.status, nobody.body.code]).toEqual([401, "identity.signInFirst"]);
    const body = {
      ...aBook,
      title: " ",
      isbn: "978-617-7552-79-6",
      minimumMinor: 12.5,
      condition: "torn",
      city: undefined,
    };
    const wrong = await ask("POST", `${sale.k}/books`, { token: sale.tokens.member, body });
    expect(Object.keys(wrong.body.errors).sort()).toEqual(["condition", "isbn", "minimumMinor", "title"]);
    const place = await ask("POST", `${sale.k}/books`, { token: sale.tokens.member, body: { ...aBook, city: "" } });
    expect(place.status).toBe(201); // the campaign's first pick-up point stands in
    const topic = await ask("POST", `${sale.k}/books`, {
      token: sale.tokens.member,
      body: { ...aBook, category: "cars" },
    });
    expect([topic.status, topic.body.code]).toEqual([422, "catalog.topicUnknown"]);
  });

  test("is over when the campaign is", async () => {
    const over = await aSale({ closesAt: new Date(Date.now() - 1000) });
    const { status, body } = await ask("POST", `${over.k}/books`, { token: over.tokens.member, body: aBook });
    expect([status, body.code]).toEqual([409, "catalog.campaignClosed"]);
  });
});

describe("reviewing and withdrawing", () => {
  test("a rejection wants a reason, and a rejected book cannot be withdrawn from twice", async () => {
    const { body } = await ask("POST", `${sale.k}/books`, { body: { ...aBook, giver } });
    const at = `${sale.k}/books/${body.code}`;
    const token = sale.tokens.organizer;
    expect((await ask("POST", `${at}/reject`, { token })).body.code).toBe("catalog.reasonNeeded");
    const rejected = await ask("POST", `${at}/reject`, { token, body: { reason: "Підручники не беремо" } });
    expect(rejected.body.state).toBe("rejected");
    expect((await ask("POST", `${at}/withdraw`, { token })).body.state).toBe("withdrawn");
    expect((await ask("POST", `${at}/approve`, { token })).body.code).toBe("catalog.notAllowedNow");
  });

  test("a giver withdraws their own, nobody else's; a held one needs a reason", async () => {
    const { body } = await ask("POST", `${sale.k}/books`, { token: sale.tokens.member, body: aBook });
    const at = `${sale.k}/books/${body.code}`;
    await ask("POST", `${at}/claims`, { body: { ...guest, amountMinor: 30_000, method: "transfer" } });
    const other = await tokenOf(await aMember(sale.community.id));
    expect((await ask("POST", `${at}/withdraw`, { token: other })).status).toBe(404);
    expect((await ask("POST", `${at}/withdraw`)).status).toBe(404);
    const held = await ask("POST", `${at}/withdraw`, { token: sale.tokens.member });
    expect([held.status, held.body.code]).toEqual([422, "catalog.holderNeedsReason"]);
    const body2 = { reason: "Книга загубилася" };
    expect((await ask("POST", `${at}/withdraw`, { token: sale.tokens.member, body: body2 })).body.state).toBe(
      "withdrawn",
    );
  });

  test("a book is not found through another campaign's address", async () => {
    const token = sale.tokens.organizer;
    const { body } = await ask("POST", `${sale.k}/books`, { token, body: aBook });
    const input = { slug: "other", name: "Інша", fund: { name: "Фонд", jarUrl: "https://send.monobank.ua/jar/other" } };
    const money = { currency: "UAH", goalMinor: 100_000, defaultMinimumMinor: 10_000 };
    const dates = { opensAt: "2026-01-01T00:00:00Z", closesAt: "2031-01-01T00:00:00Z" };
    await ask("POST", `${sale.c}/campaigns`, { token, body: { ...input, ...money, ...dates } });
    const other = `${sale.c}/campaigns/other/books/${body.code}`;
    expect((await ask("GET", other)).status).toBe(404);
    expect((await ask("POST", `${other}/withdraw`, { token })).body.code).toBe("catalog.notFound");
    const claim = { ...guest, amountMinor: 30_000 };
    expect((await ask("POST", `${other}/claims`, { body: claim })).body.code).toBe("catalog.notFound");
  });
});

describe("photos", () => {
  test("come as a form's file or as the body itself", async () => {
    const token = sale.tokens.member;
    const { body } = await ask("POST", `${sale.k}/books`, { token, body: aBook });
    const at = `${sale.k}/books/${body.code}/photos`;
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(await picture("jpeg"))]), "book.jpg");
    expect((await ask("POST", at, { token, body: form })).status).toBe(201);
    const plain = new Uint8Array(await picture("png"));
    const second = await ask("POST", at, { token, body: plain, headers: { "content-type": "image/png" } });
    expect(second.body).toMatchObject({ url: expect.stringContaining("/media/"), height: expect.any(Number) });
    const { body: book } = await ask("GET", `${sale.k}/books/${body.code}`);
    expect(book.photos).toHaveLength(2);
    expect(book.photoUrl).toBe(book.photos[0].url);
  });

  test("what is no picture, no form or somebody else's book is refused", async () => {
    const { body } = await ask("POST", `${sale.k}/books`, { token: sale.tokens.member, body: aBook });
    const at = `${sale.k}/books/${body.code}/photos`;
    const headers = { "content-type": "image/png" };
    const text = new TextEncoder().encode("<svg/>");
    expect((await ask("POST", at, { token: sale.tokens.member, body: text, headers })).body.code).toBe(
      "catalog.photoUnreadable",
    );
    expect((await ask("POST", at, { token: sale.tokens.treasurer, body: text, headers })).body.code).toBe(
      "catalog.notFound",
    );
    const form = { "content-type": "multipart/form-data; boundary=x" };
    expect((await ask("POST", at, { token: sale.tokens.member, body: "--y", headers: form })).body.code).toBe(
      "api.brokenUpload",
    );
    const svg = { "content-type": "image/svg+xml" };
    expect((await ask("POST", at, { token: sale.tokens.member, body: text, headers: svg })).status).toBe(415);
    const huge = new Uint8Array(13 * 1024 * 1024);
    expect((await ask("POST", at, { token: sale.tokens.member, body: huge, headers })).status).toBe(413);
  });
});

describe("importing a list", () => {
  const file = (name: string) => readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
  const headers = { "content-type": "text/csv" };
  const load = (query: string, body: Buffer, token = sale.tokens.organizer) =>
    ask("POST", `${sale.k}/books/import${query}`, { token, body: new Uint8Array(body), headers });

  test("a dry run judges every row and adds nothing; the file itself adds its books once", async () => {
    const judged = await load("?dryRun=true", file("bad-import.csv"));
    expect(judged.status).toBe(200);
    expect(judged.body.added).toBe(0);
    expect(judged.body.rows).toHaveLength(judged.body.accepted + judged.body.warned + judged.body.rejected);
    expect(judged.body.rows.find(({ verdict }: { verdict: string }) => verdict === "reject").reasons[0]).toMatch(
      /\p{L}/u,
    );

    const added = await load("", file("bad-import.csv"));
    expect(added.body.added).toBe(judged.body.accepted + judged.body.warned);
    expect(revalidateTag).toHaveBeenCalledWith(`catalog:${sale.campaign.id}`, { expire: 0 });
    const again = await load("?dryRun=false", file("bad-import.csv"));
    expect([again.body.added, again.body.duplicates]).toEqual([0, added.body.added]);
  });

  test("a file without titles, no table at all, and another type are refused", async () => {
    expect((await load("", file("bad-import-headers.csv"))).body.code).toBe("catalog.fileHeader");
    expect((await load("", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).body.code).toBe("catalog.fileUnreadable");
    expect((await load("", Buffer.alloc(0))).status).toBe(422);
    expect((await load("?dryRun=maybe", Buffer.from("title\nКнига"))).body.errors).toHaveProperty("dryRun");
    const json = await ask("POST", `${sale.k}/books/import`, {
      token: sale.tokens.organizer,
      body: { title: "Книга" },
    });
    expect(json.status).toBe(415);
    expect((await load("", Buffer.alloc(21 * 1024 * 1024, "a"))).status).toBe(413);
  });
});

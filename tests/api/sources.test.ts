import { beforeEach, describe, expect, test, vi } from "vitest";
import { deskLinkByCode, setHost } from "@/lib/referrals/links";
import { someClicks } from "../referrals/stage";
import { aCampaign } from "../support/factories";
import { aSale, ask, type Sale } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

let sale: Sale;
let smm: { token: string };
let organizer: { token: string };
beforeEach(async () => {
  sale = await aSale();
  smm = { token: sale.tokens.smm };
  organizer = { token: sale.tokens.organizer };
});
const aLink = async (body: object = {}) =>
  (
    await ask("POST", `${sale.c}/links`, {
      ...smm,
      body: { network: "instagram", content: "story-1", target: "/uk", ...body },
    })
  ).body;

describe("links", () => {
  test("come with their address, their QR codes and the tags other tools read", async () => {
    const link = await aLink({ medium: "paid-social", campaign: "2023-06 Charity Book Sale", target: "/pm/sale" });
    expect(link).toMatchObject({
      url: `http://localhost:3000/r/${link.code}`,
      qrSvgUrl: `http://localhost:3000/r/${link.code}/qr.svg`,
      target: "/pm/sale",
      status: "active",
      utm: {
        utm_source: "instagram",
        utm_medium: "paid-social",
        utm_campaign: "2023-06-charity-book-sale",
        utm_content: "story-1",
      },
    });
    const { body } = await ask("GET", `${sale.c}/links`, organizer);
    expect(body.items).toEqual([link]);
  });

  test("of a campaign are named by its address", async () => {
    const other = await aCampaign(sale.community.id, { slug: "winter-sale", opensAt: new Date("2020-01-01") });
    const link = await aLink({ campaign: "winter-sale" });
    expect(link.utm.utm_campaign).toBe("2020-01-winter-sale");
    expect((await ask("GET", `${sale.c}/links?campaign=${other.slug}`, smm)).body.items).toHaveLength(1);
    expect((await ask("GET", `${sale.c}/links`, smm)).body.items).toHaveLength(0);
    expect((await ask("GET", `${sale.c}/links?campaign=nowhere`, smm)).status).toBe(404);
  });

  test("are switched off and on, and lead nowhere that is not allowed", async () => {
    const link = await aLink();
    const off = await ask("PATCH", `${sale.c}/links/${link.code}`, { ...smm, body: { status: "disabled" } });
    expect(off.body).toEqual({ ...link, status: "disabled" });
    expect((await ask("GET", `${sale.c}/links/${link.code}`, smm)).body.status).toBe("disabled");
    const target = "https://www.facebook.com/groups/1";
    const refused = await ask("POST", `${sale.c}/links`, {
      ...smm,
      body: { network: "instagram", content: "s", target },
    });
    expect([refused.status, refused.body.code]).toEqual([422, "referrals.targetNotAllowed"]);
    await setHost(sale.people.organizer, "www.facebook.com", true);
    expect((await aLink({ target, hopOf: link.code })).target).toBe(target);
    const unknown = await ask("PATCH", `${sale.c}/links/zzzzzz`, { ...smm, body: { status: "active" } });
    expect([unknown.status, unknown.body.code]).toEqual([404, "referrals.linkNotFound"]);
    const wrong = await ask("POST", `${sale.c}/links`, { ...smm, body: { network: "ї", costMinor: "12" } });
    expect([wrong.status, Object.keys(wrong.body.errors).sort()]).toEqual([
      422,
      ["content", "costMinor", "network", "target"],
    ]);
  });
});

test("sources have clicks, entered leads and money by row, and totals", async () => {
  const link = await aLink();
  const { id } = await deskLinkByCode(sale.people.smm, link.code);
  await someClicks(sale.community.id, id, [
    { at: new Date(), visitor: "v1" },
    { at: new Date(), visitor: "bot", botReason: "a preview" },
  ]);
  const entered = await ask("POST", `${sale.c}/leads`, {
    ...smm,
    body: { linkCode: link.code, source: "instagram", count: 3 },
  });
  expect([entered.status, entered.body]).toEqual([201, { entered: 3, knownAlready: 0 }]);
  const names = { source: "Telegram", names: ["Оксана Перша", "Оксана Перша"], note: "у чаті" };
  expect((await ask("POST", `${sale.c}/leads`, { ...organizer, body: names })).body).toEqual({
    entered: 1,
    knownAlready: 0,
  });
  const { status, body } = await ask("GET", `${sale.k}/sources?touch=first`, organizer);
  expect(status).toBe(200);
  expect(body.rows).toEqual([
    {
      kind: "link",
      network: "instagram",
      placement: "story-1",
      link: link.code,
      clicks: 1,
      botClicks: 1,
      qrClicks: 0,
      visitors: 1,
      leadsTracked: 0,
      leadsEntered: 3,
      claims: 0,
      exchanged: 0,
      raisedMinor: 0,
      costMinor: 0,
    },
    expect.objectContaining({ kind: "entered", network: "telegram", leadsEntered: 1 }),
    expect.objectContaining({ kind: "direct", network: "direct", raisedMinor: 0 }),
  ]);
  expect(body).toMatchObject({
    touch: "first",
    currency: "UAH",
    orphanClicks: 0,
    totals: { clicks: 1, leadsEntered: 4 },
  });
  const today = new Date().toISOString().slice(0, 10);
  expect((await ask("GET", `${sale.k}/sources?to=2020-01-01`, smm)).body.totals.clicks).toBe(0);
  for (const query of ["touch=middle", "from=yesterday", "from=0000-01-01", `from=${today}&to=2020-01-01`])
    expect((await ask("GET", `${sale.k}/sources?${query}`, smm)).status, query).toBe(422);
});

test("readings are entered with their author, and without a time it is now", async () => {
  const at = "2026-06-01T10:00:00+03:00";
  const body = { metric: "group members", value: 400, at, source: "Група у Facebook" };
  const made = await ask("POST", `${sale.c}/readings`, { ...smm, body });
  expect([made.status, made.body]).toEqual([
    201,
    expect.objectContaining({
      metric: "group-members",
      value: 400,
      at: "2026-06-01T07:00:00.000Z",
      source: "Група у Facebook",
      link: null,
    }),
  ]);
  await ask("POST", `${sale.c}/readings`, { ...organizer, body: { metric: "group-members", value: 454 } });
  const { body: list } = await ask("GET", `${sale.c}/readings`, organizer);
  expect(list.items.map(({ value }: { value: number }) => value)).toContain(454);
  expect(list.items).toHaveLength(2);
  const wrong = await ask("POST", `${sale.c}/readings`, { ...smm, body: { metric: "reach", value: "" } });
  expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([422, ["value"]]);
});

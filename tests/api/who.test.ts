import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { books, claims, people } from "@/db/schema";
import { choosePickup, proposeMeeting, shipParcel } from "@/lib/claims/handovers/commands";
import { claimByToken } from "@/lib/claims/queries";
import { newBookCode } from "@/lib/core/codes";
import { listTokens, revokeToken } from "@/lib/identity/tokens";
import { revokeRole } from "@/lib/messages/roles";
import { linkInput } from "@/lib/referrals/input";
import { createLink } from "@/lib/referrals/links";
import { aCampaign, aListedBook, anOrganizer } from "../support/factories";
import { aBook, aSale, ask, guest, routes, type Sale, tokenOf } from "./caller";
import { PROMO_ROWS, ROLES, type Row, type Who } from "./who-promos";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

const everyone = ROLES;
let emails = 0;
const contact = () => ({ ...guest, email: `reader-${emails++}@example.com`, amountMinor: 40_000 });
const bookCode = async (sale: Sale, status: "listed" | "pending_review" = "listed") =>
  (await aListedBook(sale.campaign, { status, code: newBookCode() })).code;

async function aClaim(sale: Sale) {
  const { body } = await ask("POST", `${sale.k}/books/${await bookCode(sale)}/claims`, { body: contact() });
  return { code: body.code as string, token: body.token as string, link: `/claims/${body.token}` };
}
async function aDonation(sale: Sale) {
  const { body } = await ask("POST", `${sale.k}/donations`, { body: contact() });
  return `/donations/${body.token}`;
}
async function aPaidClaim(sale: Sale) {
  const claim = await aClaim(sale);
  const body = { amountMinor: 40_000, reference: `R-${claim.code}-${emails++}` };
  await ask("POST", `${sale.k}/donations/${claim.code}/confirm`, { token: sale.tokens.treasurer, body });
  return claim;
}
async function aPlaceInLine(sale: Sale) {
  const code = await bookCode(sale);
  await ask("POST", `${sale.k}/books/${code}/claims`, { body: contact() });
  const { body } = await ask("POST", `${sale.k}/books/${code}/wait`, { body: contact() });
  return `/waits/${body.token}`;
}
const atMoney = async (sale: Sale, verb: string, body: unknown, claim = aClaim(sale)) => ({
  address: `${sale.k}/donations/${(await claim).code}/${verb}`,
  body,
});
const atBook = async (sale: Sale, verb: string, body?: unknown, status?: "pending_review") => ({
  address: `${sale.k}/books/${await bookCode(sale, status)}/${verb}`,
  body,
});
async function aStatement(sale: Sale) {
  const body = `Дата,Сума\n2026-03-02,${1 + emails++}`;
  const headers = { "content-type": "text/csv" };
  const answer = await ask("POST", `${sale.k}/statements`, { token: sale.tokens.treasurer, body, headers });
  return { id: answer.body.id as string, lineId: answer.body.lines[0].id as string };
}
/** A claim's two people and organizers; a treasurer sees every claim, and hands none over. */
const handing = { may: ["organizer"] as const, refused: { member: 404, smm: 404, treasurer: 403 } };
const meeting = { place: "Кав’ярня", meetsAt: new Date(Date.now() + 86_400_000).toISOString() };
const atHandover = async (sale: Sale, verb: string, body?: unknown) => ({
  address: `${sale.k}/handovers/${(await aPaidClaim(sale)).code}${verb}`,
  body,
});

const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const anotherCampaign = async (sale: Sale, overrides: Parameters<typeof aCampaign>[1] = {}) =>
  `${sale.c}/campaigns/${(await aCampaign(sale.community.id, overrides)).slug}`;

const linkCode = async ({ people, campaign }: Sale) => {
  const words = { network: "instagram", content: "story-1", target: "/uk" };
  return (await createLink(people.smm, campaign.id, linkInput.parse(words))).code;
};

/** A promo that runs, and a placement of it that went so far. */
const K = "/communities/{community}/campaigns/{campaign}";
const TABLE: Record<string, Row> = {
  ...PROMO_ROWS,
  "GET /communities/{community}": { may: everyone, make: async ({ c }) => ({ address: c }) },
  "POST /communities/{community}/campaigns": {
    may: ["organizer"],
    make: async ({ c }) => ({
      address: `${c}/campaigns`,
      body: {
        slug: `sale-${newBookCode()}`,
        name: "Ще одна",
        fund: { name: "Фонд", jarUrl: "https://send.monobank.ua/jar/one" },
        goalMinor: 100_000,
        defaultMinimumMinor: 10_000,
        opensAt: "2026-01-01T00:00:00Z",
        closesAt: "2031-01-01T00:00:00Z",
      },
    }),
  },
  [`GET ${K}`]: { may: everyone, make: async ({ k }) => ({ address: k }) },
  [`GET ${K}/totals`]: { may: everyone, make: async ({ k }) => ({ address: `${k}/totals` }) },
  [`GET ${K}/books`]: { may: everyone, make: async ({ k }) => ({ address: `${k}/books?q=agile` }) },
  [`POST ${K}/books`]: {
    may: everyone,
    make: async ({ k }) => ({
      address: `${k}/books`,
      body: { ...aBook, giver: { name: "Юрко", email: `giver-${emails++}@example.com` } },
    }),
  },
  [`GET ${K}/books/{code}`]: {
    may: everyone,
    make: async (sale) => ({ address: `${sale.k}/books/${await bookCode(sale)}` }),
  },
  [`POST ${K}/books/{code}/approve`]: {
    may: ["organizer"],
    make: (sale) => atBook(sale, "approve", undefined, "pending_review"),
  },
  [`POST ${K}/books/{code}/reject`]: {
    may: ["organizer"],
    make: (sale) => atBook(sale, "reject", { reason: "Не беремо" }, "pending_review"),
  },
  // somebody else's book: to all but organizers it is not there
  [`POST ${K}/books/{code}/withdraw`]: {
    may: ["organizer"],
    refused: { visitor: 404, member: 404, smm: 404, treasurer: 404 },
    make: (sale) => atBook(sale, "withdraw"),
  },
  [`POST ${K}/books/{code}/photos`]: {
    may: ["organizer"],
    refused: { visitor: 404, member: 404, smm: 404, treasurer: 404 },
    make: async (sale) => ({
      ...(await atBook(sale, "photos", new Uint8Array(pixel))),
      headers: { "content-type": "image/png" },
    }),
  },
  [`POST ${K}/books/{code}/claims`]: { may: everyone, make: (sale) => atBook(sale, "claims", contact()) },
  [`POST ${K}/books/{code}/wait`]: {
    may: everyone,
    make: async (sale) => {
      const code = await bookCode(sale);
      await ask("POST", `${sale.k}/books/${code}/claims`, { body: contact() });
      return { address: `${sale.k}/books/${code}/wait`, body: contact() };
    },
  },
  [`POST ${K}/books/import`]: {
    may: ["organizer"],
    make: async ({ k }) => ({
      address: `${k}/books/import?dryRun=true`,
      body: "title\nКнига",
      headers: { "content-type": "text/csv" },
    }),
  },
  [`GET ${K}/donations`]: {
    may: ["treasurer", "organizer"],
    make: async ({ k }) => ({ address: `${k}/donations` }),
  },
  [`POST ${K}/donations`]: {
    may: everyone,
    make: async ({ k }) => ({ address: `${k}/donations`, body: contact() }),
  },
  [`POST ${K}/donations/{code}/confirm`]: {
    may: ["treasurer"],
    make: (sale) => atMoney(sale, "confirm", { amountMinor: 40_000, reference: `T-${emails++}` }),
  },
  [`POST ${K}/donations/{code}/reject`]: {
    may: ["treasurer"],
    make: async (sale) => {
      const claim = await aClaim(sale);
      await ask("POST", `${claim.link}/proof`, { body: { receipt: "1" } });
      return atMoney(sale, "reject", { reason: "Не той рахунок" }, Promise.resolve(claim));
    },
  },
  [`POST ${K}/donations/{code}/undo`]: {
    may: ["treasurer"], // a bank transfer: whoever takes cash undoes cash only
    make: (sale) => atMoney(sale, "undo", { reason: "Помилка" }, aPaidClaim(sale)),
  },
  [`POST ${K}/donations/{code}/refund`]: {
    may: ["treasurer"],
    make: (sale) =>
      atMoney(sale, "refund", { amountMinor: 10_000, reason: "Донор передумав", seenMinor: 40_000 }, aPaidClaim(sale)),
  },
  [`POST ${K}/donations/{code}/cash`]: {
    may: ["organizer"],
    make: (sale) => atMoney(sale, "cash", { amountMinor: 40_000 }),
  },
  [`POST ${K}/donations/{code}/decide`]: {
    may: ["treasurer", "organizer"],
    make: async (sale) => {
      const claim = await aPaidClaim(sale);
      await db
        .update(claims)
        .set({ status: "expired" })
        .where(and(eq(claims.communityId, sale.community.id), eq(claims.code, claim.code)));
      return atMoney(sale, "decide", { decision: "keep" }, Promise.resolve(claim));
    },
  },
  [`GET ${K}/handovers/{code}`]: {
    ...handing,
    refused: { ...handing.refused, treasurer: 404 },
    make: (sale) => atHandover(sale, ""),
  },
  [`POST ${K}/handovers/{code}/propose`]: { ...handing, make: (sale) => atHandover(sale, "/propose", meeting) },
  [`POST ${K}/handovers/{code}/agree`]: {
    ...handing,
    make: async (sale) => {
      const claim = await aPaidClaim(sale);
      const found = await claimByToken(claim.token);
      if (!found) throw new Error("no claim");
      await proposeMeeting(found.actor, found.ref, { place: meeting.place, meetsAt: new Date(meeting.meetsAt) });
      return { address: `${sale.k}/handovers/${claim.code}/agree`, body: { meetsAt: meeting.meetsAt } };
    },
  },
  [`POST ${K}/handovers/{code}/decline`]: {
    ...handing,
    make: async (sale) => {
      const claim = await aPaidClaim(sale);
      const found = await claimByToken(claim.token);
      if (!found) throw new Error("no claim");
      await proposeMeeting(found.actor, found.ref, { place: meeting.place, meetsAt: new Date(meeting.meetsAt) });
      return { address: `${sale.k}/handovers/${claim.code}/decline`, body: {} };
    },
  },
  [`POST ${K}/handovers/{code}/pickup`]: {
    ...handing,
    make: (sale) => atHandover(sale, "/pickup", { place: "Офіс, 3-й поверх" }),
  },
  [`POST ${K}/handovers/{code}/parcel`]: {
    ...handing,
    make: (sale) => atHandover(sale, "/parcel", { city: "Львів", branch: "Відділення №12" }),
  },
  [`POST ${K}/handovers/{code}/ship`]: {
    ...handing,
    make: (sale) => atHandover(sale, "/ship", { waybill: "20450000000001" }),
  },
  [`POST ${K}/handovers/{code}/miss`]: {
    ...handing,
    make: async (sale) => {
      const claim = await aPaidClaim(sale);
      const found = await claimByToken(claim.token);
      if (!found) throw new Error("no claim");
      await choosePickup(found.actor, found.ref, { place: "Офіс, 3-й поверх" });
      return { address: `${sale.k}/handovers/${claim.code}/miss` };
    },
  },
  [`POST ${K}/handovers/{code}/return`]: {
    ...handing,
    make: async (sale) => {
      const claim = await aPaidClaim(sale);
      const found = await claimByToken(claim.token);
      if (!found) throw new Error("no claim");
      await shipParcel(sale.people.organizer, found.ref, { waybill: "20450000000002" });
      return { address: `${sale.k}/handovers/${claim.code}/return` };
    },
  },
  [`POST ${K}/handovers/{code}/received`]: {
    may: ["organizer"],
    refused: { member: 404, smm: 404, treasurer: 403 }, // a treasurer sees every claim, and hands none over
    make: async (sale) => ({ address: `${sale.k}/handovers/${(await aPaidClaim(sale)).code}/received` }),
  },
  [`GET ${K}/statements`]: { may: ["treasurer", "organizer"], make: async ({ k }) => ({ address: `${k}/statements` }) },
  [`POST ${K}/statements`]: {
    may: ["treasurer"],
    make: async ({ k }) => ({
      address: `${k}/statements`,
      body: `Дата,Сума\n2026-03-02,${1 + emails++}`,
      headers: { "content-type": "text/csv" },
    }),
  },
  [`GET ${K}/statements/{id}`]: {
    may: ["treasurer", "organizer"],
    make: async (sale) => ({ address: `${sale.k}/statements/${(await aStatement(sale)).id}` }),
  },
  [`POST ${K}/statements/{id}/match`]: {
    may: ["treasurer"],
    make: async (sale) => {
      const { id, lineId } = await aStatement(sale);
      return { address: `${sale.k}/statements/${id}/match`, body: { matches: [{ action: "donate", lineId }] } };
    },
  },
  // closed by nobody else in this file: each organizer's try has a campaign of its own
  [`POST ${K}/close`]: {
    may: ["organizer"],
    make: async (sale) => ({ address: `${await anotherCampaign(sale)}/close`, body: { sendThanks: false } }),
  },
  [`POST ${K}/reopen`]: {
    may: ["organizer"],
    make: async (sale) => ({
      address: `${await anotherCampaign(sale, { status: "closed" })}/reopen`,
      body: { reason: "Зарано" },
    }),
  },
  [`GET ${K}/leftovers`]: { may: ["organizer"], make: async ({ k }) => ({ address: `${k}/leftovers?limit=2` }) },
  [`GET ${K}/sources`]: {
    may: ["smm", "organizer"],
    make: async ({ k }) => ({ address: `${k}/sources?touch=first` }),
  },
  "GET /communities/{community}/links": {
    may: ["smm", "organizer"],
    make: async ({ c }) => ({ address: `${c}/links` }),
  },
  "POST /communities/{community}/links": {
    may: ["smm", "organizer"],
    make: async ({ c }) => ({
      address: `${c}/links`,
      body: { network: "facebook", content: "post-1", target: "/uk" },
    }),
  },
  "GET /communities/{community}/links/{code}": {
    may: ["smm", "organizer"],
    make: async (sale) => ({ address: `${sale.c}/links/${await linkCode(sale)}` }),
  },
  "PATCH /communities/{community}/links/{code}": {
    may: ["smm", "organizer"],
    make: async (sale) => ({ address: `${sale.c}/links/${await linkCode(sale)}`, body: { status: "disabled" } }),
  },
  "POST /communities/{community}/leads": {
    may: ["smm", "organizer"],
    make: async ({ c }) => ({ address: `${c}/leads`, body: { source: "telegram", count: 2 } }),
  },
  "GET /communities/{community}/readings": {
    may: ["smm", "organizer"],
    make: async ({ c }) => ({ address: `${c}/readings` }),
  },
  "POST /communities/{community}/readings": {
    may: ["smm", "organizer"],
    make: async ({ c }) => ({ address: `${c}/readings`, body: { metric: "group-members", value: 400 } }),
  },
  "GET /claims/{token}": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: (await aClaim(sale)).link }),
  },
  "POST /claims/{token}/cancel": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: `${(await aClaim(sale)).link}/cancel` }),
  },
  // no keys, no cards: the same no for everyone; what cards do is tried in the tests of cards
  "POST /claims/{token}/checkout": {
    may: [],
    isLink: true,
    refused: { visitor: 422, member: 422, smm: 422, treasurer: 422, organizer: 422 },
    make: async (sale) => ({ address: `${(await aClaim(sale)).link}/checkout` }),
  },
  "GET /waits/{token}": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: await aPlaceInLine(sale) }),
  },
  "POST /waits/{token}/leave": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: `${await aPlaceInLine(sale)}/leave` }),
  },
  "POST /waits/{token}/resend": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: `${await aPlaceInLine(sale)}/resend` }),
  },
  "POST /waits/{token}/verify": {
    may: [],
    isLink: true,
    refused: { visitor: 422, member: 422, smm: 422, treasurer: 422, organizer: 422 },
    make: async (sale) => ({ address: `${await aPlaceInLine(sale)}/verify`, body: { code: "12345x" } }),
  },
  // a book that is not kept for the place: the same no for everyone; taking what is, the tests of lines try
  "POST /waits/{token}/claim": {
    may: [],
    isLink: true,
    refused: { visitor: 422, member: 422, smm: 422, treasurer: 422, organizer: 422 },
    make: async (sale) => ({ address: `${await aPlaceInLine(sale)}/claim`, body: { amountMinor: 0 } }),
  },
  "GET /donations/{token}": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: await aDonation(sale) }),
  },
  "POST /donations/{token}/checkout": {
    may: [],
    isLink: true,
    refused: { visitor: 422, member: 422, smm: 422, treasurer: 422, organizer: 422 },
    make: async (sale) => ({ address: `${await aDonation(sale)}/checkout` }),
  },
  "POST /claims/{token}/proof": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: `${(await aClaim(sale)).link}/proof`, body: { receipt: "12" } }),
  },
  "POST /claims/{token}/resend": {
    may: everyone,
    isLink: true,
    make: async (sale) => ({ address: `${(await aClaim(sale)).link}/resend` }),
  },
  // the right code is tried in the tests of claims; here a wrong one, which nobody's role makes right
  "POST /claims/{token}/verify": {
    may: [],
    isLink: true,
    refused: { visitor: 422, member: 422, smm: 422, treasurer: 422, organizer: 422 },
    make: async (sale) => ({ address: `${(await aClaim(sale)).link}/verify`, body: { code: "12345x" } }),
  },
};

let sale: Sale;
let other: Sale;
beforeAll(async () => {
  sale = await aSale({ allowsCash: true });
  other = await aSale({ allowsCash: true });
});
const tokenFor = (whose: Sale, who: Who) => (who === "visitor" ? undefined : whose.tokens[who]);
const methodOf = (name: string) => name.split(" ", 1)[0] ?? "";

test("every call of the API has its row", () => {
  const served = routes.flatMap(([address, route]) =>
    address === "/{...rest}"
      ? []
      : Object.entries(route).flatMap(([method, { operation }]) => (operation ? [`${method} ${address}`] : [])),
  );
  expect(Object.keys(TABLE).sort()).toEqual(served.sort());
});

describe.each(Object.entries(TABLE))("%s", (name, { may, refused, isLink, make }) => {
  test.each(ROLES)("%s", async (who) => {
    const { address, ...call } = await make(sale);
    const { status, body } = await ask(methodOf(name), address, { ...call, token: tokenFor(sale, who) });
    if (may.includes(who)) expect(status, JSON.stringify(body)).toBeLessThan(300);
    else expect(status, JSON.stringify(body)).toBe(refused?.[who] ?? (who === "visitor" ? 401 : 403));
  });

  test("another community's people are nobody here", async () => {
    for (const who of ROLES.filter((role) => role !== "visitor")) {
      const { address, ...call } = await make(sale);
      const { status } = await ask(methodOf(name), address, { ...call, token: other.tokens[who] });
      if (isLink) expect(status).toBe(may.length > 0 ? 200 : 422);
      else expect(status).toBe(401);
    }
  });
});

const named = Object.entries(TABLE).filter(([name]) => /\{(?:code|id)\}/.test(name));
test.each(named)("%s: another community's book, money or statement is not there", async (name, { may, make }) => {
  for (const who of ROLES) {
    const { address, ...call } = await make(other);
    const here = address.replace(other.c, sale.c).replace(other.campaign.slug, sale.campaign.slug);
    const { status } = await ask(methodOf(name), here, { ...call, token: tokenFor(sale, who) });
    // to whoever may not ask at all, it makes no difference
    const expected = may.includes(who) ? [404] : [401, 403, 404];
    expect(expected, `${who}: ${status}`).toContain(status);
  }
});

describe("rights that are gone are gone at the next request", () => {
  const approve = async (token: string) =>
    (await ask("POST", `${sale.k}/books/${await bookCode(sale, "pending_review")}/approve`, { token })).status;

  test("a revoked token", async () => {
    const organizer = await anOrganizer(sale.community.id);
    const token = await tokenOf(organizer);
    expect(await approve(token)).toBe(200);
    const [kept] = await listTokens(organizer);
    await revokeToken(organizer, kept?.id ?? "");
    expect(await approve(token)).toBe(401);
    const read = await ask("GET", `${sale.k}/totals`, { token });
    expect([read.status, read.body.code, read.headers.get("www-authenticate")]).toEqual([
      401,
      "identity.tokenInvalid",
      "Bearer",
    ]);
  });

  test("a role that was taken away", async () => {
    const organizer = await anOrganizer(sale.community.id);
    const token = await tokenOf(organizer);
    expect(await approve(token)).toBe(200);
    await revokeRole(sale.people.organizer, { personId: organizer.personId, role: "organizer" });
    expect(await approve(token)).toBe(403);
  });

  test("a person who was erased", async () => {
    const organizer = await anOrganizer(sale.community.id);
    const token = await tokenOf(organizer);
    await db.update(people).set({ erasedAt: new Date(), email: null }).where(eq(people.id, organizer.personId));
    expect(await approve(token)).toBe(401);
  });

  test("and a token is one only as it was given", async () => {
    const { member } = sale.tokens;
    for (const authorization of [
      `Basic ${member}`,
      member,
      `Bearer ${member}x`,
      "Bearer",
      "Bearer bk_",
      `Bearer ${member.toUpperCase()}`,
      "",
    ])
      expect((await ask("GET", sale.c, { headers: { authorization } })).status, authorization).toBe(401);
    expect((await ask("GET", sale.c, { headers: { authorization: `bearer  ${member}` } })).status).toBe(200);
  });
});

test("no list and no book tells who gave or who reserved it", async () => {
  const code = await bookCode(sale);
  const claimant = contact();
  await ask("POST", `${sale.k}/books/${code}/claims`, { body: claimant });
  const [giver] = await db
    .select({ name: people.name, email: people.email })
    .from(books)
    .innerJoin(people, eq(people.id, books.giverId))
    .where(and(eq(books.communityId, sale.community.id), eq(books.code, code)));
  for (const address of [`${sale.k}/books`, `${sale.k}/books/${code}`, sale.k, sale.c]) {
    const { text } = await ask("GET", address);
    for (const secret of [claimant.email, claimant.name, giver?.email ?? "?", giver?.name ?? "?"])
      expect(text).not.toContain(secret);
  }
});

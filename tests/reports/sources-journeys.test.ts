import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, one } from "@/db/client";
import { donations } from "@/db/schema";
import { claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { Refusal } from "@/lib/core/refusal";
import { recordCash, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { post } from "@/lib/donations/ledger";
import { pledgeDonation } from "@/lib/donations/pledge";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignSources } from "@/lib/reports/sources";
import { campaignTotals } from "@/lib/reports/totals";
import { aLink, aSharedLink, aSourcesStage, someClicks } from "../referrals/stage";
import { aCampaign, aListedBook, aPerson } from "../support/factories";
import fc from "../support/property";
import { hoursAfter, NOON } from "../support/times";

const JOURNEYS = Number(process.env.CHAOS_RUNS ?? 1) * 25;
const BOOKS = 3;
const PEOPLE = 3;
const VISITORS = 4;
const LINKS = 5;
const CREDIT_HOURS = 30 * 24;
const TOUCHES = ["first", "last"] as const;

const act = fc.record({
  what: fc.constantFrom(
    "click",
    "click",
    "click",
    "robot",
    "claim",
    "claim",
    "pledge",
    "pay",
    "pay",
    "cash",
    "undo",
    "refund",
    "refundPart",
    "dispute",
    "otherBook",
    "keep",
    "sweep",
  ),
  link: fc.nat(LINKS - 1),
  person: fc.nat(PEOPLE - 1),
  visitor: fc.nat(VISITORS - 1),
  hasVia: fc.nat(3).map((nth) => nth === 0),
  donation: fc.nat(20),
  book: fc.nat(BOOKS - 1),
  amountMinor: fc.integer({ min: 100, max: 90_000 }),
  hours: fc.constantFrom(0, 0, 1, 30, 80, 400), // until the next act
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

test(
  "after any journeys of any people every source has what its donations brought, and all of them what the ledger has",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 24 }), async (acts) => {
        const journeys = await someJourneys();
        for (const one of acts) await journeys.go(one);
        await journeys.check();
      }),
      { numRuns: JOURNEYS },
    );
  },
  JOURNEYS * 20_000,
);

type Touched = { first: string; last: string; lastAt: Date };

/** People, devices and links of one campaign, with the plainest memory of who came by what, and whose money is here. */
async function someJourneys() {
  const stage = await aSourcesStage({ closesAt: hoursAfter(NOON, 100_000), maxOpenClaims: 100 });
  const { communityId, campaign, organizer, treasurer } = stage;
  const another = await aCampaign(communityId);
  const links = [
    await aLink(stage),
    await aLink(stage, { content: "story-2" }),
    await aSharedLink(campaign, "viber"),
    await aSharedLink(campaign, "viber"),
    await aLink({ ...stage, campaign: another }), // leads to another campaign, and is no reason to come here
  ];
  const rows = links.map(({ id, origin }, nth) =>
    nth === LINKS - 1 ? undefined : origin === "shared" ? "shared:viber" : id,
  );
  const shelf = await Promise.all(Array.from({ length: BOOKS }, () => aListedBook(campaign, { minimumMinor: 100 })));
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => aPerson(communityId)));
  const seen: { visitor: number; link: number; at: Date }[] = [];
  const leads = new Map<number, Touched>();
  const credits = new Map<string, { first: string; last: string; standing: number }>();
  const given = new Set<string>();
  let now = NOON;
  let transfers = 0;

  /** What the act of a person on a device is credited to; the first such act makes them a lead. */
  function credit({ person, visitor, hasVia, link }: Act) {
    const since = hoursAfter(now, -CREDIT_HOURS);
    const clicks = seen.filter((click) => click.visitor === visitor && rows[click.link] && click.at >= since);
    let [first, last] = [clicks[0], clicks.at(-1)].map((click) => click && links[click.link]?.id);
    let lastAt = clicks.at(-1)?.at;
    if (hasVia && rows[link] && links[link]?.id !== last) {
      last = links[link]?.id;
      lastAt = now;
      first ??= last;
    }
    if (first && last && lastAt && !leads.has(person)) leads.set(person, { first, last, lastAt });
    const lead = leads.get(person);
    const kept = lead && lead.lastAt >= since ? lead.last : undefined;
    const row = (id: string | undefined) => rows[links.findIndex((one) => one.id === id)] ?? "direct";
    return { first: row(lead?.first ?? first), last: row(last ?? kept), standing: 0 };
  }

  async function attempt(one: Act): Promise<void> {
    const { what, link: nth, visitor, amountMinor } = one;
    const link = links[nth];
    const person = people[one.person];
    if (!link || !person) return;
    const source = { visitor: `v${visitor}`, via: one.hasVia ? link.code : undefined };
    if (what === "click" || what === "robot") {
      const botReason = what === "robot" ? "a robot" : null;
      await someClicks(communityId, link.id, [{ at: now, visitor: `v${visitor}`, botReason }]);
      if (what === "click") seen.push({ visitor, link: nth, at: now });
      return;
    }
    if (what === "sweep") return void (await expireOverdueClaims(now));
    if (what === "claim") {
      const bookId = shelf[one.book]?.id ?? "";
      const { claim } = await claimBook(person, { bookId, amountMinor, method: "transfer", locale: "uk", source }, now);
      // a second try finds the same claim, and that of a book that was given for money that had none
      const isFound = given.has(claim.code) || credits.has(claim.code) || credits.has(`spent ${claim.code}`);
      if (!isFound) credits.set(claim.code, credit(one));
      return;
    }
    if (what === "pledge") {
      const pledge = { campaignId: campaign.id, amountMinor, method: "transfer", locale: "uk", source } as const;
      const { donation } = await pledgeDonation(person, pledge, now);
      credits.set(donation.code, credit(one));
      return;
    }
    const [code, kept] = [...credits][one.donation % Math.max(1, credits.size)] ?? [];
    if (!code || !kept) return;
    if (what === "pay") {
      const parts = [{ code, amountMinor }];
      await confirmTransfer(treasurer, { reference: `REF-${transfers++}`, amountMinor, parts }, now);
      kept.standing = amountMinor;
    }
    if (what === "cash") {
      await recordCash(organizer, { code, amountMinor }, now);
      kept.standing = amountMinor;
    }
    if (what === "undo") {
      await undoConfirmation(treasurer, { code, reason: "Помилка" }, now);
      kept.standing = 0;
    }
    if (what === "refund") {
      await refundDonation(treasurer, { code, reason: "Просять назад" }, now);
      kept.standing = 0;
    }
    if (what === "refundPart") {
      const part = Math.max(1, Math.floor(kept.standing / 3));
      await refundDonation(treasurer, { code, amountMinor: part, reason: "Просять назад" }, now);
      kept.standing -= part;
    }
    if (what === "dispute" && kept.standing > 0) {
      await hold(communityId, code, kept.standing);
      kept.standing = 0;
      credits.set(`spent ${code}`, kept);
      credits.delete(code); // nothing else is tried with it: what a dispute does to a donation is told elsewhere
    }
    if (what === "keep") await decideWithoutBook(organizer, { code, decision: "keep" }, now);
    if (what === "otherBook") {
      const bookId = shelf[one.book]?.id ?? "";
      const { claim } = await decideWithoutBook(organizer, { code, decision: "other_book", bookId }, now);
      if (claim) given.add(claim.code);
    }
  }

  return {
    async go(one: Act) {
      now = hoursAfter(now, one.hours);
      await attempt(one).catch((error) => {
        if (!(error instanceof Refusal)) throw error;
      });
    },
    async check() {
      const { raisedMinor } = await campaignTotals(communityId, campaign.id, now);
      for (const touch of TOUCHES) {
        const { rows: found, totals } = await campaignSources(organizer, campaign.id, { touch });
        const meant = new Map<string, number>();
        for (const { standing, ...credited } of credits.values())
          meant.set(credited[touch], (meant.get(credited[touch]) ?? 0) + standing);
        const nameOf = ({ kind, network, linkId }: (typeof found)[number]) =>
          kind === "shared" ? `shared:${network}` : (linkId ?? network);
        expect(Object.fromEntries(found.map((row) => [nameOf(row), row.raisedMinor]))).toEqual({
          ...Object.fromEntries(found.map((row) => [nameOf(row), 0])),
          ...Object.fromEntries(meant),
        });
        const sum = found.reduce((all, row) => all + (row.raisedMinor ?? 0), 0);
        expect({ touch, sum, total: totals.raisedMinor }).toEqual({ touch, sum: raisedMinor, total: raisedMinor });
        const tracked = found.reduce((all, row) => all + row.leadsTracked, 0);
        expect({ touch, tracked }).toEqual({ touch, tracked: leads.size });
      }
    },
  };
}

/** The bank takes a donation's money back, as a row of the ledger. */
async function hold(communityId: string, code: string, amountMinor: number): Promise<void> {
  await db.transaction(async (tx) => {
    const isIt = and(eq(donations.communityId, communityId), eq(donations.code, code));
    const donation = one(await tx.select().from(donations).where(isIt));
    const entry = { kind: "dispute", account: "fund", amountMinor, externalRef: `dispute:${code}` } as const;
    await post(tx, donation, entry, { kind: "system", communityId, personId: null }, NOON);
  });
}

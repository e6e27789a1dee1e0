import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { checkInvariants, type Rule } from "@/lib/reports/invariants";
import { aClaim, aStage, aTransfer, expectSound } from "../donations/stage";
import { NOON } from "../support/times";

/** What a fault could leave behind, written past the commands, and the rules that must notice it. */
const FAULTS: [what: string, write: (row: Subject) => Promise<unknown>, noticed: Rule[]][] = [
  [
    "a confirmed donation whose money is not in the ledger",
    ({ waiting }) => sql`update donations set status = 'confirmed' where claim_id = ${waiting}`,
    [
      "a donation is confirmed when, and only when, its money is in the ledger once",
      "a claim that waits for a check has a donation that waits for one",
      "a donation's last event says its status",
      "money that arrived has its book, waits in the list for a person, or was decided",
    ],
  ],
  [
    "money in the ledger whose donation is not confirmed",
    ({ paid }) => sql`update donations set status = 'reported' where claim_id = ${paid}`,
    [
      "a donation is confirmed when, and only when, its money is in the ledger once",
      "a campaign's raised sum is what its donations gave, less what went back",
      "a donation's last event says its status",
      "a confirmed claim is paid",
    ],
  ],
  [
    "a row that takes back more than was given",
    ({ paid }) => sql`insert into ledger_entries
      select community_id, gen_random_uuid(), campaign_id, donation_id, transfer_id, 'undo', 'fund', 'donors',
        amount_minor + 1, currency, 'undo:' || id, actor_id, reason, at
      from ledger_entries where donation_id = (select id from donations where claim_id = ${paid})`,
    [
      "neither the fund nor the fees are below zero, in any currency",
      "what is undone is a donation's row, in full and once",
      "a donation is confirmed when, and only when, its money is in the ledger once",
      "a campaign's raised sum is what its donations gave, less what went back",
      "a bank transfer is shared out exactly, or void",
    ],
  ],
  [
    "a row in another currency",
    ({ paid }) => sql`update donations set currency = 'EUR' where claim_id = ${paid}`,
    ["money only moves within a donation's own campaign and currency"],
  ],
  [
    "a transfer of less than its parts",
    ({ communityId }) => sql`update transfers set amount_minor = 1 where community_id = ${communityId}`,
    ["a bank transfer is shared out exactly, or void"],
  ],
  [
    "a book taken out of the catalog under an exchanged claim",
    ({ paid }) => sql`update books set status = 'withdrawn' where id = (select book_id from claims where id = ${paid})`,
    ["a claim that keeps a book keeps one that is listed"],
  ],
  [
    "a status that no event tells of",
    ({ paid }) => sql`update claims set status = 'fulfilled' where id = ${paid}`,
    [
      "a claim's last event says its status",
      "a paid book has a hand-over that is open, one the reader has is received, and no other has either",
    ],
  ],
  [
    "a hand-over that was received without its claim",
    ({ paid }) => sql`update handovers set status = 'received' where claim_id = ${paid}`,
    [
      "a paid book has a hand-over that is open, one the reader has is received, and no other has either",
      "a hand-over's last event says its status",
    ],
  ],
  [
    "a paid book without a hand-over, and an unpaid one with it",
    ({ paid, waiting }) => sql`update handovers set claim_id = ${waiting} where claim_id = ${paid}`,
    ["a paid book has a hand-over that is open, one the reader has is received, and no other has either"],
  ],
  [
    "a second open claim of one book",
    async ({ paid, waiting }) => {
      await sql`drop index if exists claims_one_open_per_book`;
      await sql`update claims set book_id = (select book_id from claims where id = ${paid}) where id = ${waiting}`;
    },
    ["a book is kept by one open claim at most"],
  ],
  [
    "a book that is offered to its holder, and to a second person who asked later",
    async ({ paid }) => {
      await sql`drop index if exists waitlist_one_offer_per_book`;
      await sql`insert into waitlist
          (community_id, id, campaign_id, book_id, person_id, status, verified_at, offered_at, offer_ends_at, created_at)
        select community_id, gen_random_uuid(), campaign_id, book_id, claimant_id, 'offered', now(), now(), now(), now()
        from claims where id = ${paid}`;
      await sql`insert into waitlist
          (community_id, id, campaign_id, book_id, person_id, status, offered_at, offer_ends_at, created_at)
        select community_id, gen_random_uuid(), campaign_id, book_id,
          (select id from people where people.community_id = claims.community_id and people.id <> claimant_id limit 1),
          'offered', now(), now(), now() from claims where id = ${paid}`;
    },
    [
      "a book is offered to one person in line at most",
      "a book that is offered is listed, and nobody holds it",
      "whoever is asked next has proved their address, and was first to ask",
      "whoever stands in line neither holds the book nor gives it",
    ],
  ],
];
type Subject = { communityId: string; paid: string; waiting: string };

test.each(FAULTS)("%s is noticed, in its own community", async (_, write, noticed) => {
  const { communityId, campaign, treasurer } = await aStage();
  const [paid, waiting] = [await aClaim(campaign), await aClaim(campaign)];
  await confirmTransfer(treasurer, aTransfer(paid.code), NOON);
  await submitProof(waiting.claimant, waiting.ref, { receipt: "1" }, NOON);
  await expectSound(communityId);

  await write({ communityId, paid: paid.claim.id, waiting: waiting.claim.id });
  const findings = await checkInvariants(communityId);
  expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(noticed));
  expect(new Set(findings.map((finding) => finding.communityId))).toEqual(new Set([communityId]));
  expect((await checkInvariants()).length).toBeGreaterThanOrEqual(findings.length);
  await expectSound((await aStage()).communityId);
});

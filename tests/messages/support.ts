import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { uuidv7 } from "uuidv7";
import { db, one } from "@/db/client";
import {
  type Claim,
  claims,
  type Donation,
  donations,
  type LedgerEntry,
  ledgerEntries,
  type MessageKind,
  messages,
  type PaymentAttempt,
  paymentAttempts,
  type Refund,
  refunds,
  type WaitEntry,
  waitlist,
} from "@/db/schema";
import { linkToken, openLink } from "@/lib/identity/links";
import { notify } from "@/lib/messages/notify";
import { aCampaign, aCommunity, aListedBook, aPerson } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";

/** A guest's claim on a listed book, with its campaign, written as facts. */
export async function aClaim(overrides: Partial<Claim> = {}) {
  const community = await aCommunity();
  const campaign = await aCampaign(community.id, { iban: "UA213223130000026007233566001", edrpou: "39696398" });
  const book = await aListedBook(campaign, { pickupPoint: "Офіс, 3-й поверх" });
  const guest = await aPerson(community.id);
  const status = overrides.status ?? "held";
  const claim = one(
    await db
      .insert(claims)
      .values({
        communityId: community.id,
        campaignId: campaign.id,
        bookId: book.id,
        claimantId: guest.personId,
        code: "BK-7M4QT",
        pledgeMinor: 35_000,
        currency: "UAH",
        verifiedAt: NOON,
        expiresAt: status === "held" ? hoursAfter(NOON, 24) : null,
        createdAt: NOON,
        ...overrides,
        status,
      })
      .returning(),
  );
  return { community, campaign, book, guest, claim, token: linkToken("claim", community.id, claim.id) };
}

/** A guest's place in line for a book that somebody else holds, or that is kept for them for twelve hours. */
export async function aWait(overrides: Partial<WaitEntry> = {}) {
  const { community, campaign, book } = await aClaim({ status: "expired" });
  const guest = await aPerson(community.id);
  const isOffered = overrides.status === "offered";
  const place = { communityId: community.id, campaignId: campaign.id, bookId: book.id, personId: guest.personId };
  const offer = isOffered ? { verifiedAt: NOON, offeredAt: NOON, offerEndsAt: hoursAfter(NOON, 12) } : {};
  const wait = one(
    await db
      .insert(waitlist)
      .values({ ...place, createdAt: NOON, ...offer, ...overrides })
      .returning(),
  );
  return { community, campaign, book, guest, wait };
}

/** Money that reached the fund for a claim, as the ledger has it. */
export async function aDonation(claim: Claim, amountMinor: number, overrides: Partial<Donation> = {}) {
  const { communityId, campaignId } = claim;
  const donation = one(
    await db
      .insert(donations)
      .values({
        communityId,
        campaignId,
        claimId: claim.id,
        donorId: claim.claimantId,
        code: claim.code,
        method: claim.method,
        status: "confirmed",
        pledgedMinor: claim.pledgeMinor,
        currency: claim.currency,
        ...overrides,
      })
      .returning(),
  );
  await anEntry(donation, "donation", amountMinor);
  return donation;
}

/** A guest's donation without a book, with its private page, and its money as the ledger has it. */
export async function aPlainDonation(amountMinor: number, overrides: Partial<Donation> = {}) {
  const community = await aCommunity();
  const campaign = await aCampaign(community.id);
  const donor = await aPerson(community.id);
  const donation = one(
    await db
      .insert(donations)
      .values({
        communityId: community.id,
        campaignId: campaign.id,
        donorId: donor.personId,
        code: "BK-9K2WX",
        method: "transfer",
        status: "confirmed",
        decision: "keep",
        pledgedMinor: amountMinor,
        currency: "UAH",
        ...overrides,
      })
      .returning(),
  );
  const token = await db.transaction((tx) => openLink(tx, "donation", community.id, donation.id));
  await anEntry(donation, "donation", amountMinor);
  return { community, campaign, donor, donation, token };
}

const INTO_THE_FUND: LedgerEntry["kind"][] = ["donation", "refund_failed", "dispute_won"];

/** A movement of a donation's money between its donor and the fund. */
export async function anEntry(donation: Donation, kind: LedgerEntry["kind"], amountMinor: number, ref = uuidv7()) {
  const { communityId, campaignId, currency } = donation;
  const comes = INTO_THE_FUND.includes(kind);
  return one(
    await db
      .insert(ledgerEntries)
      .values({
        communityId,
        campaignId,
        donationId: donation.id,
        kind,
        fromAccount: comes ? "donors" : "fund",
        toAccount: comes ? "fund" : "donors",
        amountMinor,
        currency,
        externalRef: ref,
        at: NOON,
      })
      .returning(),
  );
}

/** A refund that ended at noon, with its row in the ledger when it was done. */
export async function aRefund(donation: Donation, amountMinor: number, overrides: Partial<Refund> = {}) {
  const { communityId, id: donationId, currency } = donation;
  const row = { communityId, donationId, currency, amountMinor, status: "done", cause: "person" } as const;
  const refund = one(
    await db
      .insert(refunds)
      .values({ ...row, settledAt: NOON, ...overrides })
      .returning(),
  );
  if (refund.status === "done") await anEntry(donation, "refund", amountMinor, `refund:${refund.id}`);
  return refund;
}

/** The card payment by which a donation's money came. */
export async function anAttempt(donation: Donation, status: PaymentAttempt["status"] = "paid") {
  const { communityId, id: donationId, currency, pledgedMinor: amountMinor } = donation;
  const frozen = { description: "", email: null };
  const row = { communityId, donationId, currency, amountMinor, provider: "stripe", status } as const;
  return one(
    await db
      .insert(paymentAttempts)
      .values({ ...row, locale: "uk", request: frozen, expiresAt: NOON })
      .returning(),
  );
}

export type Told = { communityId: string; personId: string };

export async function aMessage(
  { communityId, personId }: Told,
  kind: MessageKind = "claim_held",
  rest: Partial<typeof messages.$inferInsert> = {},
) {
  const row = { communityId, personId, kind, locale: "uk" as const, createdAt: NOON, deliverAfter: NOON, ...rest };
  return one(await db.insert(messages).values(row).returning());
}

/** A promise made as the rooms make it. */
export const promise = (notice: Parameters<typeof notify>[1], now = NOON) =>
  db.transaction((tx) => notify(tx, notice, now));

/** A real SMTP server that keeps what it is given. `onMail` may refuse one by throwing. */
export async function aMailSink(onMail: (mail: ParsedMail) => void | Promise<void> = () => {}) {
  const mails: ParsedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onData(stream, _session, done) {
      simpleParser(stream)
        .then(async (mail) => {
          await onMail(mail);
          mails.push(mail);
          done();
        })
        .catch(done);
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    url: `smtp://127.0.0.1:${port}`,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

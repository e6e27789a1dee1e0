import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { uuidv7 } from "uuidv7";
import { db, one } from "@/db/client";
import {
  type Claim,
  claims,
  donations,
  type LedgerEntry,
  ledgerEntries,
  type MessageKind,
  messages,
} from "@/db/schema";
import { linkToken } from "@/lib/identity/links";
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

/** Money that reached the fund for a claim, as the ledger has it. */
export async function aDonation(claim: Claim, amountMinor: number, kind: LedgerEntry["kind"] = "donation") {
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
        pledgedMinor: claim.pledgeMinor,
        currency: claim.currency,
      })
      .returning(),
  );
  await db.insert(ledgerEntries).values({
    communityId,
    campaignId,
    donationId: donation.id,
    kind,
    fromAccount: "donors",
    toAccount: "fund",
    amountMinor,
    currency: claim.currency,
    externalRef: uuidv7(),
    at: NOON,
  });
  return donation;
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

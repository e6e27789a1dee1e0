import { db } from "@/db/client";
import { communities } from "@/db/schema";
import { setMonoAccount } from "@/lib/catalog/campaigns";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { requirePerson } from "../actors";
import { ProviderFault } from "../card/fault";
import { personalClient, type StatementAccount, type StatementSource } from "../mono/personal";
import { campaignFor } from "./import";

const KEPT_MS = 10 * 60_000;

let client: StatementSource | undefined;

/**
 * monobank, where a token is set. The token opens all accounts of one person, so it is used only while this installation serves
 * one community: another's treasurer must not see them. For more, the bank has a corporate API.
 */
export async function bankHere(): Promise<StatementSource | undefined> {
  const { MONO_PERSONAL_TOKEN: token, MONO_API_URL: baseUrl } = env;
  if (!token || (await db.$count(communities)) > 1) return undefined;
  client ??= personalClient({ token, ...(baseUrl && { baseUrl }) });
  return client;
}

/**
 * The accounts and jars in a campaign's currency. The bank tells them once a minute; what it told is kept for ten.
 * Refuses: no permission, `catalog.campaignNotFound`, `bankOff`, `bankBusy`, `bankSilent`, `bankRefused`.
 */
export async function statementAccounts(
  actor: Actor,
  campaignId: string,
  now = new Date(),
  bank?: StatementSource,
): Promise<StatementAccount[]> {
  const { communityId } = requirePerson(actor, "money.confirm");
  const { currency } = await campaignFor(communityId, campaignId);
  const accounts = await accountsOf(bank ?? (await requireBank()), now);
  return accounts.filter((account) => account.currency === currency);
}

/**
 * From which account or jar the campaign's statement is read.
 * Refuses as `statementAccounts` does, and `bankRefused` for an account that is not among them.
 */
export async function chooseAccount(
  actor: Actor,
  { campaignId, account }: { campaignId: string; account: string },
  now = new Date(),
  bank?: StatementSource,
): Promise<void> {
  const { communityId } = requirePerson(actor, "money.confirm");
  const accounts = await statementAccounts(actor, campaignId, now, bank);
  if (!accounts.some(({ id }) => id === account)) throw new Refusal("donations.bankRefused");
  await db.transaction((tx) => setMonoAccount(tx, { communityId, id: campaignId }, account));
}

export async function requireBank(): Promise<StatementSource> {
  const bank = await bankHere();
  if (!bank) throw new Refusal("donations.bankOff");
  return bank;
}

const told = new WeakMap<StatementSource, { at: number; accounts: StatementAccount[] }>();

async function accountsOf(bank: StatementSource, now: Date): Promise<StatementAccount[]> {
  const kept = told.get(bank);
  if (kept && now.getTime() - kept.at < KEPT_MS) return kept.accounts;
  try {
    const accounts = await bank.accounts();
    told.set(bank, { at: now.getTime(), accounts });
    return accounts;
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    if (kept && error.kind === "busy") return kept.accounts;
    throw new Refusal(REFUSALS[error.kind]);
  }
}

const REFUSALS = {
  busy: "donations.bankBusy",
  unreachable: "donations.bankSilent",
  refused: "donations.bankRefused",
} as const;

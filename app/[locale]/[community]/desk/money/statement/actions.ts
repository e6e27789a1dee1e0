"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { Refusal } from "@/lib/core/refusal";
import { pagesOf } from "@/lib/donations/moves";
import { chooseAccount } from "@/lib/donations/statements/bank";
import {
  confirmLines,
  donateLine,
  linkLine,
  setAsideLine,
  takeBackLine,
  unlinkLine,
} from "@/lib/donations/statements/commands";
import { importStatement, lookAtStatement, statementFiles } from "@/lib/donations/statements/import";
import { mappingInput, setAsideInput, sharesFromForm } from "@/lib/donations/statements/input";
import { shareOut } from "@/lib/donations/statements/match";
import { findPayees, openLines } from "@/lib/donations/statements/queries";
import { goOnWithSyncs, startSync } from "@/lib/donations/statements/sync";
import type { PersonActor } from "@/lib/identity/actor";
import { campaignOf, whoActs } from "../../_parts/open";
import { goBack, type Place } from "../../_parts/place";
import { readTick, type Tick } from "./_statement/tick";

const nothing = z.object({});
const aLine = z.object({ line: z.string().max(100) });

/** Takes a statement over, or leads to what its columns mean when nobody has said that of its header yet. */
export async function upload(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, nothing, form, async () => {
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0) throw new Refusal("donations.statementEmpty");
    const campaign = await campaignOf(actor, place.campaign);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { isKnown } = await lookAtStatement(actor, bytes);
    const kept = await statementFiles.keep(actor, bytes);
    if (!isKnown) return goBack(place, { file: kept, name: file.name.slice(-100) });
    return takeOver(place, actor, { campaign, bytes, name: file.name, kept });
  });
}

/** Reads a kept statement by the columns a person named. */
export async function readByColumns(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, mappingInput, form, async ({ file: kept, name, ...mapping }) => {
    const campaign = await campaignOf(actor, place.campaign);
    const bytes = await statementFiles.read(actor, kept);
    if (!bytes) return goBack(place, { file: kept });
    return takeOver(place, actor, { campaign, bytes, name, kept, mapping });
  });
}

type Kept = { campaign: PublicCampaign; bytes: Uint8Array; name: string; kept: string };

async function takeOver(
  place: Place,
  actor: PersonActor,
  { campaign, kept, ...file }: Kept & { mapping?: Parameters<typeof importStatement>[1]["mapping"] },
): Promise<never> {
  const { linesNew, unreadable } = await importStatement(actor, { campaignId: campaign.id, ...file });
  if (unreadable.length > 0) return goBack(place, { done: "newLines", count: linesNew, file: kept });
  await statementFiles.drop(actor, kept);
  return goBack(place, { done: "newLines", count: linesNew });
}

/** Confirms or links whatever lines were ticked, each as it was shown. */
export async function settleTicked(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const ticks = form.getAll("line").flatMap((value) => readTick(value) ?? []);
  return runForm(place.locale, nothing, form, async () => {
    if (ticks.length === 0) return deskStatementWords(place.locale)("said.nothingTicked");
    return settle(place, actor, ticks);
  });
}

async function settle(place: Place, actor: PersonActor, ticks: Tick[]): Promise<never> {
  const toConfirm = ticks.flatMap((tick) => ("parts" in tick ? [tick] : []));
  const { confirmed, refused } = await confirmLines(actor, { lines: toConfirm });
  const outcomes = confirmed.flatMap(({ parts }) => parts);
  for (const outcome of outcomes) changed(pagesOf(outcome));
  const failures: Refusal[] = refused.map(({ code, values }) => new Refusal(code, values));
  let linked = 0;
  for (const tick of ticks) {
    if (!("transferId" in tick)) continue;
    try {
      await linkLine(actor, tick);
      linked += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failures.push(error);
    }
  }
  const [only] = failures;
  if (only && ticks.length === 1) throw only;
  return goBack(place, {
    done: toConfirm.length > 0 ? "lines" : "linked",
    count: toConfirm.length > 0 ? confirmed.length : linked,
    refused: failures.length || undefined,
    lost: outcomes.some(({ hasBook, claim }) => claim && !hasBook) ? 1 : undefined,
  });
}

const byCodes = aLine.extend({ codes: z.string().max(500, { error: "fields.tooLong" }).min(1, "fields.required") });

/** Confirms a line for the codes that were typed; when it is not clear how to share it out, somebody says it. */
export async function confirmTyped(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, byCodes, form, async ({ line: lineId, codes }) => {
    const campaign = await campaignOf(actor, place.campaign);
    const [line] = await openLines(actor, campaign.id, { lineId });
    if (!line) throw new Refusal("donations.lineSettled");
    const payees = await findPayees(actor, campaign.id, codes);
    if (payees.length === 0) throw new Refusal("donations.notFound");
    const parts = shareOut(line.amountMinor, payees);
    const isClear = parts.length === 1 || parts.every(({ payee, amountMinor }) => amountMinor === payee.pledgedMinor);
    if (!isClear) return goBack(place, { line: lineId, codes: payees.map(({ code }) => code).join(" ") });
    const ticked = parts.map(({ payee, amountMinor }) => ({ code: payee.code, amountMinor }));
    return settle(place, actor, [{ lineId, parts: ticked }]);
  });
}

/** Confirms a line by the shares a person gave. */
export async function confirmShares(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, sharesFromForm, form, async ({ line: lineId, parts }) =>
    settle(place, actor, [{ lineId, parts }]),
  );
}

/** Nobody was found for it: a donation without a book. */
export async function donate(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, aLine, form, async ({ line: lineId }) => {
    const outcome = await donateLine(actor, { lineId });
    if (!outcome) throw new Refusal("donations.lineSettled");
    changed(pagesOf(outcome));
    return goBack(place, { done: "donated", code: outcome.donation.code });
  });
}

/** None of the campaign's money. */
export async function setAside(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, setAsideInput, form, async ({ line: lineId, reason }) => {
    await setAsideLine(actor, { lineId, reason });
    return goBack(place, { done: "aside" });
  });
}

/** It is, after all. */
export async function takeBack(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, aLine, form, async ({ line: lineId }) => {
    await takeBackLine(actor, { lineId });
    return goBack(place, { done: "takenBack" });
  });
}

/** The line is another transfer. */
export async function unlink(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, aLine, form, async ({ line: lineId }) => {
    await unlinkLine(actor, { lineId });
    return goBack(place, { done: "unlinked" });
  });
}

/** Which account of the bank's is the campaign's. */
export async function chooseBankAccount(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(
    place.locale,
    z.object({ account: z.string().min(1, "fields.choose").max(200) }),
    form,
    async (input) => {
      const campaign = await campaignOf(actor, place.campaign);
      await chooseAccount(actor, { campaignId: campaign.id, ...input });
      return goBack(place, { done: "bankChosen" });
    },
  );
}

/** Begins to read the account; its first stretch at once, the rest by the clock. */
export async function readBank(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, nothing, form, async () => {
    const campaign = await campaignOf(actor, place.campaign);
    await startSync(actor, { campaignId: campaign.id });
    await goOnWithSyncs();
    return goBack(place, { done: "bankBegun" });
  });
}

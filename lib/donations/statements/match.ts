import type { DonationStatus } from "@/db/schema";
import { findPaymentCodes } from "@/lib/core/codes";

/** A line of the account that nobody has matched yet. */
export type OpenLine = {
  id: string;
  at: Date;
  amountMinor: number;
  comment: string;
  counterparty: string | null;
  reference: string;
};

/** Whom money may be for: a claim, or a donation without a book. */
export type Payee = {
  id: string;
  code: string;
  /** Every code that leads to it. */
  codes: readonly string[];
  donorName: string | null;
  bookTitle: string | null;
  pledgedMinor: number;
  status: DonationStatus;
  takesMoney: boolean;
  /** When its money may have come without a word about it. */
  from: Date;
  until: Date;
};

/** A transfer that was confirmed by hand and that no line shows yet. */
export type LooseTransfer = { id: string; reference: string; amountMinor: number; at: Date; codes: readonly string[] };

export type Part = { payee: Payee; amountMinor: number };
/**
 * What a line seems to be. Sure by codes: `exact`, or `counted` when a transfer was typed in for it before. `shares` has several
 * codes whose pledges are not the sum. `probable` is the only one by amount, time or name; `choose` is one of several.
 * `settled` names codes whose money has come already.
 */
export type Suggestion =
  | { kind: "counted"; transfer: LooseTransfer; isSure: boolean }
  | { kind: "exact"; parts: Part[]; isLess: boolean }
  | { kind: "shares"; parts: Part[] }
  | { kind: "probable"; parts: Part[]; by: By }
  | { kind: "choose"; payees: Payee[]; transfers: LooseTransfer[] }
  | { kind: "settled"; payees: Payee[] }
  | { kind: "none"; unknownCodes: string[] };
export type By = "amount" | "name" | "both";

const DAY_MS = 86_400_000;
/** A transfer is typed in after its money came, and bookkeeping takes its time. */
const TYPED_BEFORE_MS = DAY_MS;
const TYPED_WITHIN_MS = 45 * DAY_MS;
const CHOICES_MAX = 8;

/**
 * What each line seems to be: by the payment codes in its comment, else by amount, time and name. The oldest line comes first, and
 * nobody is proposed for two.
 */
export function matchLines(
  lines: readonly OpenLine[],
  { payees, transfers }: { payees: readonly Payee[]; transfers: readonly LooseTransfer[] },
): Map<string, Suggestion> {
  const inOrder = lines.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const found = new Map<string, Suggestion>();
  const taken = new Set<string>();
  const byCode = new Map(payees.flatMap((payee) => payee.codes.map((code) => [code, payee] as const)));

  for (const line of inOrder) {
    const codes = codesOf(line);
    const named = unique(codes.flatMap((code) => byCode.get(code) ?? []));
    const suggestion = counted(line, named, transfers, taken) ?? byCodes(line, named, taken);
    if (!suggestion) continue;
    found.set(line.id, suggestion);
    take(suggestion, taken);
  }

  const left = inOrder.filter(({ id }) => !found.has(id));
  const options = left.map((line) => ({ line, ...guesses(line, payees, transfers, taken) }));
  const wanted = new Map<string, number>();
  for (const { best, loose } of options)
    for (const { id } of [...best, ...loose]) wanted.set(id, (wanted.get(id) ?? 0) + 1);
  for (const { line, best, loose, by } of options) {
    const [payee] = best;
    const [transfer] = loose;
    const isOnly = [...best, ...loose].length === 1 && wanted.get(payee?.id ?? transfer?.id ?? "") === 1;
    if (isOnly && payee)
      found.set(line.id, { kind: "probable", parts: [{ payee, amountMinor: line.amountMinor }], by });
    else if (isOnly && transfer) found.set(line.id, { kind: "counted", transfer, isSure: false });
    else if (best.length + loose.length > 0)
      found.set(line.id, {
        kind: "choose",
        payees: best.slice(0, CHOICES_MAX),
        transfers: loose.slice(0, CHOICES_MAX),
      });
    else found.set(line.id, { kind: "none", unknownCodes: codesOf(line) });
  }
  return found;
}

/** The payment codes a line has, in its comment or beside the sender's name. */
export function codesOf({ comment, counterparty }: Pick<OpenLine, "comment" | "counterparty">): string[] {
  return [...new Set([...findPaymentCodes(comment), ...findPaymentCodes(counterparty ?? "")])];
}

/**
 * How a sum may be shared out: as pledged when that is the sum; what is more goes to the last, what is less is shared by the pledges.
 * The shares are whole minor units, above zero while there are enough of them, and add up to the sum.
 */
export function shareOut(amountMinor: number, payees: readonly Payee[]): Part[] {
  const sum = payees.reduce((total, { pledgedMinor }) => total + pledgedMinor, 0);
  const share = (minor: number) =>
    amountMinor >= sum ? minor : Number((BigInt(minor) * BigInt(amountMinor)) / BigInt(sum));
  const parts = payees.map((payee) => ({ payee, amountMinor: share(payee.pledgedMinor) }));
  const last = parts.at(-1);
  if (last) last.amountMinor += amountMinor - parts.reduce((total, part) => total + part.amountMinor, 0);
  return parts;
}

function counted(
  line: OpenLine,
  named: readonly Payee[],
  transfers: readonly LooseTransfer[],
  taken: ReadonlySet<string>,
): Suggestion | undefined {
  const fits = (transfer: LooseTransfer) => {
    if (taken.has(transfer.id) || transfer.amountMinor !== line.amountMinor) return false;
    if (transfer.reference === line.reference) return true;
    const isFor = (payee: Payee) => payee.codes.some((code) => transfer.codes.includes(code));
    return named.length > 0 && named.length === transfer.codes.length && named.every(isFor) && isNear(transfer, line);
  };
  const transfer = transfers.find(fits);
  return transfer && { kind: "counted", transfer, isSure: true };
}

function byCodes(line: OpenLine, named: readonly Payee[], taken: ReadonlySet<string>): Suggestion | undefined {
  if (named.length === 0) return undefined;
  const open = named.filter(({ id, takesMoney }) => takesMoney && !taken.has(id));
  const [only] = open;
  if (!only) return { kind: "settled", payees: [...named] };
  const parts = shareOut(line.amountMinor, open);
  if (named.length === 1) return { kind: "exact", parts, isLess: line.amountMinor < only.pledgedMinor };
  const isAsPledged =
    open.length === named.length && parts.every(({ payee, amountMinor }) => amountMinor === payee.pledgedMinor);
  return isAsPledged ? { kind: "exact", parts, isLess: false } : { kind: "shares", parts };
}

function take(suggestion: Suggestion, taken: Set<string>): void {
  if (suggestion.kind === "counted") taken.add(suggestion.transfer.id);
  if (suggestion.kind === "exact" || suggestion.kind === "shares")
    for (const { payee } of suggestion.parts) taken.add(payee.id);
}

/** Whom a line without a code may be for: those whose name and amount fit, else whose amount, else whose name. */
function guesses(
  line: OpenLine,
  payees: readonly Payee[],
  transfers: readonly LooseTransfer[],
  taken: ReadonlySet<string>,
): { best: Payee[]; loose: LooseTransfer[]; by: By } {
  const inTime = payees.filter(
    ({ id, takesMoney, from, until }) => takesMoney && !taken.has(id) && from <= line.at && line.at <= until,
  );
  const byAmount = inTime.filter(({ pledgedMinor }) => pledgedMinor === line.amountMinor);
  const byName = inTime.filter(({ donorName }) => isNamed(donorName, line));
  const byBoth = byAmount.filter((payee) => byName.includes(payee));
  const loose = transfers.filter(
    (transfer) => !taken.has(transfer.id) && transfer.amountMinor === line.amountMinor && isNear(transfer, line),
  );
  if (byBoth.length > 0) return { best: byBoth, loose, by: "both" };
  if (byAmount.length > 0) return { best: unique([...byAmount, ...byName]), loose, by: "amount" };
  return { best: byName, loose, by: "name" };
}

function isNear(transfer: LooseTransfer, line: OpenLine): boolean {
  const after = transfer.at.getTime() - line.at.getTime();
  return -TYPED_BEFORE_MS <= after && after <= TYPED_WITHIN_MS;
}

/** The bank and the person may put the surname first or last. */
function isNamed(donorName: string | null, { counterparty, comment }: OpenLine): boolean {
  const name = wordsOf(donorName ?? "");
  const said = new Set([...wordsOf(counterparty ?? ""), ...wordsOf(comment)]);
  return name.length >= 2 && name.every((word) => said.has(word));
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’ʼ`]/g, "")
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);

const unique = <Item>(items: readonly Item[]) => [...new Set(items)];

import { z } from "zod";
import { statementSource } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { type StatementBalance, statementBalance } from "@/lib/donations/statements/balance";
import type { ImportedStatement } from "@/lib/donations/statements/import";
import type { MatchResult } from "@/lib/donations/statements/matches";
import { openLines, type SuggestedLine, type Taking } from "@/lib/donations/statements/queries";
import { UNREADABLE } from "@/lib/donations/statements/read";
import type { Actor } from "@/lib/identity/actor";

const instant = z.iso.datetime({ offset: true });
const minor = z.int().meta({ description: "Whole minor units of the currency" });
const count = z.int().min(0);
const tally = z.object({ count, sumMinor: minor });

const balanceAnswer = z
  .object({
    catalogMinor: minor.meta({ description: "What the catalog has by bank transfers" }),
    bankMinor: minor.meta({ description: "What came to the account and was not set aside" }),
    differenceMinor: minor.meta({ description: "Bank − catalog: open − loose + uneven, exactly" }),
    open: tally.meta({ description: "Lines that came in and are not matched" }),
    loose: tally.meta({ description: "Transfers that no line shows" }),
    uneven: tally.meta({ description: "Lines matched to a transfer of another sum, by how much they are more" }),
    matched: tally,
    setAside: tally,
    outgoing: tally,
  })
  .meta({ id: "StatementBalance" });

const partAnswer = z.object({ code: z.string(), amountMinor: minor, pledgedMinor: minor });
const lineAnswer = z
  .object({
    id: z.uuid(),
    at: instant,
    amountMinor: minor,
    comment: z.string(),
    counterparty: z.string().nullable(),
    reference: z.string(),
    suggestion: z.object({
      kind: z.enum(["exact", "counted", "shares", "probable", "choose", "settled", "none"]).meta({
        description:
          "exact: by code. counted: a transfer that was entered before. shares: several codes, the sum differs from the pledges. " +
          "probable: the only one by amount, time or name. choose: one of several. settled: the codes' money has come already",
      }),
      parts: z.array(partAnswer).meta({ description: "For exact, shares and probable: what to confirm" }),
      isLess: z.boolean().meta({ description: "Less than was promised" }),
      codes: z
        .array(z.string())
        .meta({ description: "For choose and settled: whose; for none: codes that nobody has" }),
      transferIds: z.array(z.uuid()).meta({ description: "For counted and choose: transfers to link" }),
    }),
  })
  .meta({ id: "StatementLine" });

const statementFields = {
  id: z.uuid(),
  source: z.enum(statementSource.enumValues),
  name: z.string(),
  linesRead: count,
  linesNew: count,
  createdAt: instant,
};
export const statementListAnswer = z
  .object({ items: z.array(z.object(statementFields).meta({ id: "Statement" })), nextCursor: z.string().nullable() })
  .meta({ id: "StatementList" });

export const oneStatementAnswer = z
  .object({ ...statementFields, lines: z.array(lineAnswer), balance: balanceAnswer })
  .meta({ id: "StatementInFull" });

export const importedAnswer = z
  .object({
    id: z.uuid().nullable(),
    linesRead: count,
    linesNew: count,
    unreadable: z
      .array(z.object({ line: z.int(), code: z.enum(UNREADABLE), reason: z.string() }))
      .meta({ description: "Lines of the file that are in no list, and why" }),
    lines: z.array(lineAnswer).meta({ description: "Its lines that are not matched yet, 500 at most" }),
    balance: balanceAnswer,
  })
  .meta({ id: "ImportedStatement" });

export const matchedAnswer = z
  .object({
    items: z.array(
      z.object({
        lineId: z.uuid(),
        isDone: z.boolean(),
        code: z.string().nullable().meta({ description: "What was refused" }),
        detail: z.string().nullable(),
      }),
    ),
    balance: balanceAnswer,
  })
  .meta({ id: "MatchedLines" });

export function statementOf({ id, source, name, linesRead, linesNew, createdAt }: Taking) {
  return { id, source, name, linesRead, linesNew, createdAt: createdAt.toISOString() };
}

export async function oneStatementOf(actor: Actor, campaignId: string, statement: Taking) {
  const [lines, balance] = await Promise.all([
    openLines(actor, campaignId, { statementId: statement.id }),
    statementBalance(actor, campaignId),
  ]);
  return {
    ...statementOf(statement),
    lines: lines.map(lineOf),
    balance: balanceOf(balance),
  } satisfies z.input<typeof oneStatementAnswer>;
}

export async function importedOf(actor: Actor, campaignId: string, imported: ImportedStatement, locale: Locale) {
  const { statementId, linesRead, linesNew, unreadable } = imported;
  const words = deskStatementWords(locale);
  const [lines, balance] = await Promise.all([
    statementId ? openLines(actor, campaignId, { statementId }) : [],
    statementBalance(actor, campaignId),
  ]);
  return {
    id: statementId,
    linesRead,
    linesNew,
    unreadable: unreadable.map(({ line, code }) => ({ line, code, reason: words(`unreadable.${code}`) })),
    lines: lines.map(lineOf),
    balance: balanceOf(balance),
  } satisfies z.input<typeof importedAnswer>;
}

export async function matchedOf(actor: Actor, campaignId: string, results: MatchResult[], locale: Locale) {
  const words = refusals(locale);
  return {
    items: results.map(({ lineId, refusal }) => ({
      lineId,
      isDone: refusal === null,
      code: refusal?.code ?? null,
      detail: refusal && words(refusal.code, refusal.values),
    })),
    balance: balanceOf(await statementBalance(actor, campaignId)),
  } satisfies z.input<typeof matchedAnswer>;
}

function lineOf({ suggestion, at, ...line }: SuggestedLine) {
  const parts = "parts" in suggestion ? suggestion.parts : [];
  const payees = "payees" in suggestion ? suggestion.payees : [];
  const transfers = "transfers" in suggestion ? suggestion.transfers : [];
  return {
    id: line.id,
    at: at.toISOString(),
    amountMinor: line.amountMinor,
    comment: line.comment,
    counterparty: line.counterparty,
    reference: line.reference,
    suggestion: {
      kind: suggestion.kind,
      parts: parts.map(({ payee, amountMinor }) => ({
        code: payee.code,
        amountMinor,
        pledgedMinor: payee.pledgedMinor,
      })),
      isLess: parts.some(({ payee, amountMinor }) => amountMinor < payee.pledgedMinor),
      codes: suggestion.kind === "none" ? suggestion.unknownCodes : payees.map(({ code }) => code),
      transferIds: suggestion.kind === "counted" ? [suggestion.transfer.id] : transfers.map((transfer) => transfer.id),
    },
  };
}

function balanceOf({ from: _f, to: _t, ...figures }: StatementBalance) {
  return figures;
}

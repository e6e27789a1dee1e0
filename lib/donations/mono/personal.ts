import { z } from "zod";
import { type Access, ask, MONO_URL } from "./ask";
import { currencyOf } from "./currency";

// limits of the personal API, as its own description says them (v2303, unchanged in v250818)

/** 31 days and an hour: the longest time one statement may be asked for. */
export const STATEMENT_MAX_SECONDS = 2_682_000;
/** A statement of so many lines is cut off: its older part is asked for with `to` at the time of the last line. */
export const STATEMENT_MAX_ROWS = 500;
/** Each of the two calls may be made once in this time per token, otherwise it is "busy". */
export const STATEMENT_EVERY_SECONDS = 60;

/** A card's account or a jar, in its own currency. */
export type StatementAccount = { id: string; name: string; currency: string; kind: "account" | "jar" };

/** A line of a statement: what came in is above zero, what went out below, in the account's currency. */
export type StatementRow = {
  externalId: string;
  at: Date;
  amountMinor: number;
  currency: string;
  comment: string;
  counterparty: string | null;
};

/** A bank that can be asked for statements. Both throw `ProviderFault`; "busy" means to ask again a minute later. */
export type StatementSource = {
  accounts(): Promise<StatementAccount[]>;
  /** Newest first, at most `STATEMENT_MAX_ROWS`, within `STATEMENT_MAX_SECONDS`. A longer time is the caller's to split. */
  lines(account: Pick<StatementAccount, "id" | "currency">, from: Date, to: Date): Promise<StatementRow[]>;
};

const clientAnswer = z.object({
  accounts: z
    .array(
      z.object({
        id: z.string(),
        type: z.string().optional(),
        currencyCode: z.int(),
        maskedPan: z.array(z.string()).nullish(),
        iban: z.string().optional(),
      }),
    )
    .nullish(),
  jars: z.array(z.object({ id: z.string(), title: z.string(), currencyCode: z.int() })).nullish(),
});

const statementAnswer = z.array(
  z.object({
    id: z.string().min(1).max(200),
    time: z.int(),
    description: z.string().nullish(),
    amount: z.int(),
    comment: z.string().nullish(),
    counterName: z.string().nullish(),
  }),
);

/** monobank's personal API, with the token of the person whose accounts they are. It can only read. */
export function personalClient({ token, baseUrl = MONO_URL }: { token: string; baseUrl?: string }): StatementSource {
  const access: Access = { token, baseUrl };
  return {
    async accounts() {
      const { accounts, jars } = await ask(clientAnswer, access, "/personal/client-info");
      return [
        ...(accounts ?? []).map(({ id, type, currencyCode, maskedPan, iban }) => ({
          id,
          name: [type, maskedPan?.[0] ?? iban].filter(Boolean).join(" ") || id,
          currency: currencyOf(currencyCode),
          kind: "account" as const,
        })),
        ...(jars ?? []).map(({ id, title, currencyCode }) => ({
          id,
          name: title,
          currency: currencyOf(currencyCode),
          kind: "jar" as const,
        })),
      ];
    },

    async lines(account, from, to) {
      const [since, until] = [from, to].map((time) => Math.floor(time.getTime() / 1000)) as [number, number];
      if (!(since < until && until - since <= STATEMENT_MAX_SECONDS)) {
        throw new RangeError("a statement is of a time between a second and 31 days and an hour");
      }
      const path = `/personal/statement/${encodeURIComponent(account.id)}/${since}/${until}`;
      const items = await ask(statementAnswer, access, path);
      return items.map((item) => ({
        externalId: item.id,
        at: new Date(item.time * 1000),
        amountMinor: item.amount,
        // never the line's own currencyCode: it is the operation's, while `amount` is the account's
        currency: account.currency,
        comment: item.comment ?? "",
        counterparty: item.counterName || item.description || null,
      }));
    },
  };
}

import type { ColumnMapping } from "@/db/schema";
import { findPaymentCodes } from "@/lib/core/codes";
import { cleanText } from "@/lib/core/text";
import { readMoment, readSignedMinor } from "./cells";
import type { StatementTable } from "./table";

// What banks call their columns, in lower case, without a currency in brackets. The first are monobank's own, as its exports of
// cards and jars have them in Ukrainian and English.
const NAMES = {
  at: [
    "дата і час операції",
    "дата та час операції",
    "дата та час",
    "дата і час",
    "дата операції",
    "дата транзакції",
    "дата проведення",
    "дата валютування",
    "дата",
    "date and time",
    "operation date",
    "transaction date",
    "booking date",
    "posting date",
    "value date",
    "datetime",
    "date",
  ],
  time: ["час операції", "час", "time"],
  amount: [
    "сума в валюті картки",
    "card currency amount",
    "сума у валюті картки",
    "сума в валюті рахунку",
    "сума у валюті рахунку",
    "сума операції",
    "сума зарахування",
    "сума",
    "зарахування",
    "надходження",
    "кредит",
    "amount",
    "amount in account currency",
    "credit",
    "paid in",
  ],
  debit: ["дебет", "списання", "видатки", "debit", "paid out"],
  comment: [
    "коментар до платежу",
    "коментар",
    "призначення платежу",
    "призначення",
    "деталі операції",
    "опис операції",
    "опис",
    "comment",
    "purpose of payment",
    "payment purpose",
    "payment details",
    "purpose",
    "details",
    "description",
    "message",
  ],
  counterparty: [
    "додаткова інформація",
    "контрагент",
    "назва контрагента",
    "відправник",
    "платник",
    "від кого",
    "кореспондент",
    "additional information",
    "counterparty",
    "sender",
    "payer",
    "partner name",
  ],
  // not the number of the document: that one is the payer's, and two payers have the same
  reference: [
    "id операції",
    "id транзакції",
    "номер операції",
    "номер транзакції",
    "референс",
    "id",
    "transaction id",
    "operation id",
    "reference",
  ],
  balance: ["залишок після операції", "залишок", "залишок на кінець періоду", "balance", "balance after"],
  currency: ["валюта картки", "валюта рахунку", "валюта", "currency", "account currency", "card currency"],
  kind: ["категорія операції", "тип операції", "вид операції", "категорія", "тип", "operation category", "type"],
} as const;

type Field = keyof typeof NAMES;
const FIELDS = Object.keys(NAMES) as Field[];
/** Which column is which, by the header's words. */
export type Named = Partial<Record<Field, number>>;

/** Headers that tell everything: nobody has to be asked. */
const KNOWN: readonly (readonly string[])[] = [
  ["дата і час операції", "деталі операції", "сума в валюті картки", "залишок після операції"],
  ["date and time", "description", "card currency amount", "balance"],
  ["дата та час операції", "категорія операції", "сума", "коментар до платежу"],
  ["дата та час", "категорія", "сума", "опис", "коментар"],
];

export type Guess = {
  mapping: { [Name in keyof ColumnMapping]: ColumnMapping[Name] | null };
  /** The header is a known bank's: the guess needs no look. */
  isKnown: boolean;
};

/** What each column of a table means, by the header's words and else by what stands in the columns. */
export function guessMapping({ header, rows }: Pick<StatementTable, "header" | "rows">): Guess {
  const named = readHeader(header);
  const names = header.map(plainName);
  const sample = rows.slice(0, 50).map(({ cells }) => cells);
  const at = named.at ?? columnThat(sample, header, (cell) => readMoment(cell, "UTC") !== undefined);
  const amount =
    named.amount ??
    columnThat(sample, header, (cell, nth) => nth !== at && nth !== named.balance && isMoney(cell)) ??
    undefined;
  const comment =
    columnThat(sample, header, (cell) => findPaymentCodes(cell).length > 0, 0.2) ??
    named.comment ??
    columnThat(sample, header, (cell, nth) => nth !== at && nth !== amount && /\p{L}{3}/u.test(cell), 0.5);
  return {
    mapping: {
      at: at ?? null,
      amount: amount ?? null,
      debit: named.debit ?? null,
      comment: comment ?? null,
      counterparty: named.counterparty === comment ? null : (named.counterparty ?? null),
      reference: named.reference ?? null,
    },
    isKnown: KNOWN.some((known) => known.every((name) => names.includes(name))),
  };
}

/** Whether a mapping can be used with a header: every column is there, and none means two things. */
export function fits(mapping: ColumnMapping, header: readonly string[]): boolean {
  const columns = Object.values(mapping).filter((nth) => nth !== null && nth !== undefined);
  const areThere = columns.every((nth) => Number.isInteger(nth) && nth >= 0 && nth < header.length);
  return areThere && new Set(columns).size === columns.length;
}

export function readHeader(cells: readonly string[]): Named {
  const names = cells.map(plainName);
  const named: Named = {};
  for (const field of FIELDS) {
    const [best] = NAMES[field].flatMap((name) => {
      const nth = names.indexOf(plainName(name));
      return nth < 0 ? [] : [nth];
    });
    if (best !== undefined) named[field] = best;
  }
  return named;
}

/** The currency an amount's header names, as in "Сума в валюті картки (UAH)". */
export function currencyNamed(header: string): string | undefined {
  return /\(([A-Z]{3})\)\s*$/.exec(header.trim())?.[1];
}

const TWINS: Record<string, string> = { i: "і", a: "а", c: "с", e: "е", o: "о", p: "р", x: "х", y: "у" };

// monobank itself writes "Дата i час операції" with a Latin i
export function plainName(raw: string): string {
  const name = cleanText(raw.slice(0, 200))
    .text.toLowerCase()
    .replace(/[\s,]*\((?:[a-z]{3}|грн\.?|₴)\)$/, "")
    .replace(/[_\s]+/g, " ")
    .replace(/[:,.]+$/, "")
    .trim();
  return /[а-яіїєґ]/.test(name) ? name.replace(/[iaceopxy]/g, (letter) => TWINS[letter] ?? letter) : name;
}

function isMoney(cell: string): boolean {
  return /[.,]\d{1,2}\b/.test(cell) && readSignedMinor(cell) !== null;
}

/** The column in which most of the filled cells are such, when they are enough; the first of equals. */
function columnThat(
  sample: string[][],
  header: readonly string[],
  isSuch: (cell: string, nth: number) => boolean,
  share = 0.6,
): number | undefined {
  const shares = header.map((_, nth) => {
    const cells = sample.map((row) => row[nth] ?? "").filter((cell) => cell.trim() !== "");
    return cells.length === 0 ? 0 : cells.filter((cell) => isSuch(cell, nth)).length / cells.length;
  });
  const best = Math.max(...shares);
  return best >= share ? shares.indexOf(best) : undefined;
}

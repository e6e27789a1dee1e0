import { type Answered, type Asked, listen } from "./server";

/** A line of a statement in the bank's own fields; amounts in kopiykas of the account, `currencyCode` that of the operation. */
export type FakeItem = {
  id: string;
  time: number;
  description: string;
  mcc: number;
  originalMcc: number;
  hold: boolean;
  amount: number;
  operationAmount: number;
  currencyCode: number;
  commissionRate: number;
  cashbackAmount: number;
  balance: number;
  comment?: string;
  receiptId?: string;
  counterIban?: string;
  counterName?: string;
};

export type FakePersonal = {
  url: string;
  /** An account of this id or a jar, empty. Hryvnias unless said otherwise. */
  addAccount(account: { id: string; kind: "account" | "jar"; name?: string; currencyCode?: number }): void;
  /** A line of this account or jar; what is not said is as for a top-up of a jar. Answers with the whole line. */
  addItem(account: string, item: Partial<FakeItem> & { amount: number; time: number }): FakeItem;
  close(): Promise<void>;
};

const WINDOW_MAX_SECONDS = 2_682_000;
const ROWS_MAX = 500;
const EVERY_MS = 60_000;

/**
 * The personal part of api.monobank.ua (v250818) on this machine: who the client is, and statements of accounts and jars. One
 * request of each kind in 60 seconds of `now`; what is refused for its content counts, what is refused for its haste does not.
 */
export async function startFakePersonal(options: { token: string; now?: () => Date }): Promise<FakePersonal> {
  const { token, now = () => new Date() } = options;
  const accounts = new Map<
    string,
    { kind: "account" | "jar"; name: string; currencyCode: number; items: FakeItem[] }
  >();
  const lastAt = new Map<string, number>();
  let made = 0;

  async function answer({ method, path, headers }: Asked): Promise<Answered> {
    const statement = /^\/personal\/statement\/([^/]+)\/([^/]+)(?:\/([^/]*))?$/.exec(path);
    if (method !== "GET" || (!statement && path !== "/personal/client-info")) return refusal(404, "Not found");
    if (!headers["x-token"]) return refusal(403, "Missing required header 'X-Token'");
    if (headers["x-token"] !== token) return refusal(403, "Unknown 'X-Token'");
    const kind = statement ? "statement" : "client-info";
    const at = now().getTime();
    if (at - (lastAt.get(kind) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return refusal(429, "Too many requests");
    lastAt.set(kind, at);
    if (!statement) return { status: 200, body: clientInfo() };
    const [, account = "", from, to] = statement;
    return lines(decodeURIComponent(account), Number(from), to ? Number(to) : Math.floor(at / 1000));
  }

  function clientInfo() {
    const all = [...accounts].map(([id, account]) => ({ id, ...account }));
    const balance = (items: FakeItem[]) => items.reduce((sum, { amount }) => sum + amount, 0);
    return {
      clientId: "3MSaMMtczs",
      name: "Тестова Скарбниця",
      webHookUrl: "",
      permissions: "psfj",
      accounts: all
        .filter(({ kind }) => kind === "account")
        .map(({ id, name, currencyCode, items }) => ({
          id,
          sendId: "",
          balance: balance(items),
          creditLimit: 0,
          type: name,
          currencyCode,
          cashbackType: "None",
          maskedPan: ["444403******1902"],
          iban: "UA733220010000026201234567890",
        })),
      jars: all
        .filter(({ kind }) => kind === "jar")
        .map(({ id, name, currencyCode, items }) => ({
          id,
          sendId: `jar/${id}`,
          title: name,
          description: "",
          currencyCode,
          balance: balance(items),
          goal: 0,
        })),
    };
  }

  function lines(account: string, from: number, to: number): Answered {
    const found = accounts.get(account);
    if (!found) return refusal(400, "invalid account");
    if (!Number.isInteger(from)) return refusal(400, "Invalid value field 'from'");
    if (!Number.isInteger(to)) return refusal(400, "Invalid value field 'to'");
    if (to < from || to - from > WINDOW_MAX_SECONDS) return refusal(400, "Value field 'to' out of bounds");
    const inside = found.items.filter(({ time }) => time >= from && time <= to);
    return { status: 200, body: inside.sort((a, b) => b.time - a.time).slice(0, ROWS_MAX) };
  }

  const server = await listen(answer);
  return {
    ...server,
    addAccount({ id, kind, name = kind === "jar" ? "Книги" : "black", currencyCode = 980 }) {
      accounts.set(id, { kind, name, currencyCode, items: [] });
    },
    addItem(account, item) {
      const found = accounts.get(account);
      if (!found) throw new Error(`no account ${account}`);
      made += 1;
      const line: FakeItem = {
        id: `fake${String(made).padStart(8, "0")}=`,
        description: "Поповнення банки",
        mcc: 4829,
        originalMcc: 4829,
        hold: false,
        operationAmount: item.amount,
        currencyCode: found.currencyCode,
        commissionRate: 0,
        cashbackAmount: 0,
        balance: found.items.reduce((sum, { amount }) => sum + amount, item.amount),
        ...item,
      };
      found.items.push(line);
      return line;
    },
  };
}

function refusal(status: number, errorDescription: string): Answered {
  return { status, body: { errorDescription } };
}

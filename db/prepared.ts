import type { Sql, TransactionSql } from "postgres";

const AGAIN = 3; // times a text has come before it is worth a name
const PARAMETERS_MAX = 50; // beyond it are lists and many rows at once: their texts differ each time
const TEXTS_MAX = 500; // PostgreSQL keeps a plan of each, on every connection

/**
 * The same client, whose transactions send statements that come again by name: one way to the server and back instead of two, and no
 * new plan. Drizzle names none of its own. Reads outside a transaction (search, pages, reports) are planned for the values they ask
 * about, as before. Nothing is named where the client has `prepare` off, behind a transaction pooler.
 */
export function preparing(client: Sql): Sql {
  const comesAgain = recurring();
  return withMethods(client, {
    begin: (work: (tx: TransactionSql) => unknown) => client.begin((tx) => work(inTransaction(tx, comesAgain))),
  });
}

function inTransaction(tx: TransactionSql, comesAgain: (text: string) => boolean): TransactionSql {
  return withMethods(tx, {
    unsafe: (text: string, parameters: never[] = [], options = {}) => {
      const prepare = parameters.length > 0 && parameters.length <= PARAMETERS_MAX && comesAgain(text);
      return tx.unsafe(text, parameters, { ...options, prepare });
    },
    savepoint: (work: (inner: TransactionSql) => unknown) =>
      tx.savepoint((inner) => work(inTransaction(inner, comesAgain))),
  });
}

/** Whether a text has come so often that it will come again. Those that came seldom make room for others. */
export function recurring(): (text: string) => boolean {
  const times = new Map<string, number>();
  return (text) => {
    const before = times.get(text) ?? 0;
    if (before >= AGAIN) return true;
    if (before === 0 && times.size >= TEXTS_MAX) {
      for (const [seldom, count] of times) if (count < AGAIN) times.delete(seldom);
      if (times.size >= TEXTS_MAX) return false;
    }
    times.set(text, before + 1);
    return false;
  };
}

function withMethods<Target extends object>(target: Target, methods: object): Target {
  return new Proxy(target, { get: (_, key) => Reflect.get(Object.hasOwn(methods, key) ? methods : target, key) });
}

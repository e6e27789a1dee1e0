import { eq, inArray, sql as text } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { preparing, recurring } from "@/db/prepared";
import { books } from "@/db/schema";
import { env } from "@/lib/core/env";

const clients: postgres.Sql[] = [];

/** A client of one connection, so that what it has prepared can be asked of it. */
function aDatabase(options: { prepare?: boolean } = {}) {
  const client = postgres(env.DATABASE_URL, { max: 1, onnotice() {}, ...options });
  clients.push(client);
  return { client, db: drizzle({ client: preparing(client), casing: "snake_case" }) };
}

async function preparedTexts(client: postgres.Sql): Promise<string[]> {
  const rows = await client.unsafe<{ statement: string }[]>("select statement from pg_prepared_statements");
  return rows.map(({ statement }) => statement).filter((statement) => statement.includes('"books"'));
}

let it: ReturnType<typeof aDatabase>;
beforeEach(() => {
  it = aDatabase();
});
afterAll(() => Promise.all(clients.map((client) => client.end())));

const aTitle = (of: Pick<typeof it.db, "select">, ids: string[]) =>
  of.select({ title: books.title }).from(books).where(inArray(books.id, ids));
const anId = () => crypto.randomUUID();

test("a statement that comes again in transactions is prepared once, and planned no more", async () => {
  for (let nth = 0; nth < 3; nth++) await it.db.transaction((tx) => aTitle(tx, [anId()]));
  expect(await preparedTexts(it.client)).toEqual([]);
  for (let nth = 0; nth < 5; nth++) await it.db.transaction((tx) => aTitle(tx, [anId()]));
  expect(await preparedTexts(it.client)).toHaveLength(1);
});

test("what a transaction asks inside a savepoint is prepared too", async () => {
  for (let nth = 0; nth < 5; nth++) await it.db.transaction((tx) => tx.transaction((inner) => aTitle(inner, [anId()])));
  expect(await preparedTexts(it.client)).toHaveLength(1);
});

test("reads outside a transaction are planned for what they ask about", async () => {
  for (let nth = 0; nth < 10; nth++) await aTitle(it.db, [anId()]);
  expect(await preparedTexts(it.client)).toEqual([]);
});

test("a long list is not prepared, since its text will not come again", async () => {
  for (let nth = 0; nth < 10; nth++) await it.db.transaction((tx) => aTitle(tx, Array.from({ length: 51 }, anId)));
  expect(await preparedTexts(it.client)).toEqual([]);
});

test("the client is what it was but for its transactions", () => {
  const { client } = it;
  const same = preparing(client);
  expect([same.unsafe, same.options, same.constructor]).toEqual([client.unsafe, client.options, client.constructor]);
  expect(same.begin).not.toBe(client.begin);
});

test("nothing is prepared where statements may not be, behind a transaction pooler", async () => {
  const { client, db } = aDatabase({ prepare: false });
  for (let nth = 0; nth < 10; nth++) await db.transaction((tx) => aTitle(tx, [anId()]));
  expect(await preparedTexts(client)).toEqual([]);
});

test("a prepared statement takes other values, nothing among them, and answers as before", async () => {
  const ask = (value: string | null) =>
    it.db.transaction(async (tx) => {
      const [row] = await tx.execute<{ said: string | null }>(text`select ${value}::text as said`);
      return row?.said;
    });
  for (let nth = 0; nth < 5; nth++) expect(await ask("Їжак")).toBe("Їжак");
  expect(await ask(null)).toBe(null);
  expect(await ask("O'Reilly; --")).toBe("O'Reilly; --");
  expect(await ask("")).toBe("");
});

test("a prepared statement goes on after it was refused", async () => {
  const halve = (by: number) =>
    it.db.transaction(async (tx) => {
      const [row] = await tx.execute<{ half: number }>(text`select 10 / ${by}::int as half`);
      return row?.half;
    });
  for (let nth = 0; nth < 5; nth++) expect(await halve(2)).toBe(5);
  await expect(halve(0)).rejects.toMatchObject({ cause: { code: "22012" } });
  expect(await halve(5)).toBe(2);
});

test("a prepared statement goes on while columns come and go", async () => {
  const rename = () =>
    it.db.transaction((tx) => tx.update(books).set({ title: "Тигролови" }).where(eq(books.id, anId())));
  for (let nth = 0; nth < 5; nth++) await rename();
  await it.client.unsafe("alter table books add column colour_of_spine text");
  await rename();
  await it.client.unsafe("alter table books drop column colour_of_spine");
  await rename();
});

test("of ten thousand texts that come once none stays in the way of those that come again", () => {
  const comesAgain = recurring();
  const often = () => comesAgain("select what comes again");
  for (let nth = 0; nth < 10_000; nth++) {
    expect(comesAgain(`select ${nth}`)).toBe(false);
    if (nth % 2_000 === 0) comesAgain("select now and then");
  }
  expect([often(), often(), often(), often()]).toEqual([false, false, false, true]);
  for (let nth = 0; nth < 10_000; nth++) comesAgain(`insert ${nth}`);
  expect(often()).toBe(true);
});

test("there is an end to how many texts are prepared", () => {
  const comesAgain = recurring();
  const ways = Array.from({ length: 5_000 }, (_, nth) => `select ${nth}`);
  for (let round = 0; round < 5; round++) for (const way of ways.slice(0, 500)) comesAgain(way);
  expect(ways.filter((way) => [1, 2, 3, 4, 5].map(() => comesAgain(way)).at(-1))).toHaveLength(500);
});

// A program: `driver-faults.ts <driver's file> <fault>` provokes one fault on one build of the driver and prints what came of it.
// A process of its own, since some of the faults end the process.
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type postgres from "postgres";

type Driver = typeof postgres;

const [file = "", fault = ""] = process.argv.slice(2);
const url = process.env.DATABASE_URL ?? "";
const faults = { lateStatement, waitingStatements, fullPipeline, withoutPipeline, afterLoss, storm };

export type Fault = keyof typeof faults;

const { default: driver }: { default: Driver } = await import(pathToFileURL(file).href);
console.log(JSON.stringify(await faults[fault as Fault](driver)));
process.exit(0);

/** A's backend dies; B begins on the connection that replaces it, A then writes again, and B rolls back. */
async function lateStatement(driver: Driver) {
  const closed = signal();
  const sql = connect(driver, { max: 1, onclose: () => closed.give() });
  const killer = connect(driver, { max: 1 });
  await killer`drop table if exists late`;
  await killer`create table late (who text)`;
  const inside = signal();
  const gate = signal();
  let late: Promise<string> | undefined;
  const callback = signal();

  const first = outcome(
    sql.begin(async (tx) => {
      const [me] = await tx`select pg_backend_pid() as pid`;
      await tx`insert into late values ('A before')`;
      await killer`select pg_terminate_backend(${me?.pid})`;
      await closed.given;
      const second = sql.begin(async (other) => {
        await other`insert into late values ('B')`;
        inside.give();
        await gate.given;
        throw new Error("B rolls back");
      });
      second.catch(() => {});
      await inside.given;
      late = outcome(tx`insert into late values ('A after')`);
      await late;
      setTimeout(() => gate.give(), 100);
      second.catch(() => {}).finally(() => callback.give());
    }),
  );
  await callback.given;
  await sleep(50);
  const kept = await killer`select who from late order by who`;
  return { first: await first, late: await late, kept: kept.map(({ who }) => who) };
}

async function waitingStatements(driver: Driver) {
  const sql = connect(driver, { max: 1 });
  const killer = connect(driver, { max: 1 });
  let waiting: Promise<string>[] = [];
  const whole = outcome(
    sql.begin(async (tx) => {
      const [me] = await tx`select pg_backend_pid() as pid`;
      waiting = [5, 6, 7].map((seconds) => outcome(tx`select pg_sleep(${seconds})`));
      await sleep(100);
      await killer`select pg_terminate_backend(${me?.pid})`;
      await Promise.all(waiting);
    }),
  );
  const said = await whole;
  return [said, ...(await Promise.all(waiting))];
}

/** On every busy connection BEGIN is the statement that fills the pipeline. */
async function fullPipeline(driver: Driver) {
  const sql = connect(driver, { max: 3, max_pipeline: 2 });
  const said: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const busy = [1, 2, 3].map(() => sql`select pg_sleep(0.03)`.execute());
    const plain = [1, 2, 3].map(() => sql`select 1`.execute());
    const begun = [1, 2, 3].map(() => sql.begin((tx) => tx`select 1`));
    said.push(...(await Promise.all([...busy, ...plain, ...begun].map((one) => outcome(one)))));
  }
  return said;
}

async function afterLoss(driver: Driver) {
  const sql = connect(driver, { max: 1 });
  const killer = connect(driver, { max: 1 });
  const [me] = await sql`select pg_backend_pid() as pid`;
  const running = outcome(sql`select pg_sleep(5)`);
  await sleep(100);
  await killer`select pg_terminate_backend(${me?.pid})`;
  return [await running, await outcome(sql`select 1`), await outcome(sql`select 1`)];
}

async function withoutPipeline(driver: Driver) {
  return outcome(connect(driver, { max: 2, max_pipeline: 0 }).begin((tx) => tx`select 1`));
}

/** Backends die all the time while pairs of rows are written. */
async function storm(driver: Driver) {
  const sql = connect(driver, { max: 5 });
  const killer = connect(driver, { max: 1 });
  await killer`drop table if exists pairs`;
  await killer`create table pairs (run int, half int)`;
  const pairs = Array.from({ length: 300 }, async (_, run) => {
    await sleep(run * 5);
    const pair = sql.begin(async (tx) => {
      await tx`insert into pairs values (${run}, 1)`;
      await tx`insert into pairs values (${run}, 2)`;
    });
    return { run, said: await outcome(pair, 12_000) };
  });
  for (let kill = 0; kill < 40; kill += 1) {
    await killer`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
    await sleep(40);
  }
  const reports = await Promise.all(pairs);
  const found = await killer`select run, count(*)::int as halves from pairs group by run`;
  const kept = new Set(found.map(({ run }) => run));
  return {
    hung: reports.filter(({ said }) => said === "hangs").length,
    broken: reports.filter(({ said }) => said !== "fine").length > 0,
    torn: found.filter(({ halves }) => halves !== 2).length,
    lost: reports.filter(({ run, said }) => said === "fine" && !kept.has(run)).length,
  };
}

/** "fine", the error's code, or "hangs" when that much time is not enough. */
async function outcome(work: PromiseLike<unknown>, patienceMs = 3_000): Promise<string> {
  const done = Promise.resolve(work).then(
    () => "fine",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );
  return Promise.race([done, sleep(patienceMs, "hangs")]);
}

function connect(driver: Driver, options: postgres.Options<Record<string, never>> & { max_pipeline?: number }) {
  const sql = driver(url, { onnotice() {}, ...options });
  return sql;
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

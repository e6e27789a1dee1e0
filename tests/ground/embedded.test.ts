import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findRunning, startPostgres } from "@/db/embedded/server.mjs";

const dir = join(inject("runFolder"), "embedded");
const pidFile = join(dir, "data/postmaster.pid");
let server: Awaited<ReturnType<typeof startPostgres>>;

// durable, as the product starts it: what was committed must survive the kill
beforeAll(async () => {
  const starts = await Promise.all([1, 2, 3].map(() => startPostgres({ dir, adopt: true })));
  expect(new Set(starts.map(({ port }) => port)).size).toBe(1);
  server = starts[0] ?? server;
});

afterAll(async () => {
  await (await startPostgres({ dir, adopt: true })).stop();
  expect(existsSync(pidFile)).toBe(false);
});

test("one folder has one server, however many start at once or later", async () => {
  const again = await startPostgres({ dir });
  expect(again).toMatchObject({ reused: true, port: server.port });
  await again.stop(); // it only borrowed it
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("the passwords are kept from others, and asked for", async () => {
  expect(statSync(join(dir, "keys.json")).mode & 0o777).toBe(0o600);
  const wrong = new URL(server.url);
  wrong.password = "guess";
  await expect(ask(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("the product's role may not leave its database or rise above it", async () => {
  const elsewhere = new URL(server.url);
  elsewhere.pathname = "/postgres";
  await expect(ask(elsewhere.href, "select 1")).rejects.toMatchObject({ code: "42501" });
  await expect(ask(server.url, "create role somebody")).rejects.toMatchObject({ code: "42501" });
});

test("a server killed on the spot starts again with everything it had confirmed", async () => {
  await ask(server.url, "create table kept as select 42 as answer");
  const pid = findRunning(dir) ?? 0;
  process.kill(pid, "SIGKILL");
  while (findRunning(dir) === pid) await sleep(10);
  server = await startPostgres({ dir, adopt: true });
  expect(await ask(server.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test.runIf(process.platform === "linux")("a pid file that names somebody else's process is no server", async () => {
  await server.stop();
  writeFileSync(pidFile, `${process.pid}\n${dir}/data\n1\n5432\n`);
  server = await startPostgres({ dir, adopt: true });
  expect(server.reused).toBe(false);
  expect(await ask(server.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

async function ask(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice() {} });
  return [...(await sql.unsafe(statement).finally(() => sql.end()))];
}

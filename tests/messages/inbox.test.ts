import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { listInbox } from "@/lib/messages/inbox";
import { minutesAfter, NOON } from "../support/times";

const folders: string[] = [];
afterEach(async () => {
  env.DEV_INBOX = undefined;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function anInbox() {
  const folder = await mkdtemp(join(tmpdir(), "bookraiser-inbox-"));
  folders.push(folder);
  env.DEV_INBOX = folder;
  return async (name: string, body: string, minutes = 0) => {
    const path = join(folder, name);
    const head = "From: a@example.org\r\nTo: olena@example.org\r\nSubject: =?utf-8?B?0JrQvtC0?=\r\n";
    await writeFile(path, `${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`);
    await utimes(path, minutesAfter(NOON, minutes), minutesAfter(NOON, minutes));
  };
}

test("shows nothing outside development, and nothing before the first mail", async () => {
  env.DEV_INBOX = undefined;
  expect(await listInbox()).toEqual([]);
  env.DEV_INBOX = join(tmpdir(), "bookraiser-no-such-inbox");
  expect(await listInbox()).toEqual([]);
});

test("shows the newest mails first, with the codes that stand alone", async () => {
  const put = await anInbox();
  await put("b.eml", "Вітаємо!\r\n\r\n048213\r\n\r\nЄДРПОУ 123456, 39696398\r\n\r\n1234567", 1);
  await put("a.eml", "Без коду", 2);
  await put(".half.eml", "111111", 3);
  await put("notes.txt", "222222", 4);
  const mails = await listInbox();
  expect(mails).toMatchObject([
    { at: minutesAfter(NOON, 2), to: "olena@example.org", subject: "Код", codes: [] },
    { at: minutesAfter(NOON, 1), codes: ["048213"] },
  ]);
  expect(mails[1]?.text).toContain("Вітаємо!");
});

test("shows fifty at most", async () => {
  const put = await anInbox();
  for (let index = 0; index < 55; index++) await put(`${index}.eml`, `${index}`, index);
  const mails = await listInbox();
  expect(mails).toHaveLength(50);
  expect(mails[0]?.text.trim()).toBe("54");
});

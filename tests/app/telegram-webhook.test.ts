import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { answerWebhook } from "@/app/_cli/webhooks";
import { db } from "@/db/client";
import { telegramMarks } from "@/db/schema";
import { env } from "@/lib/core/env";
import { chatState, makeChatLink } from "@/lib/messages/telegram/chats";
import { listenToBot } from "@/lib/messages/telegram/updates";
import { startFakeTelegram } from "../fakes/telegram/server";
import { aCommunity, aMember } from "../support/factories";

const SECRET = "a-secret-that-Telegram-was-given";
const { TELEGRAM_TOKEN, TELEGRAM_API_URL, TELEGRAM_WEBHOOK_SECRET, APP_URL } = env;
const came = vi.fn();
const server = createServer((request, response) => {
  if (!answerWebhook(request, response, came)) response.writeHead(418).end();
});
let telegram: Awaited<ReturnType<typeof startFakeTelegram>>;

beforeEach(async () => {
  telegram = await startFakeTelegram();
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  env.TELEGRAM_TOKEN = telegram.token;
  env.TELEGRAM_API_URL = telegram.url;
  env.TELEGRAM_WEBHOOK_SECRET = SECRET;
  env.APP_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  Object.assign(env, { TELEGRAM_TOKEN, TELEGRAM_API_URL, TELEGRAM_WEBHOOK_SECRET, APP_URL });
  await telegram.close();
  await db.delete(telegramMarks);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const call = (secret: string | undefined, body: BodyInit = JSON.stringify({ update_id: 1 })) =>
  fetch(`${env.APP_URL}/api/telegram/webhook`, {
    method: "POST",
    headers: secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret },
    body,
  });

test("Telegram is told the address once, calls it, and an update that comes three times counts once", async () => {
  await listenToBot();
  await listenToBot();
  expect(telegram.calls.filter((method) => method === "setWebhook")).toHaveLength(1);
  expect(telegram.hookUrl()).toContain(`${env.APP_URL}/api/telegram/webhook`);

  telegram.repeat(3);
  const member = await aMember((await aCommunity()).id);
  const user = telegram.person(77);
  await user.writes(`/start ${new URL(await makeChatLink(member)).searchParams.get("start")}`);
  expect(telegram.hooked).toEqual([200, 200, 200]);
  expect(await chatState(member)).toBe("linked");
  await expect.poll(() => user.heard().length).toBe(1);
  expect(user.heard()[0]?.text).toContain("Готово!");
  expect(came).not.toHaveBeenCalled(); // nothing waits to be handled
});

test("a new secret is told to Telegram, and without one the bot asks again", async () => {
  await listenToBot();
  env.TELEGRAM_WEBHOOK_SECRET = "another-secret-for-Telegram";
  await listenToBot();
  expect(telegram.calls.filter((method) => method === "setWebhook")).toHaveLength(2);

  env.TELEGRAM_WEBHOOK_SECRET = undefined;
  expect(await listenToBot()).toBe(0); // the call was refused, and the webhook taken away
  const user = telegram.person(78);
  await user.writes("/start");
  expect(await listenToBot()).toBe(1);
});

test("whoever does not know the secret changes nothing", async () => {
  const member = await aMember((await aCommunity()).id);
  const text = `/start ${new URL(await makeChatLink(member)).searchParams.get("start")}`;
  const update = JSON.stringify({ update_id: 9, message: { chat: { id: 5, type: "private" }, text } });
  for (const secret of [undefined, "", "a-secret-that-Telegram-was-givem", SECRET.slice(0, -1)])
    expect((await call(secret, update)).status).toBe(400);
  expect(await chatState(member)).toBe("none");
  expect((await call(SECRET, update)).status).toBe(200);
  expect(await chatState(member)).toBe("linked");
});

test("what is no update is taken and forgotten; what is too long, or asked for in another way, is not", async () => {
  for (const body of ["{", "null", "[]", '{"update_id":"x"}', '{"update_id":3,"message":7}'])
    expect((await call(SECRET, body)).status, body).toBe(200);
  expect((await fetch(`${env.APP_URL}/api/telegram/webhook`)).status).toBe(405);
  expect((await call(SECRET, "x".repeat(300_000)).catch(() => ({ status: 413 }))).status).toBe(413);
});

test("while the bot is off, or asks by itself, the address does not exist", async () => {
  env.TELEGRAM_WEBHOOK_SECRET = undefined;
  expect((await call(SECRET)).status).toBe(404);
  env.TELEGRAM_WEBHOOK_SECRET = SECRET;
  env.TELEGRAM_TOKEN = undefined;
  expect((await call(SECRET)).status).toBe(404);
});

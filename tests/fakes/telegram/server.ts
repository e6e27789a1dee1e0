import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { whatIsWrongWith } from "./message";

/**
 * What may happen to the next message: Telegram takes long, wants a pause, is broken, takes the message and loses the answer, or
 * answers with no JSON.
 */
export type Trouble = "slow" | "broken" | "lost answer" | "no json" | { pause: number };

export type Said = { chatId: string; text: string; buttons: { text: string; url: string }[] };
type User = { id: number; language: string; hasStarted: boolean; hasBlocked: boolean };
type Update = Record<string, unknown> & { update_id: number };
type Hook = { url: string; secret: string };

const USERNAME = "bookraiser_test_bot";

/**
 * Telegram's Bot API on this machine: people who write to one bot and block it, its updates by getUpdates or by a webhook, and the
 * messages it sent. What it refuses and how follows the API's documentation; `plan` makes the next messages go wrong.
 */
export async function startFakeTelegram(token = "7001:a_token_of_the_tests") {
  const users = new Map<number, User>();
  const said: Said[] = [];
  const planned: Trouble[] = [];
  const calls: string[] = [];
  let updates: Update[] = [];
  let nextId = 500;
  let hook: Hook | undefined;
  let waiting: (() => void)[] = [];
  let slowMs = 200;
  let copies = 1;
  const hooked: number[] = [];

  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const [, given, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? "") ?? [];
    const parameters = await readJson(request);
    calls.push(method);
    if (given !== token) return refuse(response, 401, "Unauthorized");
    const call = METHODS[method];
    if (!call) return refuse(response, 404, "Not Found");
    await call(parameters, response, request);
  }

  const METHODS: Record<string, (p: Record<string, unknown>, response: ServerResponse, r: IncomingMessage) => unknown> =
    {
      getMe: (_, response) => give(response, { id: 7001, is_bot: true, first_name: "Bookraiser", username: USERNAME }),
      getWebhookInfo: (_, response) => give(response, { url: hook?.url ?? "", pending_update_count: updates.length }),
      deleteWebhook: (_, response) => {
        hook = undefined;
        give(response, true);
      },
      setWebhook: ({ url, secret_token: secret }, response) => {
        hook = { url: String(url), secret: String(secret ?? "") };
        give(response, true);
      },
      getUpdates,
      sendMessage,
    };

  async function getUpdates({ offset, timeout }: Record<string, unknown>, response: ServerResponse) {
    if (hook) return refuse(response, 409, "Conflict: can't use getUpdates method while webhook is active");
    const from = Number(offset ?? 0);
    updates = updates.filter(({ update_id }) => update_id >= from); // what was read before is confirmed, and gone
    if (updates.length === 0 && Number(timeout) > 0) {
      const came = new Promise<void>((resolve) => waiting.push(resolve));
      await Promise.race([came, sleep(Number(timeout) * 1_000, undefined, { ref: false })]);
    }
    give(
      response,
      updates.slice(0, 100).flatMap((update) => Array<Update>(copies).fill(update)),
    );
  }

  async function sendMessage(parameters: Record<string, unknown>, response: ServerResponse, request: IncomingMessage) {
    const trouble = planned.shift();
    if (trouble === "slow") await sleep(slowMs);
    if (trouble === "broken") return refuse(response, 500, "Internal Server Error");
    if (trouble === "no json") return void response.writeHead(502).end("<html>Bad Gateway</html>");
    if (typeof trouble === "object") {
      const words = `Too Many Requests: retry after ${trouble.pause}`;
      return refuse(response, 429, words, { retry_after: trouble.pause });
    }
    const user = users.get(Number(parameters.chat_id));
    if (!user?.hasStarted) return refuse(response, 400, "Bad Request: chat not found");
    if (user.hasBlocked) return refuse(response, 403, "Forbidden: bot was blocked by the user");
    const wrong = whatIsWrongWith(parameters);
    if (wrong) return refuse(response, 400, `Bad Request: ${wrong}`);
    const markup = (parameters.reply_markup ?? {}) as { inline_keyboard?: Said["buttons"][] };
    said.push({
      chatId: String(parameters.chat_id),
      text: String(parameters.text),
      buttons: (markup.inline_keyboard ?? []).flat(),
    });
    if (trouble === "lost answer") return void request.socket.destroy();
    give(response, { message_id: said.length, chat: { id: user.id, type: "private" } });
  }

  async function push(update: Record<string, unknown>): Promise<void> {
    const full = { update_id: nextId++, ...update };
    if (hook) return callHook(hook, full);
    updates.push(full);
    for (const wake of waiting) wake();
    waiting = [];
  }

  async function callHook({ url, secret }: Hook, update: Update) {
    for (let times = 0; times < copies; times++) {
      const { status } = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
        body: JSON.stringify(update),
      });
      hooked.push(status);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    username: USERNAME,
    said,
    calls,
    hooked,
    hookUrl: () => hook?.url,
    plan: (...troubles: Trouble[]) => void planned.push(...troubles),
    /** How long a slow answer takes from now on. */
    slow: (ms: number) => {
      slowMs = ms;
    },
    /** Every update comes so often. */
    repeat: (times: number) => {
      copies = times;
    },
    /** The next update gets this number, as after a quiet week. */
    numberFrom: (id: number) => {
      nextId = id;
    },
    /** Somebody in Telegram. */
    person(id: number, language = "uk") {
      const user: User = { id, language, hasStarted: false, hasBlocked: false };
      users.set(id, user);
      const chat = { id, type: "private" };
      const from = { id, is_bot: false, language_code: language };
      const moved = (status: string) => ({ my_chat_member: { chat, from, new_chat_member: { status } } });
      return {
        chatId: String(id),
        async writes(text: string) {
          user.hasStarted = true;
          await push({ message: { message_id: nextId, chat, from, text } });
        },
        async blocks({ silently = false } = {}) {
          user.hasBlocked = true;
          if (!silently) await push(moved("kicked"));
        },
        async unblocks() {
          user.hasBlocked = false;
          await push(moved("member"));
        },
        heard: () => said.filter(({ chatId }) => chatId === String(id)),
      };
    },
    push,
    async close() {
      for (const wake of waiting) wake();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function give(response: ServerResponse, result: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, result }));
}

function refuse(response: ServerResponse, code: number, description: string, parameters?: object): void {
  response
    .writeHead(code, { "content-type": "application/json" })
    .end(JSON.stringify({ ok: false, error_code: code, description, ...(parameters && { parameters }) }));
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return {};
  }
}

import { expect, onTestFinished } from "vitest";
import { NOON } from "../../support/times";
import { startFakeAcquiring } from "./acquiring";
import { startReceiver } from "./receiver";

const TOKEN = "a test merchant";

type Api = Awaited<ReturnType<typeof aBank>>["api"];

/** A bank with a clock that stands at noon, asked over HTTP, and a shop that takes its webhooks. */
export async function aBank(options: { answer?: () => number; seed?: number; file?: string } = {}) {
  const clock = { now: NOON };
  const shop = await startReceiver(options.answer);
  const { seed, file } = options;
  const fake = await startFakeAcquiring({ token: TOKEN, now: () => clock.now, retryMs: 5, seed, file });
  onTestFinished(async () => {
    await Promise.all([fake.close(), shop.close()]);
  });
  async function api(method: "GET" | "POST", path: string, body?: object) {
    const headers = { "X-Token": TOKEN };
    const response = await fetch(`${fake.url}${path}`, { method, headers, body: body && JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }
  return { fake, api, shop, clock };
}

/** An invoice of 400 hryvnias. */
export async function aBill(api: Api, more: object = {}): Promise<{ invoiceId: string; pageUrl: string }> {
  const answer = await api("POST", "/api/merchant/invoice/create", {
    amount: 40_000,
    merchantPaymInfo: { reference: "attempt-1", destination: "Внесок за <книгу>" },
    redirectUrl: "https://books.example/back",
    ...more,
  });
  expect(answer.status).toBe(200);
  return answer.body;
}

export async function status(api: Api, invoiceId: string) {
  return (await api("GET", `/api/merchant/invoice/status?invoiceId=${invoiceId}`)).body;
}

/** What the payer does on the page. */
export function press(pageUrl: string, act: string) {
  return fetch(pageUrl, { method: "POST", body: new URLSearchParams({ act }), redirect: "manual" });
}

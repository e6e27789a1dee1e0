import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** The codes of `TrackingDocument.getStatusDocuments` that the fake walks a parcel through. */
export const CODES = {
  created: "1",
  onTheWay: "5",
  atBranch: "7",
  received: "9",
  paid: "10",
  settled: "11",
  refused: "102",
  notTaken: "103",
};

/** What may happen to the next call: it takes long, is refused before it is looked at, or its answer is lost or is no answer. */
export type Trouble = "slow" | "busy" | "broken" | "hangUp" | "noJson" | "failed";

export type FakeCarrier = {
  url: string;
  /** The parcel with this waybill is now at this code. One that was never set is unknown: code "3". */
  put(waybill: string, code: string): void;
  /** What happens to the next call. */
  plan(trouble: Trouble): void;
  /** The waybills of each call that was answered as it should be. */
  calls: string[][];
  /** Calls that came at all. */
  asked(): number;
  close(): Promise<void>;
};

type Asked = {
  apiKey?: unknown;
  modelName?: unknown;
  calledMethod?: unknown;
  methodProperties?: { Documents?: { DocumentNumber?: unknown }[] };
};

const DOCUMENTS_MAX = 100;

/** Nova Poshta's API 2.0 on this machine, as far as parcels are followed. `slowMs` is how long a slow answer takes. */
export async function startFakeCarrier({ key, slowMs = 200 }: { key: string; slowMs?: number }): Promise<FakeCarrier> {
  const parcels = new Map<string, string>();
  const planned: Trouble[] = [];
  const calls: string[][] = [];
  let asked = 0;

  const server = createServer(async (request, response) => {
    asked += 1;
    const trouble = planned.shift();
    const body = await readJson(request);
    if (trouble === "hangUp") return void request.socket.destroy();
    if (trouble === "slow") await sleep(slowMs);
    if (trouble === "busy") return void response.writeHead(429).end("Too Many Requests");
    if (trouble === "broken") return void response.writeHead(502).end("<html>Bad Gateway</html>");
    if (trouble === "noJson") return void response.writeHead(200).end("<html>maintenance</html>");
    const answer = trouble === "failed" ? refusal("Service is temporarily unavailable") : answerTo(body);
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  });

  function answerTo({ apiKey, modelName, calledMethod, methodProperties }: Asked) {
    if (apiKey !== key) return refusal("API key is invalid");
    if (modelName !== "TrackingDocument" || calledMethod !== "getStatusDocuments") return refusal("Method is unknown");
    const numbers = (methodProperties?.Documents ?? []).map(({ DocumentNumber }) => String(DocumentNumber));
    if (numbers.length === 0 || numbers.length > DOCUMENTS_MAX) return refusal("Documents count is invalid");
    calls.push(numbers);
    const data = numbers.map((waybill) => ({ Number: waybill, StatusCode: parcels.get(waybill) ?? "3", Status: "…" }));
    return { success: true, data, errors: [], warnings: [], info: [] };
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v2.0/json/`,
    put: (waybill, code) => void parcels.set(waybill, code),
    plan: (trouble) => void planned.push(trouble),
    calls,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refusal(text: string) {
  return { success: false, data: [], errors: [text], warnings: [], info: [] };
}

async function readJson(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return {};
  }
}

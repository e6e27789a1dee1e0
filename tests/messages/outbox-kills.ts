import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/db/client";
import { messages } from "@/db/schema";
import { aCommunity, aMember } from "../support/factories";
import { NOON } from "../support/times";
import { aMailSink } from "./support";

export type Delivered = { promised: string[]; arrived: string[]; kills: number };

/**
 * Mails wait, and the program that sends them is killed (SIGKILL) so many times, each time while a mail is on its way: when the
 * server has it and has not said so, or a moment after it did. Answers the Message-IDs that were promised and those that arrived.
 */
export async function deliverUnderKills(
  count: number,
  times: number,
  how: "as it is" | "careless",
): Promise<Delivered> {
  const promised = await manyWaiting(count);
  const every = Math.floor(count / (times + 1));
  let [seen, kills] = [0, 0];
  let deliverer: ReturnType<typeof start> | undefined;
  const sink = await aMailSink(async () => {
    seen += 1;
    if (seen % every !== 0 || kills >= times) return;
    kills += 1;
    const dies = deliverer;
    if (kills % 2 === 1) dies?.kill("SIGKILL");
    else setTimeout(() => dies?.kill("SIGKILL"), kills % 8);
  });
  for (let starts = 0; ; starts++) {
    if (starts > times * 3 + 3) throw new Error("The deliverer does not come to an end");
    deliverer = start(sink.url, how);
    const [code, signal] = await once(deliverer, "exit");
    if (code === 0) break;
    if (signal !== "SIGKILL") throw new Error(`The deliverer ended with ${code ?? signal}`);
  }
  await sleep(50); // a connection that was cut is noticed
  await sink.close();
  return { promised, arrived: sink.mails.map(({ messageId }) => messageId ?? ""), kills };
}

function start(smtpUrl: string, how: string) {
  return spawn(process.execPath, ["--import", "tsx", "tests/messages/outbox-deliverer.ts", how], {
    cwd: resolve(import.meta.dirname, "../.."),
    env: { ...process.env, SMTP_URL: smtpUrl, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function manyWaiting(count: number): Promise<string[]> {
  const { communityId, personId } = await aMember((await aCommunity()).id);
  const row = {
    communityId,
    personId,
    kind: "sign_in_code" as const,
    locale: "uk" as const,
    payload: { code: "048213" },
  };
  const made = await db
    .insert(messages)
    .values(Array.from({ length: count }, () => ({ ...row, createdAt: NOON, deliverAfter: NOON })))
    .returning({ id: messages.id });
  return made.map(({ id }) => `<${id}@localhost>`);
}

import { uuidv7 } from "uuidv7";
import { sql } from "@/db/client";
import { log } from "@/lib/core/log";

export type Click = {
  communityId: string;
  linkId: string | null;
  at: Date;
  visitor: string;
  isQr: boolean;
  botReason: string | null;
  app: string;
  referrerHost: string | null;
  orphanCode: string | null;
};

/** The community of clicks on codes that nobody ever made. */
export const NOBODYS = "00000000-0000-0000-0000-000000000000";

type Waiting = { row: Row; answer: (isKept: boolean) => void; since: number };

/** A click as it travels: names of one letter, nothing for what is empty, and a time in milliseconds take half as long to write and read. */
type Row = ReturnType<typeof rowOf>;

const rowOf = (click: Click) => ({
  c: click.communityId,
  i: uuidv7(),
  l: click.linkId ?? undefined,
  t: click.at.getTime(),
  v: click.visitor,
  q: click.isQr || undefined,
  b: click.botReason ?? undefined,
  a: click.app,
  r: click.referrerHost ?? undefined,
  o: click.orphanCode ?? undefined,
});

const ANSWER_MS = 2_000;
const TRIED_FOR_MS = 30_000;
const AGAIN_MS = 100;
const WAITING_MAX = 20_000;
const ONE_STATEMENT_MAX = 2_000;
const AT_ONCE_MAX = 2; // statements under way
const WORTH_ANOTHER = 64; // so many waiting do not wait for the one before

let waiting: Waiting[] = [];
const underWay = new Set<Waiting[]>();
let watch: NodeJS.Timeout | undefined;
let writers = 0;

/**
 * Keeps a click for good before the visitor is sent on: answers true once it is on disk. What comes while a statement is under way
 * shares the next one, so that a post everybody opens at once needs few. While the database is away the answer is false after two
 * seconds, so that nobody waits; the click is still written if the database is back within half a minute.
 */
export function keepClick(click: Click): Promise<boolean> {
  if (waiting.length >= WAITING_MAX) return Promise.resolve(false);
  return new Promise((answer) => {
    waiting.push({ row: rowOf(click), answer, since: performance.now() });
    if (writers === 0 || (writers < AT_ONCE_MAX && waiting.length >= WORTH_ANOTHER)) void writeWaiting();
  });
}

async function writeWaiting(): Promise<void> {
  writers += 1;
  watch ??= setInterval(answerLate, AGAIN_MS);
  while (waiting.length > 0) {
    const batch = waiting.slice(0, ONE_STATEMENT_MAX);
    waiting = waiting.slice(ONE_STATEMENT_MAX);
    underWay.add(batch);
    try {
      await insert(batch);
      for (const { answer } of batch) answer(true);
    } catch (error) {
      log.warn({ err: error, clicks: batch.length }, "clicks could not be kept yet");
      const since = performance.now() - TRIED_FOR_MS;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      waiting = [...batch.filter((one) => one.since > since), ...waiting];
    }
    underWay.delete(batch);
  }
  writers -= 1;
  if (writers > 0) return;
  clearInterval(watch);
  watch = undefined;
}

/** A statement may hang while the database comes back: its clicks wait for it, their visitors do not. */
function answerLate(): void {
  const since = performance.now() - ANSWER_MS;
  for (const { answer } of [...underWay, waiting].flat().filter((one) => one.since < since)) answer(false);
}

/** By the id made here, so that a statement whose answer was lost counts nothing twice. */
async function insert(batch: readonly Waiting[]): Promise<void> {
  const rows = JSON.stringify(batch.map(({ row }) => row));
  await sql`
    insert into clicks (community_id, id, link_id, at, visitor, is_qr, bot_reason, app, referrer_host, orphan_code)
    select c, i, l, to_timestamp(t / 1000.0), v, coalesce(q, false), b, a, r, o
    from json_to_recordset(${rows}::text::json) as row (
      c uuid, i uuid, l uuid, t bigint, v text, q boolean, b text, a text, r text, o text)
    on conflict do nothing`;
}

import { z } from "zod";
import { env } from "@/lib/core/env";

const ANSWER_WITHIN_MS = 5_000;

/** What the Bot API says to a call: what was asked for, or why not. */
const answerSchema = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string().default(""),
    parameters: z.object({ retry_after: z.number().optional() }).optional(),
  }),
]);

/** A "no" of Telegram's, or `status` 0 when it said nothing that can be read. Never carries the token. */
export class BotFault extends Error {
  override name = "BotFault";
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export type Bot = {
  /** The number its token begins with: the same bot keeps it when its token is changed. */
  id: string;
  /** One method of the Bot API. Answers its result; throws `BotFault`. `waitMs` is how long Telegram itself may take its time. */
  call(method: string, parameters: Record<string, unknown>, waitMs?: number): Promise<unknown>;
};

export const isTelegramOn = () => env.TELEGRAM_TOKEN !== undefined;

/** This installation's bot, if it has one. */
export function ourBot(): Bot | undefined {
  return env.TELEGRAM_TOKEN ? botOf(env.TELEGRAM_TOKEN, env.TELEGRAM_API_URL) : undefined;
}

export function botOf(token: string, address: string): Bot {
  const base = `${address.replace(/\/+$/, "")}/bot${token}`;
  return {
    id: token.split(":", 1)[0] ?? "",
    async call(method, parameters, waitMs = 0) {
      const answer = await ask(`${base}/${method}`, parameters, ANSWER_WITHIN_MS + waitMs);
      if (answer.ok) return answer.result;
      throw new BotFault(answer.error_code, answer.description, answer.parameters?.retry_after);
    },
  };
}

async function ask(url: string, parameters: Record<string, unknown>, limitMs: number) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(parameters),
      redirect: "error",
      signal: AbortSignal.timeout(limitMs),
    });
    const read = answerSchema.safeParse(await response.json());
    if (read.success) return read.data;
    throw new BotFault(response.status >= 400 ? response.status : 0, "an answer that cannot be read");
  } catch (error) {
    if (error instanceof BotFault) throw error;
    // the address, which has the token in it, is in none of these
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new BotFault(0, isLate ? "no answer in time" : "no answer");
  }
}

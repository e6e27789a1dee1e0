import pino from "pino";
import { env } from "./env";

/** One JSON line per event. Addresses, agents and private tokens never go in. */
export const log = pino({ level: env.LOG_LEVEL, redact: ["email", "phone", "token", "*.email", "*.phone", "*.token"] });

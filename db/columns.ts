import { bigint, char, timestamp, uuid } from "drizzle-orm/pg-core";
import { uuidv7 } from "uuidv7";

/** The columns every table shares, so that ids, instants and money look the same everywhere. */
export const id = () => uuid().notNull().$defaultFn(uuidv7);
export const communityId = () => uuid().notNull();
export const instant = () => timestamp({ withTimezone: true });
export const createdAt = () => instant().notNull().defaultNow();
/** Whole minor units (kopiykas, cents) of the row's currency. */
export const amountMinor = () => bigint({ mode: "number" });
/** ISO 4217, for example UAH. */
export const currency = () => char({ length: 3 }).notNull();

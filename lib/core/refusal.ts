import type { Values } from "./i18n/bilingual";
import type { RefusalCode } from "./i18n/messages/refusals";

/** An expected "no" with a reason a person can read. Anything else thrown is a fault. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly values: Values = {},
  ) {
    super(code);
    this.name = "Refusal";
  }
}

export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  param?: string;
}

/** An answer of Stripe's that is a no. */
export class StripeFailure extends Error {
  /** @param kept whether the answer stays under the idempotency key: it does once the request began to be executed */
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly kept: boolean,
  ) {
    super(body.message);
  }
}

type Details = Pick<ErrorBody, "code" | "param">;

/** A no to the parameters themselves, before anything is executed. */
export const invalid = (message: string, details: Details = {}) =>
  new StripeFailure(400, { type: "invalid_request_error", message, ...details }, false);

/** A no that came of executing the request. */
export const refused = (message: string, details: Details = {}) =>
  new StripeFailure(400, { type: "invalid_request_error", message, ...details }, true);

export const noSuch = (noun: string, id: string, param: string) =>
  new StripeFailure(
    404,
    { type: "invalid_request_error", message: `No such ${noun}: '${id}'`, code: "resource_missing", param },
    true,
  );

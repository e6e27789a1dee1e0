export type CardOutcome = "paid" | "declined" | "processing";

export interface TestCard {
  number: string;
  /** What happens, for the list on the page. */
  hint: string;
  outcome: CardOutcome;
  decline?: { code: string; declineCode: string; message: string };
  /** How an asynchronous payment ends when nobody decides otherwise. */
  settles?: boolean;
  /** How its refunds begin. */
  refunds?: "pending";
}

/** The numbers Stripe has for tests, and two of our own for payments that are decided later. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: "4242424242424242", hint: "pays at once", outcome: "paid" },
  {
    number: "4000000000000002",
    hint: "is declined",
    outcome: "declined",
    decline: { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." },
  },
  {
    number: "4000000000009995",
    hint: "has insufficient funds",
    outcome: "declined",
    decline: { code: "card_declined", declineCode: "insufficient_funds", message: "Your card has insufficient funds." },
  },
  { number: "4000000000007726", hint: "pays; its refunds stay pending", outcome: "paid", refunds: "pending" },
  { number: "4000000000006009", hint: "is decided later, and succeeds", outcome: "processing", settles: true },
  { number: "4000000000007007", hint: "is decided later, and fails", outcome: "processing", settles: false },
];

export const GOOD_CARD = "4242424242424242";

/** The card behind what was typed; a number that is no card's at all comes back as undefined. */
export function readCard(typed: string): TestCard | undefined {
  const number = typed.replace(/[\s-]/g, "");
  const known = TEST_CARDS.find((card) => card.number === number);
  if (known || !isCardNumber(number)) return known;
  // real Checkout declines live cards in test mode
  const message = "Your card was declined. Your request was in test mode, but used a non test card.";
  const decline = { code: "card_declined", declineCode: "test_mode_live_card", message };
  return { number, hint: "", outcome: "declined", decline };
}

/** The test card a charge was made with, by the digits that a charge shows. */
export const cardEnding = (last4: string | null | undefined) =>
  TEST_CARDS.find((card) => card.number.endsWith(last4 ?? "none"));

export const spaced = (number: string) => number.replace(/(.{4})(?=.)/g, "$1 ");

/** Luhn's check, which catches a mistyped digit. */
function isCardNumber(number: string): boolean {
  if (!/^\d{13,19}$/.test(number)) return false;
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

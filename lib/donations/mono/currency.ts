/** What hryvnia is in ISO 4217's numbers, in which monobank names currencies. */
export const HRYVNIA = 980;

const LETTERS: Record<number, string> = {
  [HRYVNIA]: "UAH",
  978: "EUR",
  840: "USD",
  826: "GBP",
  985: "PLN",
  756: "CHF",
  203: "CZK",
  124: "CAD",
  348: "HUF",
  946: "RON",
};

/** "UAH" for 980. A currency the product does not know stays its number, so that it equals no campaign's. */
export function currencyOf(code: number): string {
  return LETTERS[code] ?? String(code).padStart(3, "0");
}

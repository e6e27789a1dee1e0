/** What may be charged here, in the order Stripe names them. */
const CURRENCIES = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp " +
    "cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr " +
    "isk jmd jpy kes kgs khr kmf krw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn " +
    "nad ngn nio nok npr nzd pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std " +
    "szl thb tjs top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw"
  ).split(" "),
);

// hryvnias have no minimum of their own: 25 ₴ stands for what converts to half a dollar
const MINIMUM_MINOR: Record<string, number> = {
  ...{ usd: 50, eur: 50, gbp: 30, pln: 200, czk: 1500, chf: 50, cad: 50, aud: 50, nzd: 50, sgd: 50, brl: 50, inr: 50 },
  ...{ dkk: 250, nok: 300, sek: 300, hkd: 400, huf: 17_500, ron: 200, bgn: 100, mxn: 1000, myr: 200, thb: 1000 },
  ...{ aed: 200, jpy: 50, uah: 2500 },
};

export const MAXIMUM_MINOR = 99_999_999;

/** Taken by Stripe for every dispute, in the currency's minor units, and kept whoever wins. */
export const DISPUTE_FEE_MINOR = 1500;

export const isCurrency = (code: string) => CURRENCIES.has(code);

export const currencyNames = () => [...CURRENCIES].join(", ");

/** The least that can be paid, in minor units. */
export const minimumMinor = (currency: string) => MINIMUM_MINOR[currency] ?? 50;

/** What Stripe keeps of a payment: 2.9 % rounded up, and 30 minor units. */
export const feeMinor = (amountMinor: number) => Math.ceil((amountMinor * 29) / 1000) + 30;

/** The way Checkout shows an amount in English. */
export function formatMoney(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency: currency.toUpperCase(),
    currencyDisplay: "narrowSymbol",
  });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

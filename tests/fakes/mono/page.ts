import type { FakeInvoice } from "./invoice";

/** The payment page: plain forms, no script, and nobody may take it for the bank's. */
export function paymentPage(invoice: FakeInvoice, payable: boolean): string {
  const amount = hryvnias(invoice.amount);
  const buttons = payable
    ? `<button name="act" value="pay">Сплатити ${amount}</button>
      <button name="act" value="decline">Відхилити картку</button>`
    : "";
  const leave = invoice.redirectUrl
    ? `<button name="act" value="leave">${payable ? "Повернутися без оплати" : "Повернутися на сайт"}</button>`
    : "";
  return page(`<h1>${amount}</h1>
    <p>${escaped(invoice.destination ?? "")}</p>
    ${notice(invoice, payable)}
    <form method="post">
      ${buttons}
      ${leave}
    </form>`);
}

export function unknownInvoicePage(): string {
  return page("<h1>Рахунок не знайдено</h1>");
}

function notice({ status, failureReason }: FakeInvoice, payable: boolean) {
  const words = {
    created: "",
    processing: "Оплата обробляється.",
    hold: "Суму заблоковано на картці.",
    success: "Оплачено.",
    failure: `Оплату відхилено: ${escaped(failureReason ?? "")}. ${payable ? "Можна спробувати ще раз." : "Час на оплату минув."}`,
    reversed: "Кошти повернуто на картку.",
    expired: "Цей рахунок уже не можна сплатити.",
  }[status];
  return words && `<p role="alert">${words}</p>`;
}

function page(content: string) {
  return `<!doctype html>
<html lang="uk">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Тестова оплата</title>
    <style>
      body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 2rem auto; padding: 0 1rem; }
      strong { display: block; padding: .75rem 1rem; border: 2px dashed; }
      button { display: block; width: 100%; margin: .75rem 0; padding: .75rem; font: inherit; }
    </style>
  </head>
  <body>
    <strong>Тестовий режим: це не банк, гроші не списуються.</strong>
    <main>
    ${content}
    </main>
  </body>
</html>
`;
}

function hryvnias(kopiykas: number) {
  const digits = kopiykas % 100 === 0 ? 0 : 2;
  const options = {
    style: "currency",
    currency: "UAH",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat("uk-UA", options).format(kopiykas / 100);
}

function escaped(text: string) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

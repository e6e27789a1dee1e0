import { closeDispute, openDispute } from "./disputes";
import { html, type Markup, page } from "./html";
import { formatMoney } from "./money";
import { settlePayment } from "./payments";
import { refundCharge, settleRefund } from "./refunds";
import type { Account, Charge, Dispute, Refund } from "./state";

const SHOWN_MAX = 100;

/** What the account's owner sees at Stripe: the payments, newest first, and what can be done with each. */
export function dashboardPage({ state }: Account, said: string): string {
  const charges = Object.values(state.charges).reverse();
  const items = charges.slice(0, SHOWN_MAX).map((charge) => {
    const refunds = Object.values(state.refunds).filter((refund) => refund.charge === charge.id);
    const disputes = Object.values(state.disputes).filter((dispute) => dispute.charge === charge.id);
    return html`<li class="paper"><strong>${formatMoney(charge.amount, charge.currency)}</strong> ${charge.status}
<p class="quiet">${charge.description ?? ""}</p>
<p class="quiet">${charge.payment_intent ?? ""} · ${charge.billing_details.email ?? ""}</p>
${refunds.map(refundRow)}${disputes.map(disputeRow)}
${chargeForms(charge, disputes)}</li>`;
  });
  return page(
    "Payments — fake Stripe",
    html`<h1>Payments</h1>
${said ? html`<p class="paper" role="status">${said}</p>` : null}
${items.length === 0 ? html`<p class="paper">Nobody has paid yet.</p>` : html`<ol class="payments">${items}</ol>`}`,
    true,
  );
}

/**
 * Does what a button of the page says.
 *
 * @returns a sentence for the page
 * @throws Error with words when it cannot be done
 */
export function actOnDashboard(account: Account, form: URLSearchParams): string {
  const { state } = account;
  const charge = state.charges[form.get("charge") ?? ""];
  const id = form.get("id") ?? "";
  const session = Object.values(state.sessions).find((one) => one.session.payment_intent === charge?.payment_intent);
  switch (form.get("do")) {
    case "refund":
      return `Refunded ${shown(refundCharge(account, known(charge), {}))}.`;
    case "refund-part": {
      const amountMinor = readMinor(form.get("amount") ?? "", known(charge).currency);
      return `Refunded ${shown(refundCharge(account, known(charge), { amountMinor }))}.`;
    }
    case "dispute":
      return `Disputed: ${shown(openDispute(account, known(charge)))}.`;
    case "win":
      return `Won: ${shown(closeDispute(account, id, "won"))} came back.`;
    case "lose":
      return `Lost: ${shown(closeDispute(account, id, "lost"))} is gone.`;
    case "refund-arrives":
      return `The refund of ${shown(settleRefund(account, id, true))} arrived.`;
    case "refund-fails":
      return `The refund of ${shown(settleRefund(account, id, false))} failed.`;
    case "succeed":
    case "fail":
      settlePayment(account, known(session).session.id, form.get("do") === "succeed");
      return "The payment is decided.";
    default:
      throw new Error("There is no such button.");
  }
}

function refundRow(refund: Refund): Markup {
  return html`<p class="quiet">Refund of ${shown(refund)}: ${refund.status ?? ""}</p>
${
  refund.status === "failed"
    ? null
    : html`<form method="post"><input type="hidden" name="id" value="${refund.id}">
${refund.status === "pending" ? html`<button name="do" value="refund-arrives">Refund arrives</button>` : null}
<button name="do" value="refund-fails">Refund fails</button></form>`
}`;
}

function disputeRow(dispute: Dispute): Markup {
  return html`<p class="quiet">Dispute over ${shown(dispute)}: ${dispute.status.replaceAll("_", " ")}</p>
${
  dispute.status === "needs_response"
    ? html`<form method="post"><input type="hidden" name="id" value="${dispute.id}">
<button name="do" value="win">Win</button> <button name="do" value="lose">Lose</button></form>`
    : null
}`;
}

function chargeForms(charge: Charge, disputes: Dispute[]): Markup | null {
  const id = html`<input type="hidden" name="charge" value="${charge.id}">`;
  if (charge.status === "pending") {
    return html`<form method="post">${id}<button name="do" value="succeed">Let it succeed</button>
<button name="do" value="fail">Let it fail</button></form>`;
  }
  const over = charge.refunded || disputes.some((dispute) => dispute.status !== "won");
  if (charge.status !== "succeeded" || over) return null;
  return html`<form method="post">${id}<button name="do" value="refund">Refund</button></form>
<form method="post">${id}<label>Amount <input name="amount" inputmode="decimal" required></label>
<button name="do" value="refund-part">Refund part</button></form>
${charge.disputed ? null : html`<form method="post">${id}<button name="do" value="dispute">Dispute</button></form>`}`;
}

const shown = ({ amount, currency }: { amount: number; currency: string }) => formatMoney(amount, currency);

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("There is no such payment.");
  return found;
}

function readMinor(text: string, currency: string): number {
  const [, whole, part = ""] = /^\s*(\d{1,8})(?:[.,](\d{1,2}))?\s*$/.exec(text) ?? [];
  if (whole === undefined) throw new Error("That is not an amount.");
  const digits = formatMoney(0, currency).includes(".") ? 2 : 0;
  return Number(whole + part.padEnd(digits, "0").slice(0, digits));
}

import { spaced, TEST_CARDS } from "./cards";
import { html, type Markup, page } from "./html";
import { formatMoney } from "./money";
import { paySession } from "./payments";
import { findSession, isEmail } from "./sessions";
import type { Account, Session, SessionRecord } from "./state";

export type PageAnswer = { status: number; body: string } | { location: string };

/** The page a payer is sent to: the form, or what became of the session. */
export function showCheckout(account: Account, sessionId: string): PageAnswer {
  if (!account.state.sessions[sessionId]) return closedPage(404, "This payment page does not exist.");
  const record = findSession(account, sessionId);
  return record.session.status === "open" ? { status: 200, body: formPage(record) } : endedPage(record.session);
}

/** The pressed button: on to the shop when it is paid, else the form again with what is wrong. */
export function submitCheckout(account: Account, sessionId: string, form: URLSearchParams): PageAnswer {
  const known = account.state.sessions[sessionId];
  if (!known) return showCheckout(account, sessionId);
  const email = known.session.customer_email ?? form.get("email")?.trim() ?? "";
  const card = form.get("card") ?? "";
  if (!isEmail(email))
    return { status: 200, body: formPage(known, { email, card, message: "Your email is invalid." }) };
  const { status, message } = paySession(account, sessionId, card, email);
  if (status === "closed") return showCheckout(account, sessionId);
  if (status === "declined") return { status: 200, body: formPage(known, { email, card, message }) };
  return { location: (known.session.success_url ?? "").replaceAll("{CHECKOUT_SESSION_ID}", sessionId) };
}

function formPage({ session, lines }: SessionRecord, typed = { email: "", card: "", message: "" }): string {
  const amount = formatMoney(session.amount_total ?? 0, session.currency ?? "");
  const verb = session.submit_type === "donate" ? "Donate" : "Pay";
  return page(
    `${verb} ${amount}`,
    html`<h1>${verb}</h1>
<p class="amount">${amount}</p>
<ul class="lines">${lines.map(
      (line) =>
        html`<li><span>${line.description}</span> <span>${line.quantity === 1 ? null : html`${line.quantity} × `}${formatMoney(line.amount_total, line.currency)}</span></li>`,
    )}</ul>
<form class="paper" method="post">
${typed.message ? html`<p class="wrong" role="alert" id="wrong">${typed.message}</p>` : null}
<label>Email ${emailInput(session.customer_email, typed.email)}</label>
<label>Card number <input name="card" inputmode="numeric" autocomplete="cc-number" list="cards" placeholder="4242 4242 4242 4242" required maxlength="30" value="${typed.card}"${typed.message ? html` aria-describedby="wrong"` : null}></label>
<datalist id="cards">${TEST_CARDS.map((card) => html`<option value="${spaced(card.number)}">${card.hint}</option>`)}</datalist>
<button class="pay">${verb} ${amount}</button>
</form>
${session.cancel_url ? html`<p><a href="${session.cancel_url}">← Back without paying</a></p>` : null}
<h2>Cards for tests</h2>
<ul class="cards">${TEST_CARDS.map((card) => html`<li><code>${spaced(card.number)}</code> ${card.hint}</li>`)}</ul>`,
  );
}

// an email given by the shop is not the payer's to change
function emailInput(given: string | null, typed: string): Markup {
  return given === null
    ? html`<input name="email" type="email" autocomplete="email" required maxlength="200" value="${typed}">`
    : html`<input name="email" type="email" readonly value="${given}">`;
}

function endedPage(session: Session): PageAnswer {
  const back = session.status === "expired" ? session.cancel_url : session.success_url;
  const address = back?.replaceAll("{CHECKOUT_SESSION_ID}", session.id) ?? null;
  const words =
    session.status === "expired"
      ? "This payment page has expired. Nothing was charged."
      : "You’re all done here: this payment was already made.";
  return closedPage(200, words, address);
}

function closedPage(status: number, words: string, address: string | null = null): PageAnswer {
  const link = address === null ? null : html`<p><a href="${address}">Go back to the site</a></p>`;
  return { status, body: page("Payment", html`<h1>Payment</h1>\n<p class="paper">${words}</p>\n${link}`) };
}

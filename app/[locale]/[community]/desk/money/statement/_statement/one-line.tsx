import { Card, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { FORMAT_TAG } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { formatMoney, plainAmount } from "@/lib/core/money";
import type { Payee } from "@/lib/donations/statements/match";
import { isMadeReference } from "@/lib/donations/statements/read";
import { deskHref, type Place } from "../../../_parts/place";
import { unitOf } from "../../_money/confirm-form";
import { SumLine } from "../../_money/sum-line";
import { confirmShares } from "../actions";
import { ByHand } from "./by-hand";
import { LineWhat, type Say } from "./line-what";
import type { LineAlone } from "./load-line";
import { ChooseForm } from "./probable-list";
import { Remark } from "./rest-list";

type OneLineProps = { say: Say; place: Place; alone: LineAlone };

/** One line with everything that can be done about it: people found by name, shares for several codes. */
export function OneLine({ say, place, alone }: OneLineProps) {
  const { line, shares, query, found, suggested } = alone;
  const t = deskStatementWords(say.locale);
  const codes = shares.map(({ payee }) => payee.code);
  const isOpen = suggested !== undefined;
  return (
    <div className="stack" data-gap="4">
      <Card gap={2}>
        <LineWhat say={say} line={line} />
        {!isMadeReference(line.reference) && (
          <p className="small muted">{t("line.reference", { reference: line.reference })}</p>
        )}
        {suggested && shares.length === 0 && <Remark say={say} place={place} line={suggested} />}
      </Card>
      {shares.length > 0 && <Shares say={say} place={place} alone={alone} />}
      {suggested?.suggestion.kind === "choose" && shares.length === 0 && (
        <Card gap={2}>
          <h2 className="task-title">{t("one.proposed")}</h2>
          <ChooseForm say={say} place={place} line={line} {...suggested.suggestion} />
        </Card>
      )}
      <Card gap={3}>
        <search>
          <form
            action={deskHref({ ...place, campaign: undefined }, "money/statement")}
            className="desk-filters"
            data-fields="1"
          >
            {place.campaign && <input type="hidden" name="campaign" value={place.campaign} />}
            <input type="hidden" name="line" value={line.id} />
            <input type="hidden" name="codes" value={codes.join(" ")} />
            <Field
              label={t("one.find")}
              hint={t("one.findHint")}
              name="q"
              type="search"
              defaultValue={query}
              maxLength={200}
              autoComplete="off"
            />
            <SubmitButton kind="quiet" size="small">
              {deskWords(say.locale)("search")}
            </SubmitButton>
          </form>
        </search>
        {query && found.length === 0 && <p className="muted">{t("one.foundNone")}</p>}
        {found.length > 0 && (
          <form action={deskHref({ ...place, campaign: undefined }, "money/statement")} className="stack" data-gap="3">
            {place.campaign && <input type="hidden" name="campaign" value={place.campaign} />}
            <input type="hidden" name="line" value={line.id} />
            {codes.map((code) => (
              <input key={code} type="hidden" name="codes" value={code} />
            ))}
            <h2 className="task-title">{t("one.found")}</h2>
            <ul className="lines">
              {found.map((payee) => (
                <li key={payee.id}>
                  <label className="line-row" data-plain>
                    <input type="checkbox" name="codes" value={payee.code} disabled={!payee.takesMoney} />
                    <PayeeText say={say} payee={payee} />
                  </label>
                </li>
              ))}
            </ul>
            {found.some(({ takesMoney }) => takesMoney) && (
              <div>
                <SubmitButton kind="quiet">{t("one.choose")}</SubmitButton>
              </div>
            )}
          </form>
        )}
      </Card>
      {isOpen && (
        <Card gap={2}>
          <ByHand say={say} place={place} line={line} isAlone />
        </Card>
      )}
    </div>
  );
}

/** A line that somebody else has dealt with meanwhile. */
export function LineGone({ say, place }: { say: Say; place: Place }) {
  const t = deskStatementWords(say.locale);
  return (
    <Empty
      title={t("one.gone")}
      action={<ButtonLink href={deskHref(place, "money/statement")}>{t("one.back")}</ButtonLink>}
    >
      {t("one.goneText")}
    </Empty>
  );
}

function PayeeText({ say, payee }: { say: Say; payee: Payee }) {
  const t = deskStatementWords(say.locale);
  const amount = formatMoney(payee.pledgedMinor, say.currency, say.locale);
  return (
    <span className="line-whom">
      <span className="line-payee-head">
        <span className="code">{payee.code}</span>
        <span>{payee.donorName === null ? t("line.donor") : nameOf(say.locale, payee.donorName)}</span>
      </span>
      <span className="small muted">
        {payee.bookTitle ?? t("line.noBook")} · {t("line.promised", { amount })} ·{" "}
        {payee.takesMoney ? deskMoneyWords(say.locale)(`status.${payee.status}`) : t("one.settled")}
      </span>
    </span>
  );
}

function Shares({ say, place, alone: { line, shares } }: OneLineProps) {
  const t = deskStatementWords(say.locale);
  const unit = unitOf(say.currency);
  return (
    <Card gap={3}>
      <h2 className="task-title">{t("one.parts")}</h2>
      <Form action={confirmShares.bind(null, place)} checkFields={deskWords(say.locale)("checkFields")}>
        <input type="hidden" name="line" value={line.id} />
        <input type="hidden" name="amountMinor" value={plainAmount(line.amountMinor)} />
        <div>
          {shares.map(({ payee, amountMinor, isKept }, nth) => (
            <div key={payee.id} className="part">
              <div>
                <PayeeText say={say} payee={payee} />
                <input type="hidden" name={`parts.${nth}.code`} value={payee.code} />
              </div>
              <FormField
                label={t("one.part", { code: payee.code })}
                name={`parts.${nth}.amountMinor`}
                inputMode="decimal"
                autoComplete="off"
                suffix={unit}
                defaultValue={plainAmount(amountMinor)}
                readOnly={isKept}
                required
              />
            </div>
          ))}
          <SumLine
            label={t("one.sum")}
            unit={unit}
            tag={FORMAT_TAG[say.locale]}
            startMinor={shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0)}
          />
        </div>
        <div className="bulk">
          <SubmitButton>{t("one.submit")}</SubmitButton>
          <ButtonLink kind="plain" href={deskHref(place, "money/statement", { line: line.id })}>
            {deskWords(say.locale)("cancel")}
          </ButtonLink>
        </div>
      </Form>
    </Card>
  );
}

import { ButtonLink } from "@/app/_ui/button";
import { Table } from "@/app/_ui/table";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import { can } from "@/lib/identity/actor";
import type { Desk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { undo } from "../actions";
import { mayRefund, mayUndo } from "./money-case";
import { ReasonForm } from "./reason-form";
import { RefundForm } from "./refund-form";
import { RefundsSeen } from "./refunds-seen";
import { bookTitle, donorName } from "./whose";

type ConfirmedProps = {
  desk: Desk;
  list: { items: DeskDonation[]; nextCursor: string | null; isLater?: boolean };
};

/** What has come, the latest first: who confirmed it, when, and by which reference. */
export function Confirmed({ desk, list }: ConfirmedProps) {
  const { locale, actor, place, community, now } = desk;
  const t = deskMoneyWords(locale);
  const mayConfirm = can(actor, "money.confirm");
  const back = { ...place, back: "money" };
  return (
    <section className="stack" aria-labelledby="confirmed">
      <h2 id="confirmed">{t("confirmed")}</h2>
      {list.items.length === 0 && <p className="muted">{t("confirmedNone")}</p>}
      {list.items.length > 0 && (
        <Table
          caption={t("confirmed")}
          rows={list.items}
          rowKey={({ code }) => code}
          columns={[
            { name: t("column.code"), cell: ({ code }) => <span className="code">{code}</span> },
            {
              name: t("column.donor"),
              cell: (row) => (
                <>
                  <p>{donorName(locale, row)}</p>
                  <p className="muted">{bookTitle(locale, row)}</p>
                </>
              ),
            },
            {
              name: t("column.reference"),
              cell: ({ confirmation, method }) => (
                <>
                  {confirmation?.reference && <p>{confirmation.reference}</p>}
                  <p className={confirmation?.reference ? "muted" : undefined}>{t(`method.${method}`)}</p>
                </>
              ),
            },
            {
              name: t("column.by"),
              cell: ({ confirmation }) => (
                <>
                  {confirmation?.byName && <p>{confirmation.byName}</p>}
                  <p className="muted">
                    {confirmation && momentText(confirmation.at, community.timeZone, locale, now)}
                  </p>
                </>
              ),
            },
            {
              name: t("column.amount"),
              align: "end",
              cell: (row) => (
                <>
                  <b className="nowrap">{formatMoney(row.confirmation?.amountMinor ?? 0, row.currency, locale)}</b>
                  <RefundsSeen desk={desk} row={row} />
                </>
              ),
            },
            {
              name: "",
              cell: (row) => (
                <>
                  {mayRefund(row, mayConfirm) && <RefundForm locale={locale} place={back} row={row} />}
                  {mayUndo(row, actor) && (
                    <ReasonForm
                      locale={locale}
                      action={undo.bind(null, back)}
                      code={row.code}
                      words={{ open: t("undo.open"), hint: t("undo.hint"), submit: t("undo.submit") }}
                    />
                  )}
                </>
              ),
            },
          ]}
        />
      )}
      {(list.nextCursor || list.isLater) && (
        <nav className="pages" aria-label={t("confirmed")}>
          {list.isLater && (
            <ButtonLink kind="quiet" size="small" href={deskHref(place, "money", {}, "confirmed")}>
              {t("first")}
            </ButtonLink>
          )}
          {list.nextCursor && (
            <ButtonLink
              kind="quiet"
              size="small"
              href={deskHref(place, "money", { cursor: list.nextCursor }, "confirmed")}
            >
              {t("next")}
            </ButtonLink>
          )}
        </nav>
      )}
    </section>
  );
}

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
import { ReasonForm } from "./reason-form";
import { bookTitle, donorName } from "./whose";

type ConfirmedProps = {
  desk: Desk;
  list: { items: DeskDonation[]; nextCursor: string | null; isLater?: boolean };
};

/** What has come, the latest first: who confirmed it, when, and by which reference. */
export function Confirmed({ desk, list }: ConfirmedProps) {
  const { locale, actor, place, community, now } = desk;
  const t = deskMoneyWords(locale);
  const mayUndo = ({ method }: DeskDonation) =>
    method !== "card" && (can(actor, "money.confirm") || (method === "cash" && can(actor, "money.cash")));
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
              cell: ({ confirmation, method }) => confirmation?.reference ?? t(`method.${method}`),
            },
            {
              name: t("column.by"),
              cell: ({ confirmation }) => (
                <>
                  <p>{confirmation?.byName}</p>
                  <p className="muted">
                    {confirmation && momentText(confirmation.at, community.timeZone, locale, now)}
                  </p>
                </>
              ),
            },
            {
              name: t("column.amount"),
              align: "end",
              cell: ({ confirmation, currency }) => (
                <b className="nowrap">{formatMoney(confirmation?.amountMinor ?? 0, currency, locale)}</b>
              ),
            },
            {
              name: "",
              cell: (row) =>
                mayUndo(row) && (
                  <ReasonForm
                    locale={locale}
                    action={undo.bind(null, { ...place, back: "money" })}
                    code={row.code}
                    words={{ open: t("undo.open"), hint: t("undo.hint"), submit: t("undo.submit") }}
                  />
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

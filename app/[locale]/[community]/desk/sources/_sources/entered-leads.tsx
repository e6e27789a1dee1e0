import { randomUUID } from "node:crypto";
import { Card, Disclosure } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Table } from "@/app/_ui/table";
import { Form, FormDisclosure, FormField, FormSelect, FormTextArea } from "@/app/_web/form";
import type { Link } from "@/db/schema";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import type { listEnteredLeads } from "@/lib/referrals/leads";
import { NETWORKS } from "@/lib/referrals/vocabulary";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import { linkName, networkName, placementName } from "../../links/_links/names";
import { addLeads, removeLead } from "../actions";

const FIRST = 8;

type EnteredLeadsProps = {
  desk: Desk;
  links: readonly Link[];
  entered: Awaited<ReturnType<typeof listEnteredLeads>>;
};

/** Leads that came past our links: the form, and who entered what. */
export function EnteredLeads({ desk, links, entered }: EnteredLeadsProps) {
  const { locale } = desk;
  const place = { ...desk.place, back: "sources" };
  const t = deskSourceWords(locale);
  const rest = entered.slice(FIRST);
  const more = t("leads.more", { count: rest.length });
  const optional = siteWords(locale)("optional");
  return (
    <section className="stack" aria-labelledby="entered-leads">
      <div className="stack" data-gap="1">
        <h2 id="entered-leads">{t("leads.title")}</h2>
        <p className="muted">{t("leads.lead")}</p>
      </div>
      {entered.length === 0 && <p>{t("leads.none")}</p>}
      {entered.length > 0 && <LeadTable desk={desk} rows={entered.slice(0, FIRST)} caption={t("leads.caption")} />}
      {rest.length > 0 && (
        <Disclosure summary={more} plain>
          <LeadTable desk={desk} rows={rest} caption={more} />
        </Disclosure>
      )}
      <Card>
        <Form action={addLeads.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
          <input type="hidden" name="formId" value={randomUUID()} />
          <FormDisclosure plain summary={t("leads.add")} gap={4}>
            <div className="fields-two">
              <FormSelect
                label={t("leads.link")}
                name="linkId"
                options={[
                  { value: "", label: t("leads.noLink") },
                  ...links.map((link) => ({ value: link.id, label: `${linkName(link, locale)} (/r/${link.code})` })),
                ]}
              />
              <FormField
                label={t("leads.network")}
                hint={t("leads.networkHint")}
                name="network"
                list="lead-networks"
                autoCapitalize="none"
                autoComplete="off"
                maxLength={80}
              />
              <FormField
                label={t("leads.count")}
                hint={t("leads.countHint")}
                name="count"
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
              />
              <FormTextArea label={t("leads.names")} hint={t("leads.namesHint")} name="names" maxLength={10_000} />
            </div>
            <FormField
              label={t("leads.note")}
              hint={t("leads.noteHint")}
              optional={optional}
              name="note"
              maxLength={500}
            />
            <datalist id="lead-networks">
              {NETWORKS.map((value) => (
                <option key={value} value={value}>
                  {networkName(value, locale)}
                </option>
              ))}
            </datalist>
            <div>
              <SubmitButton size="small">{t("leads.submit")}</SubmitButton>
            </div>
          </FormDisclosure>
        </Form>
      </Card>
    </section>
  );
}

function LeadTable({ desk, rows, caption }: { desk: Desk; rows: EnteredLeadsProps["entered"]; caption: string }) {
  const { locale, community, now } = desk;
  const place = { ...desk.place, back: "sources" };
  const t = deskSourceWords(locale);
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          name: t("leads.column.who"),
          cell: ({ name, count }) => <span className="table-name">{name ?? t("leads.people", { count })}</span>,
        },
        {
          name: t("leads.column.source"),
          cell: ({ network, content }) =>
            [network && networkName(network, locale), content && placementName(content, locale)]
              .filter(Boolean)
              .join(", "),
        },
        { name: t("leads.column.note"), cell: ({ note }) => note },
        {
          name: t("leads.column.by"),
          cell: ({ authorName, createdAt }) => (
            <>
              {authorName !== null && <p>{nameOf(locale, authorName)}</p>}
              <p className="muted">{momentText(createdAt, community.timeZone, locale, now)}</p>
            </>
          ),
        },
        {
          name: "",
          cell: ({ id, name, count }) => (
            <OneTap
              action={removeLead.bind(null, place)}
              fields={{ lead: id }}
              kind="plain"
              about={name ?? t("leads.people", { count })}
            >
              {t("leads.remove")}
            </OneTap>
          ),
        },
      ]}
    />
  );
}

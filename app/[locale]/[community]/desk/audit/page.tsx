import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { MoreLink } from "@/app/_ui/more-link";
import { Table } from "@/app/_ui/table";
import { localeOf } from "@/app/_web/language";
import { deskAuditWords } from "@/lib/core/i18n/messages/desk-audit";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { momentText } from "@/lib/core/i18n/moment";
import { auditInput, auditPeople, auditTrail } from "@/lib/reports/audit";
import { DeskFrame } from "../_parts/frame";
import { openDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { Entry } from "./_audit/entry";
import { AuditFilter } from "./_audit/filter";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/audit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskAuditWords(await localeOf(params))("title"), robots: { index: false } };
}

/** Who did what when, the newest first. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "people.manage", "audit");
  const { locale, actor, community, now, place } = desk;
  const t = deskAuditWords(locale);
  const asked = auditInput.parse(desk.query);
  const [{ items, next }, people] = await Promise.all([auditTrail(actor, asked), auditPeople(actor)]);
  const { kind, by, before } = asked;
  const isFiltered = Boolean(kind || by || before);
  const newest = (
    <ButtonLink kind="quiet" size="small" href={deskHref(place, "audit", { kind, by })}>
      {t("newest")}
    </ButtonLink>
  );
  return (
    <DeskFrame
      desk={desk}
      above={[{ name: deskSettingsWords(locale)("people.title"), href: deskHref(place, "people") }]}
      section="people"
      path="audit"
      title={t("title")}
    >
      <p className="muted">{t("lead")}</p>
      <AuditFilter locale={locale} place={place} asked={asked} people={people} />
      {before && <div>{newest}</div>}
      {items.length === 0 ? (
        <Empty
          title={t(isFiltered ? "noneFound" : "none")}
          action={
            isFiltered && (
              <ButtonLink kind="quiet" href={deskHref(place, "audit")}>
                {t("anyKind")}
              </ButtonLink>
            )
          }
        >
          {!isFiltered && t("noneText")}
        </Empty>
      ) : (
        <Table
          caption={t("caption")}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            {
              name: t("at"),
              cell: ({ at }) => (
                <time className="nowrap" dateTime={at.toISOString()}>
                  {momentText(at, community.timeZone, locale, now)}
                </time>
              ),
            },
            {
              name: t("by"),
              cell: ({ actorName }) =>
                actorName === null ? <span className="muted">{t("system")}</span> : nameOf(locale, actorName),
            },
            { name: t("did"), cell: (entry) => <Entry locale={locale} entry={entry} /> },
          ]}
        />
      )}
      {next && <MoreLink href={deskHref(place, "audit", { kind, by, before: next })}>{t("older")}</MoreLink>}
    </DeskFrame>
  );
}

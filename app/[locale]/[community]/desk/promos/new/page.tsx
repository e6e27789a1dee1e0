import type { Metadata } from "next";
import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { promoKind } from "@/db/schema";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { can } from "@/lib/identity/actor";
import { listPromos } from "@/lib/promos/queries";
import { DeskFrame } from "../../_parts/frame";
import { openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { CopyForm, MakeForm } from "../_promos/make-form";
import { make } from "../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/new">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: promoWords(await localeOf(params))("make.title"), robots: { index: false } };
}

/** Begins a promo: one of three templates, or an earlier promo. The address says which, so that it works before JavaScript. */
export default async function Page(request: Props) {
  const desk = await openDesk(request, "promos.manage", "promos/new");
  const { locale, place, query, actor, campaigns } = desk;
  const t = promoWords(locale);
  const kind = promoKind.enumValues.find((each) => each === query.template);
  const older = await listPromos(actor);
  const isCopy = query.copy !== undefined && older.length > 0;
  return (
    <DeskFrame
      desk={desk}
      section="promos"
      path="promos/new"
      title={kind ? `${t("make.title")}: ${t(`kind.${kind}`)}` : t("make.title")}
      above={[{ name: t("title"), href: deskHref(place, "promos") }]}
    >
      {kind === "initiative" && campaigns.length === 0 ? (
        <div className="stack" data-gap="4">
          <Notice tone="wait">{t("make.needsCampaign")}</Notice>
          <div className="row">
            {can(actor, "campaigns.manage") && (
              <ButtonLink href={deskHref(place, "campaigns/new")}>{t("make.campaign")}</ButtonLink>
            )}
            <ButtonLink kind="quiet" href={deskHref(place, "promos/new")}>
              {t("make.other")}
            </ButtonLink>
          </div>
        </div>
      ) : kind ? (
        <MakeForm desk={desk} kind={kind} action={make.bind(null, place)} />
      ) : isCopy ? (
        <CopyForm desk={desk} older={older} />
      ) : (
        <>
          <p>{t("make.lead")}</p>
          <section className="stack" data-gap="3">
            <h2>{t("make.templates")}</h2>
            <div className="promo-templates">
              {promoKind.enumValues.map((each) => (
                <Card key={each} gap={3}>
                  <h3>{t(`kind.${each}`)}</h3>
                  <p>{t(`make.about.${each}`)}</p>
                  <p className="small muted">{t(`make.goal.${each}`)}</p>
                  <div>
                    <ButtonLink href={deskHref(place, "promos/new", { template: each })}>
                      {t("make.choose")}
                      <span className="hidden-text"> {t(`kind.${each}`)}</span>
                    </ButtonLink>
                  </div>
                </Card>
              ))}
            </div>
          </section>
          {older.length > 0 && (
            <section className="stack" data-gap="3">
              <h2>{t("make.copyOf")}</h2>
              <p>{t("make.copyLead")}</p>
              <div>
                <ButtonLink kind="quiet" href={deskHref(place, "promos/new", { copy: "1" })}>
                  {t("make.copyChoose")}
                </ButtonLink>
              </div>
            </section>
          )}
        </>
      )}
    </DeskFrame>
  );
}

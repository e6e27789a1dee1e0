import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormField, FormSelect } from "@/app/_web/form";
import type { PromoKind } from "@/db/schema";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { siteWords } from "@/lib/core/i18n/messages/site";
import type { ListedPromo } from "@/lib/promos/queries";
import type { Desk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { copy } from "../actions";

const TAG = { autoCapitalize: "none", autoComplete: "off", spellCheck: false, maxLength: 60 } as const;

/** The few things a promo of a kind begins with. The rest is in its brief. */
export function MakeForm({ desk, kind, action }: { desk: Desk; kind: PromoKind; action: FormAction }) {
  const { locale, place, campaigns, community } = desk;
  const t = promoWords(locale);
  const optional = siteWords(locale)("optional");
  const zone = { zone: community.timeZone };
  const choices = campaigns.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Form action={action} checkFields={deskWords(locale)("checkFields")} gap={5}>
      <input type="hidden" name="kind" value={kind} />
      <p>{t(`make.about.${kind}`)}</p>
      <FormField
        label={t("make.name")}
        hint={t("make.nameHint")}
        name="name"
        placeholder={t(`make.nameExample.${kind}`)}
        maxLength={200}
        required
      />
      {kind === "initiative" && (
        <FormSelect label={t("make.campaign")} hint={t("make.campaignHint")} name="campaignId" options={choices} />
      )}
      {kind === "achievement" && (
        <FormSelect
          label={t("make.quoted")}
          hint={t("make.quotedHint")}
          name="campaignId"
          options={[{ value: "", label: t("make.noCampaign") }, ...choices]}
        />
      )}
      {kind === "event" ? (
        <FormField
          label={t("make.held")}
          hint={`${t("make.heldHint", zone)} ${t("make.unsure")}`}
          optional={optional}
          name="heldAt"
          type="datetime-local"
        />
      ) : (
        <div className="fields-two">
          <FormField
            label={t("make.starts")}
            hint={t("make.startsHint", zone)}
            optional={optional}
            name="startsAt"
            type="datetime-local"
          />
          <FormField
            label={t("make.ends")}
            hint={t("make.unsure")}
            optional={optional}
            name="endsAt"
            type="datetime-local"
          />
        </div>
      )}
      <FormField {...TAG} label={t("make.tag")} hint={t("make.tagHint")} optional={optional} name="tag" />
      <div className="row">
        <SubmitButton>{t("make.submit")}</SubmitButton>
        <ButtonLink kind="plain" href={deskHref(place, "promos/new")}>
          {t("make.other")}
        </ButtonLink>
      </div>
    </Form>
  );
}

/** A promo from an older one. */
export function CopyForm({ desk, older }: { desk: Desk; older: readonly ListedPromo[] }) {
  const { locale, place, query } = desk;
  const t = promoWords(locale);
  const optional = siteWords(locale)("optional");
  const chosen = older.find(({ id }) => id === query.copy);
  return (
    <Form action={copy.bind(null, place)} checkFields={deskWords(locale)("checkFields")} gap={5}>
      <p>{t("make.copyLead")}</p>
      <FormSelect
        label={t("make.copyFrom")}
        name="promo"
        defaultValue={chosen?.id}
        options={older.map(({ id, name, kind }) => ({ value: id, label: `${name} — ${t(`kind.${kind}`)}` }))}
      />
      <FormField
        label={t("make.name")}
        hint={t("make.nameHint")}
        name="name"
        maxLength={200}
        defaultValue={chosen ? t("make.copyName", { name: chosen.name }).slice(0, 200) : undefined}
        required
      />
      <FormField
        label={t("make.copyStarts")}
        hint={t("make.copyStartsHint")}
        optional={optional}
        name="startsAt"
        type="datetime-local"
      />
      <FormField {...TAG} label={t("make.tag")} hint={t("make.tagHint")} optional={optional} name="tag" />
      <div className="row">
        <SubmitButton>{t("make.copySubmit")}</SubmitButton>
        <ButtonLink kind="plain" href={deskHref(place, "promos/new")}>
          {deskWords(locale)("cancel")}
        </ButtonLink>
      </div>
    </Form>
  );
}

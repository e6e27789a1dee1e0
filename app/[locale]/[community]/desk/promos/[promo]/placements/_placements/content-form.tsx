import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormCheck, FormChoices, FormField, FormSelect, FormTextArea } from "@/app/_web/form";
import type { Placement } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { plainAmount } from "@/lib/core/money";
import { FORMATS } from "@/lib/promos/check/specs";
import { planPrint } from "@/lib/promos/placements/rules";
import { localText } from "../../../../_parts/times";
import { unitOf } from "../../../../money/_money/confirm-form";
import { KeptField } from "./kept";
import { nameOf, placeOf } from "./names";
import { pageOf, pagesFor } from "./target";

type ContentFormProps = {
  locale: Locale;
  action: FormAction;
  community: { slug: string; timeZone: string };
  campaign: PublicCampaign | undefined;
  currency: string;
  /** Other placements of the promo that have a link. */
  others: readonly { id: string; content: string; network: string; title: string; linkId: string }[];
  /** The earliest slots, in words. */
  slots: string;
  /** The one that is changed, and by whose link people come to it. */
  placement?: Placement;
  hopOf?: string | null;
};

/** What a placement says, where it leads and when it goes out. */
export function ContentForm(props: ContentFormProps) {
  const { locale, action, community, campaign, currency, others, slots, placement, hopOf } = props;
  const t = placementWords(locale);
  const optional = siteWords(locale)("optional");
  const target = pageOf(placement?.target ?? null, { community: community.slug, campaign });
  const time = (at: Date | null | undefined) => (at ? localText(at, community.timeZone) : undefined);
  const print = placement && planPrint(placement);
  const isStory = placement?.format === "story";
  return (
    <Form
      key={print && `${placement?.version} ${print}`}
      action={action}
      checkFields={deskWords(locale)("checkFields")}
      gap={5}
    >
      {placement && print ? (
        <>
          <KeptField name="version" value={String(placement.version)} />
          <KeptField name="plan" value={print} />
        </>
      ) : (
        <WhereFields {...props} />
      )}
      <fieldset className="form-part stack" data-gap="4">
        <legend className="part-title">{t("form.content")}</legend>
        <FormField
          label={t("form.title")}
          hint={t("form.titleHint")}
          optional={optional}
          name="title"
          defaultValue={placement?.title}
          maxLength={200}
        />
        <FormTextArea
          label={t("form.text")}
          hint={t(isStory ? "form.storyTextHint" : "form.textHint")}
          optional={optional}
          name="text"
          defaultValue={placement?.text}
          rows={isStory ? 3 : 7}
        />
      </fieldset>
      <fieldset className="form-part link-target stack" data-gap="4">
        <legend className="part-title">{t("form.whither")}</legend>
        <FormChoices
          legend={t("form.page")}
          name="page"
          chosen={target.page}
          options={pagesFor(campaign).map((value) => ({ value, label: t(`form.pages.${value}`) }))}
        />
        <div className="for-address">
          <FormField
            label={t("form.address")}
            hint={t("form.addressHint")}
            name="target"
            type="text"
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={target.address}
          />
        </div>
        <div className="for-any-page stack" data-gap="4">
          <FormField
            label={t("form.sticker")}
            hint={t("form.stickerHint")}
            optional={optional}
            name="sticker"
            defaultValue={placement?.sticker}
            maxLength={100}
          />
          {others.some(({ id }) => id !== placement?.id) && (
            <FormSelect
              label={t("form.hop")}
              hint={t("form.hopHint")}
              name="hopOf"
              defaultValue={others.find(({ linkId }) => linkId === hopOf)?.id ?? ""}
              options={[
                { value: "", label: t("form.hopNone") },
                ...others
                  .filter(({ id }) => id !== placement?.id)
                  .map((other) => ({ value: other.id, label: `${nameOf(other, locale)} · ${other.network}` })),
              ]}
            />
          )}
        </div>
      </fieldset>
      <fieldset className="form-part stack" data-gap="4">
        <legend className="part-title">{t("form.plan")}</legend>
        <div className="fields-two">
          <FormField
            label={t("form.scheduledAt")}
            hint={t("form.scheduledHint", { slots })}
            optional={optional}
            name="scheduledAt"
            type="datetime-local"
            defaultValue={time(placement?.scheduledAt)}
          />
          <FormField
            label={t("form.contentBy")}
            hint={t("form.contentByHint")}
            optional={optional}
            name="contentBy"
            type="datetime-local"
            defaultValue={time(placement?.contentBy)}
          />
          <FormField
            label={t("form.cost")}
            optional={optional}
            name="costMinor"
            inputMode="decimal"
            suffix={unitOf(currency)}
            defaultValue={placement && placement.costMinor > 0 ? plainAmount(placement.costMinor) : undefined}
          />
        </div>
        <FormCheck name="isSpare" defaultChecked={placement?.isSpare ?? false}>
          {t("form.spare")}
        </FormCheck>
      </fieldset>
      <div className="stack" data-gap="2">
        {placement && ["approved", "scheduled"].includes(placement.status) && (
          <p className="small muted">{t("form.reapprove")}</p>
        )}
        <div>
          <SubmitButton>{t(placement ? "form.save" : "form.make")}</SubmitButton>
        </div>
      </div>
    </Form>
  );
}

function WhereFields({ locale }: ContentFormProps) {
  const t = placementWords(locale);
  return (
    <fieldset className="form-part stack" data-gap="4">
      <legend className="part-title">{t("form.where")}</legend>
      <div className="fields-two">
        <FormSelect
          label={t("form.place")}
          name="where"
          options={FORMATS.map((spec) => ({ value: `${spec.network}/${spec.format}`, label: placeOf(spec, locale) }))}
        />
        <FormField
          label={t("form.name")}
          hint={t("form.nameHint")}
          optional={siteWords(locale)("optional")}
          name="content"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
        />
      </div>
    </fieldset>
  );
}

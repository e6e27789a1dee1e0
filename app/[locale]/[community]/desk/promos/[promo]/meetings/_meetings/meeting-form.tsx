import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormField, FormSelect } from "@/app/_web/form";
import type { Meeting } from "@/db/schema";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { promoMeetingWords } from "@/lib/core/i18n/messages/promo-meetings";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { NETWORKS } from "@/lib/referrals/vocabulary";
import { localText } from "../../../../_parts/times";
import { networkName } from "../../../../links/_links/names";
import type { PromoDesk } from "../../../_promos/open";

const USUAL_MINUTES = 45;

type MeetingFormProps = PromoDesk & { action: FormAction; submit: string; meeting?: Meeting };

/** When a meeting is, where, and about which network. */
export function MeetingForm({ desk, promo, action, submit, meeting }: MeetingFormProps) {
  const { locale, community } = desk;
  const t = promoMeetingWords(locale);
  const optional = siteWords(locale)("optional");
  const own = promo.networks.map(({ network }) => network);
  const networks = [...new Set([...own, ...(meeting?.network ? [meeting.network] : []), ...NETWORKS])];
  return (
    <Form action={action} checkFields={deskWords(locale)("checkFields")} gap={4}>
      <div className="fields-two">
        <FormSelect
          label={t("network")}
          name="network"
          defaultValue={meeting?.network ?? ""}
          options={[
            { value: "", label: t("all") },
            ...networks.map((value) => ({ value, label: networkName(value, locale) })),
          ]}
        />
        <FormField
          label={t("at")}
          hint={t("atHint", { zone: community.timeZone })}
          name="at"
          type="datetime-local"
          defaultValue={meeting && localText(meeting.at, community.timeZone)}
          required
        />
        <FormField
          label={t("minutes")}
          name="minutes"
          inputMode="numeric"
          defaultValue={String(meeting?.minutes ?? USUAL_MINUTES)}
          required
        />
        <FormField
          label={t("place")}
          hint={t("placeHint")}
          optional={optional}
          name="place"
          maxLength={300}
          defaultValue={meeting?.place}
        />
      </div>
      <div>
        <SubmitButton>{submit}</SubmitButton>
      </div>
    </Form>
  );
}

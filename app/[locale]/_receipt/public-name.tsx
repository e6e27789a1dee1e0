import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { receiptWords } from "@/lib/core/i18n/messages/receipt";
import { publicNameAction } from "./actions";
import type { PrivatePage } from "./donation-of-page";

type PublicNameProps = {
  locale: Locale;
  /** The private page it stands on, and that page's token. */
  page: PrivatePage;
  token: string;
  /** The name in the list now; null for nobody. */
  current: string | null;
};

/** Lets a donor stand in the public list of donors by a name of their choice, and leave it again. */
export function PublicName({ locale, page, token, current }: PublicNameProps) {
  const t = receiptWords(locale);
  return (
    <Card gap={4}>
      <div className="stack" data-gap="2">
        <h2>{t(current ? "name.titleShown" : "name.title")}</h2>
        <p>{t(current ? "name.textShown" : "name.text")}</p>
      </div>
      <Form action={publicNameAction.bind(null, locale, page, token)}>
        <FormField
          name="publicName"
          label={t("name.field")}
          defaultValue={current ?? undefined}
          autoComplete="name"
          maxLength={120}
        />
        <div className="row">
          <SubmitButton kind="quiet">{t(current ? "name.change" : "name.show")}</SubmitButton>
          {current && (
            <SubmitButton kind="plain" name="leave" value="1">
              {t("name.leave")}
            </SubmitButton>
          )}
        </div>
      </Form>
    </Card>
  );
}

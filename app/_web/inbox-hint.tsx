import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { signInWords } from "@/lib/core/i18n/messages/sign-in";

/** Where mail goes on an installation without real mail; nothing on a real one. */
export function InboxHint({ locale }: { locale: Locale }) {
  if (!env.DEV_INBOX) return null;
  const t = signInWords(locale);
  return (
    <Notice>
      <p>
        {t("inbox")}{" "}
        <Anchor href={`/${locale}/inbox`} target="_blank">
          {t("inboxLink")}
        </Anchor>
      </p>
    </Notice>
  );
}

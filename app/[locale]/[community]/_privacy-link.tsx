import { Anchor } from "@/app/_ui/link";
import type { Locale } from "@/lib/core/i18n/locale";
import { privacyWords } from "@/lib/core/i18n/messages/privacy";

/** Where somebody who is asked for their contacts reads what becomes of them. */
export function PrivacyLink({ locale, community }: { locale: Locale; community: string }) {
  return (
    <p className="small">
      <Anchor href={`/${locale}/${community}/privacy`}>{privacyWords(locale)("whatWeDo")}</Anchor>
    </p>
  );
}

import type { Meeting } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoMeetingWords } from "@/lib/core/i18n/messages/promo-meetings";
import { networkName } from "../../../../links/_links/names";

/** "Зустріч: Instagram". */
export function meetingName({ network }: Pick<Meeting, "network">, locale: Locale): string {
  const t = promoMeetingWords(locale);
  return network ? t("about", { network: networkName(network, locale) }) : t("aboutAll");
}

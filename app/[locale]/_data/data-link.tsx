import { Anchor } from "@/app/_ui/link";
import type { Locale } from "@/lib/core/i18n/locale";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import { type DataAt, dataPath } from "./whose";

/** The way from a private page to all that is kept of its person. */
export function DataLink({ locale, at }: { locale: Locale; at: DataAt }) {
  return (
    <p className="small">
      <Anchor href={dataPath(locale, at)}>{ownDataWords(locale)("link")}</Anchor>
    </p>
  );
}

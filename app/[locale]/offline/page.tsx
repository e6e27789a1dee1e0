import type { Metadata } from "next";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { channelWords } from "@/lib/core/i18n/messages/channels";

type Props = PageProps<"/[locale]/offline">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: channelWords(await localeOf(params))("offline.title"), robots: { index: false } };
}

/**
 * What public/sw.js shows in place of a page that cannot be had: kept on the device before it is needed. The worker finds its own
 * places here by their ids, the list of pages it has kept and the line that goes on top of each.
 */
export default async function OfflinePage({ params }: Props) {
  const locale = await localeOf(params);
  const t = channelWords(locale);
  return (
    <Shell locale={locale} path="/offline">
      <Body width="text">
        <h1>{t("offline.title")}</h1>
        <p>{t("offline.text")}</p>
        <p>
          {/* biome-ignore lint/a11y/useValidAnchor: the page stands at the address that could not be opened */}
          <a className="button" href="">
            {t("offline.again")}
          </a>
        </p>
        <section className="stack" id="offline-kept" hidden>
          <h2>{t("offline.kept")}</h2>
          <ul className="stack" data-gap="2" id="offline-list" />
        </section>
        <p hidden id="offline-notice">
          {t("offline.notice", { at: "{at}" })}
        </p>
      </Body>
    </Shell>
  );
}

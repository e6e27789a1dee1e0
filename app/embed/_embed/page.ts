import { escaped } from "@/app/_web/markup";
import { bookPath, campaignPath, photoUrl } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { BookCard } from "@/lib/catalog/state";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { channelWords } from "@/lib/core/i18n/messages/channels";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney } from "@/lib/core/money";
import { type EmbedAsked, leadingTo } from "./addresses";
import { coverMarkup } from "./cover";
import type { Embedded } from "./load";

/** The widget: a whole small page without scripts, whose links open beside the page that shows it. */
export function embedPage(embedded: Embedded, asked: EmbedAsked): string {
  const { campaign } = embedded;
  const { locale, view, link } = asked;
  const t = channelWords(locale);
  const catalog = link
    ? new URL(`/r/${link.code}`, env.APP_URL).href
    : leadingTo(campaign, `/${locale}${campaignPath(campaign)}`, asked);
  const name = `<h1>${anchor(catalog, escaped(campaign.name), locale)}</h1>`;
  const fund = `<p class="fund">${escaped(catalogWords(locale)("campaign.fund", { fund: campaign.fund.name }))}</p>`;
  const call = anchor(catalog, escaped(t(embedded.isOpen ? "embed.open" : "embed.see")), locale, "button");
  const content =
    view === "bar"
      ? `<header>${name}${fund}</header>${bar(embedded, locale)}<footer>${call}${free(embedded, locale)}</footer>`
      : `<header>${name}</header>${shelf(embedded, asked)}<footer>${call}${fund}</footer>`;
  return frame(locale, t("embed.title", { campaign: campaign.name }), `<main class="${view}">${content}</main>`);
}

/** What a widget shows when its campaign is not there (any more). */
export function goneEmbedPage(locale: Locale): string {
  const t = channelWords(locale);
  const home = anchor(new URL(`/${locale}`, env.APP_URL).href, escaped(siteWords(locale)("name")), locale);
  return frame(
    locale,
    t("embed.gone"),
    `<main class="bar"><header><h1>${escaped(t("embed.gone"))}</h1></header><p>${escaped(t("embed.goneText"))} ${home}</p></main>`,
  );
}

function frame(locale: Locale, title: string, content: string): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/embed.css">
</head>
<body>
${content}
</body>
</html>
`;
}

function anchor(href: string, content: string, locale: Locale, kind = ""): string {
  const opens = `<span class="hidden"> (${escaped(channelWords(locale)("embed.opens"))})</span>`;
  return `<a${kind && ` class="${kind}"`} href="${escaped(href)}" target="_blank" rel="noopener">${content}${opens}</a>`;
}

function bar({ campaign, totals }: Embedded, locale: Locale): string {
  const t = catalogWords(locale);
  const money = (minor: number) => escaped(formatMoney(minor, campaign.currency, locale));
  const whole = Math.max(campaign.goalMinor, totals.raisedMinor + totals.pledgedMinor);
  const share = (minor: number) => `${Math.round((minor / whole) * 1000) / 10}%`;
  const figures = [
    `<div><dt>${t("campaign.raised")}</dt><dd>${money(totals.raisedMinor)}</dd></div>`,
    totals.pledgedMinor > 0
      ? `<div><dt>${t("campaign.promised")}</dt><dd>${money(totals.pledgedMinor)}</dd></div>`
      : "",
    `<div><dt>${t("campaign.goal")}</dt><dd>${money(campaign.goalMinor)}</dd></div>`,
  ];
  return `<div class="progress" aria-hidden="true"><i style="width:${share(totals.raisedMinor)}"></i><i class="promised" style="width:${share(totals.pledgedMinor)}"></i></div><dl>${figures.join("")}</dl>`;
}

const free = ({ totals, isOpen }: Embedded, locale: Locale) =>
  isOpen
    ? `<p class="fund">${escaped(catalogWords(locale)("campaign.free", { count: totals.booksAvailable }))}</p>`
    : "";

function shelf({ campaign, books, isOpen }: Embedded, asked: EmbedAsked): string {
  const { locale } = asked;
  if (!isOpen || books.length === 0) return `<p class="none">${escaped(channelWords(locale)("embed.none"))}</p>`;
  const items = books.map((book) => {
    const href = leadingTo(campaign, `/${locale}${bookPath(campaign, book.code)}`, asked);
    const from = catalogWords(locale)("book.from", { amount: formatMoney(book.minimumMinor, book.currency, locale) });
    const words = `<b>${escaped(book.title)}</b><span class="from">${escaped(from)}</span>`;
    return `<li>${anchor(href, `<span class="look">${picture(campaign.communityId, book)}</span>${words}`, locale)}</li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

function picture(communityId: string, book: BookCard): string {
  if (!book.photo) return coverMarkup(book);
  const { id, width, height } = book.photo;
  return `<img src="${escaped(photoUrl(communityId, id, 320))}" width="${width}" height="${height}" alt="" loading="lazy">`;
}

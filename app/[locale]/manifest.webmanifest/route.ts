import { isLocale } from "@/lib/core/i18n/locale";
import { channelWords } from "@/lib/core/i18n/messages/channels";
import { siteWords } from "@/lib/core/i18n/messages/site";

/** What a phone needs to install the product as an app, in the language of the page it is installed from. */
export async function GET(_: Request, { params }: RouteContext<"/[locale]/manifest.webmanifest">): Promise<Response> {
  const { locale } = await params;
  if (!isLocale(locale)) return new Response("Not Found", { status: 404, headers: { "Content-Type": "text/plain" } });
  const t = channelWords(locale);
  const manifest = {
    id: "/", // one app, whichever language it was installed in
    name: t("app.name"),
    short_name: siteWords(locale)("name"),
    description: t("app.about"),
    lang: locale,
    dir: "ltr",
    start_url: `/${locale}`,
    scope: "/",
    display: "standalone",
    background_color: "#fbfcfa",
    theme_color: "#0d4435",
    categories: ["books", "social"],
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-192.png", sizes: "192x192", type: "image/png", purpose: "maskable" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { "Content-Type": "application/manifest+json; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}

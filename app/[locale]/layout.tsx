import "@fontsource-variable/onest";
import "@fontsource-variable/literata";
import "../globals.css";
import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import { env } from "@/lib/core/env";
import { isLocale, LOCALES } from "@/lib/core/i18n/locale";
import { siteWords } from "@/lib/core/i18n/messages/site";

export const generateStaticParams = () => LOCALES.map((locale) => ({ locale }));

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#0d4435" },
    { media: "(prefers-color-scheme: dark)", color: "#11382c" },
  ],
  colorScheme: "light dark",
};

export async function generateMetadata({ params }: LayoutProps<"/[locale]">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = siteWords(locale);
  return {
    metadataBase: new URL(env.APP_URL),
    title: { default: t("name"), template: `%s · ${t("name")}` },
    description: t("description"),
    manifest: `/${locale}/manifest.webmanifest`,
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "32x32" },
        { url: "/icon.svg", type: "image/svg+xml" },
      ],
      apple: "/apple-touch-icon.png",
    },
    openGraph: { siteName: t("name"), type: "website", locale: locale === "uk" ? "uk_UA" : "en_GB" },
  };
}

export default async function Layout({ children, params }: LayoutProps<"/[locale]">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return (
    <html lang={locale}>
      <body>
        {children}
        {process.env.NODE_ENV === "production" && <script src="/register.js" async />}
      </body>
    </html>
  );
}

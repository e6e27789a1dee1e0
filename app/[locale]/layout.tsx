import "../globals.css";
import { notFound } from "next/navigation";
import { isLocale, LOCALES } from "@/lib/core/i18n/locale";
export const generateStaticParams = () => LOCALES.map((locale) => ({ locale }));
export default async function Layout({ children, params }: LayoutProps<"/[locale]">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return (
    <html lang={locale}>
      <body>{children}</body>
    </html>
  );
}

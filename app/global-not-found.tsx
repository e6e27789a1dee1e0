import "@fontsource-variable/onest";
import "@fontsource-variable/literata";
import "./globals.css";
import type { Metadata } from "next";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { NotFoundText } from "./_ui/not-found-text";

export const metadata: Metadata = { title: siteWords("uk")("notFoundTitle"), robots: { index: false } };

/** An address outside every language and route. */
export default function GlobalNotFound() {
  return (
    <html lang="uk">
      <body>
        <NotFoundText />
      </body>
    </html>
  );
}

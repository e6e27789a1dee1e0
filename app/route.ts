import { preferredLocale } from "@/lib/core/i18n/locale";

/** The product's bare address leads to the visitor's language. */
export function GET(request: Request): Response {
  const locale = preferredLocale(request.headers.get("accept-language"));
  return new Response(null, {
    status: 307,
    headers: { Location: `/${locale}${new URL(request.url).search}`, Vary: "Accept-Language" },
  });
}

import type { Metadata } from "next";
import { connection } from "next/server";
import { localeOf } from "@/app/_web/language";
import { ReceiptPage, receiptMetadata } from "@/app/[locale]/_receipt/receipt-page";

export const instant = false;

type Params = PageProps<"/[locale]/claims/[token]/receipt">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return receiptMetadata(await localeOf(params));
}

export default async function Page({ params }: Params) {
  await connection();
  const { token } = await params;
  return <ReceiptPage locale={await localeOf(params)} page="claim" token={token} now={new Date()} />;
}

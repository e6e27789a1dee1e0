"use client";

import { useFormStatus } from "react-dom";
import { UnderWay } from "@/app/[locale]/[community]/desk/books/import/_import/under-way";

type PublishingProps = { address: string; total: number; children: string };

/** How far the listing is; the form's other buttons take no time. */
export function Publishing({ address, total, children }: PublishingProps) {
  const { data } = useFormStatus();
  if (data?.get("step") !== "publish") return null;
  return <UnderWay asks={{ address, total: Math.max(1, total) }}>{children}</UnderWay>;
}

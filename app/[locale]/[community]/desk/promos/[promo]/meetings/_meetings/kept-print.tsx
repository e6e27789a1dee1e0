"use client";

import { useTried } from "@/app/_web/form";

/** What the points were when the form was opened; after a refused try, what it was compared with. */
export function KeptPrint({ print }: { print: string }) {
  const { value } = useTried("print");
  return <input key={value} type="hidden" name="print" defaultValue={value ?? print} />;
}

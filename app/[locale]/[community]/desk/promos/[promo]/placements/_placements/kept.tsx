"use client";

import { useTried } from "@/app/_web/form";

/** A hidden field that stays as it was sent: the version somebody edited, even after the page around has a newer one. */
export function KeptField({ name, value }: { name: string; value: string }) {
  const tried = useTried(name);
  return <input type="hidden" name={name} value={tried.value ?? value} />;
}

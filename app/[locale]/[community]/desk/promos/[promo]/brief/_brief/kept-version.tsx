"use client";

import { FieldError } from "@/app/_ui/field";
import { useTried } from "@/app/_web/form";

/** The version the form was filled from; after a refused try, the one it was compared with. */
export function KeptVersion({ version }: { version: number }) {
  const { value } = useTried("version");
  return <input key={value} type="hidden" name="version" defaultValue={value ?? String(version)} />;
}

/** What is wrong with several fields together. */
export function FieldsetError({ name }: { name: string }) {
  const { error } = useTried(name);
  return <FieldError id={`${name}-error`}>{error}</FieldError>;
}

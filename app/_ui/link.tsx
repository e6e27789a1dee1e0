import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";

export type AnchorProps = Omit<ComponentProps<"a">, "href"> & { href: string; scroll?: boolean };

/** A link to one of our own pages. Nothing is fetched ahead: phones pay for their data. The one place where a text becomes a Route. */
export function Anchor({ href, ...rest }: AnchorProps) {
  return <Link href={href as Route} prefetch={false} {...rest} />;
}

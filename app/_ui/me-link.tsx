"use client";

import { useEffect, useState } from "react";
import { Anchor } from "./link";

type Target = { href: string; label: string };
type Me = { name: string; desk: boolean };

/** Public pages are the same for all; who is signed in is asked after they have come. Until then, and for guests: sign in. */
export function MeLink({
  community,
  signIn,
  me,
  desk,
}: {
  community?: string;
  signIn: Target;
  me: Target;
  desk: Target;
}) {
  const [person, setPerson] = useState<Me | null>(null);

  useEffect(() => {
    if (!community) return;
    const asking = new AbortController();
    whoIsHere(community, asking.signal).then(setPerson);
    return () => asking.abort();
  }, [community]);

  if (!person) return <Anchor href={signIn.href}>{signIn.label}</Anchor>;
  return (
    <>
      {person.desk && <Anchor href={desk.href}>{desk.label}</Anchor>}
      <Anchor className="me" href={me.href} title={person.name}>
        {me.label}
      </Anchor>
    </>
  );
}

/** The page is whole without the answer, so a failed question is no fault. */
async function whoIsHere(community: string, signal: AbortSignal): Promise<Me | null> {
  try {
    const response = await fetch(`/api/me?community=${encodeURIComponent(community)}`, { signal });
    if (!response.ok) return null;
    const answer = (await response.json()) as { person: Me | null };
    return answer.person;
  } catch {
    return null;
  }
}

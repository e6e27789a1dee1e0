"use client";

import { useEffect, useState } from "react";
import { Anchor } from "./link";
import { type Me, whoIsHere } from "./who-is-here";

type Target = { href: string; label: string };

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
    let isHere = true;
    whoIsHere(community).then((answer) => isHere && setPerson(answer));
    return () => {
      isHere = false;
    };
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

/** Somebody signed in, as the header and the forms of public pages need to know them. */
export type Me = { name: string; desk: boolean };

const asked = new Map<string, Promise<Me | null>>();

/** In the browser: who is signed in to a community, asked once a page. The page is whole without the answer, so no answer is no fault. */
export function whoIsHere(community: string): Promise<Me | null> {
  const known = asked.get(community) ?? ask(community);
  asked.set(community, known);
  return known;
}

async function ask(community: string): Promise<Me | null> {
  try {
    const response = await fetch(`/api/me?community=${encodeURIComponent(community)}`);
    if (!response.ok) return null;
    const answer = (await response.json()) as { person: Me | null; answered: boolean };
    if (answer.answered) document.documentElement.dataset.answered = ""; // hides what was asked (consent.css)
    return answer.person;
  } catch {
    return null;
  }
}

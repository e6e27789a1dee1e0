import { bookFacets } from "@/lib/catalog/facets";
import { bookListInput } from "@/lib/catalog/input";
import { listBooks, type Shelf } from "@/lib/catalog/shelf";
import { campaignTotals } from "@/lib/reports/totals";
import type { Sale } from "./load";
import { ms, quantile, report, timesOf, whole } from "./table";
import { bookOf, type GeneratedBook, pick, seeded } from "./words";

const SEARCHES = 200;
const LISTS = 40;
const P95_LIMIT_MS = 60;

type Way = (book: GeneratedBook, random: () => number) => { typed: string | undefined; meant: string };

/** How people look for a book they have in mind, and the words they mean. */
const WAYS: Record<string, Way> = {
  exact: ({ title, authors }, random) => ({ typed: random() < 0.5 ? title : `${title} ${authors[0]}`, meant: title }),
  prefix({ title }, random) {
    const words = title.split(" ").slice(0, random() < 0.5 ? 1 : 2);
    return { typed: cutShort(words), meant: words.at(-1)?.slice(0, 4) ?? "" };
  },
  typo({ authors }, random) {
    const meant = authors[0]?.split(" ").at(-1) ?? "";
    return { typed: misspelt(meant, random), meant };
  },
  transliterated: ({ language, title }) => ({ typed: language === "uk" ? inLatin(title) : undefined, meant: title }),
};

/** Searches through the product's own query, each kind many times, one after another. The reach is asked of the last size. */
export async function measureSearch(sale: Sale, isLast: boolean): Promise<void> {
  const shelf = shelfOf(sale);
  for (const [way, typedFor] of Object.entries(WAYS)) {
    const random = seeded(sale.loaded);
    let found = 0;
    let asked = 0;
    const times = await timesOf(SEARCHES, async () => {
      const { typed, meant } = somethingTyped(sale.loaded, typedFor, random);
      const { filters, page } = bookListInput.parse({ q: typed });
      const { items } = await listBooks(shelf, filters, page);
      asked += 1;
      const said = items.map(({ title, authors }) => `${title} ${authors.join(" ")}`.toLowerCase());
      if (said.some((words) => words.includes(meant.toLowerCase()))) found += 1;
    });
    const p95 = quantile(times, 0.95);
    report({
      what: `search, ${way}, ${whole(sale.loaded)} books`,
      measured: `p50 ${ms(quantile(times, 0.5))}, p95 ${ms(p95)}, found ${Math.round((found / asked) * 100)} %`,
      ...(isLast && { limit: `p95 ${ms(P95_LIMIT_MS)}`, ratio: p95 / P95_LIMIT_MS, isMet: p95 <= P95_LIMIT_MS }),
    });
  }
}

/** The list a catalog opens with, the counts beside it, and the totals above it. */
export async function measureLists(sale: Sale): Promise<void> {
  const shelf = shelfOf(sale);
  const { filters, page } = bookListInput.parse({});
  const narrowed = bookListInput.parse({ category: "agile", language: "uk", sort: "title" });
  const { communityId, campaignId } = shelf;
  const queries: Record<string, () => Promise<unknown>> = {
    "catalog list": () => listBooks(shelf, filters, page),
    "catalog list, filtered and sorted by title": () => listBooks(shelf, narrowed.filters, narrowed.page),
    "catalog facets": () => bookFacets(shelf, filters),
    "campaign totals": () => campaignTotals(communityId, campaignId),
  };
  for (const [what, query] of Object.entries(queries)) {
    const times = await timesOf(LISTS, query);
    report({
      what: `${what}, ${whole(sale.loaded)} books`,
      measured: `p50 ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))}`,
    });
  }
}

const shelfOf = ({ campaign }: Sale): Shelf => ({ communityId: campaign.communityId, campaignId: campaign.id });

function somethingTyped(books: number, way: Way, random: () => number): { typed: string; meant: string } {
  for (;;) {
    const { typed, meant } = way(bookOf(Math.floor(random() * books)), random);
    if (typed) return { typed, meant };
  }
}

/** The words as far as they are typed: three or four letters of the last. */
function cutShort(words: string[]): string | undefined {
  const last = words.at(-1) ?? "";
  if (last.length < 5) return undefined;
  return [...words.slice(0, -1), last.slice(0, 4)].join(" ");
}

/** One slip of the finger in a word of six letters or more: a letter left out, doubled into another, or two swapped. */
function misspelt(word: string, random: () => number): string | undefined {
  if (word.length < 6) return undefined;
  const place = 1 + Math.floor(random() * (word.length - 3));
  const [before, letter = "", next = "", after] = [
    word.slice(0, place),
    word[place],
    word[place + 1],
    word.slice(place + 2),
  ];
  return pick(
    [before + next + after, before + next + letter + after, before + (letter === "о" ? "а" : "о") + next + after],
    random,
  );
}

const LATIN: Record<string, string> = Object.fromEntries(
  "а a б b в v г h ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ь  ю iu я ia"
    .split(/ (?=[а-яєіїґ])/)
    .map((pair) => pair.split(" ") as [string, string]),
);

/** The official transliteration of 2010, as passports have it. */
function inLatin(text: string): string {
  return [...text.toLowerCase().replace(/['’]/g, "")].map((letter) => LATIN[letter] ?? letter).join("");
}

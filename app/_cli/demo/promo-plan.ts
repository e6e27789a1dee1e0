import type { Campaign, Promo } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { AIMS, OUTCOMES, type Points, pointsPrint } from "@/lib/promos/agenda";
import { editBrief, startPromo } from "@/lib/promos/commands";
import { planContingency } from "@/lib/promos/contingency/commands";
import { contingencyInput } from "@/lib/promos/contingency/input";
import { makePromo } from "@/lib/promos/make";
import { noteMeeting, planMeeting } from "@/lib/promos/meetings";
import { approvePlacement, schedulePlacement, submitPlacement } from "@/lib/promos/placements/commands";
import { createPlacement } from "@/lib/promos/placements/content";
import { placementInput } from "@/lib/promos/placements/input";
import { addMedia } from "@/lib/promos/placements/media";
import { setHost } from "@/lib/referrals/links";
import { agreePromo } from "@/lib/reports/quoting";
import { drawPost, POST, STORY } from "./pictures";

/** When something of the promo happened, by Kyiv's clock. The timeline tells of the stories alone; the days before are ours. */
const june = (day: number, clock: string) => new Date(`2023-06-${String(day).padStart(2, "0")}T${clock}:00+03:00`);

export const GROUP_POST = "https://www.facebook.com/groups/bookraiser-demo/";
export const TAG = "2023-06-charity-book-sale";
export const POST_OUT = june(14, "11:50");
const CATALOG = "/pm/charity-book-sale";

type Book = { title: string; authors: string[]; category: string };
export type Placed = { id: string; linkId: string | null; content: string };
type Staff = { organizer: PersonActor; smm: PersonActor };

const NOTES: Record<string, string> = {
  present: "83 книги за травень, кожна чекає на читача. Внески йдуть фонду напряму.",
  result: "Вийти за межі спільноти: люди з інших компаній дають книги й беруть собі.",
  examples: "Полички обміну в кав’ярнях: фото стосу книг збирає більше відповідей, ніж афіша.",
  deadline: "Фото й тексти до 12 червня, 18:00.",
  requirements: "Сторіс 1080 × 1920, текст не біля країв. Бюджету немає.",
  statistics: "Статистику сторіс знімаємо в перші 24 години, зведення раз на тиждень.",
  ideas: "Чотири сторіс в один день: три з фото, четверта з посиланням на допис у групі.",
  brief: "Бриф заповнює Веста, до завтра.",
  formats: "Посилання у сторіс лише стікером, ставимо його вручну.",
};

const BRIEF = {
  task: "Розповісти проєктним менеджерам з інших компаній, що книгу можна взяти за внесок, а свою віддати, і привести їх у каталог.",
  problem: "Про акцію знає лише спільнота: книги є, а нових людей немає.",
  audience: "Проєктні менеджери з інших компаній, які стежать за спільнотою в Instagram і Facebook.",
  keyMessage: "Книга у подяку за внесок у фонд: оберіть свою й віддайте прочитану.",
  examples: "Фото стосу книг від книгообмінів у кав’ярнях.",
  metric: "leads" as const,
  metricTarget: 40,
  metricBy: june(30, "23:59"),
  contentBy: june(12, "18:00"),
  reportFormat: "Одна сторінка: мета, результат, що спрацювало, чого навчилися.",
  reportBy: new Date("2023-07-05T18:00:00+03:00"),
  networks: [
    { network: "facebook", contactName: "Веста Впорядницька" },
    { network: "instagram", contactName: "Стелла Сторісенко" },
  ],
};

const STORIES = [
  "Прочитали й поставили на полицю? Цій книзі є де жити далі",
  "83 книги про лідерство, Agile і людей шукають читачів",
  "Оберіть книгу, зробіть внесок у фонд, і вона ваша",
  "Каталог відкрито для всіх: посилання тут",
];

/** Everything before the first story: the meeting, the brief both sides agreed on, the placements and the plan for falling short. */
export async function planPromo(
  campaign: Campaign,
  { organizer, smm }: Staff,
  books: readonly Book[],
): Promise<{ promo: Promo; stories: Placed[]; post: Placed; lines: string[] }> {
  const made = await makePromo(
    organizer,
    {
      kind: "initiative",
      name: "Charity Book Sale виходить за межі спільноти",
      campaignId: campaign.id,
      startsAt: june(1, "00:00"),
      endsAt: june(30, "23:59"),
      heldAt: null,
      tag: TAG,
      fromTemplate: false,
      locale: "uk",
    },
    june(1, "09:30"),
  );
  await meet(organizer, made.id);
  await editBrief(organizer, made.id, BRIEF, undefined, june(7, "12:00"));
  const promo = await agreePromo(smm, made.id, june(8, "10:15"));

  await setHost(organizer, new URL(GROUP_POST).hostname, true);
  const post = await place(
    { organizer, smm },
    promo,
    {
      network: "facebook",
      format: "group-post",
      content: "fb-group-post-1",
      title: "Книга у подяку за внесок",
      text: "Charity Book Sale тепер для всіх. Оберіть книгу в каталозі, зробіть внесок у фонд, і вона ваша. А ще можна віддати свою прочитану: так каталог росте.",
      target: CATALOG,
      scheduledAt: POST_OUT.toISOString(),
    },
    await drawPost(POST, "Книга у подяку за внесок", books.slice(4, 6)),
  );
  const stories: Placed[] = [];
  for (const [nth, words] of STORIES.entries()) {
    const isLast = nth === STORIES.length - 1;
    const words4 = isLast ? { sticker: "До каталогу", target: GROUP_POST, hopOf: post.id } : {};
    stories.push(
      await place(
        { organizer, smm },
        promo,
        {
          network: "instagram",
          format: "story",
          content: `story-${nth + 1}`,
          title: `Сторіс ${nth + 1}`,
          scheduledAt: june(14, `12:0${nth === 3 ? 9 : nth * 4}`).toISOString(),
          ...words4,
        },
        await drawPost(STORY, words, books.slice(nth * 3, nth * 3 + 3)),
      ),
    );
  }
  const lines = await planLines(organizer, promo, post.id);
  await startPromo(smm, promo.id, june(14, "11:00"));
  return { promo, stories, post, lines };
}

async function meet(organizer: PersonActor, promoId: string): Promise<void> {
  const at = june(6, "15:00");
  const meeting = { network: null, at, minutes: 45, place: "Переговорна «Полиця»" };
  const { id, points } = await planMeeting(organizer, promoId, meeting, june(2, "10:00"));
  const noted: Points = Object.fromEntries(
    [...AIMS, ...OUTCOMES].map((point) => [point, { isDone: true, note: NOTES[point] ?? "" }]),
  );
  await noteMeeting(organizer, id, noted, pointsPrint(points));
}

type Words = Record<string, unknown> & { content: string };

/** A placement goes all its way: made by the SMM manager, looked at by the organizer, scheduled. */
async function place({ organizer, smm }: Staff, promo: Promo, words: Words, picture: Buffer): Promise<Placed> {
  const draft = await createPlacement(smm, promo.id, placementInput.parse(words), june(9, "11:00"));
  const alt = `${words.title ?? words.content}: обкладинки книг із каталогу на зеленому тлі`;
  await addMedia(smm, draft.id, { bytes: picture, name: `${words.content}.png`, alt }, june(9, "11:10"));
  const inReview = await submitPlacement(smm, draft.id, "", june(12, "17:20"));
  const { version } = inReview;
  await approvePlacement(organizer, draft.id, { version, note: "Чудово, публікуймо." }, june(13, "10:40"));
  const { id, linkId, content } = await schedulePlacement(smm, draft.id, undefined, june(13, "11:00"));
  return { id, linkId, content };
}

/** One line that turns out not to be needed, and one that fires. */
async function planLines(organizer: PersonActor, promo: Promo, postId: string): Promise<string[]> {
  const lines = [
    {
      metric: "leads",
      threshold: 20,
      checkAt: june(16, "12:00").toISOString(),
      action: "reserve_post",
      what: "Підняти допис у групі Facebook із новим фото",
      ownerName: "Стелла Сторісенко",
      preparedId: postId,
    },
    {
      metric: "outside-participants",
      threshold: 5,
      checkAt: june(19, "12:00").toISOString(),
      action: "reminder",
      what: "Особисто написати кожному, хто питав про каталог, і запропонувати віддати свою книгу",
      ownerName: "Веста Впорядницька",
    },
  ];
  const ids: string[] = [];
  for (const line of lines)
    ids.push((await planContingency(organizer, promo.id, contingencyInput.parse(line), june(12, "12:00"))).id);
  return ids;
}

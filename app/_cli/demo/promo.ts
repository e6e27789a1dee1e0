import { createHash } from "node:crypto";
import type { Campaign } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { measurePromo, reportPromo } from "@/lib/promos/commands";
import { settleContingency } from "@/lib/promos/contingency/commands";
import { enterPlacementNumbers, enterPromoNumbers } from "@/lib/promos/numbers/commands";
import { placementNumbers, promoNumbers } from "@/lib/promos/numbers/input";
import { publishPlacement } from "@/lib/promos/placements/commands";
import { keepClick } from "@/lib/referrals/clicks";
import { enteredLeadsInput } from "@/lib/referrals/input";
import { enterLeads } from "@/lib/referrals/leads";
import type { Source } from "@/lib/referrals/touches";
import { visitorOf } from "@/lib/referrals/visitors";
import { writeLearned } from "@/lib/reports/promos/freezing";
import { judgeContingencies } from "@/lib/reports/promos/judge";
import { GROUP_POST, type Placed, POST_OUT, type planPromo } from "./promo-plan";

type PromoEvent = Record<"at" | "kind" | "actor" | "channel" | "note", string>;
type Planned = Awaited<ReturnType<typeof planPromo>>;

/** Where somebody who clicked is, by the timeline's channel. */
const APPS: Record<string, { app: string; referrerHost: string }> = {
  instagram_story: { app: "instagram", referrerHost: "l.instagram.com" },
  facebook_post: { app: "facebook", referrerHost: "l.facebook.com" },
};

const HOUR_MS = 3_600_000;
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);
const kyiv = (text: string) => new Date(`${text}:00+03:00`);

/** What Instagram and Facebook showed is ours: the case tells of no reach. */
const STORY_NUMBERS = [
  { views: 684, reach: 641, replies: 6, shares: 9, "taps-forward": 402, "taps-back": 31, exits: 44 },
  { views: 622, reach: 588, replies: 4, shares: 3, "taps-forward": 371, "taps-back": 22, exits: 39 },
  { views: 590, reach: 561, replies: 9, shares: 5, "taps-forward": 318, "taps-back": 27, exits: 52 },
  { views: 571, reach: 543, replies: 11, shares: 14, "link-taps": 49, "profile-visits": 18, exits: 95 },
];
const POST_NUMBERS = { views: 918, reach: 702, reactions: 63, comments: 27, shares: 8 };

/** The timeline's promo as it ran: four stories, a post in the Facebook group, who clicked, who asked, how the group grew. */
export class Promo {
  private readonly outsiders: ReadonlySet<string>;
  private readonly judgedAt = [kyiv("2023-06-16T12:00"), kyiv("2023-06-19T12:00")];
  private stories = 0;
  private clicking: Promise<boolean>[] = [];

  constructor(
    private readonly campaign: Campaign,
    private readonly smm: PersonActor,
    private readonly planned: Planned,
    outsiders: readonly string[],
  ) {
    this.outsiders = new Set(outsiders);
  }

  /** Whoever clicked agreed to be recognised, so that what they do days later is known to be theirs. */
  sourceOf(actor: string): Source {
    return { visitor: visitorOf({ cookie: tokenOf(actor), address: "", agent: "" }) };
  }

  /** Answers whether the event is one of the promo's. */
  async play({ at, kind, actor, channel, note }: PromoEvent): Promise<boolean> {
    const when = new Date(at);
    if (this.judgedAt[0] && when >= this.judgedAt[0]) await this.judge();
    if (kind === "link_clicked") {
      this.click(actor, channel, when);
      return true;
    }
    await this.settle();
    if (kind === "story_published") await this.publish(when);
    else if (kind === "lead") await this.enter(actor, channel, when);
    else if (kind === "group_members") await this.count(note, when);
    else return false;
    return true;
  }

  /** What came after the timeline's last story: the numbers are in, and the report is written. */
  async end(): Promise<void> {
    const { promo, lines } = this.planned;
    const [, fired] = lines;
    const outcome =
      "Написали 12 людям. За два дні учасників ззовні стало п’ятеро, а до кінця місяця вони принесли ще три книги.";
    if (fired) await settleContingency(this.smm, fired, { outcome }, kyiv("2023-06-21T16:00"));
    await measurePromo(this.smm, promo.id, kyiv("2023-07-01T10:00"));
    await writeLearned(
      this.smm,
      promo.id,
      "Найбільше людей прийшло за добу після сторіс, а з групи у Facebook вони приходили ще тиждень. Наступного разу посилання варто дати вже в першій сторіс, а про свою книгу питати одразу, щойно людина написала.",
    );
    await reportPromo(this.smm, promo.id, kyiv("2023-07-05T15:00"));
  }

  private async judge(): Promise<void> {
    await this.settle();
    const at = this.judgedAt.shift();
    if (at) await judgeContingencies(at);
  }

  /** Clicks are written together, before anything that follows from them. */
  private async settle(): Promise<void> {
    const kept = await Promise.all(this.clicking.splice(0));
    if (kept.includes(false)) throw new Error("A click of the timeline was not kept");
  }

  /** The first three stories are photos without a link; the fourth leads to the group's post, which went out just before them. */
  private async publish(at: Date): Promise<void> {
    const { post, stories } = this.planned;
    const nth = this.stories++;
    if (nth === 0) {
      await publishPlacement(this.smm, post.id, { at: POST_OUT, url: GROUP_POST }, POST_OUT);
      const numbers = placementNumbers("facebook", "group-post").parse({ ...POST_NUMBERS, source: "Facebook" });
      await enterPlacementNumbers(this.smm, post.id, numbers, undefined, after(POST_OUT, 7 * 24 * HOUR_MS));
    }
    const story = stories[nth];
    if (!story) throw new Error("The timeline has more stories than the promo");
    await publishPlacement(this.smm, story.id, { at }, at);
    const seen = { ...STORY_NUMBERS[nth], source: "Instagram, статистика сторіс" };
    const numbers = placementNumbers("instagram", "story").parse(seen);
    await enterPlacementNumbers(this.smm, story.id, numbers, undefined, after(at, 21 * HOUR_MS));
  }

  private click(actor: string, channel: string, at: Date): void {
    const { linkId } = this.placedIn(channel);
    const app = APPS[channel] ?? { app: "other", referrerHost: null };
    const request = { isQr: false, botReason: null, orphanCode: null, ...app };
    const { communityId } = this.campaign;
    this.clicking.push(keepClick({ communityId, linkId, at, visitor: this.sourceOf(actor).visitor, ...request }));
  }

  /** Outsiders leave their traces themselves, when they give or claim a book; the others asked in comments and messages. */
  private async enter(actor: string, channel: string, at: Date): Promise<void> {
    if (this.outsiders.has(actor)) return;
    const note = "Запит про каталог у коментарях або повідомленнях";
    const { linkId } = this.placedIn(channel);
    const input = enteredLeadsInput.parse({ linkId, count: 1, note });
    await enterLeads(this.smm, this.campaign.id, input, at);
  }

  private async count(note: string, at: Date): Promise<void> {
    const members = note.replace("members=", "");
    const numbers = promoNumbers.parse({ "group-members": members, source: "Група у Facebook" });
    await enterPromoNumbers(this.smm, this.planned.promo.id, numbers, undefined, at);
  }

  private placedIn(channel: string): Placed & { linkId: string } {
    const { post, stories } = this.planned;
    const placed = channel === "facebook_post" ? post : stories.at(-1);
    if (!placed?.linkId) throw new Error(`The timeline names a link in ${channel} that is not there`);
    return { ...placed, linkId: placed.linkId };
  }
}

/** A visitor's word, made from who the timeline says it is. */
const tokenOf = (actor: string) => createHash("sha256").update(actor).digest("base64url").slice(0, 22);

import { createHash } from "node:crypto";
import type { Campaign, Link } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { enterReading } from "@/lib/promos/numbers/readings";
import { keepClick } from "@/lib/referrals/clicks";
import { enteredLeadsInput, linkInput, readingInput } from "@/lib/referrals/input";
import { enterLeads } from "@/lib/referrals/leads";
import { createLink, setHost } from "@/lib/referrals/links";
import type { Source } from "@/lib/referrals/touches";
import { visitorOf } from "@/lib/referrals/visitors";

type PromoEvent = Record<"at" | "kind" | "actor" | "channel" | "note", string>;

const GROUP_POST = "https://www.facebook.com/groups/bookraiser-demo/";
/** Where somebody who clicked is, by the timeline's channel. */
const APPS: Record<string, { app: string; referrerHost: string }> = {
  instagram_story: { app: "instagram", referrerHost: "l.instagram.com" },
  facebook_post: { app: "facebook", referrerHost: "l.facebook.com" },
};

/** The timeline's promo: four stories, a post in the Facebook group, who clicked, who asked, and how the group grew. */
export class Promo {
  private readonly links = new Map<string, Link>();
  private readonly outsiders: ReadonlySet<string>;
  private stories = 0;
  private clicking: Promise<boolean>[] = [];

  constructor(
    private readonly campaign: Campaign,
    private readonly staff: { organizer: PersonActor; smm: PersonActor },
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

  /** Clicks are written together, before anything that follows from them. */
  private async settle(): Promise<void> {
    const kept = await Promise.all(this.clicking.splice(0));
    if (kept.includes(false)) throw new Error("A click of the timeline was not kept");
  }

  /** The first three stories are photos without a link: placements that nobody can click. The fourth leads to the group's post. */
  private async publish(at: Date): Promise<void> {
    const nth = ++this.stories;
    if (nth === 1) {
      await setHost(this.staff.organizer, new URL(GROUP_POST).hostname, true);
      await this.place(
        "facebook_post",
        { network: "facebook", content: "fb-group-post-1", target: "/pm/charity-book-sale" },
        at,
      );
    }
    const words = { network: "instagram", content: `story-${nth}`, target: GROUP_POST };
    const post = this.links.get("facebook_post");
    await this.place("instagram_story", nth === 4 ? { ...words, hopOf: post?.id } : words, at); // the last one is clicked
  }

  private async place(channel: string, words: Record<string, string | undefined>, at: Date): Promise<void> {
    const title = "Книга у подяку за внесок";
    const input = linkInput.parse({ medium: "social", tag: "2023-06-charity-book-sale", title, ...words });
    this.links.set(channel, await createLink(this.staff.smm, this.campaign.id, input, at));
  }

  private click(actor: string, channel: string, at: Date): void {
    const { communityId, id: linkId } = this.linkIn(channel);
    const app = APPS[channel] ?? { app: "other", referrerHost: null };
    const request = { isQr: false, botReason: null, orphanCode: null, ...app };
    this.clicking.push(keepClick({ communityId, linkId, at, visitor: this.sourceOf(actor).visitor, ...request }));
  }

  /** Outsiders leave their traces themselves, when they give or claim a book; the others asked in comments and messages. */
  private async enter(actor: string, channel: string, at: Date): Promise<void> {
    if (this.outsiders.has(actor)) return;
    const note = "Запит про каталог у коментарях або повідомленнях";
    const input = enteredLeadsInput.parse({ linkId: this.linkIn(channel).id, count: 1, note });
    await enterLeads(this.staff.smm, this.campaign.id, input, at);
  }

  private async count(note: string, at: Date): Promise<void> {
    const value = note.replace("members=", "");
    const reading = { metric: "group-members", value, at: at.toISOString(), source: "Група у Facebook" };
    await enterReading(this.staff.smm, this.campaign.id, readingInput.parse(reading), at);
  }

  private linkIn(channel: string): Link {
    const link = this.links.get(channel);
    if (!link) throw new Error(`The timeline names a link in ${channel} before it is there`);
    return link;
  }
}

/** A visitor's word, made from who the timeline says it is. */
const tokenOf = (actor: string) => createHash("sha256").update(actor).digest("base64url").slice(0, 22);

"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import type { Meeting } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoMeetingWords } from "@/lib/core/i18n/messages/promo-meetings";
import { Refusal } from "@/lib/core/refusal";
import { POINTS, type Point, type Points, pointOf, pointsPrint } from "@/lib/promos/agenda";
import { meetingInput, pointNote } from "@/lib/promos/input";
import { editMeeting, findMeeting, noteMeeting, planMeeting, removeMeeting } from "@/lib/promos/meetings";
import { whoActs } from "../../../_parts/open";
import { goBack, type Place } from "../../../_parts/place";
import { datesIn } from "../../_promos/clock";
import { promoOf } from "../../_promos/open";

/** Plans a meeting about a promo. */
export async function plan(at: Place, promoId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, datesIn(community.timeZone, ["at"], meetingInput), form, async (input) => {
    const { id } = await promoOf(actor, promoId);
    await planMeeting(actor, id, input);
    return goBack({ ...place, back: `promos/${id}/meetings` }, { done: "meetingPlanned" });
  });
}

/** Moves a meeting, or changes where and about what it is. */
export async function change(at: Place, meetingId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, datesIn(community.timeZone, ["at"], meetingInput), form, async (input) => {
    const { id, promoId } = await editMeeting(actor, readId(meetingId), input);
    return goBack({ ...place, back: `promos/${promoId}/meetings/${id}` }, { done: "meetingSaved" });
  });
}

/** Takes a meeting out of the plan, once the box is ticked. */
export async function remove(at: Place, meetingId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const sure = z.object({ sure: z.literal("on", "fields.sure") });
  return runForm(place.locale, sure, form, async () => {
    const { id, promoId } = await findMeeting(actor, readId(meetingId));
    await removeMeeting(actor, id);
    return goBack({ ...place, back: `promos/${promoId}/meetings` }, { done: "meetingRemoved" });
  });
}

/** Keeps what was ticked and noted. */
export async function note(at: Place, meetingId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  let isOvertaken = false;
  const state = await runForm(place.locale, notesForm, form, async ({ print, points }) => {
    try {
      const { id, promoId } = await noteMeeting(actor, readId(meetingId), points, print);
      return goBack({ ...place, back: `promos/${promoId}/meetings/${id}` }, { done: "meetingSaved" });
    } catch (error) {
      isOvertaken = error instanceof Refusal && error.code === "promos.changedMeanwhile";
      throw error;
    }
  });
  return isOvertaken ? withTheirs(state, await findMeeting(actor, readId(meetingId)), place.locale) : state;
}

const notesForm = z
  .object({
    print: z.string().max(40),
    ...Object.fromEntries(POINTS.map((point) => [`note.${point}`, pointNote.default("")])),
  })
  .catchall(z.string())
  .transform(({ print, ...typed }) => {
    const fields: Record<string, string> = typed;
    const points: Points = Object.fromEntries(
      POINTS.map((point) => [point, { isDone: fields[`done.${point}`] === "on", note: fields[`note.${point}`] ?? "" }]),
    );
    return { print, points };
  });

/** Beside what was typed stands what somebody else noted; the next try is made by somebody who has seen it. */
function withTheirs(state: FormState, { points }: Meeting, locale: Locale): FormState {
  const t = promoMeetingWords(locale);
  const theirs = (point: Point) => {
    const { isDone, note: kept } = pointOf(points, point);
    return [t(isDone ? "ticked" : "unticked"), kept].filter(Boolean).join("; ");
  };
  const isOther = (point: Point) => {
    const { isDone, note: kept } = pointOf(points, point);
    const typed = (state.values[`note.${point}`] ?? "").replace(/\r\n/g, "\n").trim();
    return isDone !== (state.values[`done.${point}`] === "on") || kept !== typed;
  };
  return {
    ...state,
    message: t("changed"),
    fieldErrors: Object.fromEntries(
      POINTS.filter(isOther).map((point) => [`note.${point}`, t("savedNow", { value: theirs(point) })]),
    ),
    values: { ...state.values, print: pointsPrint(points) },
  };
}

function readId(id: string): string {
  const read = z.uuid().safeParse(id);
  if (!read.success) throw new Refusal("promos.meetingNotFound");
  return read.data;
}

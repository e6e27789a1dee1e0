"use client";

import { type ChangeEvent, useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/app/_ui/button";
import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";
import { readySound, signal } from "./sound";
import { useScanner } from "./use-scanner";

type ScannerProps = {
  /** `{isbn}` stands for the digits; `count` has the words for none, one, two and so on. */
  words: Record<
    | "start"
    | "stop"
    | "starting"
    | "aim"
    | "added"
    | "again"
    | "notBook"
    | "photo"
    | "photoHint"
    | "photoNone"
    | "noCamera"
    | "denied"
    | "broken"
    | "video",
    string
  > & { count: string[] };
};

/**
 * Barcodes by the phone's camera, one book after another, or from a photo. Each is written into the form's text, as if it were
 * typed there. Nothing of it shows without JavaScript; the eyes are fetched when somebody starts.
 */
export function Scanner({ words }: ScannerProps) {
  const isHere = useSyncExternalStore(noChanges, yes, no);
  return isHere ? <Camera words={words} /> : null;
}

function Camera({ words }: ScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const taken = useRef<string[]>([]);
  const [count, setCount] = useState(0);
  const [said, setSaid] = useState("");
  const photo = useId();
  const { state, start, stop } = useScanner(video, take);
  const hasCamera = typeof navigator.mediaDevices?.getUserMedia === "function";
  useEffect(comeAsPage, []);

  function take(code: string) {
    const isBook = /^97(?:8|9[1-9])/.test(code);
    const isAgain = taken.current.includes(code);
    signal(isBook && !isAgain);
    setSaid(words[isBook ? (isAgain ? "again" : "added") : "notBook"].replace("{isbn}", code));
    const text = box.current?.closest("form")?.elements.namedItem("text");
    if (!isBook || !(text instanceof HTMLTextAreaElement)) return;
    text.value = `${text.value.replace(/\s+$/, "")}${text.value.trim() === "" ? "" : "\n"}${code}\n`;
    taken.current.push(code);
    setCount(taken.current.length);
  }

  async function lookAtPhoto(event: ChangeEvent<HTMLInputElement>) {
    const field = event.currentTarget;
    const file = field.files?.[0];
    if (!file) return;
    const codes = await codesIn(file);
    for (const code of new Set(codes)) take(code);
    if (codes.length === 0) setSaid(words.photoNone);
    field.value = ""; // the same book's photo may be chosen once more
  }

  const isOpen = state === "starting" || state === "on";
  return (
    <div ref={box} className="scanner">
      <div className="scanner-screen" hidden={!isOpen}>
        <video ref={video} playsInline muted aria-label={words.video} />
        <span className="scanner-aim" aria-hidden="true" />
      </div>
      {(state === "denied" || state === "broken") && <Notice tone="wait">{words[state]}</Notice>}
      {!hasCamera && <Notice>{words.noCamera}</Notice>}
      <div className="scanner-said" role="status">
        {isOpen && <p className="small">{state === "on" ? words.aim : words.starting}</p>}
        {count > 0 && <p className="scanner-count nums">{words.count[count] ?? String(count)}</p>}
        {said && <p className="nums">{said}</p>}
      </div>
      <div className="row">
        {hasCamera && !isOpen && (
          <Button
            onClick={() => {
              readySound();
              void start();
            }}
          >
            <Icon name="camera" /> {words.start}
          </Button>
        )}
        {isOpen && (
          <Button kind="quiet" onClick={stop}>
            {words.stop}
          </Button>
        )}
        <label className="button" data-kind={hasCamera ? "plain" : "quiet"} htmlFor={photo}>
          {words.photo}
        </label>
        <input
          id={photo}
          type="file"
          accept="image/*"
          capture="environment"
          className="hidden-text"
          aria-describedby={`${photo}-hint`}
          onChange={lookAtPhoto}
        />
      </div>
      <p id={`${photo}-hint`} className="hint">
        {words.photoHint}
      </p>
    </div>
  );
}

async function codesIn(file: File): Promise<string[]> {
  try {
    const { openEyes } = await import("./eyes");
    const [eyes, picture] = await Promise.all([openEyes(), createImageBitmap(file)]);
    return await eyes.look(picture);
  } catch {
    return []; // no picture, or one this browser cannot read
  }
}

/**
 * What a page may do is said with the document, and only this one may use the camera: whoever came without a new document, from a
 * link or from signing in, gets one.
 */
function comeAsPage(): void {
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival && new URL(arrival.name).pathname !== window.location.pathname) window.location.reload();
}

const noChanges = () => () => {};
const yes = () => true;
const no = () => false;

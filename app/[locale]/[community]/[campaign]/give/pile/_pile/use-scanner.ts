import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Eyes } from "./eyes";

const LOOK_EVERY_MS = 120;
/** A book that was away so long and comes back is shown on purpose. */
const AWAY_MS = 2_500;

export type CameraState = "off" | "starting" | "on" | "denied" | "broken";

/**
 * Looks through the camera until it is stopped or the page is left, and tells of each barcode once while it is in sight. A code
 * counts when it was read twice, for a single look can be wrong.
 */
export function useScanner(video: RefObject<HTMLVideoElement | null>, onCode: (code: string) => void) {
  const [state, setState] = useState<CameraState>("off");
  const stream = useRef<MediaStream>(undefined);
  const tell = useRef(onCode);
  useEffect(() => {
    tell.current = onCode;
  }, [onCode]);

  const stop = useCallback((end: CameraState = "off") => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = undefined;
    setState(end);
  }, []);

  const start = useCallback(async () => {
    setState("starting");
    try {
      const [{ openEyes }, opened] = await Promise.all([import("./eyes"), openCamera()]);
      stream.current = opened;
      const screen = video.current;
      if (!screen) return stop();
      screen.srcObject = opened;
      await screen.play();
      const eyes = await openEyes();
      if (stream.current !== opened) return; // stopped meanwhile
      setState("on");
      await watch(
        eyes,
        screen,
        () => stream.current === opened,
        (code) => tell.current(code),
      );
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === "NotAllowedError";
      stop(isDenied ? "denied" : "broken");
    }
  }, [stop, video]);

  useEffect(() => {
    const leave = () => document.hidden && stream.current && stop();
    document.addEventListener("visibilitychange", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      stop();
    };
  }, [stop]);

  return { state, start, stop: () => stop() };
}

function openCamera(): Promise<MediaStream> {
  const sharp = { width: { ideal: 1_280 }, height: { ideal: 720 } };
  return navigator.mediaDevices.getUserMedia({
    video: { facingMode: { ideal: "environment" }, ...sharp },
    audio: false,
  });
}

async function watch(eyes: Eyes, screen: HTMLVideoElement, goesOn: () => boolean, tell: (code: string) => void) {
  const sights = new Map<string, { at: number; isTold: boolean }>();
  while (goesOn()) {
    const codes = await eyes.look(screen);
    const now = performance.now();
    for (const code of new Set(codes)) {
      const before = sights.get(code);
      const isThere = before !== undefined && now - before.at < AWAY_MS;
      if (isThere && !before.isTold && goesOn()) tell(code);
      sights.set(code, { at: now, isTold: isThere });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

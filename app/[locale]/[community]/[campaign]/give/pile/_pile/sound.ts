let speaker: AudioContext | undefined;

/** Browsers let a page sound only after a press: called by the one that starts the camera. */
export function readySound(): void {
  try {
    speaker ??= new AudioContext();
    void speaker.resume();
  } catch {
    // no sound here: the count is there to see
  }
}

/** A short beep and a shake: one for a book, two lower ones for what is not taken as it is. */
export function signal(isGood: boolean): void {
  navigator.vibrate?.(isGood ? 60 : [40, 60, 40]);
  if (!speaker) return;
  const tone = speaker.createOscillator();
  const volume = speaker.createGain();
  const begin = speaker.currentTime;
  tone.frequency.value = isGood ? 1_250 : 420;
  volume.gain.setValueAtTime(0.12, begin);
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.14);
  tone.connect(volume).connect(speaker.destination);
  tone.start(begin);
  tone.stop(begin + 0.15);
}

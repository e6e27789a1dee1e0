/** Whoever comes waits until so many are there: a control's race is then lost every time, however busy the machine. */
export function meeting(count: number): () => Promise<void> {
  let here = 0;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return () => {
    here += 1;
    if (here >= count) begin();
    return begun;
  };
}

const TRIES = 20;

/** Whether a race without its guard is lost at least once: on a busy machine people may come one after another, and nobody meets. */
export async function isEverLost(race: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) if (await race()) return true;
  return false;
}

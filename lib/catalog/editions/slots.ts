/** A few places at a table: whoever comes when all are taken waits for one, but not longer than their signal. */
export class Slots {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly places: number) {}

  /** Does the work when there is a place; answers nothing when the signal came first. */
  async within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
    while (this.taken >= this.places && !signal.aborted) await this.turn(signal);
    if (signal.aborted) {
      this.waiting.shift()?.(); // a turn that was ours goes to the next
      return undefined;
    }
    this.taken++;
    try {
      return await work();
    } finally {
      this.taken--;
      this.waiting.shift()?.();
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        const place = this.waiting.indexOf(go);
        if (place >= 0) this.waiting.splice(place, 1);
        resolve();
      };
      this.waiting.push(go);
      signal.addEventListener("abort", leave, { once: true });
    });
  }
}

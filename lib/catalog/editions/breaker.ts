const FAULTS_MAX = 3;
const REST_MS = 60_000;

/**
 * Leaves a library alone for a minute after three faults in a row, or for as long as it asked; then one call tries whether it is
 * back. Kept in the process: another one finds out by itself.
 */
export class Breaker {
  private faults = 0;
  private restsUntil = 0;
  private isTrying = false;

  /** Whether it may be asked now. A yes after a rest is the one try: the caller says how it went. */
  mayAsk(nowMs: number): boolean {
    if (nowMs < this.restsUntil || this.isTrying) return false;
    this.isTrying = this.faults >= FAULTS_MAX || this.restsUntil > 0;
    return true;
  }

  answered(): void {
    this.faults = 0;
    this.restsUntil = 0;
    this.isTrying = false;
  }

  failed(nowMs: number, restMs?: number): void {
    this.isTrying = false;
    this.faults++;
    if (restMs !== undefined || this.faults >= FAULTS_MAX) this.restsUntil = nowMs + (restMs ?? REST_MS);
  }
}

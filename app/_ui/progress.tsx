type ProgressProps = {
  raisedMinor: number;
  pledgedMinor: number;
  goalMinor: number;
  /** Finished texts: the name of the bar and of each number, and the numbers as money. */
  words: { label: string; raised: string; promised: string; goal: string };
  amounts: { raised: string; promised: string; goal: string };
};

/** Towards the goal in two segments: what has come is solid, what is promised is hatched. Its numbers stand beside it as text. */
export function Progress({ raisedMinor, pledgedMinor, goalMinor, words, amounts }: ProgressProps) {
  const whole = Math.max(goalMinor, raisedMinor + pledgedMinor, 1);
  const share = (minor: number) => `${Math.round((minor / whole) * 1000) / 10}%`;
  return (
    <div className="progress">
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={words.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round((raisedMinor / Math.max(goalMinor, 1)) * 100))}
        aria-valuetext={`${words.raised} ${amounts.raised}, ${words.promised} ${amounts.promised}, ${words.goal} ${amounts.goal}`}
      >
        {raisedMinor > 0 && <i className="confirmed" style={{ width: share(raisedMinor) }} />}
        {pledgedMinor > 0 && <i className="promised" style={{ width: share(pledgedMinor) }} />}
      </div>
      <dl>
        <div>
          <span className="swatch" aria-hidden="true" />
          <dt>{words.raised}</dt>
          <dd>{amounts.raised}</dd>
        </div>
        {pledgedMinor > 0 && (
          <div>
            <span className="swatch" data-promised aria-hidden="true" />
            <dt>{words.promised}</dt>
            <dd>{amounts.promised}</dd>
          </div>
        )}
        <div>
          <dt>{words.goal}</dt>
          <dd>{amounts.goal}</dd>
        </div>
      </dl>
    </div>
  );
}

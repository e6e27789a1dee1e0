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

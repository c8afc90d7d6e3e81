/** A measured duration as people want to read it: to a tenth of a second from ten seconds, to a hundredth below. */
export function roundDuration(durationMs: number): number {
  const stepMs = durationMs >= 10_000 ? 100 : 10;
  return Math.round(durationMs / stepMs) * stepMs;
}

/** To two digits, where only the size matters: 884.78 ms is about 880. */
export function roughDuration(durationMs: number): number {
  return Number(durationMs.toPrecision(2));
}

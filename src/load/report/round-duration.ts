/** A measured duration as people want to read it: to a tenth of a second from ten seconds, to a hundredth below. */
export function roundDuration(durationMs: number): number {
  const stepMs = durationMs >= 10_000 ? 100 : 10;
  return Math.round(durationMs / stepMs) * stepMs;
}

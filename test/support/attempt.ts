/**
 * Tries again where a machine had a bad moment: for bounds on time that a wrong program would miss every time. What is
 * thrown the last time counts.
 */
export async function attempt(times: number, body: () => Promise<void>): Promise<void> {
  for (let left = times - 1; left > 0; left -= 1) {
    try {
      await body();
      return;
    } catch {
      // The next one will tell.
    }
  }
  await body();
}

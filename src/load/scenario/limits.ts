/** Names of requests beyond this share one: they are ids, and a report of thousands of them helps nobody. */
export const operationsMax = 200;

/** The same for checks. */
export const checksMax = 100;

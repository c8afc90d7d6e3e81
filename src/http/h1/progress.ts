/** How far a response has come. Negative, so that places in the bytes cannot be mistaken for it. */
export type Progress = typeof COMPLETE | typeof MORE | typeof BROKEN;
export const COMPLETE = -1;
export const MORE = -2;
export const BROKEN = -3;

/** How a piece of text may stand out. */
export type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Formats a text for where it goes: with escape codes on a terminal, as it is elsewhere. */
export type Style = (format: Format, text: string) => string;

export const plainStyle: Style = (_format, text) => text;

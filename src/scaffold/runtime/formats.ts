/** Formats by name. An unknown format accepts everything. */
export const stringFormats: ReadonlyMap<string, (value: string) => boolean> = new Map();

export const numberFormats: ReadonlyMap<string, (value: number) => boolean> = new Map();

/** Folder of the package: two up from `src/base/`, from `dist/base/`, and from `dist/bin/`, where all is packed together. */
export const packageRoot: URL = new URL('../../', import.meta.url);

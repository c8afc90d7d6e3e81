import { existsSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, parse, relative, resolve, sep } from 'node:path';

/**
 * The folder that references of a local document may not leave. A specification from somebody else must not read
 * `/etc/passwd` or another project, and yet `../common/Error.yaml` is what real ones are made of. So the folder is the
 * widest of these that hold the document: the current folder, the nearest folder with a `.git` or `package.json`, and the
 * parent of the document's own folder; but never the root of the file system, the home folder, the folder of temporary
 * files, or anything above them. Where none is left it is the document's own folder.
 */
export function topFolder(entryFile: string, cwd: string): string {
  const own = realFolder(dirname(resolve(cwd, entryFile)));
  const shared = [parse(own).root, homedir(), tmpdir()].map(realFolder);
  const candidates = [realFolder(cwd), projectOf(own), dirname(own)].filter(
    (folder) =>
      folder !== undefined &&
      isInside(own, folder) &&
      !shared.some((wide) => isInside(wide, folder)),
  );
  return candidates.reduce((top: string, folder) => {
    return folder !== undefined && folder.length < top.length ? folder : top;
  }, own);
}

/** Whether a path is a folder or lies below it. Both are absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && parse(way).root === '';
}

function projectOf(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (['.git', 'package.json'].some((mark) => existsSync(resolve(folder, mark)))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : folder;
}

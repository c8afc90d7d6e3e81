import { TrivetError } from '../../base/errors.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Style } from '../../report/style.ts';
import type { CliContext, SharedFlags } from '../context.ts';
import { listPages, type Page } from '../pages.ts';

/** `trivet explain`: the page of one id, or a list of all. */
export async function runExplain(
  context: CliContext,
  _flags: SharedFlags,
  id?: string,
): Promise<void> {
  const { terminal } = context;
  const pages = await listPages();
  if (id === undefined) {
    terminal.answer(`${pages.map((page) => page.id).join('\n')}\n`);
    const ids = pages.map(({ id: name, kind }) => ({ id: name, kind }));
    terminal.document({ schema: 'trivet.explain/1', pages: ids });
    return;
  }
  const page = find(pages, id);
  const markdown = await page.read();
  terminal.answer(styled(markdown, terminal.outStyle));
  terminal.document({ schema: 'trivet.explain/1', id: page.id, kind: page.kind, markdown });
}

function find(pages: readonly Page[], id: string): Page {
  const wanted = id.toLowerCase();
  const page = pages.find((candidate) => candidate.id.toLowerCase() === wanted);
  if (page !== undefined) return page;
  const ids = pages.map((candidate) => candidate.id);
  throw new TrivetError('USAGE', `There is no finding or error "${id}"${didYouMean(id, ids)}`, {
    hint: 'Run "trivet explain" for the list of all.',
  });
}

/** Headings stand out on a terminal; the rest of the Markdown is readable as it is. */
function styled(markdown: string, style: Style): string {
  return markdown.replace(/^#+ .*$/gm, (heading) => style('bold', heading));
}

import { TrivetError } from '../../base/errors.ts';

/** What `--form` describes; a file still has to be read. */
export interface FormOption {
  readonly name: string;
  readonly from: 'text' | 'file';
  /** The text, or the path of the file. */
  readonly value: string;
  /** Base name of the file, or what `filename=` says; undefined for a text without it. */
  readonly fileName: string | undefined;
  readonly type: string | undefined;
}

/**
 * Reads `name=value`, `name=@path`, each with `;type=image/png` and `;filename=a.png` behind it where wanted.
 * @throws TrivetError `USAGE`
 */
export function parseFormOption(text: string): FormOption {
  const equals = text.indexOf('=');
  if (equals < 1) throw wrong(text);
  const { value, type, fileName } = parseValue(text.slice(equals + 1));
  const name = text.slice(0, equals);
  if (!value.startsWith('@')) return { name, from: 'text', value, fileName, type };
  const path = value.slice(1);
  if (path === '') throw wrong(text);
  const baseName = path.split(/[/\\]/).at(-1);
  return { name, from: 'file', value: path, fileName: fileName ?? baseName, type };
}

interface ParsedValue {
  readonly value: string;
  readonly type: string | undefined;
  readonly fileName: string | undefined;
}

/** Settings stand at the end, so that values may hold semicolons. */
function parseValue(text: string): ParsedValue {
  const [settings = ''] = /(?:;(?:type|filename)=[^;\r\n]*)*$/.exec(text) ?? [];
  const setting = (key: string): string | undefined =>
    settings
      .split(';')
      .find((part) => part.startsWith(`${key}=`))
      ?.slice(key.length + 1);
  return {
    value: text.slice(0, text.length - settings.length),
    type: setting('type'),
    fileName: setting('filename'),
  };
}

function wrong(text: string): TrivetError {
  return new TrivetError('USAGE', `--form ${JSON.stringify(text)} is no part of a form.`, {
    hint: 'Write name=value, or name=@path;type=image/png for a file.',
  });
}

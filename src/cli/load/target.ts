import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TrivetError } from '../../base/errors.ts';
import type { Finding } from '../../base/finding.ts';
import type { RequestSpec, TargetRequest } from '../../load/index.ts';
import type { DataTable } from '../../load/request/data.ts';
import { originsOf } from '../../load/request/origins.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import type { LoadFiles } from './files.ts';
import { originsWith } from './origins.ts';
import { checkUrl, urlSpec } from './steps.ts';

export interface TargetIo {
  readonly files: LoadFiles;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly stdin: () => Promise<string>;
  /** Told of what is not sent, or not as it was meant. */
  readonly report: (findings: readonly Finding[]) => void;
}

/** What is sent, and where: from a URL, a scenario file, a specification or a recording. Throws `USAGE`. */
export async function targetRequests(
  flags: LoadFlags,
  operands: readonly string[],
  io: TargetIo,
): Promise<readonly TargetRequest[]> {
  const read = readerFor(flags);
  if (read !== undefined) {
    if (operands.length > 0) throw tooMany(operands[0] ?? '');
    const { name, specs } = await read(flags, io);
    return [await mixTarget(name, specs, flags, io)];
  }
  if (operands.length === 0) throw missing();
  return Promise.all(
    operands.map(async (operand) => {
      if (/\.[cm]?[jt]s$/.test(operand) && !/^https?:/i.test(operand)) {
        return scriptTarget(operand, flags, io);
      }
      const url = checkUrl(operand);
      return mixTarget(url, [await urlSpec(url, flags, io.files)], flags, io);
    }),
  );
}

async function mixTarget(
  name: string,
  specs: readonly RequestSpec[],
  flags: LoadFlags,
  { files }: TargetIo,
): Promise<TargetRequest> {
  const { data, dataOrder, follow, cookies } = flags;
  const order = dataOrder === 'random' ? 'random' : 'in turn';
  const table = data === undefined ? undefined : await readTable(data, order, files);
  return {
    name,
    traffic: { kind: 'mix', specs, data: table, redirectsMax: follow ?? 0, cookies },
    origins: await originsWith(originsOf(specs), flags, files),
  };
}

// What only some runs need is loaded by those: reading specifications alone takes longer than starting.

async function readTable(
  file: string,
  order: DataTable['order'],
  files: LoadFiles,
): Promise<DataTable> {
  const { readData } = await import('../../load/request/data-text.ts');
  return readData(await files.text(file, '--data'), file, order);
}

async function scriptTarget(
  file: string,
  flags: LoadFlags,
  { cwd, files }: TargetIo,
): Promise<TargetRequest> {
  const { baseUrl } = flags;
  // Said in our words, not in those of the module loader.
  await files.bytes(file, 'the target');
  if (baseUrl === undefined) {
    throw new TrivetError('USAGE', `Nobody says where ${file} sends its requests.`, {
      hint: `Add --base-url http://127.0.0.1:3000; relative URLs in ${file} start there.`,
    });
  }
  if (flags.expectBody !== undefined) {
    throw new TrivetError('USAGE', `--expect-body does not go with a scenario.`, {
      hint: `Write user.check('body', response.text().includes('…')) in ${file}.`,
    });
  }
  const url = checkUrl(baseUrl);
  const step = { ...(await urlSpec(url, flags, files)), name: url };
  return {
    name: file,
    traffic: { kind: 'script', module: pathToFileURL(resolve(cwd, file)).href, baseUrl: url },
    origins: await originsWith(originsOf([step]), flags, files),
  };
}

interface ReadRequests {
  readonly name: string;
  readonly specs: readonly RequestSpec[];
}

async function fromSpec(flags: LoadFlags, io: TargetIo): Promise<ReadRequests> {
  const source = flags.spec ?? '';
  const { cwd, signal, stdin } = io;
  const { readSpec } = await import('../../load/request/read-spec.ts');
  const { parseWeight } = await import('../../load/request/weight-option.ts');
  const { title, specs, findings } = await readSpec(
    source,
    { cwd, signal, stdin, allowRemote: false },
    {
      baseUrl: flags.baseUrl,
      include: flags.include ?? [],
      exclude: flags.exclude ?? [],
      weights: new Map((flags.weight ?? []).map(parseWeight)),
      authHeaders: flags.header ?? [],
      seed: flags.seed ?? 1,
      variants: variantsMax,
    },
  );
  io.report(findings);
  return { name: `${title} (${source})`, specs: withExpectations(specs, flags) };
}

/** Requests that come from a file, whatever kind of file was named. */
function readerFor({ spec, mix, har }: LoadFlags): typeof fromSpec | undefined {
  if (spec !== undefined) return fromSpec;
  if (mix !== undefined) return fromMix;
  return har === undefined ? undefined : fromHar;
}

async function fromMix(flags: LoadFlags, { files }: TargetIo): Promise<ReadRequests> {
  const file = flags.mix ?? '';
  const { readMix } = await import('../../load/request/mix-file.ts');
  const { baseUrl, header = [] } = flags;
  const base = baseUrl === undefined ? undefined : checkUrl(baseUrl);
  const specs = readMix(await files.text(file, '--mix'), file, { baseUrl: base, headers: header });
  return { name: file, specs: withExpectations(specs, flags) };
}

async function fromHar(flags: LoadFlags, io: TargetIo): Promise<ReadRequests> {
  const file = flags.har ?? '';
  const { readHar } = await import('../../load/request/har.ts');
  const { specs, findings } = readHar(await io.files.text(file, '--har'), {
    file,
    as: 'scenario',
    pauses: false,
    hosts: undefined,
    baseUrl: flags.baseUrl,
  });
  io.report(findings);
  return { name: file, specs: withExpectations(specs, flags) };
}

/** What the command line asks of every response wins over what a document says of each. */
function withExpectations(
  specs: readonly RequestSpec[],
  { expectStatus, expectBody, think }: LoadFlags,
): readonly RequestSpec[] {
  return specs.map((spec) => ({
    ...spec,
    steps: spec.steps.map((step) => ({
      ...step,
      expectStatus: expectStatus ?? step.expectStatus,
      expectBody: expectBody ?? step.expectBody,
      thinkMs: think ?? step.thinkMs,
    })),
  }));
}

/** Different requests for each operation of a specification. */
const variantsMax = 5;

function missing(): TrivetError {
  return new TrivetError('USAGE', 'No target was named.', {
    hint: 'Name one: "trivet load http://127.0.0.1:3000/users", or --spec openapi.yaml.',
  });
}

function tooMany(operand: string): TrivetError {
  return new TrivetError(
    'USAGE',
    `"${operand}" is one target too many beside --spec, --mix or --har.`,
    {
      hint: 'Say where the API is with --base-url.',
    },
  );
}

import type { FlagParametersForType } from '@stricli/core';
import type { CliContext } from '../context.ts';
import * as parse from '../load/parsers.ts';
import type { LoadFlags } from './load-flags.ts';
import { sharedFlags, withoutPrototype } from './shared-flags.ts';

const yes = { kind: 'boolean', optional: true, withNegated: false } as const;
const text = { kind: 'parsed', optional: true, parse: String } as const;
const texts = { ...text, variadic: true } as const;
const time = { kind: 'parsed', optional: true, parse: parse.duration } as const;
const span = { ...time, parse: parse.positiveDuration } as const;
const count = { kind: 'parsed', optional: true, parse: parse.count } as const;
const whole = { kind: 'parsed', optional: true, parse: parse.whole } as const;
const share = { kind: 'parsed', optional: true, parse: parse.share } as const;

/** The options of `trivet load`; the configuration file is read by the same table. */
export const loadOptions: FlagParametersForType<LoadFlags, CliContext> = withoutPrototype({
  concurrency: {
    ...count,
    brief: 'Virtual users, each with a connection of its own (default: 10)',
  },
  duration: { ...span, brief: 'How long to send requests: 30, 30s, 5m (default: 10s)' },
  requests: {
    ...count,
    brief: 'Stop after so many requests (iterations, where one has several)',
  },
  rate: {
    kind: 'parsed',
    optional: true,
    parse: parse.rate,
    brief: 'Open model: requests per second, latency counted from when each was due',
  },
  arrivals: {
    kind: 'enum',
    values: ['constant', 'poisson'],
    optional: true,
    brief: 'With --rate: constant (evenly spaced), or poisson (as independent users come)',
  },
  ramp: { ...time, brief: 'Reach the whole load in this time' },
  stages: {
    kind: 'parsed',
    optional: true,
    parse: parse.stages,
    brief: 'Load over time: 10s:50,1m:200,10s:0 (users; requests/s with --rate)',
  },
  warmup: { ...time, brief: 'Send requests for this long first, without reporting them' },
  think: {
    kind: 'parsed',
    optional: true,
    parse: parse.pause,
    brief: 'Pause of a user after each response: 500ms, or 1s-3s at random',
  },
  method: { ...text, brief: 'HTTP method (default: GET, POST with a body)' },
  header: {
    kind: 'parsed',
    optional: true,
    variadic: true,
    parse: parse.header,
    brief: 'Header field, "Name: value"; repeatable',
  },
  body: {
    ...text,
    brief: 'Body: a text that may hold {{templates}}, or @FILE or @- (standard input) as it is',
  },
  form: {
    ...texts,
    brief: 'Part of a multipart body: name=value or name=@FILE;type=image/png; repeatable',
  },
  data: { ...text, brief: 'CSV or JSONL file: one row for each iteration, as {{column}}' },
  dataOrder: {
    kind: 'enum',
    values: ['in-turn', 'random'],
    optional: true,
    brief: 'How rows of --data are taken: in-turn (the default) or random',
  },
  spec: {
    ...text,
    brief: 'OpenAPI document: send valid requests to every operation of it',
  },
  mix: {
    ...text,
    brief: 'JSON file of requests and scenarios with weights (schemas/load-mix-1.json)',
  },
  har: { ...text, brief: 'HAR file: send the requests that a browser recorded' },
  baseUrl: {
    ...text,
    brief: 'Where the API is: for --spec, --mix, --har and scenario files',
  },
  include: { ...texts, brief: 'With --spec: only these operations, as in scaffold' },
  exclude: { ...texts, brief: 'With --spec: not these operations' },
  weight: { ...texts, brief: 'With --spec: operationId=5, its share of the mix; repeatable' },
  follow: { ...whole, brief: 'Follow so many redirects (default: 0)' },
  cookies: { ...yes, brief: 'Each user keeps the cookies that it is given' },
  timeout: { ...span, brief: 'Longest time of a request (default: 10s)' },
  connectTimeout: { ...span, brief: 'Longest time of opening a connection (default: 5s)' },
  firstByteTimeout: { ...span, brief: 'Longest time until a response begins' },
  insecure: { ...yes, brief: 'Accept any TLS certificate' },
  ca: { ...text, brief: 'PEM file of certificates to trust' },
  cert: { ...text, brief: 'PEM file of the client certificate' },
  key: { ...text, brief: 'PEM file of its key' },
  resolve: { ...texts, brief: 'HOST:PORT:ADDRESS, connect there instead; repeatable' },
  unixSocket: { ...text, brief: 'Connect through this unix socket' },
  proxy: { ...text, brief: 'HTTP proxy, through CONNECT: http://user:password@host:port' },
  http1: { ...yes, brief: 'HTTP/1.1 (the default)' },
  http2: { ...yes, brief: 'HTTP/2; without TLS by prior knowledge' },
  streams: { ...count, brief: 'With --http2: streams on one connection (default: 10)' },
  workers: { ...count, brief: 'Threads that send (default: half the cores)' },
  seed: {
    ...whole,
    brief: 'Same seed, same requests in the same order (default: by chance)',
  },
  expectStatus: {
    kind: 'parsed',
    optional: true,
    parse: parse.statuses,
    brief: 'What every response must have: 400, 400,422 or 2xx; else exit 1',
  },
  expectBody: { ...text, brief: 'Text or /pattern/ that every body must hold; else exit 1' },
  expectRateLimit: {
    ...yes,
    brief: 'Find the rate limit; exit 1 where nothing is limited',
  },
  threshold: {
    ...texts,
    brief: "Else exit 1: 'p99<200ms', 'errors<1%', 'rps>500'; repeatable",
  },
  compare: {
    ...text,
    inferEmpty: true,
    brief: 'Compare two URLs in turn, or with a baseline file that --save wrote',
  },
  compareAnyway: {
    ...yes,
    brief: 'Compare with a baseline of another configuration or machine',
  },
  margin: { ...share, brief: 'Differences up to this count as none (default: 2%)' },
  failOnRegression: {
    ...share,
    brief: 'With --compare: exit 1 where something is slower by more than this',
  },
  save: { ...text, brief: 'Write a baseline file for later comparisons' },
  findLimit: {
    ...yes,
    brief: 'Raise the rate in steps of a second or more until a threshold breaks',
  },
  html: { ...text, brief: 'Write a report as one HTML file' },
  csv: { ...text, brief: 'Write the timeline as CSV' },
  junit: { ...text, brief: 'Write thresholds and expectations as JUnit XML' },
  prometheus: { ...text, brief: 'Write the metrics as Prometheus text' },
  otlp: { ...text, brief: 'Write the metrics as OTLP/JSON' },
  github: { ...yes, brief: 'Print annotations for GitHub Actions' },
  ...sharedFlags,
});

/** Names of their values, for help. */
export const loadPlaceholders: Readonly<Record<string, string>> = {
  concurrency: 'N',
  duration: 'TIME',
  requests: 'N',
  rate: 'RATE',
  arrivals: 'KIND',
  ramp: 'TIME',
  stages: 'STAGES',
  warmup: 'TIME',
  think: 'TIME',
  method: 'NAME',
  header: 'FIELD',
  body: 'TEXT',
  form: 'PART',
  data: 'FILE',
  dataOrder: 'ORDER',
  spec: 'FILE',
  mix: 'FILE',
  har: 'FILE',
  baseUrl: 'URL',
  include: 'WHICH',
  exclude: 'WHICH',
  weight: 'ID=N',
  follow: 'N',
  timeout: 'TIME',
  connectTimeout: 'TIME',
  firstByteTimeout: 'TIME',
  ca: 'FILE',
  cert: 'FILE',
  key: 'FILE',
  resolve: 'H:P:ADDR',
  unixSocket: 'PATH',
  proxy: 'URL',
  streams: 'N',
  workers: 'N',
  seed: 'N',
  expectStatus: 'STATUS',
  expectBody: 'TEXT',
  threshold: 'RULE',
  compare: '[FILE]',
  margin: 'SHARE',
  failOnRegression: 'SHARE',
  save: 'FILE',
  html: 'FILE',
  csv: 'FILE',
  junit: 'FILE',
  prometheus: 'FILE',
  otlp: 'FILE',
};

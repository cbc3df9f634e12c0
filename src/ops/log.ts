import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Secret } from '../domain/secret.ts';
import type { Log } from '../ports/log.ts';

export interface LogOptions {
  /** `debug` | `info` | `warn` | `error` | `silent` */
  readonly level: string;
  /** Takes each line, newline included. */
  readonly destination: (line: string) => void;
  /** Values that no line may hold, in whatever encoding. */
  readonly secrets: readonly Secret[];
}

/** JSON lines; every known secret is scrubbed from the whole line, wherever in it it stands. */
export function createLog({ level, destination, secrets }: LogOptions): Log {
  const scrub = scrubber(secrets.map((one) => one.reveal()));
  const logger = pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: scrub },
    },
    { write: destination },
  );
  return fromPino(logger);
}

function fromPino(logger: Logger): Log {
  return {
    debug: (data, message) => logger.debug(data, message),
    info: (data, message) => logger.info(data, message),
    warn: (data, message) => logger.warn(data, message),
    error: (data, message) => logger.error(data, message),
    child: (data) => fromPino(logger.child(data)),
  };
}

/** Slack's tokens are scrubbed by their form as well, also those that nobody told us of. */
const slackToken = /\bx(?:ox[a-z]|app)-[\w-]{6,}/g;
const shortest = 4;

/** Removes values from a text in the forms they travel in: as they are, in JSON, in a URL, in Basic authentication. */
export function scrubber(values: readonly string[]): (text: string) => string {
  const forms = values.filter((value) => value.length >= shortest).flatMap(formsOf);
  const longestFirst = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  const pattern = longestFirst.length === 0 ? undefined : new RegExp(longestFirst.map(escapeRegExp).join('|'), 'g');
  return (text) => {
    const scrubbed = text.replaceAll(slackToken, '[secret]');
    return pattern === undefined ? scrubbed : scrubbed.replaceAll(pattern, '[secret]');
  };
}

function formsOf(value: string): readonly string[] {
  const json = jsonEscaped(value);
  return [
    value,
    json,
    jsonEscaped(json),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams({ v: value }).toString().slice(2),
    ...base64Forms(value),
  ];
}

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Base64 of a text that ends in the value (`user:key`) has one of three alignments; the part that is always alike. */
function base64Forms(value: string): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.from(`${'x'.repeat(shift)}${value}`)
      .toString('base64')
      .replace(/=+$/, '');
    const stable = encoded.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + Buffer.byteLength(value)) * 8) / 6));
    return stable.length < 6 ? [] : [stable, stable.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

import * as z from 'zod';
import { ConfigError } from '../../src/config/faults.ts';
import type { ConfigFault } from '../../src/config/faults.ts';
import { loadConfig, readConfig } from '../../src/config/load.ts';
import type { LoadOptions, Reading } from '../../src/config/load.ts';
import type { Config } from '../../src/config/schema.ts';
import { secret } from '../../src/domain/secret.ts';

export const instances = z.discriminatedUnion('vendor', [
  z.strictObject({
    vendor: z.literal('threatmon'),
    name: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens only'),
    apiKey: z
      .string()
      .min(1, 'expected a value; it is empty')
      .transform((value) => secret(value)),
    channel: z.string().min(1).optional(),
    insecure: z.boolean().default(false),
    proxy: z.union([z.literal('off'), z.url()]).default('off'),
    fetch: z.strictObject({ enabled: z.boolean().default(true), every: z.string().default('1 minute') }).prefault({}),
  }),
  z.strictObject({ vendor: z.literal('group-ib'), name: z.string(), channel: z.string().optional() }),
]);

/** The least that a configuration must say. */
export const minimal = `
slack: { botToken: xoxb-1-bot, appToken: xapp-1-app }
channel: "#threat-intel"
`;

export interface Given {
  readonly env?: { readonly [name: string]: string };
  readonly files?: { readonly [path: string]: string };
}

/** Loads `text` as `picket.yaml`. */
export async function load(text: string, given: Given = {}): Promise<Config<z.output<typeof instances>>> {
  return loadConfig(optionsFor(text, given));
}

/** Reads it as far as it can be read. */
export async function read(text: string, given: Given = {}): Promise<Reading<z.output<typeof instances>>> {
  return readConfig(optionsFor(text, given));
}

function optionsFor(text: string, { env = {}, files = {} }: Given): LoadOptions<z.output<typeof instances>> {
  return {
    path: 'picket.yaml',
    async read(path) {
      const content = path === 'picket.yaml' ? text : files[path];
      if (content === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
      return content;
    },
    env,
    instances,
  };
}

/** The faults of `text`; none where it loads. */
export async function faultsOf(text: string, given: Given = {}): Promise<readonly ConfigFault[]> {
  const error: unknown = await load(text, given).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ConfigError ? error.faults : [];
}

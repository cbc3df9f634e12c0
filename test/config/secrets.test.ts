import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/faults.ts';
import { load } from './given.ts';

describe('secrets of a configuration', () => {
  it('are all known, and none of them prints', async () => {
    const config = await load(
      `
slack: { botToken: "\${BOT}", appToken: "\${file:/app}", signingSecret: sign-1 }
channel: C1
store: { url: "postgres://picket:p%40ss-db@db/x" }
instances:
  - { name: a, vendor: threatmon, apiKey: key-of-a, proxy: "http://u:proxy-pw@proxy:3128" }
`,
      { env: { BOT: 'xoxb-1-bot' }, files: { '/app': 'xapp-1-app\n' } },
    );

    expect(config.secrets.map((one) => one.reveal()).toSorted()).toEqual([
      'key-of-a',
      'p%40ss-db',
      'p@ss-db',
      'postgres://picket:p%40ss-db@db/x',
      'proxy-pw',
      'sign-1',
      'xapp-1-app',
      'xoxb-1-bot',
    ]);
    expect(JSON.stringify({ ...config, instances: [] })).not.toMatch(/xoxb-1-bot|xapp-1-app|sign-1|p@ss-db|p%40ss/);
  });

  const file = `slack:
  mode: socket
  botToken: xoxb-7391-SECRETMARK
  appToken: "\${APP}"
  signingSecret: \${file:/run/sign}
store: { url: file:x.json }
channel: "#a"
instances:
  - name: a
    vendor: threatmon
    apiKey: SECRETMARK-4711-key
    fetch: { every: "1 minute" }
rules:
  - when: severity = "low"
    drop: true
`;

  it('never show in a fault, however the file is damaged, and nothing but a ConfigError comes', async () => {
    const position = fc.nat({ max: file.length });
    const junk = fc.oneof(
      fc.constantFrom(' ', '\n', '\t', ':', '-', '"', '{', '}', '[', ']', '#', '&a ', '*a ', '!x ', '? ', '${', '$'),
      fc.string({ maxLength: 4 }),
    );
    const edit = fc.tuple(position, fc.nat({ max: 12 }), junk);
    const damage = fc
      .array(edit, { minLength: 1, maxLength: 6 })
      .map((edits) =>
        edits.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), file),
      );
    const warned: string[] = [];
    const listen = (warning: Error): void => void warned.push(warning.message);
    process.on('warning', listen);

    await fc.assert(
      fc.asyncProperty(damage, async (text) => {
        const given = { env: { APP: 'xapp-SECRETMARK-99' }, files: { '/run/sign': 'SECRETMARK-sign-5\n' } };
        const error: unknown = await load(text, given).then(
          () => undefined,
          (reason: unknown) => reason,
        );

        expect(error === undefined || error instanceof ConfigError).toBe(true);
        const said = error instanceof ConfigError ? `${error.message}${JSON.stringify(error.faults)}` : '';
        for (const part of ['SECRETM', 'RETMARK', '7391-', '4711-']) expect(said).not.toContain(part);
      }),
      { numRuns: 1_500 },
    );
    process.off('warning', listen);

    expect(warned).toEqual([]);
  });
});

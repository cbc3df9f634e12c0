import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ConfigError } from '../../src/config/faults.ts';
import type { ConfigFault } from '../../src/config/faults.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/schema.ts';
import { secret } from '../../src/domain/secret.ts';

const instances = z.discriminatedUnion('vendor', [
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

const minimal = `
slack: { botToken: xoxb-1-bot, appToken: xapp-1-app }
channel: "#threat-intel"
`;

interface Given {
  readonly env?: { readonly [name: string]: string };
  readonly files?: { readonly [path: string]: string };
}

async function load(text: string, { env = {}, files = {} }: Given = {}): Promise<Config<z.output<typeof instances>>> {
  const read = async (path: string): Promise<string> => {
    const content = path === 'picket.yaml' ? text : files[path];
    if (content === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    return content;
  };
  return loadConfig({ path: 'picket.yaml', read, env, instances });
}

async function faultsOf(text: string, given: Given = {}): Promise<readonly ConfigFault[]> {
  const error: unknown = await load(text, given).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ConfigError ? error.faults : [];
}

describe('loadConfig', () => {
  it('fills in the defaults', async () => {
    const config = await load(minimal);

    expect(config).toMatchObject({
      slack: { mode: 'socket', apiUrl: 'https://slack.com/api/', command: '/threat' },
      store: { url: { kind: 'file', path: 'data/picket.json' }, retention: { amount: 180, unit: 'day' } },
      http: { port: 3000, host: '127.0.0.1' },
      channel: '#threat-intel',
      burst: 15,
      access: { respond: 'everyone', act: 'everyone', reveal: [], admin: 'everyone' },
      rules: [],
      instances: [],
    });
  });

  it('reads every key of a full file', async () => {
    const config = await load(`
slack:
  mode: http
  botToken: xoxb-1-bot
  signingSecret: abc123
  apiUrl: http://127.0.0.1:4000/api
  command: /intel
store: { url: "postgres://picket:pw@db/picket", retention: never }
http: { port: 8080, host: 0.0.0.0 }
channel: C0123ABC
burst: 3
access: { respond: everyone, act: "@soc-leads", reveal: ["@soc-leads", U0LEAD], admin: [U0LEAD] }
rules:
  - when: severity in ["high", "critical"]
    channel: "#soc-critical"
    mention: ["@soc-leads"]
    type: Credential leak
    map: { title: '"Leaked: " & raw.title' }
    drop: false
    onUpdate: recreate-closed
    on: { new: ["help"], updated: [], closed: [] }
instances:
  - { name: acme, vendor: threatmon, apiKey: key-of-acme, channel: "#acme", fetch: { every: 2 minutes } }
  - { name: other, vendor: group-ib }
`);

    expect(config).toMatchObject({
      slack: { mode: 'http', apiUrl: 'http://127.0.0.1:4000/api/', command: '/intel' },
      store: { url: { kind: 'postgres' }, retention: 'never' },
      http: { port: 8080, host: '0.0.0.0' },
      burst: 3,
      access: { respond: 'everyone', act: ['@soc-leads'], reveal: ['@soc-leads', 'U0LEAD'], admin: ['U0LEAD'] },
      rules: [{ onUpdate: 'recreate-closed', on: { new: ['help'] }, mention: ['@soc-leads'] }],
      instances: [{ name: 'acme', fetch: { every: '2 minutes', enabled: true } }, { name: 'other' }],
    });
    expect(config.slack.signingSecret?.reveal()).toBe('abc123');
    expect(config.warnings).toEqual([]);
  });

  it('reports all faults at once, each with its path, its line, what was expected and the nearest key', async () => {
    const faults = await faultsOf(`slack:
  botToken: not-a-token
  appTokn: xapp-1
store:
  retention: soon
http: { port: 70000 }
channel: #threat-intel
burst: many
acces: {}
rules:
  - onUpdate: update-onyl
    zebra: 1
instances:
  - name: acme
    vendor: threatmon
    fetch:
      evry: 1 minute
  - name: acme
    vendor: threatmom
`);

    expect(faults).toEqual([
      {
        path: 'slack.appToken',
        line: 1,
        message: 'is missing; expected the app-level token, which begins with \`xapp-\` (socket mode)',
      },
      { path: 'slack.botToken', line: 2, message: 'expected the bot token, which begins with \`xoxb-\`' },
      { path: 'slack.appTokn', line: 3, message: 'unknown key; did you mean \`appToken\`?' },
      { path: 'store.retention', line: 5, message: 'expected \`never\` or a duration, such as \`180 days\`' },
      { path: 'http.port', line: 6, message: 'expected a port, at most 65535' },
      {
        path: 'channel',
        line: 7,
        message: 'is empty; expected a text (quote a value that begins with #, or leave the key out)',
      },
      { path: 'burst', line: 8, message: 'expected a whole number' },
      { path: 'acces', line: 9, message: 'unknown key; did you mean \`access\`?' },
      {
        path: 'rules[0].onUpdate',
        line: 11,
        message: 'expected one of \`update-only\`, \`recreate-closed\`, \`ignore\`; did you mean \`update-only\`?',
      },
      {
        path: 'rules[0].zebra',
        line: 12,
        message: 'unknown key; known here: channel, drop, map, mention, on, onUpdate, type, when',
      },
      { path: 'instances[0].apiKey', line: 14, message: 'is missing; expected a text' },
      { path: 'instances[0].fetch.evry', line: 17, message: 'unknown key; did you mean \`every\`?' },
      { path: 'instances[1].name', line: 18, message: 'expected a name of its own; instances[0] has this one' },
      {
        path: 'instances[1].vendor',
        line: 19,
        message: 'expected one of \`threatmon\`, \`group-ib\`; did you mean \`threatmon\`?',
      },
    ]);
  });

  it('says all of it in the message, a line each', async () => {
    const error = await load(`slack: {}\nchannel: C1`).catch((reason: unknown) => reason);

    expect(error).toMatchObject({
      message: [
        'picket.yaml: 2 faults',
        '  line 1, slack.botToken: is missing; expected the bot token, which begins with \`xoxb-\`',
        '  line 1, slack.appToken: is missing; expected the app-level token, which begins with \`xapp-\` (socket mode)',
      ].join('\n'),
    });
  });

  it.each([
    ['', 'slack', 'is missing; expected a mapping of keys'],
    ['- a\n- b', '', 'expected a mapping of keys'],
    [`${minimal}\nslack: {}`, '', 'this key stands here twice'],
    [
      'slack: {mode: sockt}\nchannel: C1',
      'slack.mode',
      'expected one of \`socket\`, \`http\`; did you mean \`socket\`?',
    ],
    [
      'slack: {mode: http, botToken: xoxb-1}\nchannel: C1',
      'slack.signingSecret',
      /^is missing; expected the signing secret/,
    ],
    [`${minimal}\nrules:`, 'rules', /^is empty; expected a list/],
    [`${minimal}\naccess: {act: nobody}`, 'access.act', /^expected a user id/],
    [`${minimal}\nstore: {url: data.json}`, 'store.url', 'expected \`file:PATH\` or \`postgres://…\`'],
    [`${minimal}\ninstances: [{name: a}]`, 'instances[0].vendor', /^is missing; expected one of/],
    [`${minimal}\na: *nowhere`, '', /alias|not valid YAML/],
    ['slack: "open', '', /missing|not valid YAML/],
    ['\tslack: 1', '', /tabs|not valid YAML/],
    [`slack: {botToken: xoxb-1, appToken: xapp-1}`, 'channel', /^is missing; expected a channel here/],
    [
      `slack: {botToken: xoxb-1, appToken: xapp-1}\ninstances: [{name: a, vendor: group-ib, channel: C1}, {name: b, vendor: group-ib}]`,
      'channel',
      /^is missing; expected a channel here/,
    ],
  ])('finds the fault of %j', async (text, path, message) => {
    const faults = await faultsOf(text);

    expect(faults).toContainEqual(
      expect.objectContaining({
        path,
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      }),
    );
  });

  it('needs no channel of its own where every instance has one', async () => {
    const config = await load(`
slack: { botToken: xoxb-1, appToken: xapp-1 }
instances: [{ name: a, vendor: group-ib, channel: "#a" }, { name: b, vendor: group-ib, channel: "#b" }]
`);

    expect(config.channel).toBe('#a');
  });

  it('says that the file does not exist, and what writes one', async () => {
    const read = async (): Promise<string> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOENT' }));

    await expect(loadConfig({ path: 'x.yaml', read, env: {}, instances })).rejects.toThrow(
      'x.yaml: 1 fault\n  there is no such file; \`picket init\` writes one',
    );
  });

  it('warns of rights left open and of trust in any certificate, not of what was chosen', async () => {
    const open = await load(`${minimal}\ninstances: [{name: a, vendor: threatmon, apiKey: k, insecure: true}]`);
    const chosen = await load(`${minimal}\naccess: {act: everyone, admin: [U0LEAD]}`);

    expect(open.warnings).toEqual([
      expect.stringContaining('access.act is not set: it is open to everyone'),
      expect.stringContaining('access.admin is not set: it is open to everyone'),
      expect.stringContaining('instance a: insecure is on'),
    ]);
    expect(chosen.warnings).toEqual([]);
  });

  it('tells the line of a place for faults found later', async () => {
    const config = await load(`${minimal}rules:\n  - when: severity = "low"\n    drop: true\n`);

    expect(config.lineOf('rules[0].when')).toBe(5);
    expect(config.lineOf('rules[0].channel')).toBe(5);
    expect(config.lineOf('nowhere')).toBeUndefined();
  });
});

describe('references', () => {
  const slack = 'slack: { botToken: xoxb-1, appToken: xapp-1 }\n';

  it.each([
    ['${CHANNEL}', { CHANNEL: '#a' }, '#a'],
    ['"#${TEAM}-intel"', { TEAM: 'soc' }, '#soc-intel'],
    ['${CHANNEL:-C1}', {}, 'C1'],
    ['${CHANNEL:-C1}', { CHANNEL: '' }, 'C1'],
    ['${CHANNEL:-C1}', { CHANNEL: 'C2' }, 'C2'],
    ['$${x}', {}, '${x}'],
    ['${CHANNEL}', { CHANNEL: '${OTHER}' }, '${OTHER}'],
  ])('reads %s with %j as %s', async (text, env, expected) => {
    const config = await load(`${slack}channel: ${text}`, { env });

    expect(config.channel).toBe(expected);
  });

  it('takes a number and a flag out of a variable where the place asks for one', async () => {
    const config = await load(
      `${minimal}\nhttp: {port: "\${PORT}"}\ninstances: [{name: a, vendor: threatmon, apiKey: \${KEY}, insecure: \${LAX:-false}}]`,
      { env: { PORT: '8080', KEY: '12345' } },
    );

    expect(config.http.port).toBe(8080);
    expect(config.instances[0]).toMatchObject({ insecure: false });
  });

  it('reads a file without the newline at its end', async () => {
    const config = await load('slack: { botToken: "${file:/run/secrets/bot}", appToken: xapp-1 }\nchannel: C1', {
      files: { '/run/secrets/bot': 'xoxb-from-file\n' },
    });

    expect(config.slack.botToken.reveal()).toBe('xoxb-from-file');
  });

  it('cannot be used to write YAML', async () => {
    const config = await load(`${slack}channel: C1\nrules: [{type: "\${EVIL}"}]`, { env: { EVIL: '"}]\nburst: 1' } });

    expect(config.burst).toBe(15);
    expect(config.rules[0]?.type).toBe('"}]\nburst: 1');
  });

  it.each([
    ['${CHANNEL}', 'the environment variable CHANNEL is not set'],
    ['${file:/nowhere}', 'the file named here cannot be read (ENOENT)'],
    ['${my secret}', /^expected `\$\{VAR\}`/],
    ['${}', /^expected `\$\{VAR\}`/],
    ['${hunter2}', 'the environment variable named here is not set'],
  ])('takes %s for a fault, once', async (text, message) => {
    const faults = await faultsOf(`${slack}channel: ${text}`);

    expect(faults).toEqual([
      { path: 'channel', line: 2, message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ]);
  });
});

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

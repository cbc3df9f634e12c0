import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { faultsOf, instances, load, minimal } from './given.ts';

describe('faults of a configuration', () => {
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
        message: 'is missing; expected the app-level token, which begins with `xapp-` (socket mode)',
      },
      { path: 'slack.botToken', line: 2, message: 'expected the bot token, which begins with `xoxb-`' },
      { path: 'slack.appTokn', line: 3, message: 'unknown key; did you mean `appToken`?' },
      { path: 'store.retention', line: 5, message: 'expected `never` or a duration, such as `180 days`' },
      { path: 'http.port', line: 6, message: 'expected a port, at most 65535' },
      {
        path: 'channel',
        line: 7,
        message: 'is empty; expected a text (quote a value that begins with #, or leave the key out)',
      },
      { path: 'burst', line: 8, message: 'expected a whole number' },
      { path: 'acces', line: 9, message: 'unknown key; did you mean `access`?' },
      {
        path: 'rules[0].onUpdate',
        line: 11,
        message: 'expected one of `update-only`, `recreate-closed`, `ignore`; did you mean `update-only`?',
      },
      {
        path: 'rules[0].zebra',
        line: 12,
        message: 'unknown key; known here: channel, drop, map, mention, on, onUpdate, type, when',
      },
      { path: 'instances[0].apiKey', line: 14, message: 'is missing; expected a text' },
      { path: 'instances[0].fetch.evry', line: 17, message: 'unknown key; did you mean `every`?' },
      { path: 'instances[1].apiKey', line: 18, message: 'is missing; expected a text' },
      { path: 'instances[1].name', line: 18, message: 'expected a name of its own; instances[0] has this one' },
      {
        path: 'instances[1].vendor',
        line: 19,
        message: 'expected one of `threatmon`, `group-ib`; did you mean `threatmon`?',
      },
    ]);
  });

  it('says all of it in the message, a line each', async () => {
    const error = await load(`slack: {}\nchannel: C1`).catch((reason: unknown) => reason);

    expect(error).toMatchObject({
      message: [
        'picket.yaml: 2 faults',
        '  line 1, slack.botToken: is missing; expected the bot token, which begins with `xoxb-`',
        '  line 1, slack.appToken: is missing; expected the app-level token, which begins with `xapp-` (socket mode)',
      ].join('\n'),
    });
  });

  it.each([
    ['', 'slack', 'is missing; expected a mapping of keys'],
    ['- a\n- b', '', 'expected a mapping of keys'],
    [`${minimal}\nslack: {}`, '', 'this key stands here twice'],
    ['slack: {mode: sockt}\nchannel: C1', 'slack.mode', 'expected one of `socket`, `http`; did you mean `socket`?'],
    [
      'slack: {mode: http, botToken: xoxb-1}\nchannel: C1',
      'slack.signingSecret',
      expect.stringMatching(/^is missing; expected the signing secret/),
    ],
    [`${minimal}\ninstances: {a: 1}`, 'instances', 'expected a list (each entry begins with `- `)'],
    [`${minimal}\nrules:`, 'rules', expect.stringMatching(/^is empty; expected a list/)],
    [`${minimal}\naccess: {act: nobody}`, 'access.act', expect.stringMatching(/^expected a user id/)],
    [`${minimal}\nstore: {url: data.json}`, 'store.url', 'expected `file:PATH` or `postgres://…`'],
    [
      `${minimal}\ninstances: [{name: a}]`,
      'instances[0].vendor',
      expect.stringMatching(/^is missing; expected one of/),
    ],
    [`${minimal}\na: *nowhere`, '', expect.stringMatching(/alias|not valid YAML/)],
    ['slack: "open', '', expect.stringMatching(/missing|not valid YAML/)],
    ['\tslack: 1', '', expect.stringMatching(/tabs|not valid YAML/)],
    [
      `slack: {botToken: xoxb-1, appToken: xapp-1}`,
      'channel',
      expect.stringMatching(/^is missing; expected a channel here/),
    ],
    [
      `slack: {botToken: xoxb-1, appToken: xapp-1}\ninstances: [{name: a, vendor: group-ib, channel: C1}, {name: b, vendor: group-ib}]`,
      'channel',
      expect.stringMatching(/^is missing; expected a channel here/),
    ],
  ])('finds the fault of %j', async (text, path, message) => {
    const faults = await faultsOf(text);

    expect(faults).toContainEqual(
      expect.objectContaining({
        path,
        message,
      }),
    );
  });

  it.each([
    ['slack: {\n  botToken: x\nchannel: C1\n', /^a \{ or \[ before here is not closed/],
    ['rules: [a, b\n', /^a \{ or \[ before here is not closed/],
    ['a:\n  b: 1\n c: 2\n', /^the indentation is wrong$/],
    ['channel: @soc\n', /^a value that begins with @, ` or % needs quotes$/],
    ['channel: a: b\n', /^a second key stands on this line/],
  ])('says in words what is wrong with the form of %j', async (text, message) => {
    expect(await faultsOf(text)).toEqual([
      { path: '', line: expect.any(Number), message: expect.stringMatching(message) },
    ]);
  });

  it.each([
    ['store: {retention: 180}', 'store.retention', 'write `180 seconds`, `180 minutes`, `180 days` or the like'],
    ['reconcile: "6"', 'reconcile', 'write `6 seconds`, `6 minutes`, `6 days` or the like'],
  ])('says that the number in %j has no unit', async (text, path, advice) => {
    expect(await faultsOf(`${minimal}${text}`)).toEqual([
      { path, line: 4, message: `a number alone has no unit: ${advice}` },
    ]);
  });

  it('tells what is wrong behind a wrong kind: as the nearest one, or as any', async () => {
    const faults = await faultsOf(`slack: { mode: rtm, botTokn: x, botToken: xoxb-1, command: threat }
channel: C1
instances:
  - { name: a, vendor: threatmom, insecure: maybe }
  - { name: b, vendor: zzz, channel: 7, insecure: maybe }
  - { name: C }
`);

    expect(faults.map(({ path }) => path).toSorted()).toEqual([
      'instances[0].apiKey',
      'instances[0].insecure',
      'instances[0].vendor',
      'instances[1].channel',
      'instances[1].vendor',
      'instances[2].vendor',
      'slack.botTokn',
      'slack.command',
      'slack.mode',
    ]);
  });

  it('takes the flags and numbers of references behind a wrong kind for what they are', async () => {
    const faults = await faultsOf(
      `${minimal}instances: [{ name: a, vendor: threatmom, apiKey: k, insecure: "\${LAX}" }]`,
      { env: { LAX: 'false' } },
    );

    expect(faults.map(({ path }) => path)).toEqual(['instances[0].vendor']);
  });

  it.each([
    ['ENOENT', 'there is no such file; `picket init` writes one'],
    ['EACCES', 'it cannot be read: this user may not read it (EACCES)'],
    ['EISDIR', 'it cannot be read: it is a folder (EISDIR)'],
    ['EIO', 'it cannot be read: EIO'],
  ])('says of a file that gives %s what is the matter', async (code, message) => {
    const refuse = async (): Promise<string> => Promise.reject(Object.assign(new Error('no'), { code }));

    await expect(loadConfig({ path: 'x.yaml', read: refuse, env: {}, instances })).rejects.toThrow(
      `x.yaml: 1 fault\n  ${message}`,
    );
  });
});

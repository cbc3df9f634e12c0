import { describe, expect, it } from 'vitest';
import { faultsOf, load, minimal } from './given.ts';

describe('references', () => {
  const slack = 'slack: { botToken: xoxb-1, appToken: xapp-1 }\n';

  it.each([
    ['${CHANNEL}', { CHANNEL: '#a' }, '#a'],
    ['"#${TEAM}-intel"', { TEAM: 'soc' }, '#soc-intel'],
    ['${CHANNEL:-C1}', {}, 'C1'],
    ['${CHANNEL:-C1}', { CHANNEL: '' }, 'C1'],
    ['${CHANNEL:-C1}', { CHANNEL: 'C2' }, 'C2'],
    ['$${x}', {}, '${x}'],
    ['a$${x', {}, 'a${x'],
    ['${CHANNEL}', { CHANNEL: '${OTHER}' }, '${OTHER}'],
  ])('reads %s with %j as %s', async (text, env, expected) => {
    const config = await load(`${slack}channel: ${text}`, { env });

    expect(config.channel).toBe(expected);
  });

  it('takes a number and a flag out of a variable where the place asks for one', async () => {
    const config = await load(
      `${minimal}\nhttp: {port: "\${PORT}"}\ninstances: [{name: a, vendor: threatmon, apiKey: "\${KEY}", insecure: "\${LAX:-false}"}]`,
      { env: { PORT: '8080', KEY: '12345' } },
    );

    expect(config.http.port).toBe(8080);
    expect(config.instances[0]).toMatchObject({ insecure: false });
  });

  it('reads a file without the newlines at its end', async () => {
    const config = await load('slack: { botToken: "${file:/run/secrets/bot}", appToken: xapp-1 }\nchannel: C1', {
      files: { '/run/secrets/bot': 'xoxb-from-file\r\n\n' },
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
    ['${file:/nowhere}', 'the file named here cannot be read: there is no such file (ENOENT)'],
    ['${my secret}', expect.stringMatching(/^expected `\$\{VAR\}`/)],
    ['${CHANNEL', expect.stringMatching(/^a reference is not closed/)],
    ['"x${A:-${B}}"', expect.stringMatching(/^a reference is not closed/)],
    ['${}', expect.stringMatching(/^expected `\$\{VAR\}`/)],
    ['${hunter2}', 'the environment variable named here is not set'],
  ])('takes %s for a fault, once', async (text, message) => {
    const faults = await faultsOf(`${slack}channel: ${text}`);

    expect(faults).toEqual([{ path: 'channel', line: 2, message }]);
  });
});

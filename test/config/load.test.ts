import { describe, expect, it } from 'vitest';
import { load, minimal, read } from './given.ts';

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

  it('needs no channel of its own where every instance has one', async () => {
    const config = await load(`
slack: { botToken: xoxb-1, appToken: xapp-1 }
instances: [{ name: a, vendor: group-ib, channel: "#a" }, { name: b, vendor: group-ib, channel: "#b" }]
`);

    expect(config.channel).toBe('#a');
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

  it('tells faults that were found later with their line, in the order of the file', async () => {
    const reading = await read(`${minimal}rules:\n  - when: severity = "low"\n    burst: 1\nburst: many\n`);

    const { faults } = reading.refuse([{ path: 'rules[0].when', message: 'wrong' }]);

    expect(reading.config).toBeUndefined();
    expect(faults.map(({ path, line }) => [path, line])).toEqual([
      ['rules[0].when', 5],
      ['rules[0].burst', 6],
      ['burst', 7],
    ]);
  });

  it('says nothing more of a place that has a fault already', async () => {
    const reading = await read(`${minimal}rules: [{ when: "\${WHEN}" }]\n`);

    const { faults } = reading.refuse([{ path: 'rules[0].when', message: 'not valid JSONata' }]);

    expect(faults.map(({ message }) => message)).toEqual(['the environment variable WHEN is not set']);
  });

  it('gives what can be read beside faults', async () => {
    const reading = await read(`${minimal}
burst: many
rules:
  - { when: severity = "low", channel: [], on: { new: [a], closed: b } }
  - 7
instances:
  - { name: a, vendor: group-ib }
  - { name: b, vendor: nobody }
`);

    expect(reading).toMatchObject({
      rules: [{ when: 'severity = "low"', on: { new: ['a'] } }, {}],
      instances: [{ name: 'a', settings: { vendor: 'group-ib' } }, { name: 'b' }],
    });
    expect(reading.instances[1]).not.toHaveProperty('settings');
  });
});

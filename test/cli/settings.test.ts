import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/faults.ts';
import { wiringOf } from '../../src/cli/settings.ts';

const slack =
  'slack: { botToken: xoxb-1, appToken: xapp-1 }\nchannel: C1\naccess: { act: everyone, admin: everyone }\n';
const acme = '  - { name: acme, vendor: threatmon, apiKey: k }\n';
const gib = '  - { name: gib, vendor: group-ib, username: a@b.example, apiKey: k }\n';

/** What stood on stderr at a start with `text`, or its faults as `path: message`. */
async function startWith(text: string): Promise<{ readonly faults: readonly string[]; readonly err: string }> {
  let err = '';
  const io = {
    env: {},
    out: () => undefined,
    err: (part: string) => {
      err += part;
    },
    interactive: false,
    stopped: new Promise<never>(() => undefined),
  };
  try {
    await wiringOf({ path: 'picket.yaml', logLevel: 'silent', read: async () => Promise.resolve(text) }, io);
    return { faults: [], err };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { faults: error.faults.map(({ path, message }) => `${path}: ${message}`), err };
  }
}

describe('the faults of a configuration', () => {
  it('are told at once: keys, expressions, cron expressions and playbooks', async () => {
    const { faults } = await startWith(`${slack}burst: many
rules:
  - { when: 'severity = "low', burst: 1 }
  - on: { new: [threatmon_updat_incident, 'threatmon_update_incident_status status=Nope'] }
instances:
${acme.replace('apiKey: k', 'apiKey: k, timeout: 30, fetch: { every: "99 * * * *" }')}${gib}`);

    expect(faults).toEqual([
      expect.stringMatching(/^burst: expected a whole number/),
      expect.stringMatching(/^rules\[0\]\.burst: unknown key/),
      expect.stringMatching(/^rules\[0\]\.when: not valid JSONata/),
      'rules[1].on.new[0]: no instance has this command; did you mean `threatmon_update_incident_status`?',
      expect.stringMatching(/^rules\[1\]\.on\.new\[1\]: Invalid status value/),
      expect.stringMatching(/^instances\[0\]\.timeout: a number alone has no unit/),
      'instances[0].fetch.every: the scheduler cannot read this cron expression',
    ]);
  });

  it('are those of its playbooks where everything else is right', async () => {
    const { faults } = await startWith(`${slack}rules: [{ on: { closed: [nonsense] } }]\ninstances:\n${acme}`);

    expect(faults).toEqual([expect.stringMatching(/^rules\[0\]\.on\.closed\[0\]: no instance has this command/)]);
  });

  it('leave out a command that only the instance with a fault may have', async () => {
    const { faults } = await startWith(
      `${slack}rules: [{ on: { new: ["threatmon_request_data_removal instance=acme"] } }]\ninstances:\n${acme.replace('apiKey: k', 'apiKey: 7')}${gib}`,
    );

    expect(faults).toEqual([expect.stringMatching(/^instances\[0\]\.apiKey/)]);
  });

  it('do not hold a playbook that fails on some instances only; that is a warning', async () => {
    const line = '["threatmon_update_incident_status status=Resolved"]';
    const anyVendor = await startWith(`${slack}rules: [{ on: { new: ${line} } }]\ninstances:\n${acme}${gib}`);
    const oneVendor = await startWith(
      `${slack}rules: [{ when: 'vendor = "threatmon"', on: { new: ${line} } }]\ninstances:\n${acme}${gib}`,
    );

    expect(anyVendor).toEqual({
      faults: [],
      err: 'picket: warning: rules[0].on.new[0] fails on the incidents of gib, which do not have threatmon_update_incident_status: give the rule a `when`, such as `vendor = "threatmon"`\n',
    });
    expect(oneVendor).toEqual({ faults: [], err: '' });
  });
});

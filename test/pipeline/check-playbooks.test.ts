import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Rule } from '../../src/domain/rule.ts';
import { checkPlaybooks } from '../../src/pipeline/check-playbooks.ts';
import type { Instance } from '../../src/ports/vendor.ts';
import { defineCommand } from '../../src/vendors/define-command.ts';
import { exampleInstances } from '../../src/vendors/index.ts';
import { instance } from '../support/pipeline.ts';

const instances = exampleInstances('example').map((one) => ({ ...one, name: one.vendorName }));
const of = (...vendors: readonly string[]): readonly Instance[] =>
  instances.filter(({ vendorName }) => vendors.includes(vendorName));

function faultsOf(line: string, asked: readonly Instance[] = instances): readonly string[] {
  const { faults } = checkPlaybooks([{ on: { new: [line] } }], asked);
  return faults.map(({ message }) => message);
}

const status = 'threatmon_update_incident_status';

describe('a playbook line', () => {
  it.each([
    `${status} status=Resolved`,
    `${status} alarmId={{externalId}} status='In Progress'`,
    `${status} status={{raw.wish}}`,
    `${status} status=Resolved instance=threatmon`,
    `${status} status=Resolved instance={{instance}}`,
    '{{raw.command}} whatever=1',
    'threatmon_request_takedown',
    'threatmon_request_takedown findingId={{raw.id}} finding="please, {{title}}"',
    'threat-command-alert-close reason="False Positive"',
    'threat-command-alert-blocklist-update',
    'ip',
    'gibti-get-malware-cnc-info',
  ])('that can run is right: %s', (line) => {
    expect(faultsOf(line)).toEqual([]);
  });

  it.each([
    ['threatmon_updat_incident', `no instance has this command; did you mean \`${status}\`?`],
    ['zzz', 'no instance has this command; docs/commands.md lists all'],
    [`${status} instance=group-ib status=Open`, 'this instance does not have this command; docs/commands.md lists all'],
    [`${status} instance=threatmom status=Open`, 'there is no such instance; did you mean `threatmon`?'],
    [status, 'status argument is required.'],
    [`${status} status=Nope`, /^Invalid status value/],
    [`${status} alarmid={{externalId}} status=Open`, `\`${status}\` has no such argument; did you mean \`alarmId\`?`],
    [`${status} status=In Progress`, /^expected `name=value` behind the command/],
    [`${status} status="Open`, 'a quote is left open'],
    ['""', /./],
    ['threatmon_request_takedown findingId=twelve', /findingId must be a valid integer/],
    ['ip ips={{externalId}}', /has no such argument; did you mean `ip`\?$/],
  ])('that cannot is a fault: %s', (line, message) => {
    expect(faultsOf(line)).toEqual([expect.stringMatching(message)]);
  });

  it('has every fault told, each with its place', () => {
    const rules: readonly Rule[] = [
      { on: { new: [`${status} status=Open`] } },
      { on: { updated: ['help'], closed: [`${status} status=Open`, `${status} alarmid={{externalId}} status=Nope`] } },
    ];

    const { faults } = checkPlaybooks(rules, of('threatmon'));

    expect(faults.map(({ path }) => path)).toEqual([
      'rules[1].on.updated[0]',
      'rules[1].on.closed[1]',
      'rules[1].on.closed[1]',
    ]);
  });

  it('is judged as a whole only where nothing in it is filled in later', () => {
    const range = defineCommand({
      name: 'range',
      summary: 'Takes two numbers',
      needs: 'read',
      args: z.object({ from: z.string(), to: z.string() }).check(({ value, issues }) => {
        if (value.from !== value.to) issues.push({ code: 'custom', path: [], message: 'not the same', input: value });
      }),
      run: async () => Promise.resolve({ text: '', sections: [], outputs: {} }),
    });
    const ranged = [instance([], { commands: [range] })];

    expect(faultsOf('range from=1 to=2', ranged)).toEqual(['`range`: not the same']);
    expect(faultsOf('range from=1 to={{externalId}}', ranged)).toEqual([]);
    expect(faultsOf('range to={{externalId}}', ranged)).toEqual([expect.stringMatching(/^`from`: /)]);
  });

  it('of a rule without a condition is warned of where some instances do not have its command', () => {
    const on = { new: [`${status} status=Open`] };

    const warned = checkPlaybooks([{ on }], instances).warnings;
    const silent = [
      checkPlaybooks([{ on }], of('threatmon')),
      checkPlaybooks([{ when: 'vendor = "threatmon"', on }], of('threatmon', 'group-ib')),
      checkPlaybooks([{ on: { new: [`${status} status=Open instance=threatmon`] } }], of('threatmon', 'group-ib')),
    ].flatMap(({ warnings }) => warnings);

    expect(warned).toEqual([
      expect.stringMatching(
        /^rules\[0\]\.on\.new\[0\] fails on the incidents of rapid7-threat-command, group-ib, .*`vendor = "threatmon"`$/,
      ),
    ]);
    expect(silent).toEqual([]);
  });

  it('of a vendor that has no instance yet is warned of', () => {
    const rules: readonly Rule[] = [{ when: 'vendor = "threatmon"', on: { new: [`${status} status=Nope`] } }];

    const known = checkPlaybooks(rules, of('group-ib'), [status]);
    const unknown = checkPlaybooks(rules, of('group-ib'));

    expect(known).toEqual({
      faults: [],
      warnings: ['rules[0].on.new[0] runs on no incident: no instance has this command'],
    });
    expect(unknown.faults).toHaveLength(1);
  });

  it('is not judged where there is no instance to ask', () => {
    expect(faultsOf('zzz', [])).toEqual([]);
  });
});

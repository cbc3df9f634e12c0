import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Actor } from '../../src/domain/access.ts';
import type { Command } from '../../src/domain/command.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import { defineCommand } from '../../src/vendors/define-command.ts';
import { answerLines } from '../support/asking.ts';
import { office } from '../support/office.ts';
import type { Office } from '../support/office.ts';

const anybody: Actor = { kind: 'slack', userId: 'U1', teamId: 'T1' };

function command(name: string, summary = 'Does that'): Command {
  const run = async () => Promise.resolve({ text: 'ok', sections: [], outputs: {} });
  return defineCommand({ name, summary, needs: 'read', args: z.object({}), run });
}

const groupIb = [
  command('gib-list', 'Lists what Group-IB has'),
  { ...command('gib-phishing', 'Removed by Group-IB'), removed: true },
];

/** Instances of two vendors; those of the second have commands of their own. */
async function twoVendors(count = 2): Promise<Office> {
  const here = await office(Array.from({ length: count }, (_, index) => `tenant-${index}`));
  const instances = here.deps.instances.map((one, index) =>
    index === 1
      ? { ...one, vendorName: 'group-ib', vendorTitle: 'Group-IB', vendor: { ...one.vendor, commands: groupIb } }
      : one,
  );
  return { ...here, desk: createDesk({ ...here.deps, instances }) };
}

const told = async (here: Office, line: string) => answerLines(await here.desk.line(line, anybody));

describe('help', () => {
  it('lists the words first, then the commands of each vendor', async () => {
    const lines = await told(await twoVendors(), 'help');
    const places = ['/threat lookup INDICATOR', 'ThreatMon', 'take_down', 'Group-IB', 'gib-list'].map((start) =>
      lines.findIndex((line) => line.startsWith(start)),
    );

    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('leaves out what a vendor took away, and tells of it by its name', async () => {
    const here = await twoVendors();

    expect((await told(here, 'help')).join('\n')).not.toContain('gib-phishing');
    expect(await told(here, 'help gib-phishing')).toContain('Removed by Group-IB.');
  });

  it('of a vendor lists its commands alone', async () => {
    expect(await told(await twoVendors(), 'help group-ib')).toEqual([
      'Help: Group-IB',
      'gib-list Lists what Group-IB has',
    ]);
  });

  it.each([
    ['list', 'Everyone may run it. On: tenant-0.'],
    ['take_down', 'Needs the right act. On: tenant-0.'],
  ])('says who may run %s', async (name, words) => {
    expect(await told(await twoVendors(), `help ${name}`)).toContain(words);
  });

  it.each([
    ['down', ['take_down Takes it down', '/threat help lists what there is.']],
    ['phishing', ['/threat help lists what there is.']],
    ['GROUP', ['gib-list Lists what Group-IB has', '/threat help lists what there is.']],
  ])('on %s, which there is none of, says what is near and what comes next', async (topic, lines) => {
    const [title, ...rest] = await told(await twoVendors(), `help ${topic}`);

    expect(title).toContain(`There is no help on "${topic}".`);
    expect(rest).toEqual(lines);
  });
});

describe('many instances', () => {
  const some = ['tenant-0', ...[2, 3, 4, 5, 6, 7, 8].map((index) => `tenant-${index}`)];

  it.each([
    ['help list', `Everyone may run it. On: ${some.join(', ')} and 51 more.`],
    ['fetch nowhere', `Instances: tenant-0, tenant-1, ${some.slice(1, -1).join(', ')} and 52 more.`],
    ['list instance=nowhere', `Instances that have it: ${some.join(', ')} and 51 more.`],
    ['set_status id=1 status=Open', 'and 51 more: end the line with instance=NAME'],
  ])('are not all listed in the answer to %s', async (line, words) => {
    const here = await twoVendors(60);
    const reply = await here.desk.line(line, { ...anybody, userId: 'U0LEAD' });

    expect(answerLines(reply)).toContain(words);
    expect(JSON.stringify(reply)).not.toContain('tenant-9');
  });
});

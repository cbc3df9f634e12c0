import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Actor } from '../../src/domain/access.ts';
import type { Command } from '../../src/domain/command.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import { defineCommand } from '../../src/vendors/define-command.ts';
import { answerLines } from '../support/asking.ts';
import { office } from '../support/office.ts';
import type { Office } from '../support/office.ts';

const lead: Actor = { kind: 'slack', userId: 'U0LEAD', teamId: 'T1' };

function echo(name: string, args: z.ZodObject): Command {
  const run = async (given: object) => Promise.resolve({ text: JSON.stringify(given), sections: [], outputs: {} });
  return defineCommand({ name, summary: 'Says it again', needs: 'read', args, run });
}

const commands = [
  echo('domain', z.object({ domain: z.string().meta({ kind: 'list' }), depth: z.string().optional() })),
  echo('find', z.object({ text: z.string().optional() })),
  echo('search', z.object({ query: z.string().optional(), page: z.string().optional() })),
];

/** An office whose vendor has commands that only say what they were given. */
async function echoing(): Promise<Office> {
  const here = await office();
  const instances = here.deps.instances.map((one) => ({
    ...one,
    vendor: { ...one.vendor, commands: [...one.vendor.commands, ...commands] },
  }));
  return { ...here, desk: createDesk({ ...here.deps, instances }) };
}

const told = async (here: Office, line: string) => answerLines(await here.desk.line(line, lead)).join('\n');

describe('a word without a name', () => {
  it.each([
    ['domain evil.example', '{"domain":"evil.example"}'],
    ['domain evil.example other.example depth=2', '{"domain":"evil.example,other.example","depth":"2"}'],
    ['find two words', '{"text":"two words"}'],
  ])('goes to the only argument that it can mean: %s', async (line, given) => {
    expect(await told(await echoing(), line)).toBe(given);
  });

  it('goes into the form too', async () => {
    const { desk } = await echoing();

    expect(JSON.stringify(await desk.line('form domain evil.example', lead))).toContain(
      '"values":{"domain":"evil.example"}',
    );
  });

  it.each([
    ['domain a.example domain=b.example', '/threat domain domain=b.example depth=a.example'],
    ['search "two words" more', '/threat search query="two words more"'],
    ['search it page=2', '/threat search page=2 query=it'],
    ['set_status 1 Resolved', '/threat set_status id=1 status=Resolved'],
    ['set_status 1 In Progress', '/threat set_status id=1 status="In Progress"'],
    ['list all', 'It takes no arguments. /threat help list'],
  ])('that may mean several is answered with arguments that there are: %s', async (line, advice) => {
    const here = await echoing();

    expect(await told(here, line)).toContain(advice);
    expect(here.sent).toEqual([]);
  });
});

describe('a word too many', () => {
  it.each([
    ['fetch acme globex', 'fetch does not know what "globex" is.\nIt is typed so: /threat fetch INSTANCE'],
    ['resume acme now', 'resume does not know what "now" is.'],
    ['pause acme why=holiday', 'pause does not know what "why=holiday" is.'],
    ['fetch acme instance=acme', 'fetch does not know what "acme" is.'],
    ['test acme globex', 'test does not know what "globex" is.'],
    ['outbox retry 1 2', 'outbox does not know what "2" is.'],
    ['incidents high', 'incidents does not know what "high" is.'],
    ['show acme:18618001 status=Open', 'show does not know what "status=Open" is.'],
    ['report 7d instance=acme', 'report does not know what "instance=acme" is.'],
  ])('is said to be one, and nothing is done: %s', async (line, words) => {
    const { deps, ...here } = await echoing();

    expect(await told({ deps, ...here }, line)).toContain(words);
    expect(await deps.store.pauses()).toEqual([]);
  });

  it('is the reason of a pause', async () => {
    const { desk, deps } = await echoing();

    await desk.line('pause acme while they move', lead);

    expect(await deps.store.pauses()).toEqual([expect.objectContaining({ reason: 'while they move' })]);
  });
});

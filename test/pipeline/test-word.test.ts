import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/access.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import type { TestReport } from '../../src/ports/vendor.ts';
import { answerLines } from '../support/asking.ts';
import { office } from '../support/office.ts';
import type { Office } from '../support/office.ts';

const anybody: Actor = { kind: 'slack', userId: 'U1', teamId: 'T1' };
const at = '2026-08-04T11:00:00.000Z';
const silence: TestReport = { ok: false, text: 'ThreatMon refused the credentials.', fixes: ['Is apiKey right?'] };

/** Instances of which those in `silent` do not answer. */
async function tenants(count: number, silent: readonly string[] = []): Promise<Office> {
  const here = await office(Array.from({ length: count }, (_, index) => `tenant-${index}`));
  const instances = here.deps.instances.map((one) =>
    silent.includes(one.name) ? { ...one, vendor: { ...one.vendor, test: async () => silence } } : one,
  );
  const deps = { ...here.deps, instances };
  return { ...here, deps, desk: createDesk(deps) };
}

async function told(
  here: Office,
  line: string,
): Promise<{ readonly title: string; readonly lines: readonly string[] }> {
  const [title, ...lines] = answerLines(await here.desk.line(line, anybody));
  return { title, lines };
}

describe('test', () => {
  it('tells of the instance that does not answer first, and of the others in a line each', async () => {
    const { title, lines } = await told(await tenants(60, ['tenant-57']), 'test');

    expect(title).toBe('1 of 60 instances does not answer');
    expect(lines.slice(0, 3)).toEqual([
      '❌ tenant-57 (ThreatMon): ThreatMon refused the credentials, 0 ms',
      '      • Is apiKey right?',
      '✅ tenant-0 (ThreatMon): ok, 0 ms',
    ]);
    expect(lines).toHaveLength(61);
  });

  it('tells of feeds that fail before those that are read, and names them', async () => {
    const here = await tenants(3);
    for (const feed of ['a', 'b', 'c']) await here.deps.health.succeeded({ instance: 'tenant-0', feed }, at, 0);
    for (const feed of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
      await here.deps.health.succeeded({ instance: 'tenant-2', feed }, at, 0);
    await here.deps.health.failed({ instance: 'tenant-2', feed: 'g' }, { at, kind: 'malformed', message: 'Not JSON.' });

    const { title, lines } = await told(here, 'test');

    expect(title).toBe('All 3 instances answer, feeds of one fail');
    expect(lines[0]).toBe('⚠️ tenant-2 (ThreatMon): ok, 0 ms');
    expect(lines[1]).toContain(`g: the last poll failed, ${at}: Not JSON.`);
    expect(lines[6]).toContain('+ 2 more, none failing');
    expect(lines[7]).toBe(`✅ tenant-0 (ThreatMon): ok, 0 ms; 3 feeds read since ${at}`);
  });

  it.each([
    ['test tenant-1', 'tenant-1 does not answer'],
    ['test tenant-0', 'tenant-0 answers'],
  ])('of one instance is about that one: %s', async (line, title) => {
    const here = await tenants(2, ['tenant-1']);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const feed of names) await here.deps.health.succeeded({ instance: line.slice(5), feed }, at, 0);

    const answered = await told(here, line);

    expect(answered.title).toBe(title);
    expect(answered.lines.filter((one) => one.includes('last read'))).toHaveLength(names.length);
  });

  it('of one instance names the feed that fails first', async () => {
    const here = await tenants(1);
    const { health } = here.deps;
    await health.succeeded({ instance: 'tenant-0', feed: 'alarms' }, at, 0);
    await health.failed({ instance: 'tenant-0', feed: 'refresh' }, { at, kind: 'malformed', message: 'Not JSON.' });

    const { title, lines } = await told(here, 'test');

    expect(title).toBe('tenant-0 answers, feeds of it fail');
    expect(lines[1]).toContain('refresh: the last poll failed');
  });
});

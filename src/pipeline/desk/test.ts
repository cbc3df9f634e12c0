import { answer } from '../../domain/answer.ts';
import type { Line, Section } from '../../domain/answer.ts';
import type { FeedHealth } from '../../ports/health.ts';
import type { Instance, TestReport } from '../../ports/vendor.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import type { Asked } from './line.ts';
import { pickInstance } from './pick-instance.ts';
import { reply } from './run-command.ts';

/** An instance's connection test, timed. */
export interface InstanceTest {
  readonly instance: Instance;
  readonly report: TestReport;
  readonly latencyMs: number;
}

/** Asks an instance whether it answers. Never throws. */
export async function testInstance(
  instance: Instance,
  { clock, signal }: Pick<DeskDeps, 'clock' | 'signal'>,
): Promise<InstanceTest> {
  const startedAt = clock.now().getTime();
  const report = await instance.vendor.test(signal).catch((error: unknown): TestReport => {
    return { ok: false, text: `Test failed: ${error instanceof Error ? error.message : 'unknown fault'}`, fixes: [] };
  });
  return { instance, report, latencyMs: clock.now().getTime() - startedAt };
}

export async function testInstances({ words: [name], args, shared }: Asked, deps: DeskDeps): Promise<Reply> {
  const wanted = name ?? args['instance'];
  const picked = wanted === undefined ? undefined : pickInstance(wanted, deps.instances);
  if (picked !== undefined && 'tone' in picked) return reply(picked);
  const instances = picked === undefined ? deps.instances : [picked];
  const tests = await Promise.all(instances.map(async (instance) => testInstance(instance, deps)));
  const paused = new Set((await deps.store.pauses()).map(({ instance }) => instance));
  const feeds = await deps.health.feeds();
  const failed = tests.filter(({ report }) => !report.ok).length;
  const title =
    failed === 0 ? `All ${tests.length} instances answer` : `${failed} of ${tests.length} instances do not answer`;
  const single = tests.length === 1 && failed === 0 ? '1 instance answers' : title;
  const sections = tests.map((test): Section => describeTest(test, feeds, paused.has(test.instance.name)));
  return reply(answer(failed === 0 ? 'ok' : 'error', tests.length === 1 ? single : title, ...sections), { shared });
}

function describeTest(
  { instance, report, latencyMs }: InstanceTest,
  feeds: readonly FeedHealth[],
  isPaused: boolean,
): Section {
  const mark = report.ok ? '✅' : '❌';
  const lines: Line[] = [
    [`${mark} `, { bold: instance.name }, ` (${instance.vendorTitle}): ${report.text}, ${latencyMs} ms`],
    ...report.fixes.map((fix): Line => `      • ${fix}`),
    ...(isPaused ? ['      ⏸ polling is paused'] : []),
    ...(instance.insecure ? ['      ⚠ certificates are not checked (insecure: true)'] : []),
    ...feeds.filter((feed) => feed.instance === instance.name).map(describeFeed),
  ];
  return { kind: 'text', lines };
}

function describeFeed({ feed, lastSuccessAt, lastFailure, failuresInARow, rejected }: FeedHealth): Line {
  const unread = rejected === 0 ? '' : `, ${rejected} records could not be read`;
  if (failuresInARow > 0 && lastFailure !== undefined) {
    return [
      `      ${feed}: ${failuresInARow === 1 ? 'the last poll' : `the last ${failuresInARow} polls`} failed, `,
      { at: lastFailure.at },
      `: ${lastFailure.message}`,
    ];
  }
  if (lastSuccessAt === undefined) return `      ${feed}: not polled yet`;
  return [`      ${feed}: last read `, { at: lastSuccessAt }, unread];
}

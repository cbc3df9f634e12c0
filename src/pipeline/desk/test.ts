import { answer } from '../../domain/answer.ts';
import type { Line, Section, Span } from '../../domain/answer.ts';
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

/** An instance's test with how its polling goes. */
interface Tested extends InstanceTest {
  readonly isPaused: boolean;
  readonly feeds: readonly FeedHealth[];
}

/** `test [instance]`: what fails first and in full, what works in a line each; in full where one alone is asked. */
export async function testInstances({ words: [name], args, shared }: Asked, deps: DeskDeps): Promise<Reply> {
  const wanted = name ?? args['instance'];
  const picked = wanted === undefined ? undefined : pickInstance(wanted, deps.instances);
  if (picked !== undefined && 'tone' in picked) return reply(picked);
  const tested = await testedOf(picked === undefined ? deps.instances : [picked], deps);
  const silent = tested.filter(({ report }) => !report.ok);
  const stalled = tested.filter(isStalled);
  const well = tested.filter((one) => !silent.includes(one) && !stalled.includes(one));
  const sections =
    tested.length === 1
      ? tested.map((one) => inFull(one, one.feeds.length))
      : [...[...silent, ...stalled].map((one) => inFull(one, feedsEach)), ...inShort(well)];
  const tone = silent.length > 0 ? 'error' : stalled.length > 0 ? 'warning' : 'ok';
  return reply(answer(tone, titleOf(tested, silent.length, stalled.length), ...sections), { shared });
}

async function testedOf(instances: readonly Instance[], deps: DeskDeps): Promise<readonly Tested[]> {
  const tests = await Promise.all(instances.map(async (instance) => testInstance(instance, deps)));
  const paused = new Set((await deps.store.pauses()).map(({ instance }) => instance));
  const feeds = await deps.health.feeds();
  return tests.map((test) => ({
    ...test,
    isPaused: paused.has(test.instance.name),
    feeds: feeds.filter(({ instance }) => instance === test.instance.name),
  }));
}

function titleOf(tested: readonly Tested[], silent: number, stalled: number): string {
  const [only] = tested;
  const feeds = stalled === 0 ? '' : `, feeds of ${stalled === 1 ? 'one' : stalled} fail`;
  if (tested.length === 1 && only !== undefined)
    return `${only.instance.name} ${silent === 0 ? 'answers' : 'does not answer'}${stalled === 0 ? '' : ', feeds of it fail'}`;
  if (silent === 0) return `All ${tested.length} instances answer${feeds}`;
  return `${silent} of ${tested.length} instances ${silent === 1 ? 'does' : 'do'} not answer${feeds}`;
}

/** It answers, and is not read all the same. */
function isStalled({ report, isPaused, feeds }: Tested): boolean {
  return report.ok && !isPaused && feeds.some(fails);
}

function fails({ failuresInARow }: FeedHealth): boolean {
  return failuresInARow > 0;
}

/** Feeds told of each instance where several are tested. */
const feedsEach = 5;

function inFull(tested: Tested, most: number): Section {
  const { feeds } = tested;
  const sorted = feeds.toSorted((a, b) => Number(fails(b)) - Number(fails(a)));
  const left = sorted.slice(most);
  const lines: Line[] = [
    headline(tested),
    ...fixesOf(tested),
    ...remarks(tested).map((remark) => `      ${remark}`),
    ...sorted.slice(0, most).map(describeFeed),
    ...(left.length > 0 ? [`      + ${left.length} more, ${left.filter(fails).length || 'none'} failing`] : []),
  ];
  return { kind: 'text', lines };
}

function inShort(tested: readonly Tested[]): readonly Section[] {
  if (tested.length === 0) return [];
  const lines = tested.flatMap((one): readonly Line[] => [
    [...headline(one), ...feedsInShort(one.feeds), ...remarks(one).map((remark) => `; ${remark}`)],
    ...fixesOf(one),
  ]);
  return [{ kind: 'text', lines }];
}

function headline(tested: Tested): readonly Span[] {
  const { instance, report, latencyMs } = tested;
  const mark = !report.ok ? '❌' : isStalled(tested) ? '⚠️' : '✅';
  const text = report.text.replace(/\.$/, '');
  return [`${mark} `, { bold: instance.name }, ` (${instance.vendorTitle}): ${text}, ${latencyMs} ms`];
}

/** Also of one that answers: what its account does not hold. */
function fixesOf({ report }: Tested): readonly Line[] {
  return report.fixes.map((fix) => `      • ${fix}`);
}

function remarks({ instance, isPaused }: Tested): readonly string[] {
  return [
    ...(isPaused ? ['⏸ polling is paused'] : []),
    ...(instance.insecure ? ['⚠ certificates are not checked (insecure: true)'] : []),
  ];
}

function feedsInShort(feeds: readonly FeedHealth[]): readonly Span[] {
  const reads = feeds.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []).toSorted();
  const [oldest] = reads;
  const count = `${feeds.length} ${feeds.length === 1 ? 'feed' : 'feeds'}`;
  if (oldest === undefined) return feeds.length === 0 ? [] : [`; ${count} not polled yet`];
  const waiting = feeds.length - reads.length;
  const rejected = feeds.reduce((sum, feed) => sum + feed.rejected, 0);
  return [
    `; ${count} read since `,
    { at: oldest },
    ...(waiting === 0 ? [] : [`, ${waiting} of them not yet`]),
    ...(rejected === 0 ? [] : [`, ${rejected} records could not be read`]),
  ];
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

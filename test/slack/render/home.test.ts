import { describe, expect, it } from 'vitest';
import type { Home } from '../../../src/pipeline/desk.ts';
import type { FeedHealth } from '../../../src/ports/health.ts';
import { renderHome } from '../../../src/slack/render/home.ts';

const at = '2026-09-03T10:22:00.000Z';

function feed(name: string, message?: string): FeedHealth {
  const failure = message === undefined ? {} : { lastFailure: { at, kind: 'unreachable', message } };
  const failuresInARow = message === undefined ? 0 : 3;
  return { instance: 'any', feed: name, lastSuccessAt: at, failuresInARow, rejected: 0, ...failure };
}

function instances(count: number, feedsOf: (index: number) => readonly FeedHealth[]): Home['instances'] {
  return Array.from({ length: count }, (_, index) => ({
    name: `tenant-${index}`,
    title: 'ThreatMon',
    paused: false,
    enabled: true,
    feeds: feedsOf(index),
  }));
}

function shown(given: Home['instances']): string {
  return JSON.stringify(renderHome({ instances: given, counts: [], slackCommand: '/threat' }).blocks);
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\*(tenant-\d+)\*/g)].map(([, name]) => name ?? '');
}

describe('the App Home', () => {
  it('begins with the instances that fail, and says that none of the rest does', () => {
    const text = shown(instances(60, (index) => [index === 57 ? feed('alarms', 'No route to host.') : feed('alarms')]));

    expect(namesIn(text).slice(0, 3)).toEqual(['tenant-57', 'tenant-0', 'tenant-1']);
    expect(text).toContain('No route to host.');
    expect(text).toContain('+ 35 more instances, none failing');
  });

  it('counts the failing ones that it has no room for, and keeps its hints', () => {
    const all = instances(60, () => [feed('alarms', 'x'.repeat(200)), feed('refresh', 'y'.repeat(200))]);

    const text = shown(all);
    const left = 60 - namesIn(text).length;

    expect(left).toBeGreaterThan(35);
    expect(text).toContain(`+ ${left} more instances, ${left} failing`);
    expect(text).toContain('How to ask');
  });

  it('names the feed that fails before those that work', () => {
    const text = shown(
      instances(1, () => Array.from({ length: 24 }, (_, n) => feed(`f${n}`, n === 20 ? 'Gone.' : undefined))),
    );

    expect(text).toContain('1 of 24 feeds failing.');
    expect([...text.matchAll(/\*(f\d+)\*/g)].map(([, name]) => name)).toEqual(['f20', 'f0', 'f1', 'f2', 'f3']);
    expect(text).toContain('+ 19 more feeds, none failing');
  });

  it('does not put a paused instance first for what failed before', () => {
    const [paused, working] = instances(2, (index) => [index === 0 ? feed('alarms', 'Gone.') : feed('alarms')]);
    if (paused === undefined || working === undefined) throw new Error('two were made');

    expect(namesIn(shown([working, { ...paused, paused: true }]))).toEqual(['tenant-1', 'tenant-0']);
  });
});

import { runCommand } from './bot.ts';
import type { Violation } from './invariants.ts';
import { messagesOf } from './shown.ts';
import type { World } from './world.ts';

interface Incident {
  readonly key: string;
  readonly revision: number;
  readonly status: string;
  readonly message?: { readonly messageTs: string };
}

/** The store opens beside the running bot, holds nothing buried, and agrees with what Slack shows. */
export async function storeViolations({ places, slack }: World): Promise<readonly Violation[]> {
  const [place] = places;
  if (place === undefined) return [];
  const listed = await runCommand(place, ['incidents', '--json', '--limit', '100000']);
  const buried = await runCommand(place, ['incidents', '--buried', '--json']);
  for (const { status, err } of [listed, buried]) {
    if (status !== 0) return [{ kind: 'store', key: 'store', expected: 'it opens', found: err }];
  }
  const incidents = new Map(linesOf<Incident>(listed.out).map((incident) => [incident.key, incident]));
  return [
    ...linesOf<{ readonly key?: string; readonly lastError?: string }>(buried.out).map(({ key = 'notice', lastError }) => ({
      kind: 'store' as const,
      key,
      expected: 'nothing buried',
      found: `buried: ${lastError ?? 'no reason'}`,
    })),
    ...messagesOf(slack).flatMap(({ key, ts, revision, status }): readonly Violation[] => {
      const shown = `revision ${revision}, ${status}, ${ts}`;
      const known = incidents.get(key);
      const kept = `revision ${known?.revision ?? '?'}, ${known?.status ?? '?'}, ${known?.message?.messageTs ?? '?'}`;
      return kept === shown ? [] : [{ kind: 'store', key, expected: `what Slack shows: ${shown}`, found: kept }];
    }),
  ];
}

function linesOf<T>(text: string): readonly T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

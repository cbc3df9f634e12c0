import { runCommand } from './bot.ts';
import type { Violation } from './invariants.ts';
import { messagesOf } from './shown.ts';
import type { World } from './world.ts';

/** A line of `picket incidents --json`: an incident, or with `--buried` a delivery. */
interface Row {
  readonly key?: string;
  readonly revision?: number;
  readonly status?: string;
  readonly message?: { readonly messageTs: string };
  readonly lastError?: string;
}

/** The store opens beside the running bot, holds nothing buried, and agrees with what Slack shows. */
export async function storeViolations(world: World): Promise<readonly Violation[]> {
  const [place] = world.places;
  if (place === undefined) return [];
  const listed = await runCommand(place, ['incidents', '--json', '--limit', '100000']);
  const buried = await runCommand(place, ['incidents', '--buried', '--json']);
  for (const { status, err } of [listed, buried]) {
    if (status !== 0) return [{ kind: 'store', key: 'store', expected: 'it opens', found: err }];
  }
  return [
    ...rowsIn(buried.out).map(({ key = 'notice', lastError = 'no reason' }) => {
      return { kind: 'store', key, expected: 'nothing buried', found: `buried: ${lastError}` } as const;
    }),
    ...disagreements(rowsIn(listed.out), world),
  ];
}

function disagreements(incidents: readonly Row[], { slack }: World): readonly Violation[] {
  const byKey = new Map(incidents.map((incident) => [incident.key, incident]));
  return messagesOf(slack).flatMap(({ key, ts, ...message }) => {
    const shown = textOf({ ...message, message: { messageTs: ts } });
    const kept = textOf(byKey.get(key) ?? {});
    return kept === shown ? [] : [{ kind: 'store', key, expected: `what Slack shows: ${shown}`, found: kept } as const];
  });
}

function textOf({ revision = 0, status = 'unknown', message }: Row): string {
  return `revision ${revision}, ${status}, message ${message?.messageTs ?? 'none'}`;
}

function rowsIn(text: string): readonly Row[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

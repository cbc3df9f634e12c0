import { describe, expect, it } from 'vitest';
import { VendorError } from '../../src/domain/errors.ts';
import type { Reply } from '../../src/pipeline/desk.ts';
import { settleClaims } from '../../src/pipeline/settle-claims.ts';
import { press, pressed } from '../support/asking.ts';
import { office } from '../support/office.ts';
import type { Office } from '../support/office.ts';

async function resolve({ desk }: Office): Promise<Reply> {
  return desk.press(press({ interaction: pressed('1') }));
}

/** What Slack does with an answer: shows it, or cannot. */
async function tell(reply: Reply, isTold: boolean): Promise<void> {
  if (reply.kind !== 'answer') throw new Error(`expected an answer, got ${reply.kind}`);
  await reply.told?.(isTold);
}

/** The thread lines that wait for an incident, in order. */
async function linesOf({ deps: { store } }: Office): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let entry = await store.nextEntry('#threat-intel'); entry !== undefined;) {
    if (entry.kind === 'thread') lines.push(`${entry.line.by ?? ''} ${entry.line.text}`.trim());
    const { sequence } = entry;
    await store.transact({ keys: [] }, () => ({ delivered: [sequence], result: undefined }));
    entry = await store.nextEntry('#threat-intel');
  }
  return lines;
}

describe('a failure that a person is owed', () => {
  it('is told in the thread where the person could not be told, once', async () => {
    const here = await office(['acme'], {});
    here.fail(new VendorError('The vendor said no.', { kind: 'refused', status: 400 }));

    await tell(await resolve(here), false);
    await settleClaims(here.deps);
    await settleClaims(here.deps);

    expect(await linesOf(here)).toEqual([expect.stringContaining('The vendor said no.')]);
    expect(here.sent).toEqual([]);
  });

  it('is left to who is telling the person at this moment', async () => {
    const here = await office(['acme'], {});
    here.fail(new VendorError('The vendor said no.', { kind: 'refused', status: 400 }));

    await resolve(here);
    await settleClaims(here.deps);

    expect(await linesOf(here)).toEqual([]);
    expect(await here.deps.store.runningClaims()).toHaveLength(1);
  });
});

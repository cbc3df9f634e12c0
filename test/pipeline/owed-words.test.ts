import { describe, expect, it } from 'vitest';
import { VendorError } from '../../src/domain/errors.ts';
import type { Reply } from '../../src/pipeline/desk.ts';
import { settleClaims } from '../../src/pipeline/settle-claims.ts';
import { linesOf, press, pressed } from '../support/asking.ts';
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

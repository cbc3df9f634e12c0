import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/access.ts';
import { answerLines } from '../support/asking.ts';
import { incident } from '../support/drafts.ts';
import { office } from '../support/office.ts';
import type { Office } from '../support/office.ts';

const anybody: Actor = { kind: 'slack', userId: 'U1', teamId: 'T1' };

/** 140 incidents of one instance, the office's own among them, some of them where a rule sent them. */
async function busy(): Promise<Office> {
  const here = await office();
  const incidents = Array.from({ length: 139 }, (_, index) => {
    const made = incident({ instance: 'acme', externalId: String(index), status: 'In Progress' });
    return index % 2 === 0 ? made : { ...made, routing: { ...made.routing, channel: '#soc-critical' } };
  });
  await here.deps.store.transact({ keys: [] }, () => ({ incidents, result: undefined }));
  return here;
}

const told = async (here: Office, line: string) => answerLines(await here.desk.line(line, anybody)).join('\n');

describe('incidents', () => {
  it.each([
    ['instance=acm', 'There is no instance "acm". Did you mean acme?\nInstances: acme.'],
    ['instance=nope', 'There is no instance "nope".\nInstances: acme.'],
    [
      'status="in progress"',
      'No incident has the status "in progress". Did you mean status="In Progress"?\nThere are: In Progress, Open, Resolved.',
    ],
    ['status=Resolved', 'No incident has the status "Resolved".\nThere are: In Progress, Open, Resolved.'],
    [
      'channel=soc-critcal',
      'No incident is in #soc-critcal. Did you mean channel=#soc-critical?\nThere are: #soc-critical, #threat-intel.',
    ],
    ['channel=C0123456789', 'No incident is in C0123456789.\nThere are: #soc-critical, #threat-intel.'],
    ['severity=low', 'No incident matches.'],
    ['instance=acme severity=low channel=soc-critical', 'No incident matches.'],
    ['page=99', 'There is no page 99: 140 incidents on 7 pages.\nThe last: /threat incidents page=7'],
    ['page=0', '"0" is no page. The first is page=1.'],
    ['page=last', '"last" is no page. The first is page=1.'],
  ])('%s is told what is wrong with it, and not that all is quiet', async (filters, words) => {
    expect(await told(await busy(), `incidents ${filters}`)).toBe(words);
  });

  it('have a last page, after which none is offered', async () => {
    expect(await told(await busy(), 'incidents page=7')).toBe('140 incidents, 121 to 140');
  });
});

import { describe, expect, it } from 'vitest';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import { firstFiles, ingest } from '../../src/pipeline/ingest.ts';
import { desk, fault, shown } from '../support/delivery.ts';
import { incident, routed } from '../support/drafts.ts';

const now = '2026-08-04T12:00:00.000Z';
const source = { instance: 'acme', vendor: 'threatmon', title: 'ThreatMon', readAt: now, now };
const message = { channelId: 'C1', messageTs: '1.0' };

/** What of a vendor's files is put into the outbox for an incident, known as `before`, that now has two of them. */
function filesDecided(before: Parameters<typeof incident>[0] | undefined): readonly string[] {
  const known = before === undefined ? [] : [incident(before)];
  const draft = routed({ attachments: ['a.csv', 'b.csv'], status: 'In Progress' });
  const { enqueue } = ingest([draft], new Map(known.map((one) => [one.key, one])), source);
  return enqueue.flatMap((effect) => (effect.kind === 'file' ? effect.attachment : []));
}

describe('a vendor’s files', () => {
  it.each([
    ['that is new', undefined, []],
    ['that has no message yet', {}, []],
    ['that has its message', { message, attachments: ['a.csv'] }, ['b.csv']],
  ])('of an incident %s wait for a thread', (_, before, files) => {
    expect(filesDecided(before)).toEqual(files);
  });

  it('all follow the first message of their incident', () => {
    expect(firstFiles(incident({ attachments: ['a.csv', 'b.csv'] }), now)).toMatchObject([
      { kind: 'file', key: 'acme:18618001', attachment: 'a.csv', channel: '#threat-intel' },
      { kind: 'file', attachment: 'b.csv' },
    ]);
  });

  it('follow also a first message that was found again after nobody knew of it', async () => {
    const { deps, said, faults, found, clock } = await desk([shown], { attachments: ['a.csv'] });
    faults.push(fault('unknown'));
    await drainChannel(shown.channel, deps);
    found.incidents = [{ message, key: shown.key, revision: 1 }];

    clock.set('2026-08-04T13:00:00.000Z');
    await drainChannel(shown.channel, deps);

    expect(said).toEqual(['file 1.0 a.csv']);
  });

  it.each([
    ['one that has a message', { message }],
    ['one that is posted anew', { previous: message }],
  ])('are not repeated for %s', (_, over) => {
    expect(firstFiles(incident({ attachments: ['a.csv'], ...over }), now)).toEqual([]);
  });
});

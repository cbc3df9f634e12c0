import { describe, expect, it } from 'vitest';
import type { Incident, OnUpdate } from '../../../src/domain/incident.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { mask } from '../../../src/indicators/mask.ts';
import { ingest } from '../../../src/pipeline/ingest.ts';
import type { Ingested } from '../../../src/pipeline/ingest.ts';
import { applyRules, compileRules } from '../../../src/pipeline/rules.ts';
import { collectionNamed } from '../../../src/vendors/group-ib/collections.ts';
import { recordSchema } from '../../../src/vendors/group-ib/record-schema.ts';
import { fixture } from './account.ts';

const source = { instance: 'acme', vendor: 'group-ib', channel: '#threat-intel' };
const first = '2026-08-05T12:00:00.000Z';
const later = '2026-08-05T13:00:00.000Z';

/** What becomes of a record of `collection` that comes in, under the rule of CONTRACT.md §9 with this action. */
async function takenIn(
  collection: string,
  { record, onUpdate, before }: { record: JsonObject; onUpdate?: OnUpdate; before?: Incident },
): Promise<Ingested> {
  const found = collectionNamed(collection);
  const rules = compileRules([{ when: 'vendor = "group-ib" and type != "GIB Data Breach"', onUpdate }]);
  if (found === undefined || 'faults' in rules) throw new Error('not ready');
  const now = before === undefined ? first : later;
  const draft = recordSchema(found, { now: new Date(now), portal: 'https://tap.example' }).parse(record);
  const { routed } = await applyRules(rules, draft, source);
  const incidents = new Map(before === undefined ? [] : [[before.key, before] as const]);
  return ingest([routed], incidents, { ...source, title: 'Group-IB', readAt: now, now });
}

/** A record that is known and posted, with what a person made of it. */
async function known(
  collection: string,
  over: Partial<Incident> = {},
): Promise<{ before: Incident; record: JsonObject }> {
  const [record = {}] = fixture(collection).items;
  const [incident] = (await takenIn(collection, { record })).incidents;
  if (incident === undefined) throw new Error('nothing was taken in');
  return { record, before: { ...incident, message: { channelId: 'C1', messageTs: '1.1' }, ...over } };
}

const resolved = { status: 'Resolved', closed: true, closedAt: first, patchedAt: '2026-08-05T12:30:00.000Z' };

/** CONTRACT.md §9, and §16, W1, W21 to W24. */
describe('a record that comes again', () => {
  it.each(['attacks/ddos', 'compromised/breached', 'suspicious_ip/vpn'])(
    'is the same incident, unchanged and not posted anew: %s',
    async (collection) => {
      const { before, record } = await known(collection);

      const result = await takenIn(collection, { record: { ...record }, before });

      expect(result).toMatchObject({ created: 0, unchanged: 1, incidents: [], enqueue: [] });
    },
  );

  it.each(['attacks/ddos', 'compromised/breached'])(
    'and changed, edits its message and says what changed: %s',
    async (collection) => {
      const { before, record } = await known(collection);
      const evaluation = { severity: 'red', tlp: 'amber', admiraltyCode: 'A1' };

      const result = await takenIn(collection, { record: { ...record, evaluation, seqUpdate: 9 }, before });

      expect(result.incidents).toEqual([
        expect.objectContaining({ key: before.key, revision: 2, message: before.message }),
      ]);
      expect(result.enqueue.map(({ kind }) => kind)).toEqual(['incident', 'thread']);
      expect(result.enqueue[1]).toMatchObject({
        line: { changes: expect.arrayContaining([expect.objectContaining({ label: 'Severity', to: 'High' })]) },
      });
    },
  );

  it('keeps the status that a person set: Group-IB has none to set against it', async () => {
    const { before, record } = await known('attacks/ddos', { status: 'In Progress', patchedAt: first });

    const { incidents } = await takenIn('attacks/ddos', { record: { ...record, duration: 77 }, before });

    expect(incidents).toEqual([expect.objectContaining({ status: 'In Progress', closed: false, revision: 2 })]);
  });

  it('while closed, is updated and stays closed (GIBIncidentUpdateIncludingClosed, the default)', async () => {
    const { before, record } = await known('attacks/ddos', resolved);

    const { incidents } = await takenIn('attacks/ddos', { record: { ...record, duration: 77 }, before });

    expect(incidents).toEqual([
      expect.objectContaining({ status: 'Resolved', closed: true, closedAt: first, message: before.message }),
    ]);
  });

  it('while closed, is posted anew and open, linked to the old one (GIBIncidentUpdate)', async () => {
    const { before, record } = await known('attacks/ddos', resolved);
    const again = { record: { ...record, duration: 77 }, onUpdate: 'recreate-closed', before } as const;

    const { incidents, enqueue } = await takenIn('attacks/ddos', again);

    expect(incidents).toEqual([expect.objectContaining({ status: 'Open', closed: false, previous: before.message })]);
    expect(incidents[0]).not.toHaveProperty('message');
    expect(enqueue[0]).toMatchObject({ kind: 'incident', key: before.key });
  });

  it('while open, is edited in place under that rule too, with the status that it has', async () => {
    const { before, record } = await known('attacks/ddos', { status: 'In Progress', patchedAt: first });
    const again = { record: { ...record, duration: 77 }, onUpdate: 'recreate-closed', before } as const;

    const { incidents } = await takenIn('attacks/ddos', again);

    expect(incidents).toEqual([expect.objectContaining({ status: 'In Progress', message: before.message })]);
  });

  it('with a field that is gone, changes that field alone: nothing else is overwritten with nothing', async () => {
    const { before, record } = await known('attacks/ddos');

    const { incidents, enqueue } = await takenIn('attacks/ddos', { record: { ...record, protocol: null }, before });

    expect(incidents[0]).toMatchObject({ title: before.title, severity: before.severity });
    expect(enqueue[1]).toMatchObject({
      line: {
        changes: [
          { label: 'Tags', from: 'DNS Reflection, udp', to: 'DNS Reflection' },
          { label: 'Protocol', from: 'udp', to: '' },
        ],
      },
    });
  });

  it('with another password, says that it changed and not to what', async () => {
    const { before, record } = await known('compromised/account_group');

    const result = await takenIn('compromised/account_group', {
      record: { ...record, password: 'n3w-Secret' },
      before,
    });

    expect(result.enqueue[1]).toMatchObject({
      line: { changes: [{ label: 'Password', from: mask, to: mask }] },
    });
    expect(JSON.stringify(result.enqueue)).not.toMatch(/123456789|n3w-Secret/);
  });
});

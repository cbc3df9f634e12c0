import { describe, expect, it } from 'vitest';
import type { GroupIbFault } from '../../../src/sandbox/group-ib/faults.ts';
import { ask, fieldOf, held, listIn, numbered, started } from './ask.ts';

const DDOS = 'attacks/ddos';
const PAGE = `${DDOS}/updated`;

describe('a planned fault', () => {
  it('hits the n-th request from now, a path, and so many in a row', async () => {
    const sandbox = await started({ faults: [{ when: 2, fault: { kind: 'status', status: 503 } }] });
    sandbox.fault({ path: 'malware/cnc', times: 2 }, { kind: 'status', status: 500 });

    const statuses: number[] = [];
    for (const path of [PAGE, PAGE, 'malware/cnc/updated', PAGE, 'malware/cnc/updated', 'malware/cnc/updated']) {
      statuses.push((await ask(sandbox, path)).status);
    }

    expect(statuses).toEqual([200, 503, 500, 200, 500, 200]);
  });

  it.each([400, 401, 403, 404, 429, 500, 502, 503, 504])('answers %i', async (status) => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'status', status });

    const answer = await ask(sandbox, PAGE);

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, null]);
    expect(answer.json).toEqual({ message: expect.any(String) });
  });

  it('says when to come back, where told to', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'status', status: 429, headers: { 'retry-after': '7' } });

    expect((await ask(sandbox, PAGE)).headers.get('retry-after')).toBe('7');
  });

  it('answers 200 with a page for people', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'status', status: 200, body: '<html>Maintenance</html>' });

    const answer = await ask(sandbox, PAGE);

    expect([answer.status, answer.headers.get('content-type'), answer.json]).toEqual([200, 'text/html', undefined]);
  });

  it('is slow, and does its work at once', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'delay', delayMs: 300 });

    const answer = await ask(sandbox, PAGE);

    expect(answer.status).toBe(200);
    await expect.poll(() => sandbox.requests()[0]?.durationMs).toBeGreaterThanOrEqual(295);
  });

  it.each<[string, GroupIbFault]>([
    ['hangs up', { kind: 'close' }],
    ['cuts the answer off', { kind: 'broken-json' }],
  ])('%s', async (_, fault) => {
    const sandbox = await started();
    sandbox.fault(1, fault);

    const json = await ask(sandbox, PAGE).then(
      (answer) => answer.json,
      () => undefined,
    );

    expect(json).toBeUndefined();
    expect((await ask(sandbox, PAGE)).json).toMatchObject({ items: [] });
  });

  it.each<[GroupIbFault, unknown]>([
    [{ kind: 'null-data' }, null],
    [{ kind: 'missing-data' }, undefined],
  ])('takes the items away: %j', async (fault, expected) => {
    const sandbox = await started({ items: held(DDOS, numbered(2)) });
    sandbox.fault(1, fault);

    const { json } = await ask(sandbox, PAGE);

    expect(fieldOf(json, 'items')).toBe(expected);
    expect(fieldOf(json, 'count')).toBe(2);
  });

  it('sends more than anybody wants to read', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'huge-body', bytes: 300_000 });

    expect((await ask(sandbox, PAGE)).text).toHaveLength(300_000);
  });

  it.each<[string, GroupIbFault, unknown]>([
    ['another', { kind: 'cursor', value: 5 }, 5],
    ['a negative', { kind: 'cursor', value: -5 }, -5],
    ['a text for a', { kind: 'cursor', value: '20' }, '20'],
    ['an unreadable', { kind: 'cursor', value: null }, null],
    ['no', { kind: 'cursor' }, undefined],
  ])('names %s place to go on from', async (_, fault, expected) => {
    const sandbox = await started({ items: held(DDOS, numbered(2)) });
    sandbox.fault(1, fault);

    const { json } = await ask(sandbox, PAGE);

    expect(fieldOf(json, 'seqUpdate')).toBe(expected);
    expect(listIn(json, 'items')).toHaveLength(2);
  });

  it.each([
    ['no-id', { seqUpdate: 20, dateReg: '2026-03-01', list: ['x'], name: 'n' }],
    ['no-cursor', { id: 'b', dateReg: '2026-03-01', list: ['x'], name: 'n' }],
    ['negative-cursor', { id: 'b', seqUpdate: -20, dateReg: '2026-03-01', list: ['x'], name: 'n' }],
    ['odd-date', { id: 'b', seqUpdate: 20, dateReg: 'sometime last week', list: ['x'], name: 'n' }],
    ['number-date', { id: 'b', seqUpdate: 20, dateReg: 1_772_323_200_000, list: ['x'], name: 'n' }],
    ['null-in-lists', { id: 'b', seqUpdate: 20, dateReg: '2026-03-01', list: [null, 'x'], name: 'n' }],
    ['null-fields', { id: 'b', seqUpdate: 20, dateReg: null, list: null, name: null }],
  ] as const)('damages one item of a page and no other, for one answer: %s', async (damage, expected) => {
    const usual = ['a', 'b'].map((id, index) => {
      return { id, seqUpdate: 10 + index * 10, dateReg: '2026-03-01', list: ['x'], name: 'n' };
    });
    const sandbox = await started({ items: held(DDOS, usual) });
    sandbox.fault(1, { kind: 'item', damage, index: 1 });

    const damaged = await ask(sandbox, PAGE);
    const healed = await ask(sandbox, PAGE);

    expect(listIn(damaged.json, 'items')).toEqual([usual[0], expected]);
    expect(listIn(healed.json, 'items')).toEqual(usual);
  });

  it('of what a page holds leaves other answers as they are', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'item', damage: 'no-id' });
    sandbox.fault(2, { kind: 'cursor' });

    const answers = [await ask(sandbox, 'user/granted_collections'), await ask(sandbox, 'nowhere/to/be')];

    expect(answers.map(({ status }) => status)).toEqual([200, 404]);
  });

  it('is gone when it is cleared', async () => {
    const sandbox = await started();
    sandbox.fault({ times: Infinity }, { kind: 'status', status: 500 });
    const before = await ask(sandbox, PAGE);
    sandbox.clearFaults();

    expect([before.status, (await ask(sandbox, PAGE)).status]).toEqual([500, 200]);
  });
});

describe('an item that is odd from the start', () => {
  it('is served as it is: without id, without a place, with one that is taken', async () => {
    const items = held(DDOS, [
      { id: 'a', seqUpdate: 10 },
      { seqUpdate: 20 },
      { id: 'a', seqUpdate: 30 },
      { id: 7, seqUpdate: '40' },
    ]);
    const sandbox = await started({ items });

    const { json } = await ask(sandbox, PAGE);

    expect(json).toMatchObject({ count: 4, items: items.map(({ item }) => item), seqUpdate: 40 });
    expect((await ask(sandbox, `${PAGE}?seqUpdate=10`)).json).toMatchObject({ count: 3 });
  });

  it('lacks a field that was given as undefined', async () => {
    const sandbox = await started();

    const added = sandbox.addItem(DDOS, { id: undefined, evaluation: undefined });

    expect(Object.keys(added)).not.toEqual(expect.arrayContaining(['id']));
    expect(added).not.toHaveProperty('evaluation');
    expect(added).toHaveProperty('seqUpdate');
  });
});

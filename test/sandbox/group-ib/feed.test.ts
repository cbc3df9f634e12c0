import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../../../src/sandbox/group-ib/collections.ts';
import { ask, captured, fieldOf, held, idsOf, listIn, numbered, started } from './ask.ts';

const DDOS = 'attacks/ddos';
const ACCOUNTS = 'compromised/account_group';

describe('the sequence', () => {
  it('gives pages after the cursor, with the place of the last item and what is left with the page', async () => {
    const sandbox = await started({ items: held(DDOS, numbered(5)) });

    const first = await ask(sandbox, `${DDOS}/updated?limit=2`);
    const second = await ask(sandbox, `${DDOS}/updated?limit=2&seqUpdate=20`);
    const last = await ask(sandbox, `${DDOS}/updated?limit=2&seqUpdate=40`);

    expect(first.json).toMatchObject({ count: 5, items: [{ id: 'a1' }, { id: 'a2' }], seqUpdate: 20 });
    expect(second.json).toMatchObject({ count: 3, items: [{ id: 'a3' }, { id: 'a4' }], seqUpdate: 40 });
    expect(last.json).toMatchObject({ count: 1, items: [{ id: 'a5' }], seqUpdate: 50 });
  });

  it.each([
    ['?seqUpdate=50', 50],
    ['?seqUpdate=9007199254740000', 9_007_199_254_740_000],
  ])('ends with a page that is empty and repeats the cursor: %s', async (query, expected) => {
    const sandbox = await started({ items: held('malware/cnc', numbered(5)) });

    const { json } = await ask(sandbox, `malware/cnc/updated${query}`);

    expect(json).toEqual({ count: 0, items: [], seqUpdate: expected });
  });

  it('gives an item that changed again, at the end, and not at its old place', async () => {
    const sandbox = await started({ items: held(DDOS, numbered(3)) });

    const changed = sandbox.changeItem(DDOS, 'a1', { fields: { duration: 7 } });
    const ids = await idsOf(sandbox, `${DDOS}/updated?limit=2`);
    const after = await ask(sandbox, `${DDOS}/updated?seqUpdate=30`);

    expect(Number(changed.seqUpdate)).toBeGreaterThan(30);
    expect(ids).toEqual(['a2', 'a3']);
    expect(after.json).toMatchObject({ count: 1, items: [{ id: 'a1', duration: 7 }], seqUpdate: changed.seqUpdate });
  });

  it('skips nothing and repeats nothing where items change while it is read', async () => {
    const sandbox = await started({ items: held(DDOS, numbered(6)) });
    sandbox.afterRequest(1, (service) => service.changeItem(DDOS, 'a1'));
    sandbox.afterRequest(2, (service) => service.changeItem(DDOS, 'a6'));

    const seen: unknown[] = [];
    for (let cursor: unknown = 0, page: unknown[] = ['any']; page.length > 0; seen.push(...page)) {
      const { json } = await ask(sandbox, `${DDOS}/updated?limit=2&seqUpdate=${String(cursor)}`);
      page = listIn(json, 'items').map((item) => fieldOf(item, 'id'));
      cursor = fieldOf(json, 'seqUpdate');
    }

    expect(seen).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a1', 'a6']);
  });

  it('begins with the oldest without a cursor, items at negative places too', async () => {
    const sandbox = await started(captured('osi/public_leak'));

    const { json } = await ask(sandbox, 'osi/public_leak/updated');

    expect(listIn(json, 'items').map((item) => fieldOf(item, 'seqUpdate'))).toEqual([-1651773180003874, 16202106434186]);
    expect(await idsOf(sandbox, 'osi/public_leak/updated?seqUpdate=0')).toHaveLength(2);
    expect(await idsOf(sandbox, 'osi/public_leak/updated?seqUpdate=1')).toHaveLength(1);
  });

  it('loses equal places at the end of a page, unless a page begins with its cursor', async () => {
    const items = held(DDOS, [{ id: 'a', seqUpdate: 5 }, { id: 'b', seqUpdate: 5 }, { id: 'c', seqUpdate: 5 }]);
    const sandbox = await started({ items });

    const first = await idsOf(sandbox, `${DDOS}/updated?limit=2`);
    const strict = await idsOf(sandbox, `${DDOS}/updated?limit=2&seqUpdate=5`);
    sandbox.set({ cursor: 'inclusive' });
    const lenient = await idsOf(sandbox, `${DDOS}/updated?limit=3&seqUpdate=5`);

    expect([first, strict, lenient]).toEqual([['a', 'b'], [], ['a', 'b', 'c']]);
  });

  it('can be made to name the cursor that it was asked with', async () => {
    const sandbox = await started({ items: held(DDOS, numbered(3)), pages: 'stuck' });

    const { json } = await ask(sandbox, `${DDOS}/updated?limit=1&seqUpdate=10`);

    expect(json).toMatchObject({ items: [{ id: 'a2' }], seqUpdate: 10 });
  });

  it.each([
    ['apt/threat', '', 10],
    ['apt/threat', '?limit=50', 10],
    ['hi/threat_actor', '?limit=0', 100],
    ['osi/vulnerability', '?limit=1000', 200],
    ['malware/cnc', '', 100],
    ['malware/cnc', '?limit=220', 220],
    ['attacks/ddos', '?limit=9999', 220],
  ])('has pages as large as the collection allows: %s%s has %i of 220', async (collection, query, expected) => {
    const sandbox = await started({ items: held(collection, numbered(220)) });

    expect(await idsOf(sandbox, `${collection}/updated${query}`)).toHaveLength(expected);
  });

  it.each(['limit=ten', 'limit=-1', 'seqUpdate=x', 'seqUpdate=1.5', 'df=soon', 'dt=01.02.2026', 'q=nonsense:1'])(
    'refuses %s with 400',
    async (query) => {
      const sandbox = await started();

      expect((await ask(sandbox, `${DDOS}/updated?${query}`)).status).toBe(400);
    },
  );

  it.each(['compromised/breached', 'compromised/reaper'])('is not there for %s', async (collection) => {
    const sandbox = await started();

    expect((await ask(sandbox, `${collection}/updated`)).status).toBe(404);
  });

  it.each([...COLLECTIONS.values()].filter(({ iteration }) => iteration === 'sequence').map(({ name }) => name))(
    'serves %s with an item of its own making',
    async (collection) => {
      const sandbox = await started();
      const added = sandbox.addItem(collection);

      const { json } = await ask(sandbox, `${collection}/updated`);

      expect(listIn(json, 'items')).toEqual([added]);
      expect(fieldOf(json, 'seqUpdate')).toBe(added.seqUpdate);
    },
  );
});

describe('captured pages', () => {
  it.each([
    ACCOUNTS,
    'compromised/bank_card_group',
    'compromised/mule',
    DDOS,
    'attacks/deface',
    'attacks/phishing_group',
    'attacks/phishing_kit',
    'apt/threat',
    'apt/threat_actor',
    'hi/threat',
    'hi/threat_actor',
    'osi/git_repository',
    'osi/public_leak',
    'suspicious_ip/scanner',
    'malware/cnc',
    'malware/malware',
  ])('come out of %s as they were captured', async (collection) => {
    const { page, items } = captured(collection);
    const sandbox = await started({ items });

    const { json } = await ask(sandbox, `${collection}/updated`);

    const { count: _shortened, ...expected } = { ...(page as { count: number }) };
    expect(json).toMatchObject(expected);
    expect(Object.keys(expected).toSorted()).toEqual(Object.keys(json ?? {}).filter((key) => key !== 'count').toSorted());
  });
});

describe('the filters', () => {
  const dated = ['2026-03-01T23:59:59+00:00', '2026-03-02T00:30:00+03:00', '2026-03-02T08:00:00Z', '2026-03-03'].map(
    (dateReg, index) => ({ id: `d${index + 1}`, dateReg }),
  );

  it.each([
    ['', ['d1', 'd2', 'd3', 'd4']],
    ['df=2026-03-02', ['d3', 'd4']],
    ['dt=2026-03-02', ['d1', 'd2', 'd3']],
    ['df=2026-03-01T22:00:00Z&dt=2026-03-02T07:59:59Z', ['d1']],
    ['df=2026-03-01&dt=2026-03-01', ['d1', 'd2']],
    ['df=2027-01-01', []],
  ])('by date: %s', async (query, expected) => {
    const sandbox = await started({ items: held(DDOS, dated) });

    expect(await idsOf(sandbox, `${DDOS}/updated?${query}`)).toEqual(expected);
  });

  it('by hunting rules leave what matches them', async () => {
    const sandbox = await started();
    sandbox.addItem('osi/git_repository', { id: 'ours' });
    sandbox.addItem('osi/git_repository', { id: 'others' }, { hunted: false });

    expect(await idsOf(sandbox, 'osi/git_repository/updated?apply_hunting_rules=1')).toEqual(['ours']);
    expect(await idsOf(sandbox, 'osi/git_repository/updated')).toEqual(['ours', 'others']);
    sandbox.changeItem('osi/git_repository', 'others', { hunted: true });
    expect(await idsOf(sandbox, 'osi/git_repository/updated?apply_hunting_rules=1')).toEqual(['ours', 'others']);
  });

  it.each([
    ['', ['u', 'uc', 'l', 'lc']],
    ['unique=1', ['u', 'uc']],
    ['combolist=1', ['l', 'lc']],
    ['unique=1&combolist=1', ['u', 'uc', 'l', 'lc']],
    ['probable_corporate_access=1', ['uc', 'lc']],
    ['combolist=1&probable_corporate_access=1', ['lc']],
  ])('of accounts: %s', async (query, expected) => {
    const sandbox = await started();
    sandbox.addItem(ACCOUNTS, { id: 'u' });
    sandbox.addItem(ACCOUNTS, { id: 'uc' }, { corporate: true });
    sandbox.addItem(ACCOUNTS, { id: 'l' }, { combolist: true });
    sandbox.addItem(ACCOUNTS, { id: 'lc' }, { combolist: true, corporate: true });

    expect(await idsOf(sandbox, `${ACCOUNTS}/updated?${query}`)).toEqual(expected);
  });

  it('of accounts mean nothing elsewhere', async () => {
    const sandbox = await started({ items: held(DDOS, numbered(2)) });

    expect(await idsOf(sandbox, `${DDOS}/updated?combolist=1&probable_corporate_access=1`)).toHaveLength(2);
  });

  it('count what is left, not what there is', async () => {
    const sandbox = await started({ items: held(DDOS, dated) });

    const { json } = await ask(sandbox, `${DDOS}/updated?limit=1&df=2026-03-02`);

    expect(json).toMatchObject({ count: 2, items: [{ id: 'd3' }] });
  });
});

describe('the list of sequences', () => {
  const items = held(DDOS, [
    { id: 'old', seqUpdate: 100, dateReg: '2026-03-01T10:00:00+00:00' },
    { id: 'new', seqUpdate: 200, dateReg: '2026-03-05T10:00:00+00:00' },
  ]);

  it.each([
    ['2026-02-01', 99, ['old', 'new']],
    ['2026-03-01', 99, ['old', 'new']],
    ['2026-03-02', 199, ['new']],
    ['2026-03-06', 200, []],
  ])('turns %s into the place before the first item since: %i', async (date, expected, found) => {
    const sandbox = await started({ items });

    const { json } = await ask(sandbox, `sequence_list?date=${date}&collection=attacks%2Fddos`);

    expect(json).toEqual({ list: { [DDOS]: expected } });
    expect(await idsOf(sandbox, `${DDOS}/updated?seqUpdate=${expected}`)).toEqual(found);
  });

  it('counts a change as of the day it was made, whatever the date of the item', async () => {
    const sandbox = await started({ items });
    sandbox.changeItem(DDOS, 'old', { at: new Date('2026-03-07T12:00:00Z'), fields: { seqUpdate: 300 } });

    const { json } = await ask(sandbox, 'sequence_list?date=2026-03-06&collection=attacks/ddos');

    expect(json).toEqual({ list: { [DDOS]: 299 } });
  });

  it('speaks of all collections without one, and of hunted items where asked to', async () => {
    const sandbox = await started({ items: [...items, ...held('osi/git_repository', numbered(1), { hunted: false })] });

    const all = await ask(sandbox, 'sequence_list?date=2026-01-01');
    const hunted = await ask(sandbox, 'sequence_list?date=2026-01-01&apply_hunting_rules=1');

    expect(all.json).toEqual({ list: { [DDOS]: 99, 'osi/git_repository': 9 } });
    expect(hunted.json).toEqual({ list: { [DDOS]: 99 } });
  });

  it('means today without a date', async () => {
    const sandbox = await started({ items });
    const { seqUpdate } = sandbox.addItem(DDOS);

    const { json } = await ask(sandbox, 'sequence_list?collection=attacks/ddos');

    expect(json).toEqual({ list: { [DDOS]: Number(seqUpdate) - 1 } });
  });

  it.each([
    ['an empty collection', 'date=2026-03-01&collection=malware/cnc'],
    ['a day to come', 'date=2999-01-01&collection=attacks/ddos'],
    ['a collection that is only searched', 'date=2026-03-01&collection=compromised/breached'],
  ])('is empty for %s', async (_, query) => {
    const sandbox = await started({ items: [...items, ...held('compromised/breached', [{ id: 'b' }])] });

    expect((await ask(sandbox, `sequence_list?${query}`)).json).toEqual({ list: {} });
  });

  it('can be made empty or failing, and refuses what is no date', async () => {
    const sandbox = await started({ items });
    const query = 'sequence_list?date=2026-03-01&collection=attacks/ddos';
    sandbox.set({ sequenceList: 'empty' });
    const empty = await ask(sandbox, query);
    sandbox.set({ sequenceList: 'failing' });
    const failing = await ask(sandbox, query);
    sandbox.set({ sequenceList: 'answered' });

    expect(empty.json).toEqual({ list: {} });
    expect(failing.status).toBe(500);
    expect((await ask(sandbox, 'sequence_list?date=3+days')).status).toBe(400);
  });
});

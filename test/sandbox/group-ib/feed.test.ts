import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../../../src/sandbox/group-ib/collections.ts';
import { ask, captured, fieldOf, held, idsOf, listIn, numbered, started } from './ask.ts';

const DDOS = 'attacks/ddos';

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

    expect(listIn(json, 'items').map((item) => fieldOf(item, 'seqUpdate'))).toEqual([
      -1651773180003874, 16202106434186,
    ]);
    expect(await idsOf(sandbox, 'osi/public_leak/updated?seqUpdate=0')).toHaveLength(2);
    expect(await idsOf(sandbox, 'osi/public_leak/updated?seqUpdate=1')).toHaveLength(1);
  });

  it('loses equal places at the end of a page, unless a page begins with its cursor', async () => {
    const items = held(DDOS, [
      { id: 'a', seqUpdate: 5 },
      { id: 'b', seqUpdate: 5 },
      { id: 'c', seqUpdate: 5 },
    ]);
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
    'compromised/account_group',
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
    expect(Object.keys(expected).toSorted()).toEqual(
      Object.keys(json ?? {})
        .filter((key) => key !== 'count')
        .toSorted(),
    );
  });
});

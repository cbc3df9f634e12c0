import { describe, expect, it } from 'vitest';
import { ask, held, idsOf, numbered, started } from './ask.ts';

const DDOS = 'attacks/ddos';
const ACCOUNTS = 'compromised/account_group';

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
    ['df=2026-03-02T08:00:00Z&dt=2026-03-02T08:00:00Z', ['d3']],
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

import { describe, expect, it } from 'vitest';
import { ask, held, idsOf, numbered, started } from './ask.ts';

const DDOS = 'attacks/ddos';

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

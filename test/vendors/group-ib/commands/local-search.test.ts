import { describe, expect, it } from 'vitest';
import { fixtureItems, openDesk, tablesIn } from './desk.ts';

describe('gibti-local-search', () => {
  const asked = { collection_name: 'attacks/deface', query: 'domain:victim-one.example' };

  it('asks for one page and names what it finds', async () => {
    const desk = await openDesk({ items: fixtureItems('attacks/deface') });

    const { sections, outputs } = await desk.run('gibti-local-search', asked);

    expect(desk.asked()).toEqual(['GET attacks/deface/updated?q=domain:victim-one.example&limit=100']);
    expect(outputs['GIBTI.search.local']).toEqual([
      {
        id: '59695fabb1965600014bae7b',
        additional_info: 'Name: http://victim-one.example/?sky008',
        seqUpdate: '1508430053029213',
      },
    ]);
    expect(tablesIn(sections)[0]).toMatchObject({
      title: 'Search results',
      columns: ['id', 'additional_info', 'seqUpdate'],
    });
  });

  it('has the record in one line where it is wanted', async () => {
    const desk = await openDesk({ items: fixtureItems('attacks/deface') });

    const { outputs } = await desk.run('gibti-local-search', { ...asked, include_raw_feed: 'true' });

    const [row] = outputs['GIBTI.search.local'] as readonly { readonly raw_feed: string }[];
    expect(row?.raw_feed).not.toContain('\n');
    expect(JSON.parse(row?.raw_feed ?? '')).toMatchObject({
      name: 'http://victim-one.example/?sky008',
      source: 'defacer.id',
    });
  });

  const six = Array.from({ length: 6 }, (_, n) => ({
    collection: 'attacks/deface',
    item: { id: `d${n}`, url: 'http://many.example/', seqUpdate: 100 + n },
  }));

  it.each([
    [{}, 1, 2],
    [{ requests_limit: '0' }, 1, 2],
    [{ requests_limit: '2' }, 2, 4],
    [{ requests_limit: '9' }, 3, 6],
    [{ requests_limit: '9', seq_update: '103' }, 1, 2],
  ])('with %j takes %i pages and %i records', async (more, pages, records) => {
    const desk = await openDesk({ items: six });

    const { outputs } = await desk.run('gibti-local-search', {
      collection_name: 'attacks/deface',
      query: 'many.example',
      page_size_limit: '2',
      ...more,
    });

    expect(desk.asked()).toHaveLength(pages);
    expect(outputs['GIBTI.search.local']).toHaveLength(records);
  });

  it('ends where the vendor stays at one place', async () => {
    const desk = await openDesk({ items: six, pages: 'stuck' });

    await desk.run('gibti-local-search', {
      ...asked,
      query: 'many.example',
      page_size_limit: '2',
      requests_limit: '50',
    });

    expect(desk.asked().length).toBeLessThanOrEqual(2);
  });

  it('searches a collection that has no sequence, with its dates', async () => {
    const desk = await openDesk({ items: fixtureItems('compromised/breached') });

    const { outputs } = await desk.run('gibti-local-search', {
      collection_name: 'compromised/breached',
      query: 'user',
      date_from: 'January 1 2024',
      date_to: '2025-01-01',
      page_size_limit: '2',
      requests_limit: '9',
    });

    const [first, second] = desk.asked();
    expect(first).toBe('GET compromised/breached?q=user&limit=2&df=2024-01-01T00:00:00Z&dt=2025-01-01T00:00:00Z');
    expect(second).toMatch(/^GET compromised\/breached\?resultId=[^&]+&limit=2$/);
    expect(outputs['GIBTI.search.local']).toHaveLength(3);
  });

  it('sends the dates of a collection with a sequence: the first day once, the last one always', async () => {
    const desk = await openDesk({ items: six });

    await desk.run('gibti-local-search', {
      collection_name: 'attacks/deface',
      query: 'many.example',
      page_size_limit: '2',
      requests_limit: '2',
      date_from: '1 Jan 2020',
      date_to: '2099-01-01T10:00:00Z',
    });

    expect(
      desk.asked().map((one) => [one.includes('df=2020-01-01T00:00:00Z'), one.includes('dt=2099-01-01T10:00:00Z')]),
    ).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it.each([
    ['ioc/common', { id: 'i', domain: 'evil.example' }, 'Name: evil.example'],
    ['hi/open_threats', { id: 'i', title: 'About evil.example' }, 'Name: About evil.example'],
    ['malware/cnc', { id: 'i', note: 'evil.example' }, null],
  ])('names a record of %s', async (collection, item, additional_info) => {
    const desk = await openDesk();
    desk.sandbox.fault(1, { kind: 'status', status: 200, body: { count: 1, items: [item], seqUpdate: 5 } });

    const { outputs } = await desk.run('gibti-local-search', { collection_name: collection, query: 'evil.example' });

    expect(outputs['GIBTI.search.local']).toEqual([{ id: 'i', additional_info, seqUpdate: '5' }]);
  });

  it.each([
    [{}, 'collection_name argument is required.'],
    [{ collection_name: 'attacks/deface', query: '' }, 'query argument is required.'],
    [
      { ...asked, collection_name: 'compromised/account' },
      'Collection compromised/account is obsolete. Please use compromised/account_group',
    ],
    [{ ...asked, collection_name: 'bp/phishing' }, 'The bp/phishing collection is not valid'],
    [
      { ...asked, collection_name: 'atacks/deface' },
      'There is no collection atacks/deface. Did you mean attacks/deface?',
    ],
    [{ ...asked, requests_limit: 'ten' }, "Invalid 'requests_limit' value: expected int, got 'ten'"],
    [{ ...asked, requests_limit: '51' }, 'requests_limit must be from 0 to 50.'],
    [{ ...asked, page_size_limit: '1.5' }, "Invalid 'page_size_limit' value: expected int, got '1.5'"],
    [{ ...asked, page_size_limit: '0' }, 'page_size_limit must be from 1 to 5000.'],
    [{ ...asked, seq_update: 'soon' }, "Invalid 'seq_update' value: expected int, got 'soon'"],
    [{ ...asked, include_raw_feed: 'maybe' }, 'include_raw_feed must be true or false, got: maybe'],
    [
      { ...asked, date_from: 'Smarch 1 2020' },
      'Inappropriate date_from format, please use something like this: 2020-01-01 or January 1 2020',
    ],
    [
      { ...asked, date_to: 'soon' },
      'Inappropriate date_to format, please use something like this: 2020-01-01 or January 1 2020',
    ],
    [{ ...asked, date_from: '2020-01-02', date_to: '2020-01-01' }, 'date_to must not be before date_from.'],
  ])('refuses %j before any request', async (input, message) => {
    const desk = await openDesk();

    await expect(desk.run('gibti-local-search', input)).rejects.toThrow(message);
    expect(desk.asked()).toEqual([]);
  });
});

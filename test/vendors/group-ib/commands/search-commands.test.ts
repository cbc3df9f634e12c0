import { describe, expect, it } from 'vitest';
import { openDesk, tablesIn } from './desk.ts';

describe('gibti-get-available-collections', () => {
  it('names what the account may read, each once', async () => {
    const names = ['apt/threat', 'malware/config', 'apt/threat'];
    const desk = await openDesk({ grants: names.map((collection) => ({ collection, huntingRulesUsed: 1 })) });

    const { text, sections, outputs } = await desk.run('gibtia-get-available-collections');

    expect(desk.asked()).toEqual(['GET user/granted_collections']);
    expect(text).toBe('Available collections');
    expect(tablesIn(sections)).toEqual([
      { title: 'Available collections', columns: ['collections'], rows: [['apt/threat'], ['malware/config']] },
    ]);
    expect(outputs).toEqual({ 'GIBTI.OtherInfo': [{ collections: ['apt/threat', 'malware/config'] }] });
  });

  it('says where there are none', async () => {
    const desk = await openDesk({ grants: [] });

    const { text, outputs } = await desk.run('gibti-get-available-collections');

    expect([text, outputs]).toEqual(['There are no collections available', { 'GIBTI.OtherInfo': [] }]);
  });
});

describe('gibti-global-search', () => {
  const hit = (apiPath: string, count: number) => ({
    apiPath,
    count,
    label: apiPath,
    link: `https://x.example/${apiPath}`,
  });

  it('sends the query as it is and gives the collections that Picket reads', async () => {
    const desk = await openDesk();
    const body = [hit('suspicious_ip/scanner', 1), hit('malware/config', 20), hit('osi/public_leak', 21_847), null, {}];
    desk.sandbox.fault(1, { kind: 'status', status: 200, body });

    const { text, sections, outputs } = await desk.run('gibti-global-search', { query: ' ip:8.8.8.8 ' });

    expect(desk.asked()).toEqual(['GET search?q=ip:8.8.8.8']);
    expect(text).toBe('Search results for ip:8.8.8.8');
    expect(tablesIn(sections)).toEqual([
      {
        title: 'Search results',
        columns: ['apiPath', 'count', 'GIBLink'],
        rows: [
          ['suspicious_ip/scanner', '1', 'https://x.example/suspicious_ip/scanner'],
          ['osi/public_leak', '21847', 'https://x.example/osi/public_leak'],
        ],
      },
    ]);
    expect(sections.at(-1)).toEqual({
      kind: 'text',
      lines: ['Also in collections that Picket does not read: malware/config (20)'],
    });
    expect(outputs['GIBTI.search.global']?.[0]).toEqual({
      apiPath: 'suspicious_ip/scanner',
      count: 1,
      GIBLink: 'https://x.example/suspicious_ip/scanner',
      query: 'suspicious_ip/scanner?q=ip:8.8.8.8',
    });
  });

  it('says where nothing is left', async () => {
    const desk = await openDesk();

    const { text, outputs } = await desk.run('gibti-global-search', { query: 'nothing.example' });

    expect([text, outputs]).toEqual(['No results found for your query.', { 'GIBTI.search.global': [] }]);
  });

  it.each([
    [{}, 'query argument is required.'],
    [{ query: ' ' }, 'query argument is required.'],
    [{ query: 'x'.repeat(1001) }, 'query must have at most 1000 characters.'],
  ])('refuses %j before any request', async (input, message) => {
    const desk = await openDesk();

    await expect(desk.run('gibti-global-search', input)).rejects.toThrow(message);
    expect(desk.asked()).toEqual([]);
  });
});

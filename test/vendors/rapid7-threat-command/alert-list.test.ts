import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sendJson } from '../../support/http-server.ts';
import type { Answer } from '../../support/http-server.ts';
import { openAccount } from '../../support/rapid7-account.ts';
import type { Account } from '../../support/rapid7-account.ts';
import { idOf, wireAlert } from '../../support/rapid7-alert-book.ts';

async function fixture(name: string): Promise<unknown> {
  const file = new URL(`../../fixtures/rapid7-threat-command/${name}`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}

const json =
  (value: unknown): Answer =>
  (response) =>
    sendJson(response, value);

/** Paths and queries as they went out, below the API root. */
function wires({ seen }: Account): string[] {
  return seen.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace('/public', ''))}`);
}

describe('threat-command-alert-list', () => {
  const list = 'threat-command-alert-list';

  it('gives one alert by its id, with every field of the contract', async () => {
    const account = await openAccount({ answer: json(await fixture('alert/complete2.json')) });

    const result = await account.run(list, { alert_id: '59490d7ae57c281391e11cba' });

    expect(wires(account)).toEqual(['GET /v1/data/alerts/get-complete-alert/59490d7ae57c281391e11cba']);
    expect(result.text).toBe('Alert "59490d7ae57c281391e11cba"');
    expect(result.outputs['ThreatCommand.Alert']).toEqual([
      expect.objectContaining({
        id: '59490d7ae57c281391e11cba',
        sub_type: 'DirectoryListingExposed',
        images: ['59490d78e57c281391e11cb9'],
        source_url: '',
        source_date: '',
        source_email: '',
        source_network_type: 'ClearWeb',
        takedown_status: 'NotSent',
        is_closed: false,
      }),
    ]);
  });

  it('gives ids alone with one request', async () => {
    const account = await openAccount({ answer: json(await fixture('alert/list3.json')) });

    const result = await account.run(list, { retrieve_ids_only: 'true', limit: '3' });

    expect(wires(account)).toEqual([
      'GET /v1/data/alerts/update-alerts?lastUpdatedFrom=1970-01-01T00:00:00.000Z&limit=3',
    ]);
    expect(result.outputs['ThreatCommand.Alert']?.[0]).toEqual({
      id: '59490dabe57c281391e11ceb',
      update_date: '2016-01-14T08:32:35.478Z',
    });
  });

  it('sends every filter as the API has it, several values of one as several keys', async () => {
    const account = await openAccount({ answer: json({ content: [] }) });

    await account.run(list, {
      last_updated_from: '2026-08-01',
      last_updated_to: '2026-08-02T00:00:00Z',
      alert_type: 'Attack Indication, vip',
      severity: 'High,Low',
      source_type: 'Black Markets, Hacking Forum',
      network_type: 'Dark Web',
      matched_asset_value: 'a.example, b.example',
      found_date_from: '2026-07-01',
      assigned: 'true',
      is_closed: 'false',
    });

    expect([...new URL(account.seen[0]?.url ?? '', 'http://x').searchParams]).toEqual([
      ['lastUpdatedFrom', '2026-08-01T00:00:00.000Z'],
      ['lastUpdatedTo', '2026-08-02T00:00:00.000Z'],
      ['alertType', 'AttackIndication'],
      ['alertType', 'vip'],
      ['severity', 'High'],
      ['severity', 'Low'],
      ['sourceType', 'BlackMarkets'],
      ['sourceType', 'HackingForums'],
      ['networkType', 'DarkWeb'],
      ['matchedAssetValue', 'a.example'],
      ['matchedAssetValue', 'b.example'],
      ['foundDateFrom', '2026-07-01T00:00:00.000Z'],
      ['assigned', 'true'],
      ['isClosed', 'false'],
      ['limit', '50'],
    ]);
  });

  it('finds the start of a page by what comes before it', async () => {
    const account = await openAccount();
    account.book.put(...[1, 2, 3, 4, 5].map((n) => wireAlert(n)));

    const result = await account.run(list, { page: '2', page_size: '2', retrieve_ids_only: 'true' });

    const offset = `${wireAlert(2).UpdateDate ?? ''}::${idOf(2)}`;
    expect(result.outputs['ThreatCommand.Alert']).toMatchObject([{ id: idOf(3) }, { id: idOf(4) }]);
    expect(wires(account)).toEqual([
      'GET /v1/data/alerts/update-alerts?lastUpdatedFrom=1970-01-01T00:00:00.000Z&limit=2',
      `GET /v1/data/alerts/update-alerts?lastUpdatedFrom=1970-01-01T00:00:00.000Z&limit=2&offset=${offset}`,
    ]);
  });

  it('walks to a deep page in steps of a thousand', async () => {
    const account = await openAccount();
    account.book.put(...Array.from({ length: 1503 }, (_, n) => wireAlert(n)));

    const result = await account.run(list, { page: '4', page_size: '500', retrieve_ids_only: 'true' });

    const limits = account.seen.map(({ url }) => new URL(url, 'http://x').searchParams.get('limit'));
    expect(limits).toEqual(['1000', '500', '500']);
    expect(result.outputs['ThreatCommand.Alert']?.length).toBe(3);
  });

  it('says so where there is no such page', async () => {
    const account = await openAccount({ answer: json({ content: [{ _id: 'a', updateDate: '2026-08-01' }] }) });

    const failure = account.run(list, { page: '3', page_size: '2' });

    await expect(failure).rejects.toThrow('Error with pagination.');
  });

  it('names the alert that cannot be read, and shows the others', async () => {
    const account = await openAccount();
    account.book.put(wireAlert(1), wireAlert(2), wireAlert(3));
    account.book.before((response, { url }) => {
      if (!url.endsWith(idOf(2))) return false;
      response.writeHead(403).end('Forbidden');
      return true;
    });

    const result = await account.run(list, {});

    expect(result.outputs['ThreatCommand.Alert']).toMatchObject([{ id: idOf(1) }, { id: idOf(3) }]);
    expect(JSON.stringify(result.sections)).toContain(`Alert \\"${idOf(2)}\\" could not be read: Status Code: 403`);
  });

  it.each([['0', 0]])('gives nothing for a limit of %s', async (limit, count) => {
    const account = await openAccount();
    account.book.put(wireAlert(1));

    const result = await account.run(list, { limit });

    expect(result.outputs['ThreatCommand.Alert']?.length).toBe(count);
    expect(result.text).toBe('Alert list: No entries.');
  });
});

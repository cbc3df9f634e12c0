import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../../../src/domain/command.ts';
import { sendJson } from '../../support/http-server.ts';
import type { Answer } from '../../support/http-server.ts';
import { openAccount } from '../../support/rapid7-account.ts';
import type { Account } from '../../support/rapid7-account.ts';
import { idOf, wireAlert } from '../../support/rapid7-alert-book.ts';

const id = '59490dabe57c281391e11ceb';

async function fixture(name: string): Promise<unknown> {
  const file = new URL(`../../fixtures/rapid7-threat-command/${name}`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}

const json =
  (value: unknown): Answer =>
  (response) =>
    sendJson(response, value);

function tableIn({ sections }: CommandResult) {
  const found = sections.find((section) => section.kind === 'table');
  if (found?.kind !== 'table') throw new Error('there is no table');
  return found.table;
}

/** Paths and queries as they went out, below the API root. */
function wires({ seen }: Account): string[] {
  return seen.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace('/public', ''))}`);
}

describe('commands that read about one alert', () => {
  it('lists the conversation with the analysts', async () => {
    const account = await openAccount({ answer: json(await fixture('alert/conversation.json')) });

    const result = await account.run('threat-command-alert-analyst-conversation-list', { alert_id: id });

    expect(wires(account)).toEqual([`GET /v1/data/alerts/ask-the-analyst-conversation/${id}`]);
    expect(result.text).toBe('Alert conversation with analyst:');
    expect(tableIn(result).columns).toEqual(['Initiator', 'Message', 'Date']);
    expect(result.outputs['ThreatCommand.Alert']).toEqual([
      {
        id,
        Message: [
          { initiator: 'test@test.com', message: 'Hi test', date: '2021-03-09T14:53:46.843Z' },
          { initiator: 'Intsights', message: 'test', date: '2021-03-09T15:15:00.000Z' },
          { initiator: 'Intsights', message: 'test', date: '2021-03-09T15:18:00.000Z' },
        ],
      },
    ]);
  });

  it('says that there is no conversation on a 204', async () => {
    const account = await openAccount({ answer: (response) => response.writeHead(204).end() });

    const result = await account.run('threat-command-alert-analyst-conversation-list', { alert_id: id });

    expect(result).toMatchObject({ text: 'There is no conversation with analyst.', outputs: {} });
  });

  it('lists the activity log without what is empty, and shows no reply token', async () => {
    const account = await openAccount({ answer: json(await fixture('alert/activity_log.json')) });

    const result = await account.run('threat-command-alert-activity-log-get', { alert_id: id });

    const [entry] = result.outputs['ThreatCommand.Alert'] as { ActivityLog: object[] }[];
    const mail = entry?.ActivityLog.find((one) => 'Mail' in one);
    expect(result.text).toBe(`Alert "${id}" activity log`);
    expect(entry?.ActivityLog.length).toBe(22);
    expect(entry?.ActivityLog[1]).toEqual({
      rate: 0,
      type: 'AddTag',
      initiator: 'API',
      created_date: '2023-01-15T15:42:18.980Z',
      update_date: '2023-01-15T15:42:18.980Z',
      read_by: ['631ef479b675f72ec9309785', '610a95e7f636fd0007df8e3d', '62d95789f5e36897b56dc8bf'],
      id: '63c41eda6c99c9ef2d802815',
      tag_names: ['Example tag'],
      tag_ids: ['63c41eda6c99c9ef2d802816'],
    });
    expect(mail).toMatchObject({
      Mail: { question: 'API Question', Replies: [{ email: 'me@domain.com', is_token_valid: true }, {}] },
    });
    expect(JSON.stringify(result.sections)).not.toContain('EXAMPLE-REPLY-TOKEN');
  });

  it('gives the blocklist, and an empty one as no entries', async () => {
    const account = await openAccount({ answer: json([{ Value: 'evil.example', Status: 'Sent' }]) });
    const bare = await openAccount({ answer: json([]) });

    const result = await account.run('threat-command-alert-blocklist-get', { alert_id: id });
    const nothing = await bare.run('threat-command-alert-blocklist-get', { alert_id: id });

    expect(result.text).toBe(`Blocklist for alert "${id}".`);
    expect(result.outputs['ThreatCommand.Alert']).toEqual([
      { id, BlockList: [{ value: 'evil.example', status: 'Sent' }] },
    ]);
    expect(nothing.text).toBe(`Blocklist for alert "${id}": No entries.`);
  });

  it.each(['NotSent', '"NotSent"\n'])('gives the takedown status of %j', async (body) => {
    const account = await openAccount({ answer: (response) => response.end(body) });

    const result = await account.run('threat-command-alert-takedown-request-status-get', { alert_id: id });

    expect(result.text).toBe(`Takedown status for alert "${id}".`);
    expect(result.outputs['ThreatCommand.Alert']).toEqual([{ id, takedown_status: 'NotSent' }]);
  });
});

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

describe('commands about what there is', () => {
  it.each([
    ['alert-type-list', {}, 'alert/list_type.json', '/v1/data/alerts/types-subtypes-relations', 'AlertType', 50],
    ['alert-type-list', { all_result: 'true' }, 'alert/list_type.json', undefined, 'AlertType', 129],
    [
      'alert-source-type-list',
      {},
      'alert/list_source_type.json',
      '/v1/data/alerts/source-types',
      'AlertSourceType',
      34,
    ],
    [
      'alert-scenario-list',
      { type: 'Attack Indication', sub_type: 'BlackMarket', limit: '2' },
      'alert/list_scenario.json',
      '/v1/data/alerts/scenario-relations?type=AttackIndication&subType=BlackMarket',
      'Scenario',
      2,
    ],
    ['account-user-list', {}, 'account_user_list.json', '/v1/account/users-details', 'AccountUser', 7],
    [
      'account-user-list',
      { user_type: 'Admin', user_email: 'a@acme.example', user_id: 'u' },
      'account_user_list.json',
      '/v1/account/users-details?userType=Admin&userEmail=a@acme.example&userId=u',
      'AccountUser',
      7,
    ],
    ['account-system-modules-list', {}, 'system_modules.json', '/v1/account/system-modules', 'SystemModule', 8],
  ] as const)('%s with %j answers with %s', async (name, input, file, path, output, count) => {
    const account = await openAccount({ answer: json(await fixture(file)) });

    const result = await account.run(`threat-command-${name}`, input);

    if (path !== undefined) expect(wires(account)).toEqual([`GET ${path}`]);
    expect(result.outputs[`ThreatCommand.${output}`]?.length).toBe(count);
  });

  it('names a module in lower case', async () => {
    const account = await openAccount({ answer: json({ IntelliFind: true }) });

    const result = await account.run('threat-command-account-system-modules-list', {});

    expect(result.outputs['ThreatCommand.SystemModule']).toEqual([{ module_name: 'intellifind', status: true }]);
  });
});

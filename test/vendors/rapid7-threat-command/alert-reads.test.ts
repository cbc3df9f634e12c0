import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../../../src/domain/command.ts';
import { sendJson } from '../../support/http-server.ts';
import type { Answer } from '../../support/http-server.ts';
import { openAccount } from '../../support/rapid7-account.ts';
import type { Account } from '../../support/rapid7-account.ts';

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

describe('commands about what there is', () => {
  it.each([
    ['alert-type-list', {}, 'alert/list_type.json', '/v1/data/alerts/types-subtypes-relations', 'AlertType', 50],
    [
      'alert-type-list',
      { all_result: 'true' },
      'alert/list_type.json',
      '/v1/data/alerts/types-subtypes-relations',
      'AlertType',
      129,
    ],
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

    expect(wires(account)).toEqual([`GET ${path}`]);
    expect(result.outputs[`ThreatCommand.${output}`]?.length).toBe(count);
  });

  it('names a module in lower case', async () => {
    const account = await openAccount({ answer: json({ IntelliFind: true }) });

    const result = await account.run('threat-command-account-system-modules-list', {});

    expect(result.outputs['ThreatCommand.SystemModule']).toEqual([{ module_name: 'intellifind', status: true }]);
  });
});

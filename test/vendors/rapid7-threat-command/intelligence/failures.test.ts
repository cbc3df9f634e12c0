import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../http/support.ts';
import { always, apiKey, fixtureText, openScripted } from './account.ts';
import { everyCommand } from './every-command.ts';

/** One row for each command is enough here. */
const commands = [...new Map(everyCommand.map((row) => [row.command, row])).values()];

describe.each(commands)('$command', ({ command, input }) => {
  it.each([
    [
      401,
      'no',
      'unauthorized',
      'Status Code: 401, Authorization Error: Make sure that the Account ID and API key are correctly set.',
    ],
    [404, '', 'refused', 'Status Code: 404, The object does not exist.'],
    [422, fixtureText('ioc/tag_fail.json'), 'refused', 'Status Code: 422, Wrong parameters.'],
    [400, 'Nope', 'refused', 'Status Code: 400, Message: Nope'],
    [403, 'MissingAccountIdHeader', 'unauthorized', 'Missing Account ID.'],
    [403, 'ModuleNotAvailable', 'refused', 'The module is not available.'],
    [400, 'IocDoesNotExist', 'refused', 'The IOC does not exist.'],
  ])('tells %i %j as %s', async (status, body, kind, message) => {
    const account = await openScripted(always(body, status));

    const error = await failureOf(account.run(command, input));

    expect([error.kind, error.message]).toEqual([kind, message]);
    expect(error.message).not.toContain(apiKey);
  });

  it.each([
    ['MissingIocs', 'Missing IOCs. Please insert.'],
    ['SourceNameAlreadyExists', 'The source already exist.'],
  ])('tells a failure inside a 200: %s', async (Data, message) => {
    const account = await openScripted(always({ Success: false, Data }));

    const error = await failureOf(account.run(command, input));

    expect([error.kind, error.message]).toEqual(['refused', message]);
  });
});

describe('an answer without content', () => {
  it.each(commands.filter(({ onlyOk }) => onlyOk === true))('is an error for $command', async ({ command, input }) => {
    const account = await openScripted(always('', 204));

    const error = await failureOf(account.run(command, input));

    expect(error.message).toBe('Status Code: 204, No content - there is no data to show.');
  });

  it.each(
    commands.filter(({ onlyOk, command, answer }) => onlyOk !== true && answer === undefined && command.includes('-')),
  )('is none for $command', async ({ command, input }) => {
    const account = await openScripted(always('', 204));

    const result = await account.run(command, input);

    expect(result.text).not.toBe('');
  });
});

describe('errors of single commands', () => {
  it.each([
    [
      'threat-command-source-document-delete',
      { source_id: 'x' },
      404,
      'SourceDoesNotExist',
      'The source does not exist.',
    ],
    [
      'threat-command-asset-add',
      { asset_type: 'X', asset_value: 'y' },
      400,
      'InvalidAssetType',
      'The asset type is invalid.',
    ],
    [
      'threat-command-asset-delete',
      { asset_type: 'X', asset_value: 'y' },
      400,
      'InvalidAssetType',
      'The asset type is invalid.',
    ],
    [
      'threat-command-asset-add',
      { asset_type: 'Sectors', asset_value: 'y' },
      403,
      'InvalidSectorAsset',
      'The sector is invalid.',
    ],
    [
      'threat-command-asset-add',
      { asset_type: 'Domains', asset_value: 'y' },
      403,
      'InvalidDomainAsset',
      'The domain is invalid.',
    ],
    [
      'threat-command-asset-add',
      { asset_type: 'CountriesOfActivity', asset_value: 'y' },
      403,
      'InvalidCountryOfActivityAsset',
      'The country is invalid.',
    ],
    [
      'threat-command-ioc-blocklist-add',
      { domains: 'x' },
      400,
      fixtureText('ioc/add_blocklist_fail.json'),
      `Status Code: 400, Message: ${fixtureText('ioc/add_blocklist_fail.json').trim()}`,
    ],
    [
      'threat-command-ioc-severity-update',
      { severity: 'Low', ips: '192.0.2.1' },
      200,
      fixtureText('ioc/severity_fail.json'),
      "{'content': {'success': False, 'reason': 'Invalid IOC values - 196.2asdasdasd45.237.144'}}",
    ],
    [
      'threat-command-source-document-create',
      { name: 'x', description: 'y', confidence_level: '1', domains: 'z' },
      200,
      fixtureText('source/create_document_exist.json'),
      'The source already exist.',
    ],
    [
      'threat-command-ioc-blocklist-add',
      { domains: 'x' },
      500,
      'GeneralError',
      'Status Code: 500, General error with the request.',
    ],
  ])('%s %j: %i %s', async (command, input, status, body, message) => {
    const account = await openScripted(always(body, status));

    const error = await failureOf(account.run(command, input));

    expect(error.message).toBe(message);
  });

  it('tells a failing read after trying again', async () => {
    const account = await openScripted(always(fixtureText('cyber_term/cyber_term_ioc_fail.txt').trim(), 500));

    const error = await failureOf(account.run('threat-command-cyber-term-ioc-list', { cyber_term_id: 'x' }));

    expect(error.message).toBe('Status Code: 500, General error with the request.');
    expect(account.requests().length).toBeGreaterThan(1);
  });

  it.each([
    'threat-command-cyber-term-list',
    'threat-command-source-list',
    'threat-command-cve-list',
    'threat-command-mssp-user-list',
    'threat-command-enrichment-quota-usage',
  ])('%s tells an answer that is no JSON', async (command) => {
    const account = await openScripted(always('<html>'));

    const error = await failureOf(account.run(command, {}));

    expect(error.kind).toBe('malformed');
  });
});

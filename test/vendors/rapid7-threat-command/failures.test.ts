import { describe, expect, it } from 'vitest';
import { failureInside } from '../../../src/vendors/rapid7-threat-command/failures.ts';
import { failureOf } from '../../http/support.ts';
import { sendJson } from '../../support/http-server.ts';
import { apiKey, openAccount } from '../../support/rapid7-account.ts';

const reopen = ['threat-command-alert-reopen', { alert_id: 'a1' }] as const;
const users = ['threat-command-account-user-list', {}] as const;

/** CONTRACT.md §2.1: the body's word first, then the status, then both as they came. */
describe('an answer that is no success', () => {
  it.each([
    ['MissingIocs', 'Missing IOCs. Please insert.'],
    ['SourceDoesNotExist', 'The source does not exist.'],
    ['SourceNameAlreadyExists', 'The source already exist.'],
    ['InvaliduserEmail', 'The user email is invalid.'],
    ['InvaliduserId', 'The user ID is invalid.'],
    ['InvalidAssigneeID', 'The user ID is invalid.'],
    ['InvalidSourceType', 'The source type is invalid.'],
    ['InvalidSubAlertType', 'The sub-type is invalid.'],
    ['InvalidExternalSources', 'The external source is invalid.'],
    ['InvalidAssetType', 'The asset type is invalid.'],
    ['InvalidTagID', 'The tag ID is invalid.'],
    ['InvalidCountryOfActivityAsset', 'The country is invalid.'],
    ['InvalidSectorAsset', 'The sector is invalid.'],
    ['InvalidDomainAsset', 'The domain is invalid.'],
    ['MissingAccountIdHeader', 'Missing Account ID.'],
    ['ModuleNotAvailable', 'The module is not available.'],
    ['TagExist', 'The tag is already exist.'],
    ['InvalidEmails', 'The email is invalid.'],
    ['IocDoesNotExist', 'The IOC does not exist.'],
  ])('with the body %s says: %s', async (body, message) => {
    const account = await openAccount({ answer: (response) => response.writeHead(403).end(body) });

    const error = await failureOf(account.run(...reopen));

    expect(error.message).toBe(message);
    expect(error.kind).toBe(body === 'MissingAccountIdHeader' ? 'unauthorized' : 'refused');
  });

  it.each([
    [
      401,
      'x',
      'Status Code: 401, Authorization Error: Make sure that the Account ID and API key are correctly set.',
      'unauthorized',
    ],
    [404, '', 'Status Code: 404, The object does not exist.', 'refused'],
    [422, '{"error":{}}', 'Status Code: 422, Wrong parameters.', 'refused'],
    [500, 'GeneralError', 'Status Code: 500, General error with the request.', 'unreachable'],
    [
      400,
      '{"error":{"name":"InvalidIocValue"}}',
      'Status Code: 400, Message: {"error":{"name":"InvalidIocValue"}}',
      'refused',
    ],
    [429, 'slow down', 'Status Code: 429, Message: slow down', 'rate-limited'],
    [403, 'blocked', 'Status Code: 403, Message: blocked', 'unauthorized'],
    [400, 'TagExist and more', 'Status Code: 400, Message: TagExist and more', 'refused'],
  ])('with status %i and %j says: %s', async (status, body, message, kind) => {
    const account = await openAccount({ answer: (response) => response.writeHead(status).end(body) });

    const error = await failureOf(account.run(...reopen));

    expect([error.message, error.kind]).toEqual([message, kind]);
  });

  it('says that there is nothing where a 204 stands for an answer', async () => {
    const account = await openAccount({ answer: (response) => response.writeHead(204).end() });

    const error = await failureOf(account.run(...users));

    expect(error.message).toBe('Status Code: 204, No content - there is no data to show.');
  });

  it('never names the key', async () => {
    const basic = Buffer.from(`account-1:${apiKey}`).toString('base64');
    const account = await openAccount({
      answer: (response) => response.writeHead(400).end(`key ${apiKey}, header ${basic}`),
    });

    const error = await failureOf(account.run(...reopen));

    expect(error.message).toBe('Status Code: 400, Message: key [secret], header [secret]');
    expect(JSON.stringify([error, account.lines])).not.toMatch(new RegExp(`${apiKey}|${basic}`));
  });
});

/** CONTRACT.md §2.2. */
describe('a 200 that carries an error', () => {
  it.each([
    [{ Success: false, Data: 'SourceNameAlreadyExists' }, 'The source already exist.'],
    [{ Success: false, Data: 'SomethingElse' }, "{'Success': False, 'Data': 'SomethingElse'}"],
    [
      { content: { success: false, reason: 'Invalid IOC values - x' } },
      "{'content': {'success': False, 'reason': 'Invalid IOC values - x'}}",
    ],
    [{ success: false }, "{'success': False}"],
    [{ Status: 'Invalid', FailedReason: "can't" }, `{'Status': 'Invalid', 'FailedReason': "can't"}`],
  ])('as %j is one: %s', async (body, message) => {
    const account = await openAccount({ answer: (response) => sendJson(response, body) });

    const error = await failureOf(account.run(...reopen));

    expect([error.kind, error.message]).toEqual(['refused', message]);
  });

  it.each([
    [{ success: true }],
    [{ content: { success: true } }],
    [{ Status: 'Invalid' }],
    [[{ success: false }]],
    [null],
  ])('is not %j', (value) => {
    expect(failureInside(value, 200)).toBeUndefined();
  });

  it.each([
    ['broken JSON', '{"a":'],
    ['a page of HTML', '<html>'],
    ['another shape', '"text"'],
  ])('as %s is an answer that cannot be read', async (_name, body) => {
    const account = await openAccount({ answer: (response) => response.end(body) });

    const error = await failureOf(account.run(...users));

    expect(error.kind).toBe('malformed');
  });
});

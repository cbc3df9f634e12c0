import { describe, expect, it } from 'vitest';
import { maskText } from '../../../src/indicators/mask.ts';
import type { Command } from '../../../src/domain/command.ts';
import { incident } from '../../support/drafts.ts';
import { sendJson } from '../../support/http-server.ts';
import { openAccount } from './account.ts';
import type { Account } from './account.ts';

const signal = new AbortController().signal;

async function setStatus(): Promise<{ readonly account: Account; readonly command: Command }> {
  const account = await openAccount({ 'apt/threat': [] });
  const command = account.vendor.commands.find(({ name }) => name === 'gib_set_status');
  if (command === undefined) throw new Error('there is no such command');
  return { account, command };
}

describe('the status of a Group-IB incident', () => {
  it.each([
    ['Open', false],
    ['In Progress', false],
    ['Resolved', true],
    ['False Positive', true],
  ])('is kept here: %s, closed %s, without a request', async (status, closed) => {
    const { account, command } = await setStatus();
    const prepared = command.prepare({ id: 'apt/threat/abc', status });

    const result = prepared.ok ? await prepared.run({ signal }) : undefined;

    expect(command.needs).toBe('respond');
    expect(result?.patches).toEqual([
      { externalId: 'apt/threat/abc', status, closed, did: `changed the status to ${status}` },
    ]);
    expect(account.api.asked).toEqual([]);
  });

  it.each([
    [{ id: 'apt/threat/abc', status: 'Closed' }, /^Invalid status value\. Allowed values: Open, In Progress/],
    [{ id: 'apt/threat/abc' }, /^status argument is required\./],
    [{ status: 'Open' }, /^id argument is required\./],
    [{ id: 'abc', status: 'Open' }, /^id must be `<collection>\/<id>`/],
  ])('is refused as %j', async (input, message) => {
    const { command } = await setStatus();

    const prepared = command.prepare({ ...input });

    expect(prepared).toMatchObject({ ok: false, faults: [{ message: expect.stringMatching(message) }] });
  });

  it('is what `/threat status` sets', async () => {
    const { account } = await setStatus();
    const { words, command } = account.vendor.statuses;

    expect(words).toEqual(['Open', 'In Progress', 'Resolved', 'False Positive']);
    expect(command(incident({ externalId: 'apt/threat/abc' }), 'Resolved')).toEqual({
      name: 'gib_set_status',
      args: { id: 'apt/threat/abc', status: 'Resolved' },
    });
  });

  it('that an incident has is not offered again', async () => {
    const { account } = await setStatus();

    const card = account.vendor.present(incident({ externalId: 'apt/threat/abc', status: 'Resolved', closed: true }));

    expect(card.actions.map(({ label }) => label)).toEqual(['Open', 'In Progress', 'False Positive']);
  });
});

describe('the connection test', () => {
  it('is passed where every configured collection may be read', async () => {
    const account = await openAccount({ 'apt/threat': [] });

    expect(await account.vendor.test(signal)).toEqual({ ok: true, text: 'ok', fixes: [] });
    expect(account.api.asked.map(({ path }) => path)).toEqual(['user/granted_collections']);
  });

  it('is failed where nothing may be read', async () => {
    const account = await openAccount({ 'apt/threat': [] });
    account.api.grants = [];

    expect(await account.vendor.test(signal)).toMatchObject({ ok: false, text: 'There are no collections available' });
  });

  it('names what is configured and not granted, or has no hunting rules', async () => {
    const account = await openAccount({ 'apt/threat': [], 'hi/threat': [] }, { fetch: { huntingRules: true } });
    account.api.grants = [{ collection: 'apt/threat', huntingRulesUsed: false }];

    const { ok, text } = await account.vendor.test(signal);

    expect(ok).toBe(false);
    expect(text).toContain("Collection apt/threat doesn't support hunting rules");
    expect(text).toContain('not available for the current credentials: hi/threat.');
  });

  it.each([
    [401, /Bad Credentials/, /^Check username and apiKey/],
    [403, /Something is wrong with your account/, /allow list/],
    [302, /public IP is accesslisted/, /allow list/],
    [404, /Not found/, /^Check the URL/],
    [429, /Maximum count of requests/, /^Wait a moment/],
    [500, /troubles on server/, /on Group-IB's side/],
  ])('says what to do about a %i', async (status, text, fix) => {
    const account = await openAccount({ 'apt/threat': [] });
    account.api.fault = (_asked, response) => {
      sendJson(response, {}, { status });
      return true;
    };

    const report = await account.vendor.test(signal);

    expect(report.ok).toBe(false);
    expect(report.text).toMatch(text);
    expect(report.fixes[0]).toMatch(fix);
    expect(report.fixes.filter((each) => maskText(each).masked)).toEqual([]);
  });

  it('says so where something else answers', async () => {
    const account = await openAccount({ 'apt/threat': [] });
    account.api.fault = (_asked, response) => {
      response.end('<html>Sign in</html>');
      return true;
    };

    const report = await account.vendor.test(signal);

    expect(report.text).toMatch(/something else than data/);
    expect(report.fixes.join(' ')).toMatch(/allow list/);
  });
});

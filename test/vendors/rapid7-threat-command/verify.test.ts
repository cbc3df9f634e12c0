import { describe, expect, it, onTestFinished } from 'vitest';
import type { Prepared, Verdict } from '../../../src/domain/command.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import type { AlertSeed } from '../../../src/sandbox/rapid7/holdings.ts';
import type { Rapid7Sandbox } from '../../../src/sandbox/rapid7/sandbox.ts';
import { startRapid7 } from '../../../src/sandbox/rapid7/server.ts';
import { incident } from '../../support/drafts.ts';
import { apiKey, openAccount } from '../../support/rapid7-account.ts';
import type { Account } from '../../support/rapid7-account.ts';

const id = '59490dabe57c281391e11ceb';
const user = '59490cd818a3b902664b4ed7';
const source = '59490cd818a3b902664b4ed8';
const alert = {
  _id: id,
  Assignees: [],
  TakedownStatus: 'NotSent',
  Details: { Severity: 'High', Tags: [{ CreatedBy: 'API', Name: 'known', _id: 't1' }] },
} satisfies AlertSeed;

function cve(cveId: string) {
  return {
    cveId,
    severity: 'High',
    publishedDate: '2026-08-01T00:00:00.000Z',
    updateDate: '2026-08-02T00:00:00.000Z',
    cpe: [],
  };
}

interface Place {
  readonly sandbox: Rapid7Sandbox;
  readonly account: Account;
}

async function open(changes: AlertSeed = {}): Promise<Place> {
  const sandbox = await startRapid7({ accountId: 'account-1', apiKey });
  onTestFinished(async () => sandbox.close());
  sandbox.addAlert({ ...alert, ...changes });
  sandbox.set({
    users: [{ _id: user, Email: 'ada@acme.example', Role: 'Analyst', IsDeleted: false }],
    assets: [{ Type: 'Domains', Value: 'acme.example' }],
    cves: [cve('CVE-2021-26855')],
    supportedCves: [cve('CVE-2024-3400')],
    sources: [{ _id: source, category: 'Files', Name: 'Old', ConfidenceLevel: 1, IsEnabled: true, iocs: [] }],
  });
  return { sandbox, account: await openAccount({ settings: { url: sandbox.url } }) };
}

type Input = { readonly [name: string]: string };
type Ready = Extract<Prepared, { ok: true }>;

function prepare({ account }: Place, name: string, input: Input): Ready {
  const given = account.vendor.commands.find((command) => command.name === name)?.prepare(input);
  if (given?.ok !== true) throw new Error(`${name} cannot be prepared: ${JSON.stringify(given)}`);
  return given;
}

/** The incident as it was when the person pressed. */
function known(raw: object = alert): Incident {
  return incident({ externalId: id, raw: JSON.parse(JSON.stringify(raw)) as Incident['raw'] });
}

/** Runs a command whose answer is lost before or after its effect, then looks. */
async function lost(
  place: Place,
  { run, verify }: Ready,
  moment: 'before-effect' | 'after-effect',
): Promise<Verdict | undefined> {
  const context = { signal: new AbortController().signal, incident: known() };
  const since = new Date().toISOString();
  place.sandbox.fault(1, { kind: 'close', moment });
  await expect(run(context)).rejects.toMatchObject({ detail: { outcomeUnknown: true } });
  return verify?.({ ...context, since });
}

type Told = Verdict['state'] | undefined;

/** Command, arguments, what a look tells where nothing happened, and where it did. */
const writes: readonly (readonly [string, Input, Told, Told])[] = [
  ['alert-close', { alert_id: id, reason: 'Problem Solved' }, 'not-done', 'done'],
  ['alert-close', { alert_id: id, reason: 'False Positive', is_hidden: 'true' }, 'not-done', 'done'],
  ['alert-severity-update', { alert_id: id, severity: 'Low' }, 'not-done', 'done'],
  ['alert-assign', { alert_id: id, user_id: user }, 'not-done', 'done'],
  ['alert-tag-add', { alert_id: id, tag_name: 'new' }, 'not-done', 'done'],
  ['alert-tag-remove', { alert_id: id, tag_id: 't1' }, 'not-done', 'done'],
  ['alert-note-add', { alert_id: id, note: 'Seen.' }, 'not-done', 'done'],
  ['alert-analyst-ask', { alert_id: id, question: 'Is it ours?' }, 'not-done', 'done'],
  ['alert-send-mail', { alert_id: id, email_addresses: 'a@acme.example', content: 'Look.' }, 'unknown', 'done'],
  ['alert-takedown-request', { alert_id: id }, 'not-done', 'done'],
  [
    'alert-blocklist-update',
    { alert_id: id, blocklist_status: 'Sent', domains: 'evil.example, bad.example' },
    'not-done',
    'done',
  ],
  ['alert-ioc-report', { alert_id: id, external_sources: 'Example Safe Browsing' }, undefined, undefined],
  ['ioc-tags-add', { ioc_value: 'evil.example', tag_values: 'one, two' }, 'not-done', 'done'],
  ['ioc-severity-update', { severity: 'High', domains: 'evil.example', ips: '192.0.2.45' }, 'not-done', 'done'],
  ['ioc-severity-update', { severity: 'High', emails: 'x@evil.example' }, 'unknown', 'unknown'],
  ['ioc-comment-add', { comment: 'Seen.', domains: 'evil.example' }, undefined, undefined],
  [
    'account-whitelist-update',
    { is_whitelisted: 'Add to the user whitelist', domains: 'evil.example' },
    'not-done',
    'done',
  ],
  ['ioc-blocklist-add', { domains: 'evil.example' }, undefined, undefined],
  ['ioc-blocklist-remove', { domains: 'evil.example' }, undefined, undefined],
  ['asset-add', { asset_type: 'Domains', asset_value: 'new.example' }, 'not-done', 'done'],
  ['asset-delete', { asset_type: 'Domains', asset_value: 'acme.example' }, 'not-done', 'done'],
  ['cve-add', { cve_ids: 'CVE-2024-3400' }, 'not-done', 'done'],
  ['cve-delete', { cve_ids: 'CVE-2021-26855' }, 'not-done', 'done'],
  ['source-document-delete', { source_id: source }, 'not-done', 'done'],
  [
    'source-document-create',
    { name: 'Wave', description: 'x', confidence_level: '1', domains: 'evil.example' },
    'not-done',
    'unknown',
  ],
  ['source-document-ioc-create', { source_id: source, domains: 'evil.example' }, undefined, undefined],
];

describe('a write whose answer is lost', () => {
  it.each(writes)('%s %j is told before its effect as %s, after it as %s', async (name, input, without, withEffect) => {
    const before = await open();
    const after = await open();

    const told = await lost(before, prepare(before, `threat-command-${name}`, input), 'before-effect');
    const toldAfter = await lost(after, prepare(after, `threat-command-${name}`, input), 'after-effect');

    expect([told?.state, toldAfter?.state]).toEqual([without, withEffect]);
  });

  it.each([
    ['alert-reopen', { alert_id: id }, { Closed: { IsClosed: true } }],
    ['alert-unassign', { alert_id: id }, { Assignees: [user] }],
  ] as const)('%s is told likewise', async (name, input, changes) => {
    const before = await open(changes);
    const after = await open(changes);

    const told = await lost(before, prepare(before, `threat-command-${name}`, input), 'before-effect');
    const toldAfter = await lost(after, prepare(after, `threat-command-${name}`, input), 'after-effect');

    expect([told?.state, toldAfter?.state]).toEqual(['not-done', 'done']);
  });

  it('that is done gives what the command would have given', async () => {
    const place = await open();
    const ready = prepare(place, 'threat-command-alert-close', { alert_id: id, reason: 'Problem Solved' });

    const told = await lost(place, ready, 'after-effect');

    expect(told).toMatchObject({
      state: 'done',
      result: {
        text: `Alert "${id}" successfully closed`,
        patches: [{ externalId: id, status: 'Closed', closed: true, did: 'closed this: Problem Solved' }],
      },
    });
  });
});

describe('what was so before', () => {
  const context = { signal: new AbortController().signal, since: new Date().toISOString() };

  it('is no proof of a takedown: one may have been under way', async () => {
    const place = await open({ TakedownStatus: 'InProgress' });
    const { verify } = prepare(place, 'threat-command-alert-takedown-request', { alert_id: id });

    const told = await verify?.({ ...context, incident: known({ ...alert, TakedownStatus: 'InProgress' }) });

    expect(told?.state).toBe('unknown');
  });

  it('is no proof of a note: only one from the press on counts', async () => {
    const place = await open();
    const { run, verify } = prepare(place, 'threat-command-alert-note-add', { alert_id: id, note: 'Seen.' });
    await run(context);
    const since = new Date(Date.now() + 3_600_000).toISOString();

    const told = await verify?.({ ...context, since });

    expect(told?.state).toBe('not-done');
  });

  it('leaves a severity open that somebody set to a third one meanwhile', async () => {
    const place = await open({ Details: { Severity: 'Medium' } });
    const { verify } = prepare(place, 'threat-command-alert-severity-update', { alert_id: id, severity: 'Low' });

    const told = await verify?.({ ...context, incident: known() });

    expect(told?.state).toBe('unknown');
  });

  it('is told as unknown of an alert that is gone', async () => {
    const place = await open();
    place.sandbox.removeAlert(id);
    const { verify } = prepare(place, 'threat-command-alert-reopen', { alert_id: id });

    expect((await verify?.(context))?.state).toBe('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import { incident } from '../../support/drafts.ts';
import { find, openAccount } from '../../support/rapid7-account.ts';
import { idOf, wireAlert } from '../../support/rapid7-alert-book.ts';

async function known(over: Parameters<typeof wireAlert>[1] = {}) {
  const account = await openAccount({ settings: { fetch: { closed: true } } });
  account.book.put(wireAlert(1, over));
  await account.poll();
  const draft = account.known.drafts.get(idOf(1));
  if (draft === undefined) throw new Error('the alert did not come');
  const one: Incident = incident(draft);
  return { account, one, card: account.vendor.present(one) };
}

describe('the card of an alert', () => {
  it('offers on an open alert everything that can be done', async () => {
    const { card } = await known({ RelatedIocs: ['evil.example'] });

    expect(card.actions.map(({ label, place }) => `${place}: ${label}`)).toEqual([
      'button: Close…',
      'button: Ask the analyst…',
      'button: Takedown…',
      'button: Blocklist…',
      'menu: Assign to me',
      'menu: Assign…',
      'menu: Severity Medium',
      'menu: Severity Low',
      'menu: Tag…',
      'menu: Note…',
      'menu: Look up evil[.]example',
    ]);
    expect(card.facts).toContainEqual({ label: 'Subtype', value: 'CredentialsLeakage' });
    expect(card.facts.at(-1)).toEqual({ label: 'Alert ID', value: idOf(1) });
  });

  it('offers on a closed alert to open it again', async () => {
    const { card } = await known({ Closed: { IsClosed: true } });

    expect(card.actions.map(({ label }) => label)).toEqual(['Reopen', 'Tag…', 'Note…']);
  });

  it.each(['InProgress', 'Pending', 'CompletedSuccessfully'])('offers no takedown once it is %s', async (state) => {
    const { card } = await known({ TakedownStatus: state });

    expect(card.actions.map(({ label }) => label)).not.toContain('Takedown…');
  });

  it('names only commands that there are, with arguments that they take', async () => {
    const { account, one, card } = await known({
      RelatedIocs: ['evil.example', 'https://evil.example/a', '192.0.2.7', 'x@evil.example', 'a'.repeat(64)],
      Details: { Tags: [{ Name: 'vip', _id: 't1' }] },
    });

    for (const action of card.actions) {
      const command = find(account.vendor.commands, action.command);
      const names = command.arguments.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(Object.keys(action.args)));
    }
    const atOnce = card.actions.filter(({ form }) => form !== true);
    const prepared = atOnce.map(({ command, args }) => find(account.vendor.commands, command).prepare(args).ok);
    expect(prepared).toEqual(Array.from({ length: 7 }, () => true));
    const remove = find(account.vendor.commands, 'threat-command-alert-tag-remove');
    expect(remove.fromIncident?.(one)).toEqual({ alert_id: idOf(1), tag_id: 't1' });
  });

  it('fills the blocklist form with what the vendor would take', async () => {
    const { account, card } = await known({
      RelatedIocs: ['evil.example', '192.0.2.7', '2001:db8::1', 'a'.repeat(64)],
    });

    const action = card.actions.find(({ label }) => label === 'Blocklist…');
    const prepared = find(account.vendor.commands, action?.command ?? '').prepare(action?.args ?? {});

    expect(action?.args).toEqual({
      alert_id: idOf(1),
      blocklist_status: 'Sent',
      domains: 'evil.example',
      ips: '192.0.2.7',
    });
    expect(prepared.ok).toBe(true);
  });

  it.each([
    ['Closed', 'threat-command-alert-close'],
    ['Open', 'threat-command-alert-reopen'],
  ])('can be set to %s', async (status, name) => {
    const { account, one } = await known();

    const chosen = account.vendor.statuses.command(one, status);

    expect(account.vendor.statuses.words).toContain(status);
    expect(chosen.name).toBe(name);
    expect(find(account.vendor.commands, name).prepare(chosen.args)).toMatchObject({ ok: true });
  });
});

describe('the commands of the vendor', () => {
  it('have each name once, and those of the contract', async () => {
    const { vendor } = await openAccount();

    const names = vendor.commands.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(56);
    expect(names.filter((name) => !name.startsWith('threat-command-')).toSorted()).toEqual([
      'domain',
      'file',
      'ip',
      'url',
    ]);
  });

  it('ask before what cannot be undone', async () => {
    const { vendor } = await openAccount();

    const asking = vendor.commands.filter(({ confirm }) => confirm !== undefined).map(({ name }) => name);

    expect(asking).toEqual(
      expect.arrayContaining([
        'threat-command-alert-takedown-request',
        'threat-command-alert-blocklist-update',
        'threat-command-alert-ioc-report',
        'threat-command-alert-send-mail',
      ]),
    );
  });
});

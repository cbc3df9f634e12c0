import { describe, expect, it } from 'vitest';
import { openAccount } from '../../support/rapid7-account.ts';
import { cases, id } from './write-cases.ts';

describe('commands that change an alert', () => {
  it.each(cases)(
    '$command sends $wire.2 and says so',
    async ({ command, input, wire, text, output, patch, answer }) => {
      const account = await openAccount({ answer: (response) => response.end(answer ?? '') });

      const result = await account.run(command, input);

      const [method, path, body] = wire;
      expect(account.seen.map((one) => [one.method, one.url])).toEqual([[method, `/public${path}`]]);
      expect(account.seen[0]?.body === '' ? undefined : JSON.parse(account.seen[0]?.body ?? '')).toEqual(body);
      expect(result).toMatchObject({
        text,
        ...(output !== undefined && { outputs: { 'ThreatCommand.Alert': [output] } }),
        ...(patch !== undefined && { patches: [{ externalId: id, ...patch }] }),
      });
    },
  );

  it('does not repeat a write that failed, and says where it is not known whether it took effect', async () => {
    const account = await openAccount({ answer: (response) => response.writeHead(502).end('bad gateway') });

    const failure = account.run('threat-command-alert-note-add', { alert_id: id, note: 'x' });

    await expect(failure).rejects.toMatchObject({
      message: expect.stringMatching(/^Status Code: 502, Message: bad gateway It is not known whether/),
      detail: { outcomeUnknown: true },
    });
    expect(account.seen.length).toBe(1);
  });

  it('keeps an id that is a path in its place', async () => {
    const account = await openAccount({ answer: (response) => response.end('') });

    await account.run('threat-command-alert-reopen', { alert_id: 'a/../b?x=1#y' });

    expect(account.seen[0]?.url).toBe('/public/v1/data/alerts/reopen-alert/a%2F..%2Fb%3Fx%3D1%23y');
  });
});

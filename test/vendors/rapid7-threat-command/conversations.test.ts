import { describe, expect, it } from 'vitest';
import { failureOf } from '../../http/support.ts';
import { sendJson } from '../../support/http-server.ts';
import type { Answer } from '../../support/http-server.ts';
import { openAccount } from '../../support/rapid7-account.ts';
import type { Account } from '../../support/rapid7-account.ts';

const question = { Date: '2026-08-04T10:00:00.000Z', Initiator: 'soc@acme.example', Message: 'Is it real?' };
const reply = { Date: '2026-08-04T11:00:00.000Z', Initiator: 'Intsights', Message: 'It is.' };
const feed = 'conversations';

/** Answers by alert id; no entry is a 204, a number that status. */
const talking =
  (talks: { readonly [id: string]: readonly object[] | number }): Answer =>
  (response, _nth, { url }) => {
    const talk = talks[url.split('/').at(-1) ?? ''] ?? 204;
    if (typeof talk === 'number') response.writeHead(talk).end();
    else sendJson(response, talk);
  };

function later(account: Account, minutes: number): void {
  account.now = new Date(account.now.getTime() + minutes * 60_000);
}

describe('conversations with analysts', () => {
  it('are asked about where somebody waits, and nowhere else', async () => {
    const account = await openAccount({ answer: talking({}) });
    account.watched = ['a1'];

    await account.read(feed);

    expect(account.seen.map(({ url }) => url)).toEqual(['/public/v1/data/alerts/ask-the-analyst-conversation/a1']);
  });

  it('bring the answers, not the question, under ids that stay the same', async () => {
    const account = await openAccount({ answer: talking({ a1: [question, reply] }) });
    account.watched = ['a1'];

    await account.read(feed);
    await account.read(feed);

    expect(account.known.remarks[0]).toMatchObject({
      externalId: 'a1',
      at: '2026-08-04T11:00:00.000Z',
      author: 'Intsights',
      text: 'It is.',
    });
    expect(new Set(account.known.remarks.map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    ['Intsights', true],
    ['analyst@rapid7.com', true],
    [undefined, true],
    ['soc@acme.example', false],
    ['me@rapid7.com.evil.example', false],
    ['API', false],
    ['59490cd818a3b902664b4ed7', false],
  ])('take %s for the vendor’s side: %s', async (Initiator, expected) => {
    const account = await openAccount({ answer: talking({ a1: [{ ...reply, Initiator }] }) });
    account.watched = ['a1'];

    await account.read(feed);

    expect(account.known.remarks.length).toBe(expected ? 1 : 0);
  });

  it('that cannot be read do not hold back the others', async () => {
    const account = await openAccount({ answer: talking({ a1: 403, a2: [reply] }) });
    account.watched = ['a1', 'a2'];

    await account.read(feed);

    expect(account.known.remarks.map(({ externalId }) => externalId)).toEqual(['a2']);
    expect(account.known.warnings).toEqual([expect.stringMatching(/^1 conversations/)]);
  });

  it('fail where none of several can be read', async () => {
    const account = await openAccount({ answer: talking({ a1: 401, a2: 401 }) });
    account.watched = ['a1', 'a2'];

    const error = await failureOf(account.read(feed));

    expect(error.kind).toBe('unauthorized');
  });

  it('are asked about less and less while nothing is said, and closely again once something is', async () => {
    const talks: { a1: object[] } = { a1: [question] };
    const account = await openAccount({ answer: (...args) => talking(talks)(...args) });
    account.watched = ['a1'];
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await account.read(feed);
      later(account, 1);
    }
    const asked = account.seen.length;
    talks.a1.push(reply);
    later(account, 60);
    await account.read(feed);
    const before = account.seen.length;

    later(account, 1);
    await account.read(feed);

    expect(asked).toBeLessThan(80);
    expect(new Set(account.known.remarks.map(({ id }) => id)).size).toBe(1);
    expect(account.seen.length).toBe(before + 1);
  });

  it('are forgotten once nobody waits', async () => {
    const account = await openAccount({ answer: talking({ a1: [reply] }) });
    account.watched = ['a1'];
    await account.read(feed);
    account.watched = [];

    await account.read(feed);

    expect(account.known.cursors.get(feed)).toEqual({ asked: {} });
    expect(account.seen.length).toBe(1);
  });
});

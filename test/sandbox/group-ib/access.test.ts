import { describe, expect, it } from 'vitest';
import { grantsOf } from '../../../src/sandbox/group-ib/settings.ts';
import { ask, fieldOf, fixture, started } from './ask.ts';

const GRANTS = 'user/granted_collections';
const DDOS = 'attacks/ddos/updated';

describe('the credentials', () => {
  it.each([
    { state: 'right', question: {}, expected: 200 },
    { state: 'wrong', question: { token: 'not-the-token' }, expected: 401 },
    { state: 'absent', question: { token: null }, expected: 401 },
  ])('$state: $expected', async ({ state, question, expected }) => {
    const sandbox = await started({ username: 'soc@larkfield.example', apiKey: 'the-token' });

    const answer = await ask(sandbox, GRANTS, question);

    expect(answer.status).toBe(expected);
    expect(sandbox.requests()).toMatchObject([{ key: state, status: expected }]);
    expect(answer.headers.has('www-authenticate')).toBe(expected === 401);
  });

  it('are refused with the name of another, and where the token was changed while the service runs', async () => {
    const sandbox = await started();
    const { username, apiKey } = sandbox.settings();
    const other = `Basic ${Buffer.from(`other@larkfield.example:${apiKey}`).toString('base64')}`;

    const otherName = await ask(sandbox, GRANTS, { headers: { Authorization: other } });
    sandbox.set({ apiKey: 'another-token' });
    const old = await ask(sandbox, GRANTS, { token: apiKey });

    expect(username).not.toBe('other@larkfield.example');
    expect([otherName.status, old.status, (await ask(sandbox, GRANTS)).status]).toEqual([401, 401, 200]);
  });
});

describe('an address that is not on the allow list', () => {
  it('is told so with 403, whatever its credentials', async () => {
    const sandbox = await started({ address: 'forbidden' });

    const answers = [await ask(sandbox, GRANTS), await ask(sandbox, GRANTS, { token: null })];

    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(answers[0]?.json).toEqual({ message: expect.any(String) });
  });

  it('is sent to a page for people, which is no JSON', async () => {
    const sandbox = await started({ address: 'redirected' });

    const redirected = await ask(sandbox, GRANTS, { redirect: 'manual' });
    const followed = await ask(sandbox, GRANTS);

    expect([redirected.status, redirected.headers.get('location')]).toEqual([302, '/welcome']);
    expect([followed.status, followed.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(followed.json).toBeUndefined();
  });

  it('finds its connection closed', async () => {
    const sandbox = await started({ address: 'closed' });

    await expect(ask(sandbox, GRANTS)).rejects.toThrow('fetch failed');
  });
});

describe('the granted collections', () => {
  it('are all that the service knows unless told, with whether hunting rules are used', async () => {
    const sandbox = await started();

    const { json } = await ask(sandbox, GRANTS);

    expect(json).toEqual(expect.arrayContaining([{ collection: 'osi/git_repository', huntingRulesUsed: true }]));
    expect(json).toEqual(expect.arrayContaining([{ collection: 'malware/cnc', huntingRulesUsed: false }]));
    expect(json).toEqual(expect.arrayContaining([{ collection: 'darkweb/forums', huntingRulesUsed: false }]));
  });

  it('are those of the documented example', () => {
    const documented = fixture('group-ib/synthetic/granted_collections.json');
    const names = Array.isArray(documented) ? documented.map((grant) => String(fieldOf(grant, 'collection'))) : [];

    expect(names.length).toBeGreaterThan(10);
    expect(grantsOf(names)).toEqual(documented);
  });

  it.each(['attacks/ddos', 'attacks/ddos/updated', 'attacks/ddos/a1', 'sequence_list?collection=attacks/ddos'])(
    'decide over %s: 403 without',
    async (path) => {
      const sandbox = await started({ grants: grantsOf(['malware/cnc']) });
      sandbox.addItem('attacks/ddos', { id: 'a1' });

      const without = await ask(sandbox, path);
      sandbox.set({ grants: grantsOf(['attacks/ddos']) });

      expect([without.status, (await ask(sandbox, path)).status]).toEqual([403, 200]);
    },
  );

  it('decide what the global search and the list of sequences speak of', async () => {
    const sandbox = await started({ grants: grantsOf(['malware/cnc']) });
    sandbox.addItem('malware/cnc', { cnc: 'evil.example' });
    sandbox.addItem('attacks/ddos', { source: 'evil.example' });

    const hits = await ask(sandbox, 'search?q=evil.example');
    const sequences = await ask(sandbox, 'sequence_list');

    expect(hits.json).toEqual([expect.objectContaining({ apiPath: 'malware/cnc', count: 1 })]);
    expect(sequences.json).toEqual({ list: { 'malware/cnc': expect.any(Number) } });
  });
});

describe('the rate limit', () => {
  it('is counted for each collection by itself and says when to come back', async () => {
    const sandbox = await started({ rateLimit: { limit: 2, windowMs: 5_000 } });

    const answers = [DDOS, DDOS, DDOS, 'malware/cnc/updated', 'attacks/ddos'].map((path) => ask(sandbox, path));
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    const again = await ask(sandbox, DDOS);

    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect([statuses[3], again.status]).toEqual([200, 429]);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThanOrEqual(4);
  });

  it('counts the list of sequences for the collection that it is asked for', async () => {
    const sandbox = await started({ rateLimit: { limit: 1, windowMs: 60_000 } });
    const list = (collection: string) => ask(sandbox, `sequence_list?collection=${collection}`);

    const answers = [await list('attacks/ddos'), await list('malware/cnc'), await list('malware/cnc')];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect((await ask(sandbox, DDOS)).status).toBe(429);
  });

  it('is off unless told', async () => {
    const sandbox = await started();

    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(sandbox, DDOS)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('a path that is not served', () => {
  it.each([
    ['search/all', 404],
    ['attacks/unknown/updated', 404],
    ['attacks/phishing', 404],
    ['attacks/phishing/updated', 404],
    ['unheard/of', 404],
    ['', 404],
  ])('%s: %i', async (path, expected) => {
    const sandbox = await started();

    expect((await ask(sandbox, path)).status).toBe(expected);
  });

  it('is not found below a base without its version, as joined from one without its last slash', async () => {
    const sandbox = await started();

    const answer = await ask(sandbox, new URL('search?q=a', sandbox.url.slice(0, -1)).href);

    expect(answer.status).toBe(404);
    expect(sandbox.requests()).toMatchObject([{ path: '/api/search' }]);
  });

  it('knows its methods', async () => {
    const sandbox = await started();

    const answer = await ask(sandbox, 'scoring');

    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

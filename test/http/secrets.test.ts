import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { secret } from '../../src/domain/secret.ts';
import { createScrub, excerpt } from '../../src/http/scrub.ts';
import { sendJson, startServer } from '../support/http-server.ts';
import { failureOf, httpUnderTest, mark, signal } from './support.ts';

describe('a credential', () => {
  it.each([200, 400, 401, 429, 500])(
    'is in no error, log or metric when the vendor echoes it with %i',
    async (status) => {
      const server = await startServer((response, _nth, { url, headers }) =>
        sendJson(response, { message: `${mark} ${url} ${String(headers['x-api-key'])}` }, { status }),
      );
      const { client, lines, outcomes } = httpUnderTest();
      const one = client(server.url, { query: () => ({ api_token: mark }), timeout: 2000 });

      const outcome = await one.send({ method: 'POST', path: '/x', body: {}, signal }).then(
        (answer) => answer.status,
        (error: unknown) => error,
      );

      const everything = inspect([outcome, lines, outcomes], { depth: 20, showHidden: true });
      expect(server.seen[0]?.url).toContain('api_token=MARKED');
      expect(everything).not.toContain('MARKED');
      expect(lines.length).toBe(1);
    },
  );

  it('is in no error when nobody answers', async () => {
    const server = await startServer((response) => response.destroy());
    const { client, lines } = httpUnderTest();
    const one = client(server.url, { query: () => ({ api_token: mark }) });

    const error = await failureOf(one.send({ method: 'POST', path: '/x', body: {}, signal }));

    expect(inspect([error, error.cause, lines], { depth: 20, showHidden: true })).not.toContain('MARKED');
    expect(error.cause).toBeUndefined();
  });

  it('is scrubbed as text, in JSON, in URLs and as Base64, before the text is cut', () => {
    const scrub = createScrub([secret(mark)]);
    const spellings = [mark, JSON.stringify(mark), encodeURIComponent(mark), Buffer.from(mark).toString('base64')];

    const scrubbed = excerpt(`${'x'.repeat(990)}${spellings.join(' ')}`, scrub);

    expect(scrubbed).not.toContain('MARK');
    expect(scrubbed.length).toBe(1000);
    expect(scrub(spellings.join(' '))).toBe('[secret] "[secret]" [secret] [secret]');
  });

  it('stays out of the log line of a failure, which has method, path, status, duration and the answer', async () => {
    const server = await startServer((response) => sendJson(response, { message: 'no such thing' }, { status: 404 }));
    const { client, lines } = httpUnderTest();

    await failureOf(
      client(`${server.url}/base`).send({ method: 'POST', path: '/x', query: { q: 'z' }, body: {}, signal }),
    );

    expect(lines).toEqual([
      {
        level: 'info',
        message: 'vendor request refused',
        data: {
          instance: 'acme',
          host: `127.0.0.1:${server.port}`,
          method: 'POST',
          path: '/base/x',
          status: 404,
          kind: 'refused',
          durationMs: expect.any(Number),
          body: '{"message":"no such thing"}',
        },
      },
    ]);
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage, type PageAssets, servePage } from '../../src/sandbox/page-build.ts';

describe('the built page', () => {
  let assets: PageAssets;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    assets = await buildPage();
    const page = servePage(assets);
    server = createServer((request, response) => {
      if (!page(request, response)) response.writeHead(418).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('has a document, a script, a style and an icon, each with its type', () => {
    const types = [...assets.values()].map(({ type }) => type);

    expect(types.toSorted()).toEqual([
      'image/svg+xml',
      'text/css; charset=utf-8',
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
    ]);
  });

  it('serves every file, and forbids what is not its own', async () => {
    for (const [path, { type, bytes }] of assets) {
      const response = await fetch(origin + path);

      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-security-policy')).toMatch(
        /default-src 'none'; script-src 'self'; style-src 'self';/,
      );
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    }
  });

  it('refers to nothing outside itself', () => {
    const html = assets.get('/')?.bytes.toString() ?? '';
    const css = [...assets.values()].find(({ type }) => type.startsWith('text/css'))?.bytes.toString() ?? '';

    expect(html).not.toMatch(/<script>|style=|https?:/);
    expect(css).not.toMatch(/@import|url\(/);
  });

  it.each([
    ['GET', '/?theme=dark', 200],
    ['HEAD', '/', 200],
    ['POST', '/', 418],
    ['GET', '/assets/../package.json', 418],
    ['GET', '/sandbox/vendors', 418],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect((await fetch(origin + path, { method })).status).toBe(status);
  });
});

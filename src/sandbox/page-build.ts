import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

/** The built page: each file's bytes and content type by its path, `/` being the document. */
export type PageAssets = ReadonlyMap<string, { readonly type: string; readonly bytes: Buffer }>;

const root = fileURLToPath(new URL('page/', import.meta.url));

const contentTypes: { readonly [extension: string]: string } = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

// No inline script or style and no other origin: what a vendor sends can neither run here nor be fetched from here.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Builds the page in memory; nothing is written. Fails with vite's own error where the page does not compile. */
export async function buildPage(): Promise<PageAssets> {
  // Imported here, so that a command that never shows the page does not load the bundler.
  const { build } = await import('vite');
  const built = await build({
    root,
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { write: false, modulePreload: false, reportCompressedSize: false, target: 'es2022' },
  });
  return new Map(filesOf(built).map(({ name, bytes }) => [pathOf(name), { type: typeOf(name), bytes }]));
}

/**
 * A hook for node:http that answers `GET` and `HEAD` for the page's files.
 *
 * Gives true where it has answered; false leaves the request untouched for the next handler.
 */
export function servePage(assets: PageAssets): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const asset = assets.get((request.url ?? '/').replace(/[?#].*$/su, ''));
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    response.writeHead(200, {
      'content-type': asset.type,
      'content-length': asset.bytes.length,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : asset.bytes);
    return true;
  };
}

interface BuiltFile {
  readonly name: string;
  readonly bytes: Buffer;
}

type Built = Awaited<ReturnType<typeof import('vite').build>>;

function filesOf(built: Built): BuiltFile[] {
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : [];
  return outputs.flatMap(({ output }) =>
    output.map((file) => ({
      name: file.fileName,
      bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source),
    })),
  );
}

function pathOf(fileName: string): string {
  return fileName === 'index.html' ? '/' : `/${fileName}`;
}

function typeOf(fileName: string): string {
  return contentTypes[fileName.slice(fileName.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

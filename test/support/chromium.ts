import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
] as const;

/** The installed Chromium that browser tests drive; absent where the machine has none. */
export const chromiumPath: string | undefined = candidates.find((path) => path !== undefined && existsSync(path));

/** Why browser tests are skipped, for their title; '' where they run. */
export const chromiumMissing: string =
  chromiumPath === undefined ? ' (skipped: no Chromium found; set CHROMIUM to its path)' : '';

/** Starts the installed Chromium without a window and without calls of its own to the network. */
export async function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium is installed');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

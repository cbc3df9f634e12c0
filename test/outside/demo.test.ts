import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chromiumMissing, chromiumPath, launchChromium } from '../support/chromium.ts';

const root = resolve(import.meta.dirname, '../..');

/** Starts `picket demo` as a newcomer does, and gives the URL that it prints. */
async function startDemo(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const demo = spawn(process.execPath, [resolve(root, 'src/main.ts'), 'demo', '--port', '0', '--vendor-rate', '0'], {
    cwd: root,
  });
  const url = await new Promise<string>((found, failed) => {
    demo.stdout.on('data', (chunk: Buffer) => {
      const printed = /http:\/\/\S+/.exec(chunk.toString())?.[0];
      if (printed !== undefined) found(printed);
    });
    demo.once('exit', () => failed(new Error('the demo ended')));
  });
  return {
    url,
    async stop() {
      demo.kill('SIGTERM');
      await once(demo, 'exit');
    },
  };
}

describe.skipIf(chromiumPath === undefined)(
  `the demo in a browser${chromiumPath === undefined ? ` (${chromiumMissing})` : ''}`,
  () => {
    let demo: Awaited<ReturnType<typeof startDemo>>;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
      page = await browser.newPage({ viewport: { width: 1400, height: 950 } });
      await page.goto(demo.url);
      await page.locator('[data-testid^="message-"]').first().waitFor();
    });

    afterAll(async () => {
      await browser?.close();
      await demo?.stop();
    });

    it('shows incidents, and a press on Resolved changes the simulated vendor’s alarm, the message and its thread', async () => {
      // Others arrive meanwhile: the card is held on to by its own id.
      const id = await page
        .getByTestId('channel')
        .locator('[data-testid^="message-"]', {
          hasText: 'larkfield-threatmon:',
          has: page.getByRole('button', { name: 'Resolved', exact: true }),
        })
        .first()
        .getAttribute('data-testid');
      const card = page.getByTestId('channel').getByTestId(id ?? '');
      const key = /larkfield-threatmon:(\d+)/.exec((await card.textContent()) ?? '')?.[1];
      await page.getByTestId('vendors-toggle').click();

      await card.getByRole('button', { name: 'Resolved', exact: true }).click();

      await page.getByTestId(`vendor-record-${key}`).getByText('Resolved').waitFor();
      await card.getByText(/1 reply/).click();
      await page
        .getByTestId('thread')
        .getByText(/status to Resolved/)
        .waitFor();
      expect(await card.textContent()).toContain('Resolved');
    });

    it('runs a slash command, and a form that reaches the vendor', async () => {
      const composer = page.getByTestId('composer').getByRole('textbox');
      await composer.fill('/threat incidents');
      await composer.press('Enter');
      await page.getByText('Only visible to you').last().waitFor();
      const record = page.locator('[data-testid^="vendor-record-186"]').first();
      const code = (await record.getAttribute('data-testid'))?.replace('vendor-record-', '') ?? '';
      await composer.fill(`/threat threatmon_update_incident_status alarmId=${code}`);
      await composer.press('Enter');
      await page.getByTestId('modal').waitFor();

      await page.getByTestId('input-status').getByRole('button').first().click();
      await page.getByRole('option', { name: 'Ignore' }).click();
      await page.getByTestId('modal-submit').click();

      await page.getByTestId('modal').waitFor({ state: 'detached' });
      await record.getByText('Ignore').waitFor();
      expect(await record.textContent()).toContain('Ignore');
    });

    it('shows the App Home', async () => {
      await page.getByTestId('app-entry').click();

      await page.getByTestId('home').getByText('larkfield-threatmon').first().waitFor();
      expect(await page.getByTestId('home').textContent()).toContain('larkfield-threatmon');
    });
  },
);

it('an installation of the bot alone says where the demo is to be had', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'picket-test-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const sandbox = join(root, 'src/sandbox');
  await cp(join(root, 'src'), join(folder, 'src'), { recursive: true, filter: (source) => source !== sandbox });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));

  const demo = spawn(process.execPath, ['src/main.ts', 'demo', '--port', '0'], { cwd: folder });
  const said: string[] = [];
  demo.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const [status] = await once(demo, 'close');

  expect(status).toBe(1);
  expect(said.join('')).toBe(
    'picket: the demo is no part of an installation of the bot alone. In a clone: npm ci && npm run demo.\n',
  );
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumMissing, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { message, tsAt } from './workspace.ts';

describe.skipIf(chromiumPath === undefined)(`the places of the sandbox’s page${chromiumMissing}`, () => {
  let server: FakeServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startFakeServer(), launchChromium()]);
  });

  beforeEach(async () => {
    server.reset();
    context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(8000);
    await page.goto(server.url);
    await page.getByTestId('composer').waitFor();
  });

  afterEach(async () => {
    await context.close();
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('opens a thread with its files and answers in it', async () => {
    await page
      .getByTestId(`replies-${tsAt(60)}`)
      .getByText('2 replies')
      .click();
    const thread = page.getByTestId('thread');

    expect(await thread.getByTestId('file-F1').getAttribute('href')).toBe('/files/indicators.csv');
    expect(await thread.getByRole('img', { name: 'screenshot.png' }).getAttribute('src')).toBe('/files/screenshot.png');
    await page.getByTestId('thread-composer').getByRole('textbox').fill('on it @lead');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => server.actions)
      .toEqual([{ type: 'say', userId: 'U1', channelId: 'C1', text: 'on it <@U2>', threadTs: tsAt(60) }]);
    server.emit({ type: 'message', message: message({ ts: tsAt(200), threadTs: tsAt(60), text: 'noted' }) });
    await thread.getByText('3 replies').waitFor();
    await page
      .getByTestId(`replies-${tsAt(60)}`)
      .getByText('3 replies')
      .waitFor();
  });

  it('refuses slash commands in threads, as Slack does', async () => {
    await page.getByTestId(`replies-${tsAt(60)}`).click();

    await page.getByTestId('thread-composer').getByRole('textbox').fill('/threat help');
    await page.keyboard.press('Enter');

    await page.getByText('/threat is not supported in threads').waitFor();
    expect(server.actions).toEqual([]);
  });

  it('runs message shortcuts and deletes from the menu of a message', async () => {
    await page.getByTestId(`message-${tsAt(60)}`).hover();
    await page.getByTestId(`more-${tsAt(60)}`).click();
    await page.getByTestId('shortcut-picket_lookup').click();
    await page.getByTestId(`more-${tsAt(60)}`).click();
    await page.getByTestId('delete-message').click();
    await page.getByTestId('confirm-agree').click();

    const at = { channelId: 'C1', messageTs: tsAt(60) };
    await expect
      .poll(() => server.actions)
      .toEqual([
        { type: 'shortcut', userId: 'U1', callbackId: 'picket_lookup', ...at },
        { type: 'deleteMessage', ...at },
      ]);
  });

  it('dismisses an ephemeral message for good', async () => {
    const whisper = page.getByTestId(`message-${tsAt(100)}`);
    await whisper.getByText('Only visible to you').waitFor();

    await whisper.getByRole('button', { name: 'Dismiss message' }).click();

    await expect.poll(() => whisper.count()).toBe(0);
  });

  it('opens the app’s Home and Messages tabs and tells the app', async () => {
    await page.getByTestId('app-entry').click();
    await page.getByTestId('home').getByText('acme-threatmon').waitFor();
    await page.getByTestId('tab-messages').click();
    await page.getByTestId('composer').waitFor();

    await expect
      .poll(() => server.actions)
      .toEqual([
        { type: 'openHome', userId: 'U1', tab: 'home' },
        { type: 'openHome', userId: 'U1', tab: 'messages' },
      ]);
  });

  it('acts as another person, who sees their own', async () => {
    await page.getByTestId('user-menu').click();
    await page.getByTestId('act-as-lead').click();
    await page.getByText('Only for the lead').waitFor();
    await page.getByTestId('action-threatmon_update_incident_status:progress').click();

    await expect.poll(() => server.actions).toMatchObject([{ type: 'press', userId: 'U2' }]);
    expect(await page.getByTestId(`message-${tsAt(100)}`).count()).toBe(0);
  });

  it('shows a change at the simulated vendor while its panel is open', async () => {
    await page.getByTestId('vendors-toggle').click();
    const record = page.getByTestId('vendor-record-4711');
    await record.getByText('Open').waitFor();
    await page.getByTestId('vendor-requests-threatmon').getByText('/api/v1/alarms/status').waitFor();

    server.setVendorStatus('Resolved');

    await expect.poll(() => record.getByText('Resolved').isVisible()).toBe(true);
  });

  it('says what was refused', async () => {
    server.react(() => ({ error: 'that element is no longer there' }));

    await page.getByTestId('action-threatmon_update_incident_status:progress').click();

    await expect
      .poll(() => page.getByTestId('toast').getByText('that element is no longer there').isVisible())
      .toBe(true);
  });

  it('remembers the theme and that the hint was read', async () => {
    const scheme = () => page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme');
    await page.getByTestId('hint').getByRole('button', { name: 'Close the hint' }).click();
    await page.getByTestId('theme').click();
    await page.getByTestId('theme').click();
    await expect.poll(scheme).toBe('dark');

    await page.reload();
    await page.getByTestId('composer').waitFor();

    await expect.poll(scheme).toBe('dark');
    expect(await page.getByTestId('hint').count()).toBe(0);
  });

  it('keeps everything within a narrow window', async () => {
    await page.setViewportSize({ width: 420, height: 760 });
    await page.getByRole('button', { name: 'Channels', exact: true }).click();
    await page.getByTestId('channel-soc-critical').click();
    await page.getByTestId('channel').getByText('soc-critical').waitFor();

    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

    expect(overflow).toBeLessThanOrEqual(0);
    expect(await page.getByTestId('channel-soc-critical').isVisible()).toBe(false);
  });
});

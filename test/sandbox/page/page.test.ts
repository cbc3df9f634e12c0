import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageAction, PageView } from '../../../src/sandbox/slack/page-api.ts';
import { chromiumMissing, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { card, formBlocks } from './sample-blocks.ts';
import { message, tsAt } from './workspace.ts';
import { patience } from '../../support/patience.ts';

const view: PageView = {
  id: 'V1',
  userId: 'U1',
  title: 'Update status',
  submit: 'Send',
  close: 'Cancel',
  blocks: formBlocks,
  errors: {},
  busy: false,
};

describe.skipIf(chromiumPath === undefined)(`the sandbox’s page in a browser${chromiumMissing}`, () => {
  let server: FakeServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startFakeServer(), launchChromium()]);
  });

  beforeEach(async () => {
    server.reset();
    complaints.length = 0;
    context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('pageerror', ({ message: text }) => complaints.push(text));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    await page.goto(server.url);
    await page.getByTestId('composer').waitFor();
  });

  afterEach(async () => {
    await context.close();
    // Whatever a test is about: nothing throws, nothing breaks the content security policy, nothing is missing.
    const faults = [...complaints, ...server.unknown];
    if (faults.length > 0) throw new Error(`the page complained: ${faults.join('; ')}`);
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const composer = () => page.getByTestId('composer').getByRole('textbox');
  const sent = async (type: PageAction['type']): Promise<PageAction> =>
    vi.waitFor(() => {
      const action = server.actions.find((one) => one.type === type);
      if (!action) throw new Error(`no ${type} was sent`);
      return action;
    }, patience);

  it('shows a card with its markup, and markup in vendor text as text', async () => {
    const shown = page.getByTestId(`message-${tsAt(60)}`);

    expect(await shown.locator('.header-text').innerText()).toContain('Phishing domain imitates the customer login');
    expect(await shown.getByRole('img', { name: 'red circle' }).count()).toBe(2);
    expect(await shown.locator('pre').innerText()).toContain('<b>in</b>');
    expect(await shown.getByRole('link', { name: 'ThreatMon' }).getAttribute('rel')).toContain('noopener');
    expect(await page.getByTestId(`message-${tsAt(0)}`).innerText()).toContain('#soc-critical @soc-leads');
    expect(await page.getByTestId(`message-${tsAt(101)}`).count()).toBe(0);
  });

  it('shows messages as they come and marks the channels that were not read', async () => {
    server.emit({ type: 'message', message: message({ ts: tsAt(200), text: 'Here and *now*' }) });
    server.emit({ type: 'message', message: message({ ts: tsAt(201), channelId: 'C2', text: 'Elsewhere' }) });

    await page
      .getByTestId(`message-${tsAt(200)}`)
      .getByText('Here and now')
      .waitFor();
    await page.getByTestId('channel-soc-critical').getByLabel('1 unread').waitFor();
    await page.getByTestId('channel-soc-critical').click();
    await page.getByTestId(`message-${tsAt(201)}`).waitFor();
    expect(await page.getByLabel('1 unread').count()).toBe(0);
  });

  it('catches up after the stream was cut', async () => {
    server.cut();
    await page.getByTestId('connection').getByText('reconnecting').waitFor();
    await page.getByTestId('connection').getByText('connected').waitFor();

    server.emit({ type: 'message', message: message({ ts: tsAt(200), text: 'Back again' }) });

    await expect.poll(() => page.getByText('Back again').isVisible()).toBe(true);
  });

  it('sends a press, waits until it is answered, and shows the edited card', async () => {
    const answered = Promise.withResolvers<undefined>();
    server.react(() => answered.promise);
    const button = page.getByTestId('action-threatmon_update_incident_status:resolved');

    await button.click();

    expect(await sent('press')).toMatchObject({
      userId: 'U1',
      place: { channelId: 'C1', messageTs: tsAt(60) },
      blockId: 'respond',
      actionId: 'threatmon_update_incident_status:resolved',
      value: { type: 'button', value: 'Resolved' },
    });
    await expect.poll(() => button.getAttribute('aria-busy')).toBe('true');
    server.emit({ type: 'message', message: message({ ts: tsAt(60), blocks: card('Done by lead') }) });
    answered.resolve(undefined);
    await page.getByText('Done by lead').waitFor();
    await expect.poll(() => button.getAttribute('aria-busy')).toBe('false');
  });

  it('asks before a press that wants confirmation, and sends nothing when denied', async () => {
    await page.getByTestId('action-threatmon_request_takedown').click();
    await page.getByTestId('confirm').getByText('It cannot be undone.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('confirm').count()).toBe(0);
    expect(server.actions).toEqual([]);

    await page.getByTestId('action-threatmon_request_takedown').click();
    await page.getByTestId('confirm-agree').click();

    expect(await sent('press')).toMatchObject({ actionId: 'threatmon_request_takedown' });
  });

  it('sends the chosen option of an overflow menu, by keyboard alone', async () => {
    await page.getByTestId('action-more').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Ignore' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    expect(await sent('press')).toMatchObject({
      value: { type: 'overflow', selected_option: { value: 'Assign to me' } },
    });
  });

  it('completes, explains, sends and recalls a slash command', async () => {
    await composer().fill('/thr');
    await page.getByTestId('commands').getByText('Threat intelligence in Slack').waitFor();
    await composer().press('Enter');
    expect(await composer().inputValue()).toBe('/threat ');
    await page.getByTestId('usage').getByText('lookup INDICATOR').waitFor();

    await composer().pressSequentially('show 4711');
    await composer().press('Enter');

    expect(await sent('command')).toMatchObject({ command: '/threat', text: 'show 4711', channelId: 'C1' });
    await composer().press('ArrowUp');
    expect(await composer().inputValue()).toBe('/threat show 4711');
  });

  it('says what is no command, and when the app did not answer', async () => {
    await composer().fill('/nope');
    await composer().press('Enter');
    server.emit({ type: 'warning', userId: 'U1', channelId: 'C1', text: '/threat failed: operation_timeout' });

    await page.getByTestId('warning').getByText('/nope is not a valid command').waitFor();
    await page.getByTestId('warning').getByText('operation_timeout').waitFor();
    expect(server.actions).toEqual([]);
  });

  it('fills a form, holds back what is incomplete, and shows what the app finds wrong', async () => {
    server.emit({ type: 'views', userId: 'U1', views: [view] });
    await page.getByTestId('modal-submit').click();
    await page.getByText('Please complete this required field.').first().waitFor();
    await page.getByTestId('action-status').click();
    await page.getByRole('option', { name: 'Resolved' }).click();
    await page.getByTestId('action-note').fill('Taken down');
    await page.getByTestId('action-tags').click();
    await page.getByRole('option', { name: 'vip' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Tell the owner').check();
    await page.getByTestId('modal-submit').click();

    expect(await sent('submit')).toMatchObject({
      viewId: 'V1',
      state: {
        status: { status: { type: 'static_select', selected_option: { value: 'Resolved' } } },
        note: { note: { type: 'plain_text_input', value: 'Taken down' } },
        tags: { tags: { selected_options: [{ value: 'vip' }] } },
        due: { due: { selected_date: '2026-11-30' } },
        flags: { flags: { selected_options: [{ value: 'tell' }] } },
        who: { who: { selected_user: 'U2' } },
      },
    });
    server.emit({ type: 'views', userId: 'U1', views: [{ ...view, errors: { note: 'Say more.' } }] });
    await page.getByTestId('input-note').getByText('Say more.').waitFor();
    expect(await page.getByTestId('action-note').inputValue()).toBe('Taken down');
    await page.keyboard.press('Escape');
    expect(await sent('close')).toMatchObject({ viewId: 'V1' });
  });

  it('shows only the topmost of stacked modals and keeps what was typed below', async () => {
    server.emit({ type: 'views', userId: 'U1', views: [view] });
    await page.getByTestId('action-note').fill('kept');

    server.emit({ type: 'views', userId: 'U1', views: [view, { ...view, id: 'V2', title: 'On top', blocks: [] }] });
    await page.getByTestId('modal').getByText('On top').waitFor();
    expect(await page.getByTestId('modal-below').isVisible()).toBe(false);
    server.emit({ type: 'views', userId: 'U1', views: [view] });

    await expect.poll(() => page.getByTestId('modal').getByTestId('action-note').inputValue()).toBe('kept');
  });
});

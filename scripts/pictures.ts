import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { launchChromium } from '../test/support/chromium.ts';

/** `npm run pictures`: takes the README's pictures anew, from the demo as a newcomer sees it. Needs Chromium. */
const docs = new URL('../docs/', import.meta.url);
const messages = '[data-testid^="message-"]';
/** A message is drawn as wide as the window; its text ends here. */
const readableWidth = 730;

const { demo, url } = await startDemo();
const browser = await launchChromium();
try {
  await takeWindow(await openDemo({ width: 1400, height: 860, scale: 1.25 }));
  const page = await openDemo({ width: 1280, height: 1400, scale: 1.75 });
  await openChannel(page, 'soc-critical');
  await page.getByTestId('hint').getByRole('button', { name: 'Close the hint' }).click();
  await takeCard(page);
  await takeForm(page);
  await takeThread(page);
  await takeLookup(page);
  await takeHome(page);
} finally {
  await browser.close();
  demo.kill('SIGTERM');
  await once(demo, 'exit');
}

/** The demo without events: its first alarms are the same each time. */
async function startDemo(): Promise<{ readonly demo: ReturnType<typeof spawn>; readonly url: string }> {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'demo', '--port', '0', '--vendor-rate', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/\S+/.exec(chunk.toString())?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('the demo ended')));
  });
  return { demo: child, url: printed };
}

async function openDemo({ width, height, scale }: { width: number; height: number; scale: number }): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale, colorScheme: 'light' });
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await untilNothingNew(page);
  return page;
}

/** Resolves once all that waited at the vendor has been posted: nothing has come for three seconds. */
async function untilNothingNew(page: Page): Promise<void> {
  await page.locator(messages).first().waitFor();
  const sidebar = page.getByRole('navigation');
  for (let before = ''; before !== (await sidebar.innerText());) {
    before = await sidebar.innerText();
    await page.waitForTimeout(3000);
  }
}

async function takeWindow(page: Page): Promise<void> {
  await openChannel(page, 'soc-critical');
  await page.getByTestId('vendors-toggle').click();
  await page.getByTestId('vendors').waitFor();
  await cardOf(page, 'Phishing Domain Detected').evaluate((card) => card.scrollIntoView());
  await page.screenshot({ path: fileOf('demo'), animations: 'disabled' });
}

async function takeCard(page: Page): Promise<void> {
  await take(page, 'card', cardOf(page, 'Stolen Credential'));
}

async function takeForm(page: Page): Promise<void> {
  await cardOf(page, 'Phishing Domain Detected').locator('.overflow').click();
  await page.getByRole('menu').getByText('Takedown form…').click();
  const modal = page.getByTestId('modal');
  await modal.waitFor();
  await modal.getByRole('textbox').last().fill('The domain serves a copy of our sign-in page to mobile browsers.');
  await modal.screenshot({ path: fileOf('form'), animations: 'disabled' });
  await page.getByTestId('modal-close').first().click();
  await modal.waitFor({ state: 'detached' });
}

async function takeThread(page: Page): Promise<void> {
  // By its own id: a closed incident has another heading.
  const id = await cardOf(page, 'Open Port Detected').getAttribute('data-testid');
  const card = page.getByTestId('channel').getByTestId(id ?? '');
  await card.getByRole('button', { name: 'In Progress', exact: true }).click();
  await card.getByText('1 reply').waitFor();
  await say(page, '/threat assign 18620052 me');
  await card.getByText('2 replies').waitFor();
  await card.getByRole('button', { name: 'Resolved', exact: true }).click();
  await card.getByText('3 replies').click();
  const thread = page.getByTestId('thread');
  await thread.getByText(/to Resolved/).waitFor();
  await page.setViewportSize({ width: 1280, height: 700 });
  await thread.screenshot({ path: fileOf('thread'), animations: 'disabled' });
  await page.setViewportSize({ width: 1280, height: 1400 });
}

async function takeLookup(page: Page): Promise<void> {
  await say(page, '/threat lookup db-stage-02[.]larkfield[.]example 192.0.2.199');
  const answers = page.getByTestId('channel').locator(messages);
  const known = answers.filter({ hasText: 'indicators are known' }).last();
  await known.waitFor();
  await take(page, 'lookup', known);
  const verdict = answers.filter({ hasText: /of 2 indicators/, hasNotText: 'are known' }).last();
  await verdict.waitFor();
  await take(page, 'verdict', verdict);
}

async function takeHome(page: Page): Promise<void> {
  await page.getByTestId('app-entry').click();
  const home = page.getByTestId('home');
  await home.getByText('ThreatMon').first().waitFor();
  await page.setViewportSize({ width: 1280, height: 430 });
  await take(page, 'home', home);
}

async function openChannel(page: Page, name: string): Promise<void> {
  await page.getByTestId(`channel-${name}`).click();
  await page.locator(messages).last().scrollIntoViewIfNeeded();
}

async function say(page: Page, line: string): Promise<void> {
  const composer = page.getByTestId('composer').getByRole('textbox');
  await composer.fill(line);
  await composer.press('Enter');
}

function cardOf(page: Page, title: string): Locator {
  return page
    .getByTestId('channel')
    .locator(messages, { hasText: `High: ${title}` })
    .first();
}

/** An element as far as its text goes, with the pointer out of the way. */
async function take(page: Page, name: string, element: Locator): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  await page.mouse.move(0, 0);
  const box = await element.boundingBox();
  if (box === null) throw new Error(`nothing to see for ${name}`);
  const clip = { ...box, width: Math.min(box.width, readableWidth) };
  await page.screenshot({ path: fileOf(name), clip, animations: 'disabled' });
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(`${name}.png`, docs));
}

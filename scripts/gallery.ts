import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { webApi } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { buildPage, servePage } from '../src/sandbox/page-build.ts';
import type { SlackSandbox } from '../src/sandbox/slack/sandbox.ts';
import { startSlack } from '../src/sandbox/slack/server.ts';
import { postMessage } from '../src/slack/post-message.ts';
import { renderIncident } from '../src/slack/render/incident.ts';
import { fitMessage } from '../src/slack/render/limits.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { drawFlood } from './gallery/flood.ts';
import { galleryPage } from './gallery/page.ts';
import { type Exhibit, exhibits } from './gallery/records.ts';

/** `npm run gallery`: draws a card of every kind of record anew, and the page that shows them. Needs Chromium. */
const docs = new URL('../docs/', import.meta.url);
const channel = 'C0GALLERY';
const botToken = 'xoxb-sandbox';
/** A message is drawn as wide as the window; its text ends here. */
const readableWidth = 740;
const mostBytes = 150_000;

const shown = exhibits();
const slack = await startSlack({
  botToken,
  appToken: 'xapp-sandbox',
  page: servePage(await buildPage()),
  botName: 'Picket',
  users: [{ name: 'mira', realName: 'Mira Okafor' }],
  channels: [{ id: channel, name: 'gallery', kind: 'private', bot: true }],
  rateLimits: false,
});
const browser = await launchChromium();
try {
  await drawAll(slack, browser);
  await drawFlood(browser, (name) => fileURLToPath(new URL(`gallery/${name}.png`, docs)));
  writeFileSync(new URL('gallery.md', docs), galleryPage(shown));
} finally {
  await browser.close();
  await slack.close();
}

async function drawAll({ apiUrl, pageUrl }: SlackSandbox, chromium: Browser): Promise<void> {
  const web = new webApi.WebClient(botToken, { slackApiUrl: apiUrl });
  const posted = await inOrder(shown, async (exhibit) => ({ exhibit, ts: await post(web, exhibit) }));
  rmSync(new URL('gallery/', docs), { recursive: true, force: true });
  const page = await open(chromium, pageUrl, 1.5);
  const smallPage = await open(chromium, pageUrl, 1);
  for (const { exhibit, ts } of posted) {
    const file = fileOf(exhibit);
    await draw(page, ts, file);
    if (statSync(file).size > mostBytes) await draw(smallPage, ts, file);
  }
}

async function post(web: webApi.WebClient, { incident, card }: Exhibit): Promise<string> {
  const { text, blocks } = fitMessage(renderIncident({ incident, card }));
  const { ts } = await postMessage(web, { text, blocks }, { channel });
  if (ts === undefined) throw new Error(`${incident.key} was not posted`);
  return ts;
}

async function open(chromium: Browser, url: string, deviceScaleFactor: number): Promise<Page> {
  const viewport = { width: 1180, height: 2400 };
  const page = await chromium.newPage({ viewport, deviceScaleFactor, colorScheme: 'light' });
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await page.getByTestId('channel-gallery').click();
  return page;
}

/** A message as far as its text goes, with the pointer out of the way. */
async function draw(page: Page, ts: string, path: string): Promise<void> {
  const message = page.getByTestId('channel').getByTestId(`message-${ts}`);
  await message.scrollIntoViewIfNeeded();
  await page.mouse.move(0, 0);
  const box = await message.boundingBox();
  if (box === null) throw new Error(`nothing to see for ${path}`);
  const clip = { ...box, width: Math.min(box.width, readableWidth) };
  await page.screenshot({ path, clip, animations: 'disabled' });
}

function fileOf({ vendor, name }: Exhibit): string {
  mkdirSync(new URL(`gallery/${vendor}/`, docs), { recursive: true });
  return fileURLToPath(new URL(`gallery/${vendor}/${name}.png`, docs));
}

async function inOrder<T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await each(item));
  return results;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { buildPage, servePage } from '../../src/sandbox/page-build.ts';
import { startSlack } from '../../src/sandbox/slack/server.ts';
import { startThreatmon } from '../../src/sandbox/threatmon/server.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const titles = ['Phishing Domain Detected', 'Rogue Mobile App Detected', 'Open Port Detected'];
const levels = ['Low', 'Medium', 'Medium', 'High', 'Critical'];
/** A message is drawn as wide as the window; its text ends here. */
const readableWidth = 740;

/** A summary's message and its list, as a bot that met a flood posts them; `pathOf` names the pictures' files. */
export async function drawFlood(chromium: Browser, pathOf: (name: string) => string): Promise<void> {
  const slack = await startSlack({
    botToken: 'xoxb-sandbox',
    appToken: 'xapp-sandbox',
    page: servePage(await buildPage()),
    botName: 'Picket',
    users: [{ name: 'mira', realName: 'Mira Okafor' }],
    channels: [{ name: 'threat-intel', kind: 'private', bot: true }],
    rateLimits: false,
  });
  const vendor = await startThreatmon({ apiKey: 'sandbox', rateLimit: 'off', alarms: alarms() });
  const folder = mkdtempSync(join(tmpdir(), 'picket-gallery-'));
  writeFileSync(join(folder, 'picket.yaml'), configurationOf(slack.apiUrl, vendor.url));
  const bot = spawn(process.execPath, [main, 'run', '--log-level', 'warn'], { cwd: folder, stdio: 'inherit' });
  try {
    await photograph(await open(chromium, slack.pageUrl), pathOf);
  } finally {
    bot.kill('SIGTERM');
    await once(bot, 'exit');
    await Promise.all([slack.close(), vendor.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function alarms() {
  return Array.from({ length: 53 }, (_, index) => ({
    alarmCode: 18_618_001 + index,
    title: titles[index % titles.length] ?? '',
    description: `Look-alike domain signin-${index + 1}.larkfield.example.`,
    severity: levels[index % levels.length] ?? '',
    status: index % 9 === 0 ? 'In Progress' : 'Open',
    alarmDate: `2026-08-0${1 + (index % 4)}T06:12:44Z`,
  }));
}

function configurationOf(apiUrl: string, vendorUrl: string): string {
  return `
slack: { botToken: xoxb-sandbox, appToken: xapp-sandbox, apiUrl: "${apiUrl}" }
http: { port: 0 }
channel: "#threat-intel"
instances:
  - name: acme
    vendor: threatmon
    url: ${vendorUrl}
    apiKey: sandbox
    pace: { requests: 100, per: 1 second }
    fetch: { first: 10 years, max: 100 }
`;
}

async function open(chromium: Browser, url: string): Promise<Page> {
  const viewport = { width: 1180, height: 1200 };
  const page = await chromium.newPage({ viewport, deviceScaleFactor: 1.5, colorScheme: 'light' });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await page.getByTestId('channel-threat-intel').click();
  return page;
}

async function photograph(page: Page, pathOf: (name: string) => string): Promise<void> {
  const summary = page.getByTestId('channel').locator('[data-testid^="message-"]', { hasText: '38 more incidents' });
  await summary.waitFor();
  await summary.scrollIntoViewIfNeeded();
  const box = await summary.boundingBox();
  if (box === null) throw new Error('there is no summary to see');
  const clip = { ...box, width: Math.min(box.width, readableWidth) };
  await page.screenshot({ path: pathOf('summary'), clip, animations: 'disabled' });
  await summary.getByRole('button', { name: 'Show all' }).click();
  const list = page.getByTestId('modal');
  await list.getByRole('button', { name: 'Post' }).first().waitFor();
  await list.getByRole('button', { name: 'Post' }).first().click();
  await list.getByText('Open its message').waitFor();
  await list.getByText('page 1 of').scrollIntoViewIfNeeded();
  await page.mouse.move(0, 0);
  await list.screenshot({ path: pathOf('summary-list'), animations: 'disabled' });
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../src/cli/program.ts';
import { loadConfig } from '../src/config/load.ts';
import { compileRules } from '../src/pipeline/rules.ts';
import { scopes } from '../src/slack/scopes.ts';
import { instanceSettingsSchema, vendorModules } from '../src/vendors/index.ts';

const root = resolve(import.meta.dirname, '..');
const readme = await readFile(resolve(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
const full = blocks.find((text) => text.startsWith('slack:')) ?? '';
const rules = blocks.find((text) => text.startsWith('rules:')) ?? '';
const instances = blocks.filter((text) => text.startsWith('instances:'));
const uncommented = (text: string): string => text.replaceAll(/^( *)# (?=\w+: )/gm, '$1');

const env = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  SLACK_SIGNING_SECRET: 's',
  THREATMON_API_KEY: 'k',
  THREATMON_IOC_TOKEN: 't',
  RAPID7_ACCOUNT_ID: 'a',
  RAPID7_API_KEY: 'k',
  GROUP_IB_USERNAME: 'mira@acme.example',
  GROUP_IB_API_KEY: 'k',
};

async function load(text: string) {
  const read = async (path: string): Promise<string> => (path === 'picket.yaml' ? text : 'secret');
  return loadConfig({ path: 'picket.yaml', read, env, instances: instanceSettingsSchema });
}

async function helpOf(...argv: readonly string[]): Promise<string> {
  let text = '';
  const add = (part: string): void => {
    text += part;
  };
  await runProgram([...argv, '--help'], {
    env,
    out: add,
    err: add,
    interactive: false,
    stopped: new Promise(() => {}),
  });
  return text;
}

describe('the README', () => {
  it.each([
    ['as it stands', full],
    ['with every key that stands in a comment', uncommented(full)],
  ])('shows a configuration that loads, %s', async (_, text) => {
    const config = await load(text);

    expect(config.instances.map(({ name }) => name)).toEqual(['acme-threatmon']);
    expect(config.warnings).toEqual([]);
    expect(compileRules(config.rules)).toHaveProperty('compiled');
  });

  it('shows rules that load', async () => {
    const config = await load(full.replace(/^rules:.*?^(?=instances:)/ms, rules));

    expect(config.rules.length).toBeGreaterThanOrEqual(5);
    expect(compileRules(config.rules)).toHaveProperty('compiled');
  });

  it.each(instances.map((text) => [text]))('shows an instance that loads: %s', async (text) => {
    const config = await load(full.replace(/^instances:.*/ms, uncommented(text)));

    expect(config.instances).toHaveLength(1);
  });

  it('lists the scopes that the bot asks for', () => {
    const listed = [...readme.matchAll(/^\| `([a-z.]+:[a-z.]+|commands)` /gm)].map((match) => match[1]);

    expect(new Set(listed)).toEqual(new Set(Object.keys(scopes)));
  });

  it('lists the commands of the command line, with options that they have', async () => {
    const part = readme.slice(readme.indexOf('## Command line'), readme.indexOf('## Operation'));
    const rows = [...part.matchAll(/^\| `([a-z]+)([^`]*)`/gm)];
    const all = [...(await helpOf()).matchAll(/^ {2}(?!help )([a-z]+) (?:\[options\]| )/gm)].map((match) => match[1]);

    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(all));
    for (const [, name = '', usage = ''] of rows) {
      const help = await helpOf(name, ...(name === 'store' ? usage.trim().split(' ', 1) : []));
      for (const option of usage.match(/--[a-z-]+/g) ?? []) expect(help).toContain(option);
    }
  });

  it('names every vendor that is listed', () => {
    for (const { title } of vendorModules) expect(readme).toMatch(new RegExp(`^\\| ${title} +\\| ready`, 'm'));
  });

  it('links to files that exist', async () => {
    const links = [...readme.matchAll(/(?:\]\(|src=")((?!https?:|#)[^)"]+)/g)].map((match) => match[1] ?? '');

    expect(links.length).toBeGreaterThan(8);
    for (const link of links) await expect(readFile(resolve(root, link.split('#', 1)[0] ?? ''))).resolves.toBeDefined();
  });
});

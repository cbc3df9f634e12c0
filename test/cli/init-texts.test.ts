import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configOf, handleOf, manifestOf, nextSteps } from '../../src/cli/init-texts.ts';
import type { Answers } from '../../src/cli/init-texts.ts';
import { loadConfig } from '../../src/config/load.ts';
import { instanceSettingsSchema } from '../../src/vendors/index.ts';

const answers: Answers = { mode: 'socket', channel: '#threat-intel', name: 'threatmon', lead: '', iocs: false };
const env = {
  SLACK_BOT_TOKEN: 'xoxb-1-bot',
  SLACK_APP_TOKEN: 'xapp-1-app',
  SLACK_SIGNING_SECRET: 'signing',
  THREATMON_API_KEY: 'key',
  THREATMON_IOC_TOKEN: 'token',
};

describe('the configuration that init writes', () => {
  it.each([
    [{ name: '123' }, { instances: [{ name: '123' }] }],
    [{ lead: handleOf(' soc-leads ') }, { access: { act: ['@soc-leads'] } }],
    [{ lead: handleOf('@soc-leads') }, { access: { admin: ['@soc-leads'] } }],
    [{ lead: handleOf('U0123ABCD') }, { access: { reveal: ['U0123ABCD'] } }],
    [{ lead: handleOf('') }, { access: { act: 'everyone', reveal: [] } }],
    [{ mode: 'http' as const, iocs: true }, { slack: { mode: 'http' } }],
  ])('is right for %j', async (given, expected) => {
    const text = configOf({ ...answers, ...given });

    const config = await loadConfig({
      path: 'picket.yaml',
      read: async () => text,
      env,
      instances: instanceSettingsSchema,
    });

    expect(config).toMatchObject(expected);
  });
});

describe('the manifest that init prints', () => {
  const read = async (): Promise<string> => readFile(resolve(import.meta.dirname, '../../manifest.yml'), 'utf8');

  it('is the one in the repository for Socket Mode', async () => {
    expect(manifestOf(answers, await read())).toBe(await read());
  });

  it('has its three URLs and no socket for HTTP, and the next steps say so', async () => {
    const manifest: unknown = parse(manifestOf({ ...answers, mode: 'http' }, await read()));

    const url = 'https://picket.example.com/slack/events';
    expect(manifest).toMatchObject({
      features: { slash_commands: [{ url }] },
      settings: {
        event_subscriptions: { request_url: url },
        interactivity: { request_url: url },
        socket_mode_enabled: false,
      },
    });
    expect(nextSteps('picket.yaml', { ...answers, mode: 'http' })).toContain('three URLs');
  });
});

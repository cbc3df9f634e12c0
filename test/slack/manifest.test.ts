import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { callbacks } from '../../src/slack/ids.ts';
import { missingScopes, scopes } from '../../src/slack/scopes.ts';

const text = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');
const manifest = parse(text) as {
  features: {
    slash_commands: { command: string; description: string; usage_hint: string }[];
    shortcuts: { name: string; callback_id: string; description: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  display_information: { name: string; description: string };
  settings: { event_subscriptions: { bot_events: string[] }; socket_mode_enabled: boolean };
};

describe('manifest.yml', () => {
  it('asks for the scopes that the bot checks at start, each with its reason beside it', () => {
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(Object.keys(scopes).toSorted());
    for (const scope of manifest.oauth_config.scopes.bot) expect(text).toMatch(new RegExp(`- ${scope} # \\w`));
  });

  it('has the command, the shortcut and the events that the bot listens to', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/threat']);
    expect(manifest.features.shortcuts.map(({ callback_id: id }) => id)).toEqual([callbacks.lookup]);
    expect(manifest.settings.event_subscriptions.bot_events).toContain('app_home_opened');
  });

  it('keeps the lengths that Slack takes', () => {
    const { name, description } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    for (const shortcut of manifest.features.shortcuts) {
      expect(shortcut.name.length).toBeLessThanOrEqual(24);
      expect(shortcut.description.length).toBeLessThanOrEqual(150);
    }
  });
});

describe('missingScopes', () => {
  it('names what was not granted', () => {
    expect(missingScopes(Object.keys(scopes).filter((scope) => scope !== 'files:write'))).toEqual(['files:write']);
  });

  it('names nothing where Slack does not say what was granted', () => {
    expect(missingScopes(undefined)).toEqual([]);
  });
});

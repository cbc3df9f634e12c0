import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  durationSetting,
  instanceSettings,
  instantSetting,
  scheduleOrOff,
  scheduleSetting,
  secretSetting,
} from '../../src/vendors/instance-settings.ts';
import { rapid7Settings } from '../../src/vendors/rapid7-threat-command/settings.ts';

function messageOf(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message;
}

const { proxy } = instanceSettings.shape;

describe('a setting of time', () => {
  it.each([
    ['a duration', durationSetting, 30, /^a number alone has no unit: write `30 seconds`, `30 minutes`, `30 days`/],
    ['a duration', durationSetting, '1', /write `1 second`, `1 minute`, `1 day` or the like$/],
    ['a duration', durationSetting, 12_345_678, /write `30 seconds`/],
    ['a schedule', scheduleSetting, 5, /^a number alone has no unit: write `5 seconds`, `5 minutes`/],
    ['a point in time', instantSetting, 7, /^a number alone has no unit: .*`7 days`/],
    ['Rapid7’s first fetch', rapid7Settings.shape.fetch.unwrap().shape.first, 7, /^a number alone has no unit/],
    ['a duration', durationSetting, true, /^expected a duration: `<number> <unit>`/],
    ['a schedule', scheduleSetting, 'sometimes', /^expected a cron expression .* or a duration/],
    ['a schedule', scheduleSetting, 'off', /^expected a cron expression/],
    ['a schedule', scheduleSetting, '99 * * * *', /^the scheduler cannot read this cron expression$/],
    ['a schedule or off', scheduleOrOff, false, /^expected `off`, a cron expression .* or a duration/],
    ['a schedule or off', scheduleOrOff, '0 99 * * *', /^the scheduler cannot read this cron expression$/],
  ])('says of %s what it expects instead of what it is given', (_, schema, value, message) => {
    expect(messageOf(schema, value)).toMatch(message);
  });

  it.each([
    ['*/5 * * * *', { cron: '*/5 * * * *' }],
    [' 0 30 6 * * 1-5 ', { cron: '0 30 6 * * 1-5' }],
    ['5 minutes', { everyMs: 300_000 }],
  ])('reads the schedule %j', (text, schedule) => {
    expect(scheduleSetting.parse(text)).toEqual(schedule);
    expect(scheduleOrOff.parse(text)).toEqual(schedule);
  });

  it('may be switched off where that has a meaning', () => {
    expect(scheduleOrOff.parse('off')).toBe('off');
  });
});

describe('a proxy', () => {
  it.each(['off', 'system', 'http://proxy:3128', 'https://u:p@proxy:3128'])('can be %s', (text) => {
    expect(proxy.parse(text)).toBe(text);
  });

  it.each(['proxy:3128', 'sometimes', false, 'socks5://proxy:1080'])(
    'cannot be %j, and the fault names all that it can be',
    (value) => {
      expect(messageOf(proxy, value)).toBe('expected `off`, `system` or an http(s) URL, such as `http://proxy:3128`');
    },
  );
});

describe('a credential', () => {
  it.each([
    ['', 'expected a value; it is empty'],
    ['key\n', 'expected one line; it holds a line break, a tab or the like'],
    ['one\ttwo', 'expected one line; it holds a line break, a tab or the like'],
  ])('cannot be %j', (value, message) => {
    expect(messageOf(secretSetting, value)).toBe(message);
  });

  it('can be a phrase', () => {
    expect(secretSetting.parse('four words – and more').reveal()).toBe('four words – and more');
  });
});

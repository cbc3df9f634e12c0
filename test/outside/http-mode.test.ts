import { describe, expect, it, vi } from 'vitest';
import { freePort } from '../support/free-ports.ts';
import { mark, world } from '../support/outside.ts';
import { patience } from '../support/patience.ts';

describe('HTTP mode', () => {
  it('takes signed requests beside health and metrics on one port, and no others', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const here = await world({ slack: { requestUrl: `${url}/slack/events` } });
    here.threatmon.addAlarm({
      alarmCode: 7,
      title: 'Open Port Detected',
      status: 'Open',
      alarmDate: '2026-08-03T06:12:44Z',
    });
    const yaml = here.yaml().replace(/appToken: .*/, `signingSecret: ${mark}-signing\n  mode: http`);
    await here.operator.configure(yaml.replace('port: 0', `port: ${port}`));
    const bot = await here.operator.start();
    await vi.waitFor(() => expect(here.slack.messages('threat-intel')).toHaveLength(1), patience);
    const ts = here.slack.messages('threat-intel')[0]?.ts ?? '';

    const slash = await here.slack.slash({ user: 'jonas', channel: 'threat-intel', command: '/threat', text: 'help' });
    const press = await here.slack.press({ user: 'jonas', channel: 'threat-intel', ts, find: 'Resolved' });
    const forged = await fetch(`${url}/slack/events`, {
      method: 'POST',
      body: 'command=/threat&text=help',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const ready = await fetch(`${url}/readyz`);

    expect([slash.acknowledged, press.acknowledged]).toEqual([true, true]);
    expect(forged.status).toBe(401);
    expect(ready.status).toBe(200);
    await vi.waitFor(() => expect(here.threatmon.alarms()[0]).toMatchObject({ status: 'Resolved' }), patience);
    expect((await bot.signal('SIGTERM')).status).toBe(0);
  });
});

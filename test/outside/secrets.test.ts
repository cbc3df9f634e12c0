import { describe, expect, it, vi } from 'vitest';
import { mark, world } from '../support/outside.ts';
import { patience } from '../support/patience.ts';

describe('a secret of the configuration', () => {
  it('stands in no log, error, metric or Slack call, through success, every failure and debug logging', async () => {
    const here = await world();
    const ioc = `    ioc: { url: "${here.threatmon.iocUrl}", apiToken: ${mark}-ioc, every: 1 second }\n`;
    const taxii = `    taxii: { url: "${here.threatmon.taxiiUrl}", username: reader, password: ${mark}-taxii, every: 1 second }\n`;
    here.threatmon.set({ ioc: { token: `${mark}-ioc` } });
    here.threatmon.addAlarm({ alarmCode: 1, alarmDate: '2026-08-03T06:12:44Z' });
    await here.operator.configure(here.yaml(ioc + taxii).replace('port: 0', 'port: 38471'));
    const bot = await here.operator.start('--log-level', 'debug');
    await vi.waitFor(() => expect(here.slack.messages('threat-intel').length).toBeGreaterThan(0), patience);
    const seen = async (kind: Parameters<typeof here.threatmon.fault>[1]): Promise<void> => {
      const before = here.threatmon.requests().length;
      here.threatmon.fault({ times: 8 }, kind);
      await vi.waitFor(() => expect(here.threatmon.requests().length).toBeGreaterThan(before + 2), patience);
    };

    await seen({ kind: 'status', status: 500, body: JSON.stringify({ message: `echo ${mark}-threatmon` }) });
    await seen({ kind: 'close' });
    await seen({ kind: 'broken-json' });
    await seen({ kind: 'message' });
    here.threatmon.set({ keyExpired: true });
    await here.slack.slash({ user: 'mira', channel: 'threat-intel', command: '/threat', text: 'test' });
    await here.slack.slash({ user: 'mira', channel: 'threat-intel', command: '/threat', text: 'fetch acme' });
    here.slack.failNext('chat.postMessage', { kind: 'error', error: 'invalid_auth' }, 2);
    await vi.waitFor(() => expect(bot.output()).toContain('unauthorized'), patience);
    const metrics = await (await fetch('http://127.0.0.1:38471/metrics')).text();
    const { out, err } = await bot.signal('SIGTERM');
    const check = await here.operator.picket('check', '--json');
    const exec = await here.operator.picket('exec', 'threatmon_list_cves', '--instance', 'acme', '--json');

    expect(metrics).toContain('picket_vendor_requests_total');
    for (const text of [
      out,
      err,
      metrics,
      check.out,
      check.err,
      exec.out,
      exec.err,
      JSON.stringify(here.slack.calls()),
    ]) {
      expect(text).not.toContain(mark);
    }
  });
});

import { describe, expect, it, vi } from 'vitest';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import { patience } from '../support/patience.ts';

async function running(more?: string): Promise<World> {
  const here = await world();
  here.threatmon.addAlarm({
    alarmCode: 18_618_001,
    title: 'Phishing Domain Detected',
    description: 'Look-alike domain login-acme.example resolves to 192.0.2.45.',
    severity: 'High',
    status: 'Open',
    alarmDate: '2026-08-03T06:12:44Z',
  });
  await here.operator.configure(here.yaml(more));
  await here.operator.start();
  await vi.waitFor(() => expect(here.slack.messages('threat-intel')).toHaveLength(1), patience);
  return here;
}

async function asked({ slack }: World, text: string, user = 'jonas'): Promise<string> {
  const before = new Set(slack.ephemerals(user).map(({ ts }) => ts));
  await slack.slash({ user, channel: 'threat-intel', command: '/threat', text });
  return vi.waitFor(() => {
    const said = slack
      .ephemerals(user)
      .filter(({ ts, text: line }) => !before.has(ts) && !line.startsWith('Working on it'));
    expect(said).not.toHaveLength(0);
    return said.map(({ text: line, blocks }) => `${line}\n${JSON.stringify(blocks)}`).join('\n');
  }, patience);
}

describe('people ask in Slack', () => {
  it('and every word of the slash command answers them alone', async () => {
    const here = await running();

    expect(await asked(here, 'help')).toContain('threatmon_update_incident_status');
    expect(await asked(here, 'test')).toMatch(/acme.*ok, \d+ ms/s);
    expect(await asked(here, 'lookup hxxp://login-acme[.]example/x login-acme.example')).toContain('acme:18618001');
    expect(await asked(here, 'incidents severity=high')).toContain('acme:18618001');
    expect(await asked(here, 'incidents severity=low')).toContain('No incident matches');
    expect(await asked(here, 'show 18618001')).toContain('Phishing Domain Detected');
    expect(await asked(here, 'status 18618001 in progress')).toContain('is now In Progress');
    expect(here.threatmon.alarms()[0]).toMatchObject({ status: 'In Progress' });
    expect(await asked(here, 'fetch acme', 'mira')).toContain('was read');
    expect(await asked(here, 'pause acme', 'mira')).toContain('not polled any more');
    expect(await asked(here, 'resume acme', 'mira')).toContain('polled again');
    expect(await asked(here, 'report 30 years')).toMatch(/1 incidents/);
    expect(await asked(here, 'threatmon_list_cves page=0')).toContain('ThreatMon CVE List (Total Records: 0)');
    expect(await asked(here, 'lokup x')).toContain('/threat lookup');
    expect(here.slack.messages('threat-intel')).toHaveLength(1);
  });

  it('and are told what right they lack, on words, buttons and forms alike', async () => {
    const here = await running();
    const [message] = here.slack.messages('threat-intel');

    expect(await asked(here, 'fetch acme')).toContain('access.admin');
    expect(await asked(here, 'threatmon_request_takedown findingId=18618001 finding=x')).toContain('access.act');
    await here.slack.press({
      user: 'jonas',
      channel: 'threat-intel',
      ts: message?.ts ?? '',
      find: 'threatmon_request_takedown',
    });
    await vi.waitFor(() => {
      const denials = here.slack
        .ephemerals('jonas')
        .filter(({ blocks }) => JSON.stringify(blocks).includes('access.act'));
      expect(denials).toHaveLength(2);
    }, patience);

    expect(here.threatmon.takedowns()).toEqual([]);
  });

  it('and a takedown by who may reaches the vendor once', async () => {
    const here = await running();
    const [message] = here.slack.messages('threat-intel');
    const ts = message?.ts ?? '';

    await here.slack.press({ user: 'mira', channel: 'threat-intel', ts, find: 'threatmon_request_takedown' });

    await vi.waitFor(() => expect(here.threatmon.takedowns()).toHaveLength(1), patience);
    await vi.waitFor(
      () => expect(JSON.stringify(here.slack.thread('threat-intel', ts))).toContain('takedown'),
      patience,
    );
  });

  it('and a command without its arguments opens its form, which refuses bad input and then runs', async () => {
    const here = await running();

    await here.slack.slash({
      user: 'jonas',
      channel: 'threat-intel',
      command: '/threat',
      text: 'threatmon_update_incident_status',
    });
    await vi.waitFor(() => expect(here.slack.views('jonas')).toHaveLength(1), patience);
    await here.slack.submit({ user: 'jonas', values: { alarmId: '18618001', status: 'Ignore' } });

    await vi.waitFor(() => expect(here.threatmon.alarms()[0]).toMatchObject({ status: 'Ignore' }), patience);
  });

  it('and the App Home shows instances and open incidents', async () => {
    const here = await running();

    await here.slack.openHome({ user: 'jonas' });

    await vi.waitFor(() => expect(JSON.stringify(here.slack.home('jonas')?.content)).toContain('acme'), patience);
  });
});

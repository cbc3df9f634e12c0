import type { PageMessage, PageState, VendorPanel } from '../../../src/sandbox/slack/page-api.ts';
import { card, homeBlocks, tableBlocks } from './sample-blocks.ts';

const startedAt = Math.floor(Date.now() / 1000) - 600;

/** A message with the given parts; the rest is empty. */
export function message(parts: Partial<PageMessage> & Pick<PageMessage, 'ts'>): PageMessage {
  return {
    channelId: 'C1',
    userId: 'UBOT',
    text: '',
    blocks: [],
    attachments: [],
    files: [],
    edited: false,
    broadcast: false,
    replyCount: 0,
    ...parts,
  };
}

/** A `ts` so many seconds after the workspace's first message. */
export function tsAt(seconds: number): string {
  return `${startedAt + seconds}.000100`;
}

/** What the page is first told: two people, two channels, a card with a thread. */
export function initialState(): PageState {
  const files = [
    { id: 'F1', title: 'indicators.csv', mimetype: 'text/csv', size: 2350, url: '/files/indicators.csv' },
    { id: 'F2', title: 'screenshot.png', mimetype: 'image/png', size: 70, url: '/files/screenshot.png' },
  ];
  return {
    team: 'Acme Security',
    users: [
      { id: 'U1', name: 'ada', isBot: false },
      { id: 'U2', name: 'lead', isBot: false },
      { id: 'UBOT', name: 'Picket', isBot: true },
    ],
    userGroups: [{ id: 'S1', handle: 'soc-leads' }],
    you: 'U1',
    botUserId: 'UBOT',
    connected: true,
    channels: [
      { id: 'C1', name: 'threat-intel', kind: 'public', topic: 'Alerts from <https://threatmon.example|ThreatMon>' },
      { id: 'C2', name: 'soc-critical', kind: 'private', topic: '' },
      { id: 'D1', name: 'ada', kind: 'dm', topic: '' },
    ],
    messages: [
      message({
        ts: tsAt(0),
        userId: 'U2',
        text: 'Morning :wave: anything on fire? *No* _so_ ~far~ <#C2> <!subteam^S1>',
      }),
      message({ ts: tsAt(60), text: 'Phishing domain', blocks: card('Open'), replyCount: 2 }),
      message({ ts: tsAt(70), threadTs: tsAt(60), text: 'Severity changed: *High* → *Critical*' }),
      message({ ts: tsAt(75), threadTs: tsAt(60), text: 'The indicators', files }),
      message({
        ts: tsAt(90),
        attachments: [{ color: '#e01e5a', text: 'A legacy attachment with a *bar*' }],
        text: 'With colour',
      }),
      message({ ts: tsAt(95), text: '2 CVEs', blocks: tableBlocks }),
      message({ ts: tsAt(100), text: 'Only for you: `/threat help`', ephemeralFor: 'U1' }),
      message({ ts: tsAt(101), text: 'Only for the lead', ephemeralFor: 'U2' }),
    ],
    views: [],
    home: { U1: homeBlocks },
    commands: [
      {
        command: '/threat',
        description: 'Threat intelligence in Slack',
        usageHint: 'help | test | lookup INDICATOR | incidents | show ID',
      },
      { command: '/threads', description: 'Another one', usageHint: '' },
    ],
    messageShortcuts: [{ callbackId: 'picket_lookup', name: 'Look up indicators' }],
  };
}

/** The vendor as the side panel shows it while its one record has `status`. */
export function vendorPanels(status: string): readonly VendorPanel[] {
  const at = new Date().toISOString();
  return [
    {
      name: 'threatmon',
      title: 'ThreatMon',
      records: [
        { id: '4711', title: 'Phishing domain imitates the customer login', severity: 'Critical', status, at },
        { id: '4710', title: 'Leaked credentials of 3 employees', severity: 'High', status: 'Open', at },
      ],
      requests: [
        { at, method: 'POST', path: '/api/v1/alarms/status', status: 200 },
        { at, method: 'GET', path: '/api/v1/alarms?afterAlarmCode=4710', status: 200 },
      ],
    },
  ];
}

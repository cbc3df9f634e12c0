import type { Block } from '../../../src/sandbox/slack/page-api.ts';

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string, value = text) => ({ text: plain(text), value });
const button = (actionId: string, text: string, more: object = {}) => ({
  type: 'button',
  action_id: actionId,
  text: plain(text),
  value: 'acme:4711',
  ...more,
});

const takedown = {
  title: plain('Request a takedown?'),
  text: mrkdwn('ThreatMon asks the registrar of *acme-login[.]example* to take it down. It cannot be undone.'),
  confirm: plain('Request takedown'),
  deny: plain('Not now'),
  style: 'danger',
};

const indicators: Block = {
  type: 'rich_text',
  block_id: 'indicators',
  elements: [
    {
      type: 'rich_text_section',
      elements: [{ type: 'text', text: 'Indicators (3)', style: { bold: true } }],
    },
    {
      type: 'rich_text_preformatted',
      elements: [
        {
          type: 'text',
          text: 'domain  acme-login[.]example\nurl     hxxps://acme-login[.]example/<b>in</b>\nipv4    203[.]0[.]113[.]7',
        },
      ],
    },
  ],
};

const responses: Block = {
  type: 'actions',
  block_id: 'respond',
  elements: [
    button('threatmon_update_incident_status:progress', 'In Progress', { value: 'In Progress' }),
    button('threatmon_update_incident_status:resolved', 'Resolved', { value: 'Resolved', style: 'primary' }),
    button('threatmon_update_incident_status:false', 'False Positive', { value: 'False Positive' }),
    button('threatmon_request_takedown', 'Takedown', { style: 'danger', confirm: takedown }),
    {
      type: 'overflow',
      action_id: 'more',
      options: [option('Ignore'), option('Assign to me'), option('Comment…')],
    },
  ],
};

/** A full incident card whose status is `status`. */
export function card(status: string): readonly Block[] {
  return [
    { type: 'header', block_id: 'head', text: plain(':red_circle: Phishing domain imitates the customer login') },
    {
      type: 'section',
      block_id: 'what',
      text: mrkdwn(
        'A domain registered *today* serves a copy of `login.acme.example` &amp; collects credentials.\n&gt; First seen by <https://threatmon.example/alarms/4711|ThreatMon> on <!date^1763700000^{date_short_pretty} at {time}|Nov 21>, for <@U1>',
      ),
    },
    {
      type: 'section',
      block_id: 'facts',
      fields: [
        mrkdwn('*Severity*\n:red_circle: Critical'),
        mrkdwn(`*Status*\n${status}`),
        mrkdwn('*Asset*\nacme[.]example'),
        mrkdwn('*Type*\nPhishing domain'),
      ],
    },
    indicators,
    responses,
    { type: 'divider', block_id: 'line' },
    {
      type: 'context',
      block_id: 'foot',
      elements: [
        mrkdwn(':mag: ThreatMon · acme-threatmon · `4711`'),
        mrkdwn('Updated <!date^1763700000^{ago}|lately>'),
      ],
    },
  ];
}

/** A modal's blocks with one of each input. */
export const formBlocks: readonly Block[] = [
  { type: 'section', block_id: 'intro', text: mrkdwn('Runs `threatmon_update_incident_status` on *4711*.') },
  {
    type: 'input',
    block_id: 'status',
    label: plain('Status'),
    element: {
      type: 'static_select',
      action_id: 'status',
      placeholder: plain('Pick a status'),
      options: ['Open', 'In Progress', 'Resolved', 'False Positive'].map((text) => option(text)),
    },
  },
  {
    type: 'input',
    block_id: 'note',
    label: plain('Note'),
    hint: plain('Shown in the thread.'),
    element: { type: 'plain_text_input', action_id: 'note', multiline: true },
  },
  {
    type: 'input',
    block_id: 'tags',
    optional: true,
    label: plain('Tags'),
    element: {
      type: 'multi_static_select',
      action_id: 'tags',
      options: ['brand', 'phishing', 'vip'].map((text) => option(text)),
    },
  },
  {
    type: 'input',
    block_id: 'due',
    optional: true,
    label: plain('Due'),
    element: { type: 'datepicker', action_id: 'due', initial_date: '2026-11-30' },
  },
  {
    type: 'input',
    block_id: 'flags',
    optional: true,
    label: plain('Also'),
    element: {
      type: 'checkboxes',
      action_id: 'flags',
      options: [option('Tell the owner', 'tell'), option('Close the thread', 'close')],
    },
  },
  {
    type: 'input',
    block_id: 'who',
    optional: true,
    label: plain('Assignee'),
    element: { type: 'users_select', action_id: 'who', initial_user: 'U2' },
  },
];

/** What the app publishes as its home. */
export const homeBlocks: readonly Block[] = [
  { type: 'header', block_id: 'h', text: plain(':shield: Picket') },
  {
    type: 'section',
    block_id: 'i',
    text: mrkdwn('*acme-threatmon* · :white_check_mark: healthy · last fetch a minute ago'),
    accessory: button('fetch', 'Fetch now'),
  },
  { type: 'divider', block_id: 'd' },
  {
    type: 'section',
    block_id: 's',
    fields: [mrkdwn(':red_circle: *Critical*\n2 open'), mrkdwn(':large_orange_circle: *High*\n5 open')],
  },
];

/** A table block under a line of text. */
export const tableBlocks: readonly Block[] = [
  { type: 'section', block_id: 't0', text: mrkdwn('*2 CVEs* match `openssl`') },
  {
    type: 'table',
    block_id: 't1',
    column_settings: [{}, { align: 'right' }, { is_wrapped: true }],
    rows: [
      ['CVE', 'Score', 'Summary'],
      ['CVE-2024-0001', '9.8', 'Remote code execution in a parser that is exposed to the network by default'],
      ['CVE-2024-0002', '5.3', 'Information leak'],
    ].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  },
];

export const id = '59490dabe57c281391e11ceb';

/** A command that changes an alert, what goes out and what it answers. */
export interface Case {
  readonly command: string;
  readonly input: { readonly [name: string]: string };
  /** Method, path below the API root, body. */
  readonly wire: readonly [string, string, unknown?];
  readonly text: string;
  readonly output?: object;
  readonly patch?: object;
  readonly answer?: string;
}

const alert = (endpoint: string): string => `/v1/data/alerts/${endpoint}/${id}`;

export const cases: readonly Case[] = [
  {
    command: 'threat-command-alert-close',
    input: { alert_id: id, reason: 'Problem Solved' },
    wire: ['PATCH', alert('close-alert'), { Reason: 'ProblemSolved', IsHidden: false }],
    text: `Alert "${id}" successfully closed`,
    output: { id, is_closed: true },
    patch: { status: 'Closed', closed: true, watch: false, did: 'closed this: Problem Solved' },
  },
  {
    command: 'threat-command-alert-close',
    input: { alert_id: id, reason: 'False Positive', comment: 'Ours', is_hidden: 'true', rate: '0' },
    wire: ['PATCH', alert('close-alert'), { Reason: 'FalsePositive', FreeText: 'Ours', IsHidden: true, Rate: 0 }],
    text: `Alert "${id}" successfully closed`,
    patch: { did: 'closed this: False Positive (Ours), and removed it from the account' },
  },
  {
    command: 'threat-command-alert-close',
    input: { alert_id: id, reason: 'Legitimate Application/Profile' },
    wire: ['PATCH', alert('close-alert'), { Reason: 'LegitimateApplication/Profile', IsHidden: false }],
    text: `Alert "${id}" successfully closed`,
  },
  {
    command: 'threat-command-alert-reopen',
    input: { alert_id: id },
    wire: ['PATCH', alert('reopen-alert')],
    text: `Alert "${id}" successfully re-opened.`,
    patch: { status: 'Open', closed: false },
  },
  {
    command: 'threat-command-alert-severity-update',
    input: { alert_id: id, severity: 'High' },
    wire: ['PATCH', alert('change-severity'), { Severity: 'High' }],
    text: `Alert "${id}" severity successfully updated to "High".`,
    output: { id, severity: 'High' },
    patch: { did: 'changed the severity to High' },
  },
  {
    command: 'threat-command-alert-assign',
    input: { alert_id: id, user_id: 'u1', is_mssp: 'true' },
    wire: ['PATCH', alert('assign-alert'), { AssigneeID: 'u1', IsMssp: true }],
    text: `Alert "${id}" successfully assign to user "u1".`,
    output: { id, assignees: ['u1'] },
  },
  {
    command: 'threat-command-alert-unassign',
    input: { alert_id: id },
    wire: ['PATCH', alert('unassign-alert')],
    text: `Alert '${id}' successfully unassigned from any user.`,
    output: { id, assignees: null },
  },
  {
    command: 'threat-command-alert-tag-add',
    input: { alert_id: id, tag_name: 'two words' },
    wire: ['PATCH', alert('add-tag'), { TagName: 'two words' }],
    text: `The tag "two words" successfully added to "${id}" Alert.`,
    patch: { did: 'added the tag "two words"' },
  },
  {
    command: 'threat-command-alert-tag-remove',
    input: { alert_id: id, tag_id: 't1' },
    wire: ['PATCH', alert('remove-tag'), { TagID: 't1' }],
    text: `The tag "t1" successfully removed from "${id}" Alert.`,
  },
  {
    command: 'threat-command-alert-send-mail',
    input: { alert_id: id, email_addresses: 'a@acme.example, b@acme.example', content: 'Look' },
    wire: ['POST', alert('send-mail'), { Emails: ['a@acme.example', 'b@acme.example'], Content: 'Look' }],
    text: `The alert "${id}" successfully send to "['a@acme.example', 'b@acme.example']".`,
  },
  {
    command: 'threat-command-alert-analyst-ask',
    input: { alert_id: id, question: 'Is it real?' },
    wire: ['POST', alert('ask-the-analyst'), { Question: 'Is it real?' }],
    text: `The alert "${id}" successfully sent to the analyst.`,
    patch: { watch: true, did: 'asked the analyst: Is it real?' },
  },
  {
    command: 'threat-command-alert-note-add',
    input: { alert_id: id, note: 'Seen' },
    wire: ['POST', alert('add-note'), { Note: 'Seen', Files: [] }],
    text: `Note successfully add to alert "${id}".`,
    patch: { did: 'noted: Seen' },
  },
  {
    command: 'threat-command-alert-note-add',
    input: { alert_id: id, note: 'Seen', entry_ids: 'a.txt:aGVsbG8=, b.pdf:JVBE' },
    wire: [
      'POST',
      alert('add-note'),
      {
        Note: 'Seen',
        Files: [
          { Data: 'aGVsbG8=', Type: 'txt', Name: 'a.txt' },
          { Data: 'JVBE', Type: 'pdf', Name: 'b.pdf' },
        ],
      },
    ],
    text: `Note successfully add to alert "${id}".`,
  },
  {
    command: 'threat-command-alert-blocklist-update',
    input: {
      alert_id: id,
      blocklist_status: 'Not Sent',
      domains: 'evil.example',
      urls: 'https://evil.example/a',
      ips: '192.0.2.1',
      emails: 'a@evil.example',
    },
    wire: [
      'PATCH',
      alert('change-iocs-blocklist-status'),
      {
        Iocs: [
          { Type: 'Domains', Value: 'evil.example', BlocklistStatus: 'NotSent' },
          { Type: 'URLs', Value: 'https://evil.example/a', BlocklistStatus: 'NotSent' },
          { Type: 'IPs', Value: '192.0.2.1', BlocklistStatus: 'NotSent' },
          { Type: 'EmailAddresses', Value: 'a@evil.example', BlocklistStatus: 'NotSent' },
        ],
      },
    ],
    text: 'IOC successfully updated to status "Not Sent".',
  },
  {
    command: 'threat-command-alert-takedown-request',
    input: { alert_id: id },
    wire: ['PATCH', alert('takedown-request'), { Target: 'Domain', ShouldCloseAlertAfterSuccess: false }],
    text: `Successfully sent takedown request for alert "${id}".`,
    patch: { did: 'requested a takedown of the domain' },
  },
  {
    command: 'threat-command-alert-takedown-request',
    input: { alert_id: id, target: 'Website', close_alert_after_success: 'true' },
    wire: ['PATCH', alert('takedown-request'), { Target: 'Website', ShouldCloseAlertAfterSuccess: true }],
    text: `Successfully sent takedown request for alert "${id}".`,
  },
  {
    command: 'threat-command-alert-ioc-report',
    input: { alert_id: id, external_sources: 'Phishtank, Netcraft' },
    wire: ['POST', alert('report-iocs'), { ExternalSources: ['Phishtank', 'Netcraft'] }],
    text: `Alert "${id}" successfully reported`,
  },
  {
    command: 'threat-command-alert-create',
    input: {
      title: 'T',
      description: 'D',
      severity: 'Low',
      source_type: 'Paste Site',
      source_network_type: 'Dark Web',
      type: 'Attack Indication',
      sub_type: 'BlackMarket',
      source_url: 'https://paste.example/x',
      source_date: '2026-08-01',
      found_date: '2026-08-02T03:00:00+02:00',
      image_entry_ids: 'shot.JPG:aGVsbG8=',
    },
    answer: 'a-new-id',
    wire: [
      'PUT',
      '/v1/data/alerts/add-alert',
      {
        FoundDate: '2026-08-02T01:00:00.000Z',
        Details: {
          Title: 'T',
          Description: 'D',
          Type: 'AttackIndication',
          SubType: 'BlackMarket',
          Severity: 'Low',
          Source: {
            Type: 'Paste Site',
            NetworkType: 'DarkWeb',
            URL: 'https://paste.example/x',
            Date: '2026-08-01T00:00:00.000Z',
          },
          Images: [{ Type: 'jpeg', Data: 'aGVsbG8=' }],
        },
      },
    ],
    text: 'Alert successfully created',
    output: { id: 'a-new-id' },
  },
  {
    command: 'threat-command-alert-create',
    input: {
      title: 'T',
      description: 'D',
      severity: 'High',
      source_type: 'Other',
      source_network_type: 'Clear Web',
      scenario: 'ZoneH',
    },
    answer: '"quoted-id"\n',
    wire: [
      'PUT',
      '/v1/data/alerts/add-alert',
      {
        Details: {
          Title: 'T',
          Description: 'D',
          Severity: 'High',
          Source: { Type: 'Other', NetworkType: 'ClearWeb', Date: '' },
        },
        Scenario: 'ZoneH',
      },
    ],
    text: 'Alert successfully created',
    output: { id: 'quoted-id' },
  },
];

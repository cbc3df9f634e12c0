import * as z from 'zod';
import type { Rapid7Sandbox } from '../../../src/sandbox/rapid7/sandbox.ts';
import type { Case } from './trial.ts';

/** Every command about alerts and the account, on records that the simulator has. */
export function alertCases(simulator: Rapid7Sandbox): readonly Case[] {
  const on = { alert_id: having(simulator, 'open') };
  return [...changes(simulator, on), ...questions(simulator, on), ...accountCases];
}

interface On {
  readonly [argument: string]: string;
}

function changes(simulator: Rapid7Sandbox, on: On): Case[] {
  const tagged = having(simulator, 'tag');
  const [{ _id: tag } = { _id: '' }] = partsOf(simulator, tagged).tags;
  const [{ _id: user } = {}] = simulator.settings().users;
  const problem = { reason: 'Problem Solved', rate: '4', comment: 'Said "done", with \\ and\ntwo lines' };
  const hidden = { reason: 'False Positive', is_hidden: 'true' };
  return [
    { command: 'threat-command-alert-close', input: { ...on, ...problem } },
    { command: 'threat-command-alert-close', input: { ...on, ...hidden } },
    { command: 'threat-command-alert-reopen', input: { alert_id: having(simulator, 'closed') } },
    { command: 'threat-command-alert-severity-update', input: { ...on, severity: 'High' } },
    { command: 'threat-command-alert-assign', input: { ...on, user_id: user ?? '', is_mssp: 'false' } },
    { command: 'threat-command-alert-unassign', input: on },
    { command: 'threat-command-alert-tag-add', input: { ...on, tag_name: 'two words' } },
    {
      command: 'threat-command-alert-tag-remove',
      input: { alert_id: tagged, tag_id: tag },
    },
    { command: 'threat-command-alert-note-add', input: { ...on, note: 'Seen', entry_ids: 'a.txt:aGVsbG8=' } },
    {
      command: 'threat-command-alert-send-mail',
      input: { ...on, email_addresses: 'soc@acme.example, it@acme.example', content: 'Please look' },
    },
    { command: 'threat-command-alert-analyst-ask', input: { ...on, question: 'Is it <real>?' } },
    {
      command: 'threat-command-alert-blocklist-update',
      input: { ...on, blocklist_status: 'Sent', domains: 'evil.example', ips: '192.0.2.1, 192.0.2.2' },
    },
    { command: 'threat-command-alert-takedown-request', input: { ...on, target: 'Website' } },
    { command: 'threat-command-alert-ioc-report', input: { ...on, external_sources: 'Example Safe Browsing' } },
    { command: 'threat-command-alert-create', input: newAlert },
  ];
}

const newAlert = {
  title: 'A fake shop',
  description: 'Sells what we make',
  severity: 'Medium',
  source_type: 'Social Media',
  source_network_type: 'Clear Web',
  type: 'Brand Security',
  sub_type: 'BrandInfringement',
  source_url: 'https://shop.example/a?b=c&d=e',
  found_date: '2026-08-01',
};

function questions(simulator: Rapid7Sandbox, on: On): Case[] {
  const pictured = having(simulator, 'image');
  return [
    { command: 'threat-command-alert-list', input: { severity: 'High, Medium', page_size: '5', is_closed: 'false' } },
    { command: 'threat-command-alert-list', input: on },
    { command: 'threat-command-alert-analyst-conversation-list', input: on },
    { command: 'threat-command-alert-activity-log-get', input: on },
    { command: 'threat-command-alert-blocklist-get', input: { alert_id: having(simulator, 'blocklist') } },
    { command: 'threat-command-alert-takedown-request-status-get', input: on },
    {
      command: 'threat-command-alert-image-list',
      input: { alert_id: pictured },
      files: partsOf(simulator, pictured).images.length,
    },
    { command: 'threat-command-alert-csv-get', input: { alert_id: having(simulator, 'csv') }, files: 1 },
    { command: 'threat-command-alert-type-list', input: { limit: '3' } },
    { command: 'threat-command-alert-source-type-list', input: { all_result: 'true' } },
    { command: 'threat-command-alert-scenario-list', input: { type: 'Phishing' } },
  ];
}

const accountCases: readonly Case[] = [
  { command: 'threat-command-account-user-list', input: { user_type: 'Analyst' } },
  { command: 'threat-command-account-system-modules-list', input: {} },
  { command: 'threat-command-mssp-customer-list', input: { limit: '2' } },
  { command: 'threat-command-mssp-user-list', input: {} },
];

const Parts = z.object({
  Closed: z.object({ IsClosed: z.boolean() }),
  Details: z.object({
    Tags: z.array(z.object({ _id: z.string() })).default([]),
    Images: z.array(z.string()).default([]),
  }),
});

function partsOf(simulator: Rapid7Sandbox, id: string) {
  const { Closed, Details } = Parts.parse(simulator.alerts().find(({ _id }) => _id === id));
  return { closed: Closed.IsClosed, tags: Details.Tags, images: Details.Images, ...simulator.dossier(id) };
}

/** The id of the first alert that is so, or has such a thing. */
function having(simulator: Rapid7Sandbox, what: 'open' | 'closed' | 'tag' | 'image' | 'csv' | 'blocklist'): string {
  const found = simulator.alerts().find(({ _id }) => {
    const { closed, tags, images, csv, blocklist } = partsOf(simulator, _id);
    const has = {
      open: !closed,
      closed,
      tag: tags.length > 0,
      image: images.length > 0,
      csv: csv !== undefined,
      blocklist: blocklist.length > 0,
    };
    return has[what];
  });
  if (found === undefined) throw new Error(`no alert: ${what}`);
  const { _id: id } = found;
  return id;
}

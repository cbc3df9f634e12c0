import { describe, expect, it } from 'vitest';
import { find, openAccount } from '../../support/rapid7-account.ts';

const id = { alert_id: '59490dabe57c281391e11ceb' };
const made = {
  title: 'T',
  description: 'D',
  severity: 'High',
  source_type: 'Other',
  source_network_type: 'Clear Web',
};
const reasons =
  "['Problem Solved', 'Informational Only', 'Problem We Are Already Aware Of', 'Company Owned Domain', " +
  "'Legitimate Application/Profile', 'Not Related To My Company', 'False Positive', 'Other']";
const types = "['Attack Indication', 'Data Leakage', 'Phishing', 'Brand Security', 'Exploitable Data', 'vip']";
const hiding = 'You can use is_hidden=True only in case the reason is "False Positive"';

const cases: readonly (readonly [string, { readonly [name: string]: string }, string])[] = [
  ['alert-close', { ...id, reason: 'Nothing' }, `reason argument should be ${reasons}`],
  ['alert-close', { ...id, reason: 'Nothing', is_hidden: 'x', rate: '9' }, `reason argument should be ${reasons}`],
  ['alert-close', { ...id, reason: 'Other', is_hidden: 'maybe' }, "is_hidden argument should be ['true', 'false']"],
  ['alert-close', { ...id, reason: 'Other', is_hidden: 'true', rate: '9' }, hiding],
  ['alert-close', { ...id, reason: 'Other', rate: '6' }, 'rate is a number in range 0-5'],
  ['alert-close', { ...id, reason: 'Other', rate: '-1' }, 'rate is a number in range 0-5'],
  ['alert-close', { ...id, reason: 'Other', rate: 'good' }, 'rate is a number in range 0-5'],
  ['alert-close', { reason: 'Other' }, 'alert_id argument is required.'],
  ['alert-close', { ...id, reason: 'Other', extra: 'x' }, 'threat-command-alert-close has no argument `extra`.'],
  ['alert-reopen', { alert_id: '..' }, 'alert_id is not an id.'],
  ['alert-severity-update', { ...id, severity: 'high' }, "severity argument should be ['High', 'Medium', 'Low']"],
  ['alert-assign', { ...id, user_id: 'u', is_mssp: 'x' }, "is_mssp argument should be ['true', 'false']"],
  ['alert-assign', id, 'user_id argument is required.'],
  ['alert-tag-add', id, 'tag_name argument is required.'],
  ['alert-tag-remove', id, 'tag_id argument is required.'],
  ['alert-send-mail', { ...id, content: 'x' }, 'email_addresses argument is required.'],
  ['alert-send-mail', { ...id, email_addresses: ' , ', content: 'x' }, 'email_addresses argument is required.'],
  ['alert-analyst-ask', id, 'question argument is required.'],
  ['alert-note-add', { ...id, note: 'x', entry_ids: 'a.txt' }, 'A file is given as `name.ext:BASE64`.'],
  ['alert-blocklist-update', { ...id, blocklist_status: 'Sent' }, 'Please insert at least one IOC.'],
  [
    'alert-blocklist-update',
    { ...id, blocklist_status: 'No', ips: '::1' },
    '"::1" is not correct IP, please insert correct IP.',
  ],
  [
    'alert-blocklist-update',
    { ...id, blocklist_status: 'Sent', urls: 'test' },
    '"test" is not correct URL, please insert correct URL.',
  ],
  [
    'alert-blocklist-update',
    { ...id, blocklist_status: 'Sent', emails: 'me' },
    '"me" is not correct email, please insert correct email.',
  ],
  [
    'alert-blocklist-update',
    { ...id, blocklist_status: 'No', domains: 'evil.example' },
    "blocklist_status argument should be ['Sent', 'Not Sent']",
  ],
  ['alert-takedown-request', { ...id, target: 'Page' }, "target argument should be ['Domain', 'Website']"],
  ['alert-ioc-report', id, 'external_sources argument is required.'],
  ['alert-create', made, 'You have to insert scenario or type and sub-type.'],
  ['alert-create', { ...made, scenario: 's', type: 'vip' }, 'You have to insert scenario or type and sub-type.'],
  ['alert-create', { ...made, scenario: 's', sub_type: 'x' }, 'You have to insert scenario or type and sub-type.'],
  ['alert-create', { ...made, type: 'vip' }, 'You have to insert sub_type or remove the type and insert scenario.'],
  ['alert-create', { ...made, sub_type: 'x' }, 'You have to insert type or remove the sub_type and insert scenario.'],
  ['alert-create', { ...made, type: 'x', sub_type: 'y', severity: 'z' }, `type argument should be ${types}`],
  ['alert-create', { ...made, scenario: 's', severity: 'z' }, "severity argument should be ['High', 'Medium', 'Low']"],
  [
    'alert-create',
    { ...made, scenario: 's', source_network_type: 'Deep Web' },
    "source_network_type argument should be ['Clear Web', 'Dark Web']",
  ],
  ['alert-list', { alert_id: 'x', retrieve_ids_only: 'true' }, "You can't choose alert_id and retrieve_ids_only."],
  ['alert-list', { network_type: 'Deep Web' }, "network_type argument should be ['Clear Web', 'Dark Web']"],
  [
    'alert-list',
    { source_type: 'Cave Paintings' },
    "source_type argument should be ['Application Stores', 'Black Markets', 'Hacking Forums', 'Social Media', 'Paste Sites', 'Others']",
  ],
  ['alert-list', { alert_type: 'Phishing, Fishing' }, `alert_type argument should be ${types}`],
  ['alert-list', { limit: '-1' }, 'Limit has to be positive number.'],
  ['alert-list', { limit: 'many' }, '"many" is not a valid number'],
  ['alert-list', { is_closed: 'x' }, "is_closed argument should be ['true', 'false']"],
  ['alert-type-list', { limit: '-5' }, 'Limit has to be positive number.'],
  ['alert-source-type-list', { limit: '-5' }, 'Limit has to be positive number.'],
  ['alert-scenario-list', { limit: '-5' }, 'Limit has to be positive number.'],
  ['account-user-list', { user_type: 'Boss' }, "user_type argument should be ['Admin', 'Analyst']"],
];

describe('bad input', () => {
  it.each(cases)('%s refuses %j before any request', async (name, input, message) => {
    const account = await openAccount();

    const prepared = find(account.vendor.commands, `threat-command-${name}`).prepare(input);

    const faults = prepared.ok ? [] : prepared.faults.map((fault) => fault.message);
    expect(faults).toEqual([message]);
    expect(account.seen).toEqual([]);
  });
});

import * as z from 'zod';
import type { Confirmation } from '../../../domain/card.ts';
import type { Command } from '../../../domain/command.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { toldByAll } from '../../verdict.ts';
import type { Told } from '../../verdict.ts';
import { required, requiredList } from '../arguments.ts';
import type { Rapid7Client } from '../client.ts';
import { pythonText } from '../python-text.ts';
import { alertSeverities } from '../words.ts';
import { choiceText, inOrder, oneOf } from './checks.ts';
import { iocArguments, iocsGiven, iocsOfIncident, iocValues } from './ioc-arguments.ts';
import type { IocArguments } from './ioc-arguments.ts';
import { pasted } from './ioc-list.ts';
import { textsIn } from './rows.ts';
import { toldByIocs } from './ioc-looks.ts';
import { writeCommand } from './write-command.ts';
import type { Reading } from './write-command.ts';

/** What is changed about IOCs at the vendor. Source: CONTRACT.md §4.7, §7.2. */
export function iocWriteCommands(client: Rapid7Client): readonly Command[] {
  return [
    addTags(client),
    updateSeverity(client),
    addComment(client),
    updateWhitelist(client),
    ...plainWrites.map((write) => plainWrite(client, write)),
  ];
}

function addTags(client: Rapid7Client): Command {
  return writeCommand(client, {
    name: 'threat-command-ioc-tags-add',
    summary: 'Add tags to an IOC',
    needs: 'respond',
    args: z.object({
      ioc_value: required('ioc_value').transform(pasted).describe('The IOC').meta({ example: 'evil.example' }),
      tag_values: requiredList('tag_values').describe('The tags'),
    }),
    call: ({ ioc_value: iocValue, tag_values: tags }) => ({
      method: 'POST',
      path: '/v1/iocs/tags',
      body: tags.map((tag) => ({ iocValue, tag })),
      onlyOk: true,
    }),
    sentence: ({ ioc_value: ioc, tag_values: tags }) =>
      `The tags "${pythonText(tags)}" successfully added to "${ioc}" IOC.`,
    tells: async ({ ioc_value: ioc, tag_values: tags }, reading) =>
      toldByIocs([ioc], reading, ({ tags: known }) => toldByAll(tags.map((tag) => textsIn(known).includes(tag)))),
  });
}

function updateSeverity(client: Rapid7Client): Command {
  return writeCommand(client, {
    name: 'threat-command-ioc-severity-update',
    summary: 'Change the severity of IOCs',
    needs: 'respond',
    args: z
      .object({ severity: choiceText('severity', alertSeverities).describe('New severity'), ...iocArguments })
      .check(inOrder(iocsGiven, oneOf('severity', alertSeverities))),
    fromIncident: iocsOfIncident,
    call: ({ severity, ...iocs }) => ({
      method: 'PATCH',
      path: '/v2/iocs/severity',
      body: iocValues(iocs).map((iocValue) => ({ iocValue, severity })),
    }),
    sentence: ({ severity, ...iocs }) =>
      `The severity "${severity}" successfully updated to "${pythonText(iocValues(iocs))}" IOCs.`,
    tells: async ({ severity, ...iocs }, reading) =>
      toldByIocs(iocValues(iocs), reading, ({ severity: now }) => now === severity),
  });
}

function addComment(client: Rapid7Client): Command {
  return writeCommand(client, {
    name: 'threat-command-ioc-comment-add',
    summary: 'Comment on IOCs',
    needs: 'respond',
    args: z
      .object({
        comment: required('comment').describe('The comment').meta({ kind: 'long-text' }),
        ...iocArguments,
      })
      .check(inOrder(iocsGiven)),
    fromIncident: iocsOfIncident,
    call: ({ comment, ...iocs }) => ({
      method: 'POST',
      path: '/v1/iocs/comments',
      body: iocValues(iocs).map((iocValue) => ({ iocValue, comment })),
    }),
    sentence: ({ comment, ...iocs }) =>
      `The comment "${comment}" successfully updated to "${pythonText(iocValues(iocs))}" IOCs.`,
  });
}

const whitelisting = 'Add to the user whitelist';
const whitelistStates = [whitelisting, 'Do not whitelist'] as const;

function updateWhitelist(client: Rapid7Client): Command {
  return writeCommand(client, {
    name: 'threat-command-account-whitelist-update',
    summary: "Put IOCs on your account's whitelist, or say that they are not to be whitelisted",
    needs: 'act',
    args: z
      .object({
        is_whitelisted: choiceText('is_whitelisted', whitelistStates).describe('What to do with them'),
        ...iocArguments,
      })
      .check(inOrder(iocsGiven, oneOf('is_whitelisted', whitelistStates))),
    fromIncident: iocsOfIncident,
    call: ({ is_whitelisted: state, ...iocs }) => ({
      method: 'POST',
      path: '/v2/iocs/user-whitelist',
      body: { iocs: iocValues(iocs).map((value) => ({ value, whitelisted: state === whitelisting })) },
    }),
    sentence: ({ is_whitelisted: state, ...iocs }) =>
      `The status "${state}" successfully updated to "${pythonText(iocValues(iocs))}" IOCs in the account whitelist.`,
    tells: async ({ is_whitelisted: state, ...iocs }, reading) =>
      toldByIocs(iocValues(iocs), reading, ({ whitelisted }) => (whitelisted === true) === (state === whitelisting)),
  });
}

interface PlainWrite {
  readonly name: string;
  readonly summary: string;
  readonly confirm?: Confirmation;
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  /** `successfully added to the remediation blocklist` */
  readonly done: string;
  /** Whether an IOC shows that it was done; left out where it says nothing of it. */
  readonly shows?: (ioc: JsonObject) => Told;
}

/** Those that take nothing but IOCs. */
const plainWrites: readonly PlainWrite[] = [
  {
    name: 'threat-command-account-whitelist-remove',
    summary: "Take IOCs off your account's whitelist",
    method: 'DELETE',
    path: '/v2/iocs/user-whitelist',
    done: 'successfully removed from the account whitelist',
    // It may stand on the vendor's own whitelist as well.
    shows: ({ whitelisted }) => (whitelisted === true ? undefined : true),
  },
  {
    name: 'threat-command-ioc-blocklist-add',
    summary: 'Put IOCs on the remediation blocklist',
    confirm: {
      title: 'Block these IOCs?',
      text: 'They go onto the remediation blocklist, from which your connected devices take what they block.',
      confirm: 'Block',
      deny: 'Cancel',
    },
    method: 'POST',
    path: '/v1/iocs/blocklist',
    done: 'successfully added to the remediation blocklist',
  },
  {
    name: 'threat-command-ioc-blocklist-remove',
    summary: 'Take IOCs off the remediation blocklist',
    method: 'DELETE',
    path: '/v1/iocs/blocklist',
    done: 'successfully removed from the remediation blocklist',
  },
];

function plainWrite(client: Rapid7Client, { method, path, done, shows, ...declaration }: PlainWrite): Command {
  return writeCommand(client, {
    ...declaration,
    needs: 'act',
    args: z.object(iocArguments).check(inOrder(iocsGiven)),
    fromIncident: iocsOfIncident,
    call: (iocs) => ({ method, path, body: { iocs: iocValues(iocs) } }),
    sentence: (iocs) => `The IOCs "${pythonText(iocValues(iocs))}" ${done}.`,
    ...(shows !== undefined && {
      tells: async (iocs: IocArguments, reading: Reading) => toldByIocs(iocValues(iocs), reading, shows),
    }),
  });
}

import * as z from 'zod';
import type { Command } from '../../domain/command.ts';
import type { JsonObject } from '../../domain/json.ts';
import { defineCommand } from '../define-command.ts';
import { contextPath, isList, tabled } from './answers.ts';
import { choice } from './arguments.ts';
import { JsonList, JsonRecord } from './client.ts';
import type { Rapid7Client } from './client.ts';
import { wholeListCommand } from './intelligence/list-command.ts';
import { rowsOf } from './intelligence/rows.ts';
import { alertTypeNames, withoutBlanks } from './words.ts';

/** What there is to choose from, and whose account it is. Source: CONTRACT.md §4.1, §4.2, §7.3, §7.4. */
export function referenceCommands(client: Rapid7Client): readonly Command[] {
  return [alertTypeList, sourceTypeList, scenarioList, userList, systemModules].map((command) => command(client));
}

function alertTypeList(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-alert-type-list',
    summary: 'Types of alerts with their sub-types',
    args: z.object({}),
    all: 'all_result',
    call: () => ({ method: 'GET', path: '/v1/data/alerts/types-subtypes-relations' }),
    rows: JsonRecord.transform(typeRows),
    output: { path: 'AlertType', key: 'sub_type', columns: ['type', 'sub_type'] },
    title: () => 'Alert types',
  });
}

function sourceTypeList(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-alert-source-type-list',
    summary: 'Kinds of sources that an alert may come from',
    args: z.object({}),
    all: 'all_result',
    call: () => ({ method: 'GET', path: '/v1/data/alerts/source-types' }),
    rows: JsonList,
    output: { path: 'AlertSourceType', columns: ['source_type'] },
    title: () => 'Alert source types',
  });
}

function scenarioList(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-alert-scenario-list',
    summary: 'Scenarios that an alert may be made by',
    args: z.object({
      type: z
        .string()
        .optional()
        .describe('Only of this type')
        .meta({ kind: 'choice', enum: [...alertTypeNames] }),
      sub_type: z.string().trim().optional().describe('Only of this sub-type'),
    }),
    all: 'all_result',
    call: ({ type, sub_type: subType }) => ({
      method: 'GET',
      path: '/v1/data/alerts/scenario-relations',
      query: { type: type === undefined ? undefined : withoutBlanks(type), subType },
    }),
    rows: JsonList.transform((list) => rowsOf(scenarioFields, list)),
    output: { path: 'Scenario', key: 'scenario', columns: ['type', 'subtype', 'scenario', 'description'] },
    title: () => 'Alert scenario list',
  });
}

function userList(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-account-user-list',
    summary: 'Users of the Threat Command account, deleted ones included',
    args: z.object({
      user_type: choice('user_type', ['Admin', 'Analyst']).optional().describe('Only of this type'),
      user_email: z.string().trim().optional().describe('Only with this e-mail address'),
      user_id: z.string().trim().optional().describe('Only with this id'),
    }),
    all: 'all_result',
    call: ({ user_type: userType, user_email: userEmail, user_id: userId }) => ({
      method: 'GET',
      path: '/v1/account/users-details',
      query: { userType, userEmail, userId },
      onlyOk: true,
    }),
    rows: JsonList.transform((list) => rowsOf(userFields, list)),
    output: {
      path: 'AccountUser',
      key: 'id',
      columns: ['id', 'email', 'first_name', 'last_name', 'role', 'is_deleted'],
    },
    title: () => 'Account user list',
  });
}

const scenarioFields = [
  ['type', 'Type'],
  ['subtype', 'SubType'],
  ['scenario', 'Scenario'],
  ['description', 'Description'],
] as const;

const userFields = [
  ['id', '_id'],
  ['email', 'Email'],
  ['first_name', 'FirstName'],
  ['last_name', 'LastName'],
  ['role', 'Role'],
  ['is_deleted', 'IsDeleted'],
  ['permissions', 'Permissions'],
] as const;

function typeRows(record: JsonObject): readonly JsonObject[] {
  return Object.entries(record).flatMap(([type, subTypes = null]) =>
    (isList(subTypes) ? subTypes : []).map((subType) => ({ type, sub_type: subType })),
  );
}

export const systemModulesPath = '/v1/account/system-modules';

function systemModules(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-account-system-modules-list',
    summary: 'The modules of the subscription',
    needs: 'read',
    args: z.object({}),
    outputs: [{ path: contextPath('SystemModule'), key: 'module_name', summary: 'Which modules the account has' }],
    async run(_args, { signal }) {
      const modules = await client.json(JsonRecord, { method: 'GET', path: systemModulesPath, signal });
      const rows = Object.entries(modules).map(([name, status = null]) => ({
        module_name: name.toLowerCase(),
        status,
      }));
      return tabled({ title: 'System modules', output: 'SystemModule', rows, columns: ['module_name', 'status'] });
    },
  });
}

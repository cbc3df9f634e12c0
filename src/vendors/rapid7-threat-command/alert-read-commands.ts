import * as z from 'zod';
import type { Command } from '../../domain/command.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { parseEach } from '../../http/parse-each.ts';
import { defineCommand } from '../define-command.ts';
import { activityColumns, activityRow, shownActivity } from './activity-log.ts';
import { alertId, alertOfIncident, alertOutput, alertPath } from './alert-command.ts';
import { contextPath, said, tabled } from './answers.ts';
import type { TableAnswer } from './answers.ts';
import { JsonList } from './client.ts';
import type { Rapid7Client } from './client.ts';
import { rowsOf } from './intelligence/rows.ts';
import { ConversationMessage } from './schema.ts';

interface AlertRead {
  readonly name: string;
  readonly summary: string;
  readonly endpoint: string;
  /** The name under `ThreatCommand.Alert[]` and the table, made of the answer. */
  readonly answer: (id: string, list: readonly Json[]) => AlertPart;
}

interface AlertPart extends Pick<TableAnswer, 'title' | 'columns' | 'shown'> {
  readonly part: string;
  readonly rows: readonly JsonObject[];
  /** What is said where there is nothing. */
  readonly nothing?: string;
}

const reads: readonly AlertRead[] = [
  {
    name: 'threat-command-alert-analyst-conversation-list',
    summary: 'What was said with the analysts about an alert',
    endpoint: 'ask-the-analyst-conversation',
    answer: (_id, list) => ({
      part: 'Message',
      title: 'Alert conversation with analyst:',
      columns: ['initiator', 'message', 'date'],
      rows: parseEach(ConversationMessage, list).accepted.map(({ initiator, message, date }) => ({
        initiator: initiator ?? null,
        message: message ?? null,
        date: date ?? null,
      })),
      nothing: 'There is no conversation with analyst.',
    }),
  },
  {
    name: 'threat-command-alert-activity-log-get',
    summary: 'What happened to an alert',
    endpoint: 'activity-log',
    answer: (id, list) => ({
      part: 'ActivityLog',
      title: `Alert "${id}" activity log`,
      columns: activityColumns,
      rows: list.flatMap(activityRow),
      shown: list.flatMap(shownActivity),
    }),
  },
  {
    name: 'threat-command-alert-blocklist-get',
    summary: "The blocklist states of an alert's indicators",
    endpoint: 'blocklist-status',
    answer: (id, list) => ({
      part: 'BlockList',
      title: `Blocklist for alert "${id}".`,
      columns: ['value', 'status'],
      rows: rowsOf(
        [
          ['value', 'Value'],
          ['status', 'Status'],
        ],
        list,
      ),
    }),
  },
];

/** What can be asked about one alert. Source: CONTRACT.md §4.2, §7.3. */
export function alertReadCommands(client: Rapid7Client): readonly Command[] {
  return [...reads.map((read) => readCommand(client, read)), takedownStatus(client)];
}

function readCommand(client: Rapid7Client, { name, summary, endpoint, answer }: AlertRead): Command {
  return defineCommand({
    name,
    summary,
    needs: 'read',
    args: z.object({ alert_id: alertId }),
    outputs: [alertOutput],
    fromIncident: alertOfIncident,
    async run({ alert_id: id }, { signal }) {
      const list = await client.json(JsonList, { method: 'GET', path: alertPath(endpoint, id), signal });
      const { part, rows, nothing, ...table } = answer(id, list);
      if (rows.length === 0 && nothing !== undefined) return said(nothing);
      const outputs = { [contextPath('Alert')]: [{ id, [part]: rows }] };
      return { ...tabled({ ...table, output: 'Alert', rows }), outputs };
    },
  });
}

function takedownStatus(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-alert-takedown-request-status-get',
    summary: "How far an alert's takedown is",
    needs: 'read',
    args: z.object({ alert_id: alertId }),
    outputs: [alertOutput],
    fromIncident: alertOfIncident,
    async run({ alert_id: id }, { signal }) {
      const text = await client.text({ method: 'GET', path: alertPath('takedown-status', id), signal });
      const row = { id, takedown_status: text.trim().replaceAll(/^"|"$/g, '') };
      const title = `Takedown status for alert "${id}".`;
      return tabled({ title, output: 'Alert', rows: [row], columns: ['id', 'takedown_status'] });
    },
  });
}

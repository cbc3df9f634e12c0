import * as z from 'zod';
import type { Confirmation } from '../../../domain/card.ts';
import type { Command, CommandResult } from '../../../domain/command.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import { verdictOf } from '../../verdict.ts';
import { tabled } from '../answers.ts';
import { list, required } from '../arguments.ts';
import { JsonRecord } from '../client.ts';
import type { Rapid7Client } from '../client.ts';
import { pythonText } from '../python-text.ts';
import { alertSeverities } from '../words.ts';
import { choiceText, inOrder, oneOf } from './checks.ts';
import type { Check } from './checks.ts';
import { iocArguments, iocsGiven, iocsOf, iocsOfIncident, iocValues } from './ioc-arguments.ts';
import { wholeListCommand } from './list-command.ts';
import { identifier, pathPart } from './paths.ts';
import { at, namesOf, rowsOf } from './rows.ts';
import type { Field } from './rows.ts';
import { writeCommand } from './write-command.ts';
import type { Reading } from './write-command.ts';

const sourceFields: readonly Field[] = [
  ['id', '_id'],
  ['name', 'Name'],
  ['confidence_level', 'ConfidenceLevel'],
  ['is_enabled', 'IsEnabled'],
];

const sourcesPath = '/v1/iocs/sources';

const SourceRows = JsonRecord.transform((byCategory) =>
  Object.entries(byCategory).flatMap(([type, sources]) => rowsOf([...sourceFields, ['type', () => type]], sources)),
);

/** Feeds, files and mailboxes that IOCs come from, and own documents among them. Source: CONTRACT.md §4.7, §7.1. */
export function sourceCommands(client: Rapid7Client): readonly Command[] {
  return [listSources(client), createDocument(client), deleteDocument(client), addToDocument(client)];
}

function listSources(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-source-list',
    summary: 'Sources that IOCs come from',
    args: z.object({}),
    all: 'all_results',
    output: { path: 'Source', key: 'id', columns: [...namesOf(sourceFields), 'type'] },
    call: () => ({ method: 'GET', path: sourcesPath }),
    rows: SourceRows,
    title: () => 'IOC sources',
  });
}

const truth = ['true', 'false'] as const;

const isLevel: Check<{ readonly confidence_level: string }> = ({ confidence_level: level }) =>
  /^[1-3]$/.test(level)
    ? undefined
    : { path: 'confidence_level', message: 'confidence_level is a number in range 1-3' };

const documentArguments = z
  .object({
    name: required('name').describe('Name of the document').meta({ example: 'Phishing wave of 4 August' }),
    description: required('description').describe('What it holds'),
    confidence_level: required('confidence_level')
      .describe('How sure, from 1 to 3')
      .meta({ enum: ['1', '2', '3'] }),
    share: choiceText('share', truth).optional().describe('Share it with other customers').meta({ kind: 'boolean' }),
    severity: choiceText('severity', alertSeverities).optional().describe('Severity of its IOCs'),
    tags: list().optional().describe('Tags of its IOCs'),
    ...iocArguments,
  })
  .check(inOrder(oneOf('severity', alertSeverities), oneOf('share', truth), isLevel, iocsGiven));

const fileFields: readonly Field[] = [
  ['id', at('Data', 'sourceDetails', '_id')],
  ['name', 'name'],
];

const shareConfirmation: Confirmation = {
  title: 'Share it with other customers?',
  text: 'The document and its IOCs leave your company; that cannot be called back.',
  confirm: 'Create and share',
  deny: 'Cancel',
};

function createDocument(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-source-document-create',
    summary: 'Make a document of IOCs of your own',
    needs: 'respond',
    args: documentArguments,
    outputs: [{ path: 'ThreatCommand.Source.Files', key: 'id', summary: 'The document' }],
    fromIncident: iocsOfIncident,
    confirm: ({ share }) => (share === 'true' ? shareConfirmation : undefined),
    async run(args, { signal }) {
      const answer = await client.json(JsonRecord, {
        method: 'POST',
        path: '/v1/iocs/add-source',
        body: documentOf(args),
        signal,
      });
      return createdDocument(rowsOf(fileFields, [{ ...answer, name: args.name }]));
    },
    async verify({ name }, { signal }) {
      const own = (await sourcesNow({ client, signal })).filter((source) => source['name'] === name);
      // One of that name may be older: the vendor refuses a second one.
      return verdictOf(own.length === 0 ? false : undefined, () => createdDocument(own));
    },
  });
}

function createdDocument(rows: readonly JsonObject[]): CommandResult {
  const title = 'Source document successfully created.';
  return tabled({ title, output: 'Source.Files', rows, columns: namesOf(fileFields) });
}

async function sourcesNow({ client, signal }: Reading): Promise<readonly JsonObject[]> {
  return client.json(SourceRows, { method: 'GET', path: sourcesPath, signal });
}

function documentOf(args: z.output<typeof documentArguments>) {
  const { name, description, confidence_level: level, share, severity, tags } = args;
  return {
    DocumentDetails: {
      Name: name,
      Description: description,
      ConfidenceLevel: Number(level),
      Share: share === undefined ? undefined : share === 'true',
      // In lower case here and nowhere else (CONTRACT.md §10, 4).
      Severity: severity?.toLowerCase(),
      Tags: tags,
    },
    Iocs: iocsOf(args),
  };
}

function deleteDocument(client: Rapid7Client): Command {
  return writeCommand(client, {
    name: 'threat-command-source-document-delete',
    summary: 'Delete a document of IOCs',
    needs: 'act',
    args: z.object({ source_id: identifier('source_id').describe('Id of the document') }),
    confirm: {
      title: 'Delete this document?',
      text: 'The document and its list of IOCs are deleted at Threat Command. This cannot be undone.',
      confirm: 'Delete',
      deny: 'Cancel',
    },
    call: (args) => ({
      method: 'DELETE',
      path: `/v1/iocs/delete-source/${pathPart(args.source_id)}`,
      onlyOk: true,
    }),
    sentence: (args) => `Source document "${args.source_id}" successfully deleted.`,
    tells: async (args, reading) => !(await sourcesNow(reading)).some(({ id }) => id === args.source_id),
  });
}

function addToDocument(client: Rapid7Client): Command {
  return writeCommand(client, {
    name: 'threat-command-source-document-ioc-create',
    summary: 'Add IOCs to a document of your own',
    needs: 'respond',
    args: z
      .object({ source_id: identifier('source_id').describe('Id of the document'), ...iocArguments })
      .check(inOrder(iocsGiven)),
    fromIncident: iocsOfIncident,
    call: (args) => ({
      method: 'POST',
      path: `/v1/iocs/add-iocs-to-source/${pathPart(args.source_id)}`,
      body: { Iocs: iocsOf(args) },
      onlyOk: true,
    }),
    sentence: (args) =>
      `IOC "${pythonText(iocValues(args))}" successfully added to "${args.source_id}" document source.`,
  });
}
